import { commands, env } from 'vscode';

/** What is selected in the terminal in front; empty when nothing is. The clipboard is afterwards as it was. */
export async function selectedInTerminal(): Promise<string> {
  // VS Code gives the selection of a terminal to nobody but the clipboard.
  const before = await env.clipboard.readText();
  await env.clipboard.writeText('');
  try {
    await commands.executeCommand('workbench.action.terminal.copySelection');
    return await env.clipboard.readText();
  } finally {
    await env.clipboard.writeText(before);
  }
}
