import path from 'node:path';
import type { WorkspaceEdit } from 'vscode';
import { until } from '../rig/until';
import type { Stage } from '../rig/window/stage';

/** Opens a file of the workspace with the cursor behind `text`. */
export async function open({ window, workspace }: Stage, file: string, text: string): Promise<void> {
  await window.host.run(
    async (vscode, { name, behind }) => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(name));
      const at = document.positionAt(document.getText().indexOf(behind) + behind.length);
      await vscode.window.showTextDocument(document, {
        selection: new vscode.Range(at, at),
        preview: false,
      });
    },
    { name: path.join(workspace, file), behind: text },
  );
  await window.page
    .locator('.editor-group-container.active .editor-instance .monaco-editor.focused')
    .waitFor();
}

/** Applies the quick fix of that title that VS Code offers at `text`. */
export async function quickFix(
  { window, workspace }: Stage,
  file: string,
  text: string,
  title: string,
): Promise<void> {
  await until(window.page, async () => {
    const offered = await window.host.run(
      async (vscode, { name, at, wanted }) => {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.file(name));
        const place = document.positionAt(document.getText().indexOf(at));
        const range = new vscode.Range(place, place);
        const actions = await vscode.commands.executeCommand<{ title: string; edit?: WorkspaceEdit }[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          range,
        );
        const action = actions.find((one) => one.title.startsWith(wanted));
        if (action?.edit === undefined) return actions.map((one) => one.title);
        await vscode.workspace.applyEdit(action.edit);
        return undefined;
      },
      { name: path.join(workspace, file), at: text, wanted: title },
    );
    return offered === undefined ? { found: true } : { instead: `offered are: ${offered.join(' | ')}` };
  });
}
