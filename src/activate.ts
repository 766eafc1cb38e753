import { commands as vscodeCommands, type ExtensionContext } from 'vscode';
import type { Composition } from './composition';
import { DisposableStore } from './lifecycle/disposable-store';
import { commandId, commands, type CommandName } from './ui/contributions';

/** Registers the commands; whichever is run first waits for the rest of the extension. */
export function registerCommands(context: ExtensionContext, open: () => Promise<Composition>): void {
  const owned = new DisposableStore();
  context.subscriptions.push(owned);
  const composition = open().then((one) => owned.add(one));
  for (const name of Object.keys(commands) as CommandName[])
    owned.add(
      vscodeCommands.registerCommand(commandId(name), async (...passed: readonly unknown[]) =>
        (await composition).run(name, passed),
      ),
    );
}
