import { ThemeIcon, window } from 'vscode';
import type { Disposable } from '../../lifecycle/disposable-store';
import type { Redactor } from '../../lifecycle/log';

/** Opens a terminal with variables of its own; `null` takes one out. It is not brought back after a window reload. */
export function openTerminal(
  { name, env }: { readonly name: string; readonly env: Readonly<Record<string, string | null>> },
  redactor: Pick<Redactor, 'harmless'>,
): Disposable {
  const iconPath = new ThemeIcon('plug');
  const terminal = window.createTerminal({
    name: redactor.harmless(name, 'label'),
    ...{ env, iconPath, isTransient: true },
  });
  terminal.show();
  return terminal;
}
