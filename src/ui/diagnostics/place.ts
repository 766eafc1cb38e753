import type { Uri } from 'vscode';
import { workspace, type TextDocument } from 'vscode';
import { isForeign, type Language } from '../../source/language';
import { writtenIn } from '../window/lintable';
import { withoutTrailing } from '../../lifecycle/trailing';

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
  const base = `${withoutTrailing(folder.uri.path, '/')}/`;
  return { path: uri.path.slice(base.length), root: folder.uri };
}

/** The language of a document that rules read; `undefined` for all others and for what tools made. */
export function lintedLanguage(document: TextDocument): Language | undefined {
  return isForeign(placeOf(document.uri).path) ? undefined : writtenIn(document);
}
