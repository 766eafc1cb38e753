import { Uri, type ExtensionContext } from 'vscode';
import { compose, type Composition } from './composition';
import type { Host } from './host';
import { Failure } from './lifecycle/failure';
import { LinterHere } from './lint/linter-here';
import { Grammars } from './source/grammar/grammars';
import { openSource } from './sources';
import { bundledGrammars } from './ui/browser/bundled-grammars';
import { keptFile, keptJournal } from './ui/browser/kept-file';

const grammarsOf = ({ extensionUri }: ExtensionContext): Grammars =>
  new Grammars(bundledGrammars(extensionUri), Date.now);

/** A browser, with the files that VS Code has: nothing else is at hand. */
const browserHost: Host = {
  isBrowser: true,
  node: undefined,
  environment: {},
  signInKinds: ['vscode', 'sandbox'],
  nextTurn: () => new Promise((resolve) => setTimeout(resolve, 0)),
  store: undefined,
  openJournal: ({ globalStorageUri }) => keptJournal(Uri.joinPath(globalStorageUri, 'activity.jsonl')),
  openLastTime: ({ globalStorageUri }, kind) =>
    Promise.resolve(keptFile(Uri.joinPath(globalStorageUri, `last-time-${kind}.json`))),
  openLinter: (context) => Promise.resolve(new LinterHere(grammarsOf(context))),
  openGrammars: (context) => Promise.resolve(grammarsOf(context)),
  openSource: (kind, opening) =>
    openSource(kind, opening, async (options) => {
      const { answer, ...sandbox } = (await import('./sandbox/within')).openSandboxWithin(options);
      return { ...sandbox, carry: answer, stop: () => Promise.resolve() };
    }),
  openWaysIn: () =>
    Promise.reject(
      new Failure({
        code: 'refused',
        what: 'Instances are not reached from a browser.',
        why: 'VS Code runs this extension in the browser here, which opens no connections to consoles and no ports.',
        remedy: 'Open VS Code on a machine of your own for test tokens, forwarding and debugging.',
      }),
    ),
};

export function open(context: ExtensionContext): Composition {
  return compose(context, browserHost);
}
