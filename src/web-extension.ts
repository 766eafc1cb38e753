import type { ExtensionContext } from 'vscode';
import { activateOn } from './activate';

/** As `extension.ts` does it, where VS Code runs extensions in the browser: all in one file, whose parts run when they are needed. */
export function activate(context: ExtensionContext): Promise<unknown> | undefined {
  return activateOn(context, {
    node: undefined,
    nextTurn: () => new Promise((resolve) => setTimeout(resolve, 0)),
    open: async (doors) => (await import('./browser-host')).open(context, doors),
  });
}
