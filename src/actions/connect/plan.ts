import { say, type Text } from '../../lifecycle/text';
import { applyEdits, lineEndOf, type TextEdit } from '../../source/span';
import { addToCatalog } from './build/add-to-catalog';
import { addToGradle } from './build/add-to-gradle';
import { addToPom } from './build/add-to-pom';
import { wantedLibraries } from './build/wanted-libraries';
import { writeClass } from './code/write-class';
import { chooseConfig } from './config/choose-config';
import { mergeSettings } from './config/merge-settings';
import { withoutInherited, withoutSecrets } from './config/what-is-set';
import type { Connection } from './connection';
import { inFolder, type Project, type ProjectFile } from './project';
import type { Ingredients, Way } from './recipe';
import { recipes } from './recipes';

/** A file as it is and as it shall be; without `before` it is a new one. */
export interface FileChange {
  readonly path: string;
  readonly before?: string;
  readonly after: string;
  /** Of a file that is there; they do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** What a connection changes in a project. */
export interface ConnectionPlan {
  readonly way: Way;
  /** Settings, build and code, in this order; empty when all of it is there. */
  readonly changes: readonly FileChange[];
  /** What people should know beside the changes. */
  readonly notes: readonly Text[];
}

/** How clients can be made in a project: the first is proposed. */
export function waysFor({ build: { boot } }: Project): readonly [Way, ...Way[]] {
  if (boot === undefined) return ['plain'];
  return boot.major >= 2 && boot.major <= 4 ? ['starter', 'properties'] : ['properties'];
}

/** Plans a connection: edits of files that are there, and new ones. The same plan made on the result changes nothing. */
export function planConnection(
  project: Project,
  connection: Connection,
  way: Way = waysFor(project)[0],
): ConnectionPlan {
  const { boot } = project.build;
  const made = recipes[connection.to].make({ connection, way, ...(boot !== undefined && { boot }) });
  const code = codeChange(project, connection, { way, made });
  const changes = [...configChange(project, made), ...buildChanges(project, made), ...code.changes];
  const notes = [...code.notes, ...buildNotes(project)];
  return { way, changes: changes.filter(({ before, after }) => before !== after), notes };
}

function configChange(project: Project, { settings, lists = [] }: Ingredients): readonly FileChange[] {
  if (settings.length === 0 && lists.length === 0) return [];
  const file = chooseConfig(project, { settings, lists });
  const isThere = project.configs.includes(file);
  const wanted = withoutInherited({ settings, lists }, file, project.configs);
  const edits = [...withoutSecrets(file, { settings }), ...mergeSettings(file, wanted)];
  return [isThere ? edited(file, edits) : { path: file.path, after: applyEdits('', edits), edits: [] }];
}

function buildChanges(project: Project, { libraries }: Ingredients): readonly FileChange[] {
  const { buildFile, catalog, build } = project;
  if (buildFile === undefined) return [];
  const wanted = wantedLibraries(build, libraries);
  if (buildFile.read.format === 'maven') return [edited(buildFile, addToPom(buildFile.text, wanted))];
  // A project with a catalog that its scripts do not use writes its libraries out.
  if (catalog === undefined || build.aliases.size === 0)
    return [edited(buildFile, addToGradle(buildFile, wanted))];
  const { edits, aliases } = addToCatalog(catalog.text, catalog.read, wanted);
  return [edited(catalog, edits), edited(buildFile, addToGradle({ ...buildFile, aliases }, wanted))];
}

function buildNotes({ buildFile, build }: Project): readonly Text[] {
  if (buildFile === undefined)
    return [say('There is no Maven or Gradle build here: add the libraries that the new class imports.')];
  return build.boot === undefined
    ? [say('The build does not tell its version of Spring Boot: the code makes its client itself.')]
    : [];
}

function codeChange(
  { module, language, packageName, sources }: Project,
  { name }: Connection,
  { way, made: { code } }: { readonly way: Way; readonly made: Ingredients },
): { readonly changes: readonly FileChange[]; readonly notes: readonly Text[] } {
  const folder = packageName.replaceAll('.', '/');
  const file = `${code.className}.${language === 'java' ? 'java' : 'kt'}`;
  const path = inFolder(module, `src/main/${language}/${inFolder(folder, file)}`);
  if (sources.some((one) => one.path === path)) {
    const note = say("'{0}' is there already and stays as it is.", path);
    return { changes: [], notes: [note] };
  }
  const text = writeClass(code, { language, packageName, isComponent: way !== 'plain', place: name });
  const [like] = sources;
  const after = like === undefined ? text : text.replaceAll('\n', lineEndOf(like.text));
  return { changes: [{ path, after, edits: [] }], notes: [] };
}

function edited({ path, text }: ProjectFile, edits: readonly TextEdit[]): FileChange {
  return { path, before: text, after: applyEdits(text, edits), edits };
}
