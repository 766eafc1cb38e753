import { RelativePattern, workspace, type TextDocument } from 'vscode';
import type { Estate } from '../../estate/estate';
import type { Disposable } from '../../lifecycle/disposable-store';
import type { LinkableFolder } from '../../lint/links/folder-link';
import { languageOfText, type Language } from '../../source/language';
import { withoutTrailing } from '../../lifecycle/trailing';

/** Where files are that people edit. Diffs, outputs and our own documents repeat what is judged elsewhere. */
const lintedSchemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web'] as const;

/** The documents that quick fixes, hover, completion and hints are offered in; which of them are read, `writtenIn` tells. */
export const lintedDocuments = lintedSchemes.map((scheme) => ({ scheme }));

/** What editors call the languages whose files have no telling name: untitled ones, mostly. */
const byLanguageId: Readonly<Record<string, Language>> = {
  java: 'java',
  kotlin: 'kotlin',
  properties: 'properties',
  'spring-boot-properties': 'properties',
  yaml: 'yaml',
  'spring-boot-properties-yaml': 'yaml',
  bicep: 'bicep',
  'bicep-params': 'bicep',
  terraform: 'terraform',
  'terraform-vars': 'terraform',
  shellscript: 'shell',
  powershell: 'powershell',
  'github-actions-workflow': 'workflow',
  'azure-pipelines': 'workflow',
  'arm-template': 'json',
  dockerfile: 'dockerfile',
  dotenv: 'dotenv',
};

/** The language of a document that rules may read, by its name and text or else by the editor's word. */
export function writtenIn(document: TextDocument): Language | undefined {
  const { uri, languageId } = document;
  if (!lintedSchemes.some((scheme) => scheme === uri.scheme)) return undefined;
  return languageOfText(uri.path, document.getText()) ?? byLanguageId[languageId];
}

/** Calls `start` once: with the first document, open now or later, that is written in a language the linter reads. */
export function whenLintable(start: () => void): Disposable {
  if (workspace.textDocuments.some(isLintable)) {
    start();
    return { dispose: () => undefined };
  }
  const waiting = workspace.onDidOpenTextDocument((document) => {
    if (!isLintable(document)) return;
    waiting.dispose();
    start();
  });
  return waiting;
}

/**
 * Calls `start` once: when apps are known and there are folders whose files may belong to them. What is said of an app must not depend on
 * which editors are open.
 */
export function whenLinkable(estate: Estate, start: () => void): Disposable {
  const waiting = estate.onDidChange(({ snapshot }) => {
    if (snapshot.apps.size === 0 || (workspace.workspaceFolders ?? []).length === 0) return;
    waiting.dispose();
    start();
  });
  return waiting;
}

function isLintable(document: TextDocument): boolean {
  return writtenIn(document) !== undefined;
}

/** The workspace folders themselves and the folders in them that hold a build file, which are what people deploy. */
export async function workspaceFolders(): Promise<readonly LinkableFolder[]> {
  const found: LinkableFolder[] = [];
  for (const { uri, name } of workspace.workspaceFolders ?? []) {
    const root = { uri: uri.toString(), name };
    const pattern = new RelativePattern(uri, '*/{pom.xml,build.gradle,build.gradle.kts}');
    const files = await workspace.findFiles(pattern, '**/node_modules/**', 200);
    const start = `${withoutTrailing(uri.path, '/')}/`.length;
    const paths = files.map((file) => file.path.slice(start, file.path.lastIndexOf('/'))).sort();
    found.push(...[...new Set(['.', ...paths])].map((path) => ({ root, path })));
  }
  return found;
}
