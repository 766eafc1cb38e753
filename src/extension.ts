import type { ExtensionContext } from 'vscode';
import { registerCommands } from './activate';

/**
 * Registers the commands and leaves; everything else is a chunk of its own. VS Code starts extensions one after the other,
 * so what happens in here delays the user's other extensions too (`npm run bench -- --only activation`).
 */
export function activate(context: ExtensionContext): void {
  registerCommands(context, async () => {
    // Whatever woke us, the view or a command, needs the rest next; VS Code gives a view two seconds to appear.
    const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
    await nextTurn();
    const { open } = await import('./node-host');
    // Loading it and starting it in one go would hold up everybody else twice as long.
    await nextTurn();
    return open(context);
  });
}
