import { env, Uri, type ExtensionContext } from 'vscode';
import type { LintThread } from './disk/lint-thread';
import { readSocketOwners } from './disk/socket-owner';
import type { DisposableStore } from './lifecycle/disposable-store';
import type { Log, Redactor } from './lifecycle/log';
import type { Journal } from './operations/ports';
import type { Diagnostics } from './ui/diagnosing';
import type { DiagnosticsDependencies } from './ui/diagnostics/open';
import type { Session } from './ui/sign-in/session';
import type { tunnelAccess, WaysIn } from './ui/ways-in';
import type { Grammars } from './source/grammar/grammars';
import type { ProjectAccess } from './ui/project-access';

/** The journal of the activity, loaded when something is changed or looked at. */
export function openJournal({ globalStorageUri }: ExtensionContext): Journal {
  const file = async () =>
    (await import('./disk/journal-file')).journalFile(
      Uri.joinPath(globalStorageUri, 'activity.jsonl').fsPath,
    );
  return {
    read: async () => (await file()).read(),
    append: async (line) => (await file()).append(line),
    replace: async (lines) => (await file()).replace(lines),
  };
}

/** The linter's thread, which is started when there is something to judge. */
export async function openLintThread(owned: DisposableStore, context: ExtensionContext): Promise<LintThread> {
  const { LintThread: Thread } = await import('./disk/lint-thread');
  return owned.add(new Thread(context.asAbsolutePath('dist/lint-worker.js'), { appRoot: env.appRoot }));
}

/** The linter, loaded with the first document it may have something to say about. */
export async function openDiagnostics({
  owned,
  context,
  linter,
  ...deps
}: Omit<DiagnosticsDependencies, 'linter' | 'extensionUri'> & {
  readonly owned: DisposableStore;
  readonly context: ExtensionContext;
  readonly linter: () => Promise<LintThread>;
}): Promise<Diagnostics> {
  // Loading this part, loading that one and starting both in one go would be a stall of the host.
  await new Promise(setImmediate);
  const [chunk, thread] = await Promise.all([import('./ui/diagnostics/open'), linter()]);
  await new Promise(setImmediate);
  return owned.add(
    chunk.openDiagnostics({ ...deps, linter: () => thread, extensionUri: context.extensionUri }),
  );
}

/** The ways into instances, as the cloud in use needs them; loads them when first asked for. */
export async function openWaysIn({
  session,
  access,
  log,
  redactor,
}: {
  readonly session: Session;
  readonly access: ReturnType<typeof tunnelAccess>;
  readonly log: Log;
  readonly redactor: Redactor;
}): Promise<WaysIn> {
  const net = await import('./net/open');
  const { ca } = session.cloud;
  const tunnel = net.openTunnel({ ...access, ...(ca !== undefined && { ca }) });
  return {
    ...tunnel,
    openEndpoint: (wish) =>
      net.openLocalEndpoint({ ...wish, log, redactor, now: Date.now, peer: readSocketOwners }),
    clock: net.systemClock,
  };
}

/** The grammars as the build lays them down, each loaded with the first text that needs it. */
export function treesOf(context: ExtensionContext): ProjectAccess['trees'] {
  let opened: Promise<Grammars> | undefined;
  return async (...names) => {
    opened ??= import('./disk/open-grammars').then((chunk) =>
      chunk.openGrammars(context.asAbsolutePath('dist/grammars')),
    );
    const grammars = await opened;
    await grammars.load(names);
    return grammars;
  };
}
