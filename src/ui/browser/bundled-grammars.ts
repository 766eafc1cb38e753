import { Uri, workspace } from 'vscode';
import type { GrammarBytes } from '../../source/grammar/grammars';

/** The grammars as the build lays them down, wherever VS Code has put the extension. */
export function bundledGrammars(extension: Uri): GrammarBytes {
  const bytes = (name: string) =>
    Promise.resolve(workspace.fs.readFile(Uri.joinPath(extension, 'dist', 'grammars', `${name}.wasm`)));
  return { parser: () => bytes('parser'), grammar: bytes };
}
