import { commands as vscodeCommands, type ExtensionContext } from 'vscode';
import { DisposableStore } from './lifecycle/disposable-store';
import { commandId, commands, type CommandName } from './ui/contributions';

/**
 * Registers the commands and leaves; everything else is a chunk of its own. VS Code starts extensions one after the other,
 * so what happens in here delays the user's other extensions too (`npm run bench -- --only activation`).
 */
export function activate(context: ExtensionContext): void {
  const owned = new DisposableStore();
  context.subscriptions.push(owned);
  const compose = async () => {
    // Whatever woke us, the view or a command, needs the rest next; VS Code gives a view two seconds to appear.
    await new Promise((resolve) => setImmediate(resolve));
    return owned.add((await import('./composition')).compose(context));
  };
  const composition = compose();
  for (const name of Object.keys(commands) as CommandName[])
    owned.add(
      vscodeCommands.registerCommand(commandId(name), async (argument: unknown, selection: unknown) =>
        (await composition).run(name, argument, selection),
      ),
    );
}
