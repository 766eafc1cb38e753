import type { ExtensionContext } from 'vscode';
import { registerCommands } from './activate';

/** As `extension.ts` does it, where VS Code runs extensions in the browser: all in one file, whose parts run when they are needed. */
export function activate(context: ExtensionContext): void {
  registerCommands(context, async () => (await import('./browser-host')).open(context));
}
