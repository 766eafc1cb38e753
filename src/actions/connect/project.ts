import type { BuildFile } from '../../source/build/build-file';
import type { Trees } from '../../source/grammar/grammars';
import { readCatalog } from '../../source/build/read-catalog';
import { readGradle } from '../../source/build/read-gradle';
import { readGradleProperties } from '../../source/build/read-gradle-properties';
import { readPom } from '../../source/build/read-pom';
import type { Reading } from '../../source/reading';
import { sourceFile, type SourceFile } from '../../source/source-file';
import type { ProgramLanguage } from './code/client-code';
import { buildOf, type Build } from './build/wanted-libraries';

export interface ProjectFile {
  /** With `/` between folders, relative to the folder of the workspace. */
  readonly path: string;
  readonly text: string;
}

/** What is there of an app's project: its build files and those above, its settings, its sources. */
export interface ProjectFiles {
  /** The folder of the module; empty for the folder of the workspace itself. */
  readonly module: string;
  readonly files: readonly ProjectFile[];
}

/** A project as far as a connection is made in it. */
export interface Project {
  readonly module: string;
  readonly build: Build;
  /** The module's own. */
  readonly buildFile?: ProjectFile & { readonly read: BuildFile };
  readonly catalog?: ProjectFile & { readonly read: BuildFile };
  /** `application*.yml` and `.properties` of the module. */
  readonly configs: readonly ProjectFile[];
  readonly language: ProgramLanguage;
  readonly packageName: string;
  readonly sources: readonly ProjectFile[];
}

const buildName = /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/;
const catalogName = /(?:^|\/)gradle\/libs\.versions\.toml$/;
const configName = /(?:^|\/)src\/main\/resources\/(?:config\/)?application(?:-[^/]+)?\.(?:ya?ml|properties)$/;

/** Reads a project; grammars of the version catalog have to be loaded where there is one. */
export function readProject({ module, files }: ProjectFiles, trees: Trees): Project {
  const above = files.filter(({ path }) => isAtOrAbove(path, module));
  const read = above.flatMap((file) => readBuild(file, trees)).sort(nearestFirst);
  const own = read.find(({ path }) => buildName.test(path) && folderOf(path) === module);
  const catalog = read.find(({ path }) => catalogName.test(path));
  const inModule = files.filter(({ path }) => module === '' || path.startsWith(`${module}/`));
  const sources = inModule.filter(
    ({ path }) => path.startsWith(inFolder(module, 'src/main/')) && /\.(?:java|kt)$/.test(path),
  );
  return {
    module,
    build: buildOf(read.map((one) => one.read)),
    sources,
    ...(own !== undefined && { buildFile: own }),
    ...(catalog !== undefined && own?.read.format === 'gradle' && { catalog }),
    configs: inModule.filter(
      ({ path }) => configName.test(path) && path.startsWith(inFolder(module, 'src/main/resources/')),
    ),
    ...programOf(sources),
  };
}

/** A path below a folder; the folder of the workspace is the empty one. */
export function inFolder(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

/** One by one: together with those of all languages they would be a large chunk. */
const readers: readonly {
  readonly name: RegExp;
  readonly read: (source: SourceFile, trees: Trees) => Reading;
}[] = [
  { name: /(?:^|\/)pom\.xml$/, read: readPom },
  { name: /(?:^|\/)build\.gradle(?:\.kts)?$/, read: readGradle },
  { name: catalogName, read: readCatalog },
  { name: /(?:^|\/)gradle\.properties$/, read: readGradleProperties },
];

type ReadBuild = ProjectFile & { readonly read: BuildFile };

function readBuild(file: ProjectFile, trees: Trees): readonly ReadBuild[] {
  const source = sourceFile(file.path, file.text);
  const reader = readers.find(({ name }) => name.test(file.path));
  if (source === undefined || reader === undefined) return [];
  return reader
    .read(source, trees)
    .subjects.flatMap((subject) => (subject.kind === 'build' ? [{ ...file, read: subject }] : []));
}

function isAtOrAbove(path: string, module: string): boolean {
  const folder = catalogName.test(path) ? folderOf(folderOf(path)) : folderOf(path);
  return folder === '' || folder === module || module.startsWith(`${folder}/`);
}

function nearestFirst(a: ProjectFile, b: ProjectFile): number {
  return b.path.split('/').length - a.path.split('/').length;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** The language and package of the class that starts the app, else of what lies highest. */
function programOf(sources: readonly ProjectFile[]): Pick<Project, 'language' | 'packageName'> {
  const byDepth = [...sources].sort((a, b) => a.path.split('/').length - b.path.split('/').length);
  const start = byDepth.find(({ text }) => text.includes('@SpringBootApplication')) ?? byDepth[0];
  if (start === undefined) return { language: 'java', packageName: '' };
  const packageName = /^[ \t]*package[ \t]+([\w.]+)/m.exec(start.text)?.[1] ?? '';
  return { language: start.path.endsWith('.kt') ? 'kotlin' : 'java', packageName };
}
