import type { ExtensionContext } from 'vscode';
import { activateOn } from './activate';

/** What is loaded at once is no more than this (`npm run bench -- --only activation`); everything else is a chunk of its own. */
export function activate(context: ExtensionContext): void {
  const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
  activateOn(context, {
    node: process.execPath,
    nextTurn,
    open: async (doors) => {
      const { open } = await import('./node-host');
      // Loading it and starting it in one go would hold up everybody else twice as long.
      await nextTurn();
      return open(context, doors);
    },
  });
}
