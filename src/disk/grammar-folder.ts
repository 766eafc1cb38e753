import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { GrammarBytes } from '../source/grammar/grammars';
import { compileLarge } from './large-wasm';

/** The grammars as the build lays them down: `<folder>/<name>.wasm`, and the parser as `<folder>/parser.wasm`. */
export function grammarFolder(folder: string): GrammarBytes {
  const bytes = (name: string) => readFile(path.join(folder, `${name}.wasm`));
  return { parser: () => bytes('parser'), grammar: bytes, compiling: compileLarge };
}
