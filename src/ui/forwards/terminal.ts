import { l10n, ThemeIcon, window } from 'vscode';
import { Emitter } from '../../lifecycle/emitter';
import type { Redactor } from '../../lifecycle/log';
import type { ForwardUser } from '../ways-in';

interface TerminalWish {
  readonly name: string;
  readonly env: Readonly<Record<string, string | null>>;
}

/** Terminals of this window, and what programs in them get from VS Code. */
export function terminals(
  redactor: Pick<Redactor, 'harmless'>,
  environment: Readonly<Record<string, string | undefined>>,
) {
  return {
    open: (wish: TerminalWish) => openTerminal(wish, redactor),
    inherited: new Set(Object.keys(environment)),
    get noProxy() {
      return environment['NO_PROXY'] ?? environment['no_proxy'];
    },
  };
}

/** Opens a terminal with variables of its own; `null` takes one out. It is not brought back after a window reload. */
function openTerminal({ name, env }: TerminalWish, redactor: Pick<Redactor, 'harmless'>): ForwardUser {
  const iconPath = new ThemeIcon('plug');
  const terminal = window.createTerminal({
    name: redactor.harmless(name, 'label'),
    env,
    iconPath,
    isTransient: true,
  });
  terminal.show();
  const ended = new Emitter<void>();
  const watching = window.onDidCloseTerminal((closed) => {
    if (closed === terminal) ended.fire();
  });
  return {
    name: l10n.t("the terminal '{0}'", name),
    onDidEnd: ended.event,
    dispose: () => {
      watching.dispose();
      ended.dispose();
      terminal.dispose();
    },
  };
}
