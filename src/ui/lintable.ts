import { RelativePattern, workspace, type TextDocument } from 'vscode';
import type { Disposable } from '../lifecycle/disposable-store';
import { languageOf } from '../source/language';

const languageIds = new Set([
  ...['java', 'kotlin', 'properties', 'yaml', 'bicep', 'terraform', 'shellscript'],
  ...['powershell', 'github-actions-workflow', 'azure-pipelines'],
]);

/** Calls `start` once: with the first document, open now or later, that is written in a language the linter reads. */
export function whenLintable(start: () => void): Disposable {
  if (workspace.textDocuments.some(isLintable)) {
    start();
    return { dispose: () => undefined };
  }
  const subscription = workspace.onDidOpenTextDocument((document) => {
    if (!isLintable(document)) return;
    subscription.dispose();
    start();
  });
  return subscription;
}

function isLintable({ uri, languageId }: TextDocument): boolean {
  if (uri.scheme === 'untitled') return languageIds.has(languageId);
  return !['output', 'git', 'vscode-settings'].includes(uri.scheme) && languageOf(uri.path) !== undefined;
}

/** The workspace folder itself and the folders in it that hold a build file, which are what people deploy. */
export async function workspaceFolders(): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const { uri } of workspace.workspaceFolders ?? []) {
    folders.add('.');
    const pattern = new RelativePattern(uri, '*/{pom.xml,build.gradle,build.gradle.kts}');
    for (const file of await workspace.findFiles(pattern, '**/node_modules/**', 200))
      folders.add(file.path.slice(uri.path.replace(/\/*$/, '/').length, file.path.lastIndexOf('/')));
  }
  return [...folders];
}
