import { commands, l10n, ProgressLocation, Uri, window, workspace, type WorkspaceFolder } from 'vscode';
import type { Estate } from '../../estate/estate';
import { isAbort } from '../../lifecycle/failure';
import { linkState } from '../../lint/linked-state';
import type { Linter, ScanResult } from '../../lint/ports';
import { LineIndex } from '../../source/span';
import { signalOf } from '../abort';
import type { Project } from './project';
import type { WatchedDocuments } from './watch-documents';

interface ScanDependencies {
  readonly estate: Estate;
  readonly linter: () => Linter;
  readonly project: Project;
  readonly documents: WatchedDocuments;
}

/** Judges every file of the workspace's folders on disk, with progress; cancelling leaves what was known. */
export async function scanWorkspace(deps: ScanDependencies): Promise<void> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const title = l10n.t('Looking for managed identity problems');
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  const results = await window.withProgress(options, async (progress, token) => {
    const signal = signalOf(token);
    const found: ScanResult[] = [];
    try {
      for (const folder of folders)
        found.push(
          await scanFolder(deps, folder, signal, (read) => {
            progress.report({ message: l10n.t('{0} files', read) });
          }),
        );
    } catch (error) {
      if (isAbort(error)) return undefined;
      throw error;
    }
    return found;
  });
  if (results === undefined) return;
  for (const [i, folder] of folders.entries()) await show(deps, folder, results[i]);
  const findings = results.flatMap(({ files }) => files).reduce((sum, one) => sum + one.findings.length, 0);
  const read = results.reduce((sum, one) => sum + one.read, 0);
  if (findings === 0) {
    void window.showInformationMessage(l10n.t('No managed identity problems in {0} files.', read));
    return;
  }
  const toPanel = l10n.t('Show');
  const said = l10n.t('{0} managed identity findings in {1} files.', findings, read);
  // Nobody waits for the button: the command is done.
  void window.showInformationMessage(said, toPanel).then(async (pressed) => {
    if (pressed === toPanel) await commands.executeCommand('workbench.panel.markers.view.focus');
  });
}

function scanFolder(
  { estate, linter, project }: ScanDependencies,
  { uri }: WorkspaceFolder,
  signal: AbortSignal,
  report: (read: number) => void,
): Promise<ScanResult> {
  const links = project
    .linksOf(uri)
    .map(({ folder, app }) => ({ folder, link: linkState(estate.snapshot, app) }));
  return linter().scan(
    {
      folder: uri.fsPath,
      exclude: project.configOf(uri).exclude,
      links,
      levels: project.levelsFor(Uri.joinPath(uri, 'any')),
    },
    signal,
    report,
  );
}

/** Places need the lines of the text, which only files with findings are read again for. */
async function show(
  { documents }: ScanDependencies,
  { uri: root }: WorkspaceFolder,
  result: ScanResult | undefined,
) {
  const files = await Promise.all(
    (result?.files ?? []).map(async (file) => {
      const uri = Uri.joinPath(root, file.path);
      const text =
        file.findings.length === 0 ? '' : new TextDecoder().decode(await workspace.fs.readFile(uri));
      return { ...file, uri, lines: new LineIndex(text) };
    }),
  );
  documents.showScanned(root, files);
}
