import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const repository = path.resolve(__dirname, '../..');

/** Parses some text until V8 would optimise the parser, in a process that says what V8 compiles, and how. */
const parsing = (bytes: string) => `
  const { grammarBytes } = require('./test/rules/package-grammars.ts');
  const { Grammars } = require('./src/source/grammar/grammars.ts');
  const all = grammarBytes();
  const grammars = new Grammars(${bytes}, Date.now);
  const text = 'if [ -n "$a" ]; then az account show --query "b" -o tsv; fi\\n'.repeat(200);
  grammars.load(['bash']).then(() => {
    for (let i = 0; i < 40; i += 1) grammars.read('bash', text, (root) => root.childCount);
    console.log('parsed');
  });
`;

/** How V8 has compiled the functions of more than 100,000 bytes. */
function compilersIn(bytes: string): readonly string[] {
  const args = ['--trace-wasm-compilation-times', '--require', 'tsx/cjs', '-e', parsing(bytes)];
  const run = spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8', timeout: 60_000 });
  assert.match(run.stdout, /^parsed$/m, run.stderr);
  const large = run.stdout.matchAll(/using (Liftoff|TurboFan), .*bodysize \d{6}/g);
  return [...new Set([...large].map(([, name = '']) => name))].sort();
}

describe('large parsers in WebAssembly', function () {
  this.timeout(120_000);

  it('are never optimised by V8, which may cost gigabytes and the process', () => {
    assert.deepEqual(compilersIn('all'), ['Liftoff']);
  });

  it('would be, were they compiled as anything else is', () => {
    assert.deepEqual(compilersIn('{ parser: all.parser, grammar: all.grammar }'), ['Liftoff', 'TurboFan']);
  });
});
