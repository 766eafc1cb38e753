import { Uri, type ExtensionContext } from 'vscode';
import type { SignInKind } from './account/sign-in';
import { compose, type Composition } from './composition';
import type { Doors } from './doors';
import type { Host } from './host';
import { Failure } from './lifecycle/failure';
import { say } from './lifecycle/text';
import { LinterHere } from './lint/run/linter-here';
import { Grammars } from './source/grammar/grammars';
import { openSource } from './sources';
import { bundledGrammars } from './ui/browser/bundled-grammars';
import { keptFile, keptJournal } from './ui/browser/kept-file';

const grammarsOf = ({ extensionUri }: ExtensionContext): Grammars =>
  new Grammars(bundledGrammars(extensionUri), Date.now);

/** What needs no program and no environment. */
const signInKinds: readonly SignInKind[] = ['vscode', 'sandbox'];

function notHere(kind: SignInKind): Failure {
  return new Failure({
    code: 'refused',
    what: say('This sign-in source is not there in a browser.'),
    why: say(
      "The setting springIdentity.signIn is '{0}', which needs a program or an environment; a browser has neither.",
      kind,
    ),
    remedy: say('Choose another sign-in source.'),
    action: 'choose-sign-in',
  });
}

/** A browser, with the files that VS Code has: nothing else is at hand. */
const browserHost: Host = {
  isBrowser: true,
  environment: {},
  signInKinds,
  nextTurn: () => new Promise((resolve) => setTimeout(resolve, 0)),
  store: undefined,
  openJournal: ({ globalStorageUri }) => keptJournal(Uri.joinPath(globalStorageUri, 'activity.jsonl')),
  openLastTime: ({ globalStorageUri }, kind) =>
    Promise.resolve(keptFile(Uri.joinPath(globalStorageUri, `last-time-${kind}.json`))),
  openLinter: (context) => Promise.resolve(new LinterHere(grammarsOf(context))),
  openGrammars: (context) => Promise.resolve(grammarsOf(context)),
  openSource: async (kind, opening) => {
    if (!signInKinds.includes(kind)) throw notHere(kind);
    return openSource(kind, opening, async (options) => {
      const { answer, ...sandbox } = (await import('./sandbox/within')).openSandboxWithin(options);
      return { ...sandbox, carry: answer, stop: () => Promise.resolve() };
    });
  },
  openWaysIn: () =>
    Promise.reject(
      new Failure({
        code: 'refused',
        what: say('Instances are not reached from a browser.'),
        why: say(
          'VS Code runs this extension in the browser here, which opens no connections to consoles and no ports.',
        ),
        remedy: say('Open VS Code on a machine of your own for test tokens, forwarding and debugging.'),
      }),
    ),
};

export function open(context: ExtensionContext, doors: Doors): Composition {
  return compose(context, browserHost, doors);
}
