import { unknownProject, type ProjectFacts } from '../source/build/project-facts';
import type { Grammars } from '../source/grammar/grammars';
import { languageOf } from '../source/language';
import { subjectsIn } from '../source/read-source';
import type { ListedFile, SkippedFile } from './ports';
import { Projects } from './projects';

/** Lists at least the build files below a folder. */
export type ListBuildFiles = (folder: string) => AsyncIterable<ListedFile | SkippedFile>;

/** The projects in folders, whose build files are read when a file of the folder is judged first. */
export class FolderProjects {
  readonly #grammars: Grammars;
  readonly #list: ListBuildFiles;
  readonly #known = new Map<string, Promise<Projects>>();

  constructor(grammars: Grammars, list: ListBuildFiles) {
    this.#grammars = grammars;
    this.#list = list;
  }

  /** What build files tell of the project of a file, whose path is relative to the folder. */
  async factsFor(folder: string, path: string): Promise<ProjectFacts> {
    const language = languageOf(path);
    // No rule over code asks for it, so code need not wait.
    if (language === undefined || subjectsIn(language).includes('jvm')) return unknownProject;
    return (await this.#in(folder)).factsFor(path);
  }

  /** Takes in the text a build file has in an editor; other files are passed over. */
  async edited(folder: string, path: string, text: string): Promise<void> {
    if (Projects.isBuildFile(path)) await (await this.#in(folder)).read(path, text);
  }

  /** Forgets the build files of a folder: the next file that asks has them read again. */
  forget(folder: string): void {
    this.#known.delete(folder);
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
      if ('skipped' in listed || !Projects.isBuildFile(listed.path)) continue;
      const found = await listed.read();
      if (!('skipped' in found)) await projects.read(found.path, found.text);
    }
  }
}
