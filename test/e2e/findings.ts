import path from 'node:path';
import { until } from '../rig/until';
import type { Stage } from '../rig/window/stage';

export interface Shown {
  /** Relative to the workspace; of live apps the name of their document. */
  readonly file: string;
  readonly code: string;
  /** 0 is an error, 1 a warning. */
  readonly severity: number;
  readonly message: string;
}

/** All of our findings that VS Code holds. */
export function shownFindings({ window, workspace }: Stage): Promise<readonly Shown[]> {
  return window.host.run((vscode, root) => {
    const nameOf = ({ path: name }: { readonly path: string }) =>
      name.startsWith(`${root}/`) ? name.slice(root.length + 1) : (name.split('/').at(-1) ?? '');
    return vscode.languages.getDiagnostics().flatMap(([uri, all]) =>
      all
        .filter((one) => one.source === 'Spring Identity')
        .map(({ code, severity, message }) => ({
          file: nameOf(uri),
          code: String(typeof code === 'object' ? code.value : code),
          severity,
          message,
        })),
    );
  }, workspace);
}

/** Waits until the file has exactly findings of these rules. */
export async function waitForFindings(
  stage: Stage,
  file: string,
  ...ids: readonly string[]
): Promise<readonly Shown[]> {
  return until(stage.window.page, async () => {
    const found = (await shownFindings(stage)).filter((one) => one.file === file);
    const isAll = JSON.stringify(found.map((one) => one.code).sort()) === JSON.stringify([...ids].sort());
    if (isAll) return { found };
    return {
      instead: `${file} has ${JSON.stringify(found)}, not ${ids.join(', ')}:\n${await textOf(stage, file)}`,
    };
  });
}

/** What an editor of the file holds. */
export async function textOf({ window, workspace }: Stage, file: string): Promise<string> {
  return window.host.run(
    async (vscode, name) => (await vscode.workspace.openTextDocument(vscode.Uri.file(name))).getText(),
    path.join(workspace, file),
  );
}
