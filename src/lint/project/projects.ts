import { projectOf } from '../../rules/build/project-of';
import type { BuildFile } from '../../source/build/build-file';
import { readBuildCode } from '../../source/build/read-build-code';
import { unknownProject, type ProjectFacts } from '../../source/build/project-facts';
import { grammarsOf, type Grammars } from '../../source/grammar/grammars';
import { buildLanguages, isBuildCode, isTestSource, languageOf, type Language } from '../../source/language';
import { isCode, readSource } from '../../source/read-source';
import { hasEndlessLine, sourceFile, type SourceFile } from '../../source/source-file';
import type { BesideManifest, ManifestFile } from '../../source/manifest/manifest-file';
import type { InfraFile } from '../../source/infra/infra-file';
import type { NameElsewhere } from '../../source/infra/names-elsewhere';
import type { SpringConfig } from '../../source/spring/spring-config';
import { settingsIn } from '../../rules/collect-facts';
import { mayMatter } from '../applicable-rules';
import { ManifestFolders } from './manifest-folders';
import { moduleOf } from './module-of';
import { TemplateModules } from './template-modules';
import { ProjectSettings, type AppSettings } from './project-settings';

/** Build files by which Maven and Gradle know a project; other scripts take part where these apply them. */
const ofProject =
  /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|gradle\.properties|[^/]+\.versions\.toml|gradle\/[^/]+\.gradle(?:\.kts)?)$/i;

/** Scripts in `gradle/` are applied by those above, or not: the names they give to versions count, and nothing else. So does code of the build. */
const applied = /(?:^|\/)gradle\/[^/]+\.gradle(?:\.kts)?$/i;

function namesAlone(build: BuildFile): BuildFile {
  const nothing = { dependencies: [], deployments: [], aliases: [] };
  return { kind: 'build', format: 'properties', ...nothing, names: build.names, open: false };
}

/** What taking a file in has changed. */
export interface Change {
  readonly isChanged: boolean;
  /** Other files with settings that are to be judged again. */
  readonly dependents: readonly string[];
}

const unchanged: Change = { isChanged: false, dependents: [] };

interface Told {
  readonly build: BuildFile | undefined;
  readonly template: InfraFile | undefined;
  readonly manifest: ManifestFile | undefined;
  readonly configs: readonly SpringConfig[];
}

interface Taken {
  /** Files of the same template, or manifests beside it, that are to be judged again. */
  readonly others: readonly string[];
  /** Whether settings are others than before. */
  readonly isChanged: boolean;
}

/** Languages whose files make up one template together. */
function isTemplate(language: Language | undefined): boolean {
  return language === 'terraform' || language === 'terraform-json' || language === 'bicep';
}

function withOthers({ isChanged, dependents }: Change, others: readonly string[]): Change {
  if (others.length === 0) return { isChanged, dependents };
  return { isChanged: true, dependents: [...new Set([...dependents, ...others])] };
}

/** The build files of a workspace, and the settings its files tell, and what they tell of the projects of its other files. Paths have `/` between folders. */
export class Projects {
  readonly #grammars: Grammars;
  /** By the folder whose projects they are of, then by path. */
  readonly #folders = new Map<string, Map<string, BuildFile>>();
  readonly #settings = new ProjectSettings();
  readonly #templates = new TemplateModules();
  readonly #manifests = new ManifestFolders();

  constructor(grammars: Grammars) {
    this.#grammars = grammars;
  }

  /** Whether a file may change what is known of projects. Code tells nothing of them. */
  static tells(path: string): boolean {
    const language = languageOf(path);
    if (language === undefined) return false;
    return (
      Projects.isBuildFile(path) || (!isCode(language) && !buildLanguages.some((one) => one === language))
    );
  }

  /** Whether a file is of a template: what it tells matters to others of its kind alone, and only where one of them may matter. */
  static isTemplate(path: string): boolean {
    return isTemplate(languageOf(path));
  }

  static isBuildFile(path: string): boolean {
    return (ofProject.test(path) || isBuildCode(path)) && languageOf(path) !== undefined;
  }

  /** Takes in a file that tells of its project, or its new text; others are passed over. */
  async read(path: string, text: string): Promise<Change> {
    if (!Projects.tells(path)) return unchanged;
    const told = await this.#read(path, text);
    return this.#changeBy(path, () => this.#take(path, told));
  }

  /** As `read`, for the many files of a run, where nothing was judged yet that would have to be judged again. */
  async learn(path: string, text: string): Promise<void> {
    if (!Projects.tells(path)) return;
    const told = await this.#read(path, text);
    this.#takeOwn(path, told);
    this.#templates.learn(path, told?.template);
    this.#manifests.take(path, told?.manifest);
  }

  /** `undefined` for a file that tells nothing by now. */
  async #read(path: string, text: string): Promise<Told | undefined> {
    const file = isTestSource(path) || hasEndlessLine(text) ? undefined : sourceFile(path, text);
    // What a variable is called by default says nothing by itself.
    const isTold =
      Projects.isBuildFile(path) ||
      (file !== undefined && (isTemplate(file.language) || mayMatter(text, file.language)));
    if (file === undefined || !isTold) return undefined;
    if (isBuildCode(path))
      return { build: readBuildCode(text), template: undefined, manifest: undefined, configs: [] };
    await this.#grammars.load(grammarsOf(file.language));
    return this.#toldBy(file);
  }

  /** A text that cannot be read tells nothing; whoever judges it says so. */
  #toldBy(file: SourceFile): Told {
    try {
      const { subjects } = readSource(file, this.#grammars);
      const build = subjects.find((one) => one.kind === 'build');
      const template = isTemplate(file.language) ? subjects.find((one) => one.kind === 'infra') : undefined;
      const manifest = subjects.find((one) => one.kind === 'manifest');
      return { build, template, manifest, configs: settingsIn(subjects) };
    } catch {
      return { build: undefined, template: undefined, manifest: undefined, configs: [] };
    }
  }

  forget(path: string): Change {
    return this.#changeBy(path, () => this.#take(path, undefined));
  }

  /** What other files of a template tell of the names in a file; the same list as long as none of them changes. */
  namesFor(path: string): readonly NameElsewhere[] {
    return this.#templates.around(path);
  }

  /** What other files tell of a manifest. */
  manifestsFor(path: string): BesideManifest {
    return this.#manifests.around(path);
  }

  /** What other files tell of the settings of a file's app; the same list as long as none of them changes. */
  settingsFor(path: string): readonly AppSettings[] {
    return this.#settings.around(path);
  }

  /** Whether settings that one file tells are among those another one is judged by. */
  isJudgedBy(path: string, other: string): boolean {
    return this.#settings.isBeside(path, other);
  }

  #take(path: string, told: Told | undefined): Taken {
    const isChanged = this.#takeOwn(path, told);
    const others = [
      ...this.#templates.take(path, told?.template),
      ...this.#manifests.take(path, told?.manifest),
    ];
    return { others, isChanged };
  }

  /** Takes in what tells of builds and settings; says whether settings are others than before. */
  #takeOwn(path: string, told: Told | undefined): boolean {
    if (told === undefined) this.#folders.get(folderOf(path))?.delete(path);
    else if (told.build !== undefined && Projects.isBuildFile(path))
      this.#filesOf(folderOf(path)).set(
        path,
        applied.test(path) || isBuildCode(path) ? namesAlone(told.build) : told.build,
      );
    return this.#settings.take(path, told?.configs ?? []);
  }

  /** Those who were judged by what the file told before are so no longer: both old and new ones count. */
  #changeBy(path: string, take: () => Taken): Change {
    const before = this.#settings.dependents(path);
    const { others, isChanged } = take();
    const settled = isChanged
      ? { isChanged, dependents: [...new Set([...before, ...this.#settings.dependents(path)])] }
      : unchanged;
    return withOthers(settled, others);
  }

  /** What is known of the project that a file belongs to. */
  factsFor(path: string): ProjectFacts {
    const module = homeOf(path);
    const folders = [...upwards(module)];
    const files = folders.flatMap((folder) => [...(this.#folders.get(folder)?.values() ?? [])]);
    if (files.length === 0) return unknownProject;
    const own = [...(this.#folders.get(module)?.values() ?? [])];
    return projectOf(
      files,
      own.some(({ format }) => format === 'maven' || format === 'gradle'),
    );
  }

  #filesOf(folder: string): Map<string, BuildFile> {
    const files = this.#folders.get(folder) ?? new Map<string, BuildFile>();
    this.#folders.set(folder, files);
    return files;
  }
}

/** The folder whose build files are of the project that a file belongs to. */
function homeOf(path: string): string {
  return /(?:^|\/)src\//.test(path) ? moduleOf(path) : folderOf(path);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** Of what lies in `gradle/`, `buildSrc/` and `build-logic/` the folder that holds that. */
function folderOf(path: string): string {
  if (isBuildCode(path)) return path.slice(0, path.search(/(?:^|\/)(?:buildSrc|build-logic)\//));
  const folder = parentOf(path);
  return (path.endsWith('.toml') || applied.test(path)) && /(?:^|\/)gradle$/i.test(folder)
    ? parentOf(folder)
    : folder;
}

function* upwards(folder: string): Generator<string> {
  let at = folder;
  yield at;
  while (at !== '') yield (at = parentOf(at));
}
