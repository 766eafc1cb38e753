import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { computedMs } from '../cpu-time';
import { compileLarge } from '../../src/disk/large-wasm';
import { Grammars, type GrammarBytes } from '../../src/source/grammar/grammars';
import grammarFiles from '../../src/source/grammar/grammar-files.json';

const { resolve } = createRequire(__filename);

/** Grammars straight from the packages they come in, so that tests of rules need no build. */
export function grammarBytes(): GrammarBytes {
  return {
    parser: () => readFile(resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: (name) => readFile(resolve(grammarFiles[name])),
    compiling: compileLarge,
  };
}

export function packageGrammars(): Grammars {
  // The processor's time: what is parsed does not depend on how busy the machine is.
  return new Grammars(grammarBytes(), computedMs);
}
