import {
  commands,
  l10n,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type Progress,
  type WorkspaceFolder,
} from 'vscode';
import type { Estate } from '../../estate/estate';
import { isAbort } from '../../lifecycle/failure';
import { harmless } from '../../lifecycle/harmless';
import { changeOf, findLinked, linkState } from '../../lint/links/linked-state';
import type { Log } from '../../lifecycle/log';
import type { Linter, ScannedFile, ScanProgress } from '../../lint/ports';
import type { Project } from './project';
import { scanVirtualFolder } from './virtual-folder';
import type { WatchedDocuments } from './watch-documents';

const progressEveryMs = 500;
/** How long a scan may take before a notification tells of it. */
const notifyAfterMs = 1000;

export interface ScanDependencies {
  readonly estate: Estate;
  readonly linter: () => Linter;
  readonly project: Project;
  readonly documents: Pick<WatchedDocuments, 'showScanned' | 'endScan' | 'judgeLinked'>;
  readonly log: Log;
}

/** Judges every file of the workspace's folders, with progress; cancelling leaves what was found so far. */
export async function scanWorkspace(deps: ScanDependencies): Promise<void> {
  const files = await withLateProgress(
    l10n.t('Looking for managed identity problems'),
    async (signal, report) => {
      const found: ScannedFile[] = [];
      for (const folder of workspace.workspaceFolders ?? [])
        found.push(...(await scanFolder(deps, folder, signal, report)));
      return found.filter(({ findings }) => findings.length > 0);
    },
  );
  if (files === undefined) return;
  if (files.length === 0) {
    void window.showInformationMessage(harmless(l10n.t('No managed identity problems were found.')));
    return;
  }
  const all = files.flatMap(({ findings }) => findings);
  const hints = all.filter(({ severity }) => severity === 'hint').length;
  const toPanel = l10n.t('Show');
  // The panel does not list hints.
  const said =
    hints === 0
      ? l10n.t('{0} managed identity findings in {1} files.', all.length, files.length)
      : l10n.t(
          '{0} managed identity findings in {1} files, {2} of them hints.',
          all.length,
          files.length,
          hints,
        );
  const onApps = deps.project.linkedApps.some((app) => findLinked(deps.estate.snapshot, app) !== undefined);
  // The panel lists these, too, so its count is another.
  const whole = onApps ? `${said} ${l10n.t('What is found on linked apps is listed with them.')}` : said;
  // Nobody waits for the button: the command is done.
  void window.showInformationMessage(harmless(whole), toPanel).then(async (pressed) => {
    if (pressed === toPanel) await commands.executeCommand('workbench.panel.markers.view.focus');
  });
}

/**
 * Reads all files of a folder without being asked, so that what is said of an app does not depend on which editors are open. Only the
 * status bar tells of it, and only what is found is shown.
 */
export async function scanQuietly(deps: ScanDependencies, folder: WorkspaceFolder): Promise<void> {
  const title = l10n.t('Looking at files of linked apps');
  await window.withProgress({ location: ProgressLocation.Window, title: harmless(title) }, async () => {
    await scanFolder(deps, folder, new AbortController().signal, () => undefined);
  });
}

type Scan = (signal: AbortSignal, report: (judged: number) => void) => Promise<readonly ScannedFile[]>;

/**
 * Shows at first in the status bar that something is going on, and a notification with its progress once it takes long: for a
 * moment it would only flash, and drawing it takes a good part of a processor from the scan. `undefined` when cancelled.
 */
async function withLateProgress(title: string, scan: Scan): Promise<readonly ScannedFile[] | undefined> {
  const cancelled = new AbortController();
  let shown: Progress<{ message: string }> | undefined;
  const scanning = scan(
    cancelled.signal,
    seldom((judged) => {
      shown?.report({ message: harmless(l10n.t('{0} files', judged)) });
    }),
  );
  try {
    const isShort = await window.withProgress(
      { location: ProgressLocation.Window, title: harmless(title) },
      () => endsWithin(notifyAfterMs, scanning),
    );
    if (isShort) return await scanning;
    const withCancel = { location: ProgressLocation.Notification, cancellable: true };
    return await window.withProgress({ ...withCancel, title: harmless(title) }, async (progress, token) => {
      shown = progress;
      token.onCancellationRequested(() => {
        cancelled.abort();
      });
      return await scanning;
    });
  } catch (error) {
    if (isAbort(error)) return undefined;
    throw error;
  }
}

/** Whether work ends before this many milliseconds have passed; rejects when it fails before. */
async function endsWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Passes on only what comes a while after the last: drawing progress takes time from the scan. */
function seldom(report: (judged: number) => void): (judged: number) => void {
  let next = 0;
  return (judged) => {
    if (Date.now() < next) return;
    next = Date.now() + progressEveryMs;
    report(judged);
  };
}

/** Shows what is found as it is found, and resolves to all of it. */
async function scanFolder(
  { estate, linter, project, documents, log }: ScanDependencies,
  { uri }: WorkspaceFolder,
  signal: AbortSignal,
  report: (judged: number) => void,
): Promise<readonly ScannedFile[]> {
  const found: ScannedFile[] = [];
  const links = project
    .linksOf(uri)
    .map(({ folder, app }) => ({ folder, app, link: linkState(estate.snapshot, app) }));
  const request = {
    exclude: project.configOf(uri).exclude,
    links: links.map(({ folder, link }) => ({ folder, link })),
    levels: project.levelsFor(Uri.joinPath(uri, 'any')),
  };
  const tell = ({ judged, files }: ScanProgress) => {
    if (signal.aborted) return;
    report(judged);
    found.push(...files);
    documents.showScanned(uri, files);
  };
  const isExcluded = (file: Uri) => project.isExcluded(file);
  const there = linter();
  const { skipped } =
    uri.scheme === 'file' && there.scan !== undefined
      ? await there.scan({ ...request, folder: uri.fsPath }, signal, tell)
      : await scanVirtualFolder({ root: uri, linter: there, request, isExcluded }, signal, tell);
  for (const { path, why } of skipped) log.info(`${path} was not judged: ${why}`);
  const paths = found.map(({ path }) => path);
  documents.endScan(uri, paths);
  // What was read of an app meanwhile came too late for files that had not been found yet.
  for (const { app, link } of links) {
    const change = changeOf(app, link, linkState(estate.snapshot, app));
    if (change !== undefined) documents.judgeLinked(change);
  }
  return found;
}
