import { promises, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GrammarBytes } from '../source/grammar/grammars';
import { compileLarge, neverOptimise } from './large-wasm';

/**
 * The grammars as the build lays them down: `<folder>/<name>.wasm`, and the parser as `<folder>/parser.wasm`. Where they are for few
 * texts and nothing else is done in the process, they are not optimised.
 */
export function grammarFolder(folder: string, { isForFew = false } = {}): GrammarBytes {
  const fileOf = (name: string) => path.join(folder, `${name}.wasm`);
  if (isForFew) {
    neverOptimise();
    const read = (name: string) => Promise.resolve(readFileSync(fileOf(name)));
    return { parser: () => read('parser'), grammar: read };
  }
  const bytes = (name: string) => promises.readFile(fileOf(name));
  return { parser: () => bytes('parser'), grammar: bytes, compiling: compileLarge };
}
