import {
  commands,
  l10n,
  Position,
  Range,
  RelativePattern,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type TextDocumentContentProvider,
} from 'vscode';
import type { FileChange } from '../../actions/connect/plan';
import type { ProjectFile, ProjectFiles } from '../../actions/connect/project';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { Failure } from '../../lifecycle/failure';
import { harmless } from '../../lifecycle/harmless';
import type { LinkableFolder } from '../../lint/links/folder-link';
import type { GrammarName, Trees } from '../../source/grammar/grammars';
import { LineIndex, type Span } from '../../source/span';
import { changeScheme } from '../contributions';
import type { ProjectAccess, Shown, ShownChanges } from '../window/project-access';
import { writeNew } from './write-new';

const buildFiles = [
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'gradle.properties',
  'gradle/libs.versions.toml',
];
/** Sources tell the package and the language: the first ones are enough. */
const mostSources = 300;
/** Larger ones are made by programs. */
const largestFile = 1 << 20;

/** The files of the workspace's projects. Previews are documents of a scheme of their own. */
export class ProjectFolders implements ProjectAccess, TextDocumentContentProvider, Disposable {
  readonly trees: (...names: readonly GrammarName[]) => Promise<Trees>;
  readonly #owned = new DisposableStore();
  readonly #texts = new Map<string, string>();
  #count = 0;

  constructor(trees: ProjectAccess['trees']) {
    this.trees = trees;
    this.#owned.add(workspace.registerTextDocumentContentProvider(changeScheme, this));
  }

  async read({ root, path }: LinkableFolder): Promise<ProjectFiles> {
    const module = path === '.' ? '' : path;
    const base = Uri.parse(root.uri, true);
    const builds = foldersTo(module).flatMap((folder) => buildFiles.map((name) => joined(folder, name)));
    const found = await Promise.all([
      filesIn(base, joined(module, 'src/main/resources/**/application*.{yml,yaml,properties}'), 50),
      filesIn(base, joined(module, 'src/main/{java,kotlin}/**/*.{java,kt}'), mostSources),
    ]);
    const files = await Promise.all([...builds, ...found.flat()].map((one) => readFile(base, one)));
    return { module, files: files.filter((file) => file !== undefined) };
  }

  async show({ root }: LinkableFolder, { title, changes }: ShownChanges): Promise<Shown> {
    this.#count += 1;
    const base = Uri.parse(root.uri, true);
    const kept: string[] = [];
    const resources = changes.map(({ path, before, after }) => {
      const uri = Uri.joinPath(base, path);
      const shown = Uri.from({ scheme: changeScheme, path: uri.path, query: String(this.#count) });
      this.#texts.set(shown.toString(), after);
      kept.push(shown.toString());
      return [uri, before === undefined ? undefined : uri, shown];
    });
    const label = harmless(title, 'label');
    await commands.executeCommand('vscode.changes', label, resources);
    return {
      close: async () => {
        for (const key of kept) this.#texts.delete(key);
        // VS Code adds to the title how many files there are: "... (3 files)", in the words of its language.
        const isOurs = (name: string) => name === label || name.startsWith(`${label} (`);
        const tabs = window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => isOurs(tab.label));
        await window.tabGroups.close(tabs);
      },
    };
  }

  async make({ root }: LinkableFolder, changes: readonly FileChange[]): Promise<void> {
    const base = Uri.parse(root.uri, true);
    const edit = new WorkspaceEdit();
    for (const change of changes) await addTo(edit, base, change);
    // As one refactoring: one undo takes back all of it, in whichever file it is pressed.
    const made = await workspace.applyEdit(edit, { isRefactoring: true });
    if (!made) throw notMade(l10n.t('VS Code did not take the changes.'));
  }

  async text({ root }: LinkableFolder, path: string): Promise<string | undefined> {
    return (await readFile(Uri.parse(root.uri, true), path))?.text;
  }

  async store({ root }: LinkableFolder, path: string): Promise<void> {
    await (await workspace.openTextDocument(Uri.joinPath(Uri.parse(root.uri, true), path))).save();
  }

  async open({ root }: LinkableFolder, path: string): Promise<void> {
    await window.showTextDocument(Uri.joinPath(Uri.parse(root.uri, true), path), { preview: false });
  }

  async save(files: readonly ProjectFile[]): Promise<string | undefined> {
    const [folder] =
      (await window.showOpenDialog({
        canSelectFiles: false,
        canSelectFolders: true,
        openLabel: l10n.t('Save Here'),
      })) ?? [];
    if (folder === undefined) return undefined;
    await writeNew(folder, files);
    return folder.path.slice(folder.path.lastIndexOf('/') + 1);
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** A module's folder and all above it, up to the folder of the workspace. */
function foldersTo(module: string): readonly string[] {
  const parts = module === '' ? [] : module.split('/');
  return [...parts.map((_, i) => parts.slice(0, parts.length - i).join('/')), ''];
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

async function filesIn(base: Uri, pattern: string, most: number): Promise<readonly string[]> {
  const found = await workspace.findFiles(new RelativePattern(base, pattern), '**/node_modules/**', most);
  const start = base.path.endsWith('/') ? base.path.length : base.path.length + 1;
  return found.map(({ path }) => path.slice(start)).sort();
}

async function readFile(base: Uri, path: string): Promise<ProjectFile | undefined> {
  const uri = Uri.joinPath(base, path);
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return { path, text: open.getText() };
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > largestFile) return undefined;
    // A mark of the byte order would stand in the text and nowhere in the editor's.
    return { path, text: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
  } catch {
    return undefined;
  }
}

async function addTo(edit: WorkspaceEdit, base: Uri, change: FileChange): Promise<void> {
  const uri = Uri.joinPath(base, change.path);
  if (change.before === undefined) {
    edit.createFile(uri, { contents: new TextEncoder().encode(change.after) });
    return;
  }
  const document = await workspace.openTextDocument(uri);
  if (document.getText() !== change.before)
    throw notMade(l10n.t("'{0}' has changed since the changes were shown.", change.path));
  const lines = new LineIndex(change.before);
  for (const { span, text } of change.edits) edit.replace(uri, rangeOf(lines, span), text);
}

function rangeOf(lines: LineIndex, { start, end }: Span): Range {
  const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
  return new Range(new Position(from.line, from.column), new Position(to.line, to.column));
}

function notMade(why: string): Failure {
  return new Failure({
    code: 'conflict',
    what: l10n.t('The changes were not made.'),
    why,
    remedy: l10n.t('Run the command again.'),
  });
}
