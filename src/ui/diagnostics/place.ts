import type { Uri } from 'vscode';
import { workspace, type TextDocument } from 'vscode';
import { isForeign, languageOf, type Language } from '../../source/language';

/** Where a document stands in the workspace. */
export interface Place {
  /** Relative to its workspace folder, with `/`; the bare name for documents outside of one. */
  readonly path: string;
  /** Of the workspace folder, where there is one. */
  readonly root?: Uri;
}

export function placeOf(uri: Uri): Place {
  const folder = workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return { path: uri.path.slice(uri.path.lastIndexOf('/') + 1) };
  const base = folder.uri.path.replace(/\/*$/, '/');
  return { path: uri.path.slice(base.length), root: folder.uri };
}

/** What editors call the languages whose files have no telling name: untitled ones, mostly. */
const byLanguageId: Readonly<Record<string, Language>> = {
  java: 'java',
  kotlin: 'kotlin',
  properties: 'properties',
  'spring-boot-properties': 'properties',
  yaml: 'yaml',
  'spring-boot-properties-yaml': 'yaml',
  bicep: 'bicep',
  terraform: 'terraform',
  shellscript: 'shell',
  powershell: 'powershell',
  'github-actions-workflow': 'workflow',
  'azure-pipelines': 'workflow',
  'arm-template': 'json',
};

/** The language of a document that rules read; `undefined` for all others and for what tools made. */
export function lintedLanguage(document: TextDocument): Language | undefined {
  const { scheme } = document.uri;
  // Diffs, outputs and our own documents repeat what is judged elsewhere.
  if (!['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web'].includes(scheme))
    return undefined;
  const { path } = placeOf(document.uri);
  if (isForeign(path)) return undefined;
  return languageOf(path) ?? byLanguageId[document.languageId];
}
