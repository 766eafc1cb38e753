// Whole, as one object: to import names of it, the bundle first copies each of the 350 that there are, a tenth of what our start takes.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import vscode = require('vscode');
import type { Composition } from './composition';
import type { Doors } from './doors';
import { DisposableStore } from './lifecycle/disposable-store';
import { commandOf, declarationScheme } from './ui/contributions';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** Where the extension runs, as far as its start goes. */
export interface Ground {
  /** The program that runs the command line; none in a browser, which runs no programs. */
  readonly node: string | undefined;
  /** Resolves in the next turn of the event loop. */
  readonly nextTurn: () => Promise<void>;
  readonly open: (doors: Doors) => Promise<Composition>;
}

/**
 * Registers the commands and leaves: VS Code starts extensions one after the other, so that what happens in here delays others too.
 * The other doors follow in the next turn; whichever is opened first loads what is behind them, once.
 */
export function activateOn(
  context: vscode.ExtensionContext,
  { node, nextTurn, open }: Ground,
): Promise<unknown> | undefined {
  const owned = new DisposableStore();
  context.subscriptions.push(owned);
  let composition: Promise<Composition> | undefined;
  const openOnce = () => (composition ??= compose());
  const doors = openDoors();
  // Their ids stand in the manifest, which VS Code has read; titles and icons are not loaded for it.
  const { contributes } = context.extension.packageJSON as Manifest;
  for (const { command } of contributes.commands)
    owned.add(
      vscode.commands.registerCommand(command, async (...passed: readonly unknown[]) =>
        (await openOnce()).run(commandOf(command), passed),
      ),
    );

  // An editor that comes back after a reload asks for its file as soon as we are there.
  return isDeclarationOpen() ? doors : undefined;

  async function openDoors(): Promise<Doors> {
    await nextTurn();
    const chunk = await import('./doors');
    return owned.add(chunk.openDoors(context, { node, open: openOnce }));
  }

  async function compose(): Promise<Composition> {
    return owned.add(await open(await doors));
  }
}

function isDeclarationOpen(): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === declarationScheme),
  );
}
