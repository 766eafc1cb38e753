import { projectOf } from '../rules/build/project-of';
import type { BuildFile } from '../source/build/build-file';
import { unknownProject, type ProjectFacts } from '../source/build/project-facts';
import { grammarsOf, type Grammars } from '../source/grammar/grammars';
import { languageOf } from '../source/language';
import { readSource } from '../source/read-source';
import { hasEndlessLine, sourceFile } from '../source/source-file';

/** Build files by which Maven and Gradle know a project; other scripts take part where these apply them. */
const ofProject = /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|[^/]+\.versions\.toml)$/i;

/** The build files of a workspace, and what they tell of the projects of its other files. Paths have `/` between folders. */
export class Projects {
  readonly #grammars: Grammars;
  /** By the folder whose projects they are of, then by path. */
  readonly #folders = new Map<string, Map<string, BuildFile>>();

  constructor(grammars: Grammars) {
    this.#grammars = grammars;
  }

  /** Whether a file may change what is known of projects. */
  static isBuildFile(path: string): boolean {
    return ofProject.test(path) && languageOf(path) !== undefined;
  }

  /** Takes a build file in, or its new text. Other files are passed over. */
  async read(path: string, text: string): Promise<void> {
    const file = Projects.isBuildFile(path) ? sourceFile(path, text) : undefined;
    if (file === undefined || hasEndlessLine(text)) return;
    await this.#grammars.load(grammarsOf(file.language));
    const [build] = readSource(file, this.#grammars).subjects;
    if (build?.kind !== 'build') this.forget(path);
    else this.#filesOf(folderOf(path)).set(path, build);
  }

  forget(path: string): void {
    this.#folders.get(folderOf(path))?.delete(path);
  }

  /** What is known of the project that a file belongs to. */
  factsFor(path: string): ProjectFacts {
    const module = moduleOf(path);
    const folders = [...upwards(module)];
    const files = folders.flatMap((folder) => [...(this.#folders.get(folder)?.values() ?? [])]);
    if (files.length === 0) return unknownProject;
    const own = [...(this.#folders.get(module)?.values() ?? [])];
    return projectOf(
      files,
      own.some(({ format }) => format !== 'catalog'),
    );
  }

  #filesOf(folder: string): Map<string, BuildFile> {
    const files = this.#folders.get(folder) ?? new Map<string, BuildFile>();
    this.#folders.set(folder, files);
    return files;
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** Of a catalog the folder that holds `gradle/`. */
function folderOf(path: string): string {
  const folder = parentOf(path);
  return path.endsWith('.toml') && /(?:^|\/)gradle$/.test(folder) ? parentOf(folder) : folder;
}

/** The folder that holds the `src` a file lies in; for others their own. */
function moduleOf(path: string): string {
  const source = /(?:^|\/)src\/main\//.exec(path) ?? /(?:^|\/)src\//.exec(path);
  return source === null ? folderOf(path) : path.slice(0, source.index);
}

function* upwards(folder: string): Generator<string> {
  let at = folder;
  yield at;
  while (at !== '') yield (at = parentOf(at));
}
