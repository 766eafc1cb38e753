import { env, Uri, type ExtensionContext } from 'vscode';
import { compose, type Composition } from './composition';
import type { Doors } from './doors';
import { readSocketOwners } from './disk/socket-owner';
import { writeFile } from './disk/store-file';
import type { Host } from './host';
import { openSource } from './sources';
import { signInKinds } from './ui/contributions';

/** Node: every part is a chunk of its own, loaded when something first asks for it. */
const nodeHost: Host = {
  isBrowser: false,
  environment: process.env,
  signInKinds,
  nextTurn: () => new Promise((resolve) => setImmediate(resolve)),
  store: writeFile,

  openJournal: ({ globalStorageUri }) => {
    const file = async () =>
      (await import('./disk/journal-file')).journalFile(
        Uri.joinPath(globalStorageUri, 'activity.jsonl').fsPath,
      );
    return {
      read: async () => (await file()).read(),
      append: async (line) => (await file()).append(line),
      replace: async (lines) => (await file()).replace(lines),
    };
  },

  openLastTime: async ({ globalStorageUri }, kind) => {
    const file = Uri.joinPath(globalStorageUri, `last-time-${kind}.json`).fsPath;
    return (await import('./disk/last-time-file')).lastTimeFile(file);
  },

  openLinter: async (context) => {
    const { LintThread } = await import('./disk/threads/lint-thread');
    return new LintThread(context.asAbsolutePath('dist/lint-worker.js'), { appRoot: env.appRoot });
  },

  openGrammars: async (context) =>
    (await import('./disk/open-grammars')).openGrammars(context.asAbsolutePath('dist/grammars')),

  openSource: (kind, opening) =>
    openSource(kind, opening, async (options) => {
      const sandbox = await (await import('./sandbox/server/open')).openSandbox(options);
      return { ...sandbox, stop: () => sandbox.stop() };
    }),

  openWaysIn: async ({ session, access, log, redactor }) => {
    const net = await import('./net/open');
    const { ca } = session.cloud;
    const tunnel = net.openTunnel({ ...access, ...(ca !== undefined && { ca }) });
    return {
      ...tunnel,
      openEndpoint: (wish) =>
        net.openLocalEndpoint({ ...wish, log, redactor, now: Date.now, peer: readSocketOwners }),
      clock: net.systemClock,
    };
  },
};

export function open(context: ExtensionContext, doors: Doors): Composition {
  return compose(context, nodeHost, doors);
}
