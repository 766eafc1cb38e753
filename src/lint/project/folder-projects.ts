import { unknownProject, type ProjectFacts } from '../../source/build/project-facts';
import type { Grammars } from '../../source/grammar/grammars';
import { languageOf } from '../../source/language';
import { isCode } from '../../source/read-source';
import type { NameElsewhere } from '../../source/infra/names-elsewhere';
import type { BesideManifest } from '../../source/manifest/manifest-file';
import type { ListedFile, SkippedFile } from '../ports';
import type { AppSettings } from './project-settings';
import { Projects } from './projects';

/** Lists at least the files below a folder that tell of its projects: build files, and those that may hold settings. */
export type ListTellingFiles = (folder: string) => AsyncIterable<ListedFile | SkippedFile>;

/** What is known of a file's project when it is judged. */
export interface KnownProject {
  readonly project: ProjectFacts;
  readonly settings: readonly AppSettings[];
  /** What other files of a template tell of its names. */
  readonly names: readonly NameElsewhere[];
  /** What other files of its folder tell of a manifest. */
  readonly manifests?: BesideManifest;
}

export const nothingKnown: KnownProject = { project: unknownProject, settings: [], names: [] };

/** What code must hold for settings to matter to it, in lower case: an SDK that reads the app's environment. */
const readsEnvironment = 'defaultazurecredential';

/** The projects in folders, whose files are read when a file of the folder is judged first. */
export class FolderProjects {
  readonly #grammars: Grammars;
  readonly #list: ListTellingFiles;
  readonly #known = new Map<string, Promise<Projects>>();
  /** Code that was judged by settings, by folder. */
  readonly #code = new Map<string, Set<string>>();

  constructor(grammars: Grammars, list: ListTellingFiles) {
    this.#grammars = grammars;
    this.#list = list;
  }

  /** What is known of the project of a file, whose path is relative to the folder; what it needs if its text is given. */
  async around(folder: string, path: string, text?: string): Promise<KnownProject> {
    const language = languageOf(path);
    if (language === undefined) return nothingKnown;
    const isOfCode = isCode(language);
    // Most code need not wait.
    if (isOfCode && text !== undefined && !text.toLowerCase().includes(readsEnvironment)) return nothingKnown;
    const projects = await this.#in(folder);
    if (isOfCode) this.#codeIn(folder).add(path);
    return {
      project: isOfCode ? unknownProject : projects.factsFor(path),
      settings: projects.settingsFor(path),
      names: projects.namesFor(path),
      ...(!isOfCode && { manifests: projects.manifestsFor(path) }),
    };
  }

  /** Takes in the text a file has in an editor. Gives the files that are to be judged again for it. */
  async edited(folder: string, path: string, text: string): Promise<readonly string[]> {
    if (!Projects.tells(path)) return [];
    const projects = await this.#in(folder);
    const code = () => [...this.#codeIn(folder)].filter((one) => projects.isJudgedBy(one, path));
    const before = code();
    const { dependents, isChanged } = await projects.read(path, text);
    return isChanged ? [...new Set([...dependents, ...before, ...code()])] : [];
  }

  /** Forgets the files of a folder: the next file that asks has them read again. */
  forget(folder: string): void {
    this.#known.delete(folder);
  }

  #codeIn(folder: string): Set<string> {
    const known = this.#code.get(folder) ?? new Set<string>();
    this.#code.set(folder, known);
    return known;
  }

  #in(folder: string): Promise<Projects> {
    const known = this.#known.get(folder) ?? this.#read(folder);
    this.#known.set(folder, known);
    return known;
  }

  /** What is read before the folder cannot be read any more counts: a file is judged with whatever is known of its project. */
  async #read(folder: string): Promise<Projects> {
    const projects = new Projects(this.#grammars);
    try {
      await this.#readInto(projects, folder);
    } catch {
      // A folder that is gone or closed to us is told of by whoever reads its files.
    }
    return projects;
  }

  async #readInto(projects: Projects, folder: string): Promise<void> {
    for await (const listed of this.#list(folder)) {
      if ('skipped' in listed || !Projects.tells(listed.path)) continue;
      const found = await listed.read();
      if (!('skipped' in found)) await projects.learn(found.path, found.text);
    }
  }
}
