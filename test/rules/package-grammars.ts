import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Grammars } from '../../src/source/grammar/grammars';
import grammarFiles from '../../src/source/grammar/grammar-files.json';

const { resolve } = createRequire(__filename);

/** The grammars straight from the packages they come in, so that tests of rules need no build. */
export function packageGrammars(): Grammars {
  return new Grammars(
    {
      parser: () => readFile(resolve('web-tree-sitter/web-tree-sitter.wasm')),
      grammar: (name) => readFile(resolve(grammarFiles[name])),
    },
    () => performance.now(),
  );
}
