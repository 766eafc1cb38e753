import { ThemeIcon, window } from 'vscode';
import type { Disposable } from '../../lifecycle/disposable-store';

/** Opens a terminal with variables of its own; `null` takes one out. It is not brought back after a window reload. */
export function openTerminal({
  name,
  env,
}: {
  readonly name: string;
  readonly env: Readonly<Record<string, string | null>>;
}): Disposable {
  const iconPath = new ThemeIcon('plug');
  const terminal = window.createTerminal({ name, env, iconPath, isTransient: true });
  terminal.show();
  return terminal;
}
