import type { ExtensionContext } from 'vscode';
import { activateOn } from './activate';

/** What is loaded at once is no more than this (`npm run bench -- --only activation`); everything else is a chunk of its own. */
export function activate(context: ExtensionContext): Promise<unknown> | undefined {
  const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return activateOn(context, {
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
