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
  const text = "param a string = 'b'\\nvar c = a == 'x' ? 1 : 2\\n".repeat(200);
  grammars.load(['bicep']).then(() => {
    for (let i = 0; i < 40; i += 1) grammars.read('bicep', text, (root) => root.childCount);
    console.log('parsed');
  });
`;

function compilersIn(bytes: string): ReadonlySet<string> {
  const args = ['--trace-wasm-compilation-times', '--require', 'tsx/cjs', '-e', parsing(bytes)];
  const run = spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8', timeout: 60_000 });
  assert.match(run.stdout, /^parsed$/m, run.stderr);
  return new Set([...run.stdout.matchAll(/using (Liftoff|TurboFan)/g)].map(([, name = '']) => name));
}

describe('parsers in WebAssembly', function () {
  this.timeout(120_000);

  it('are never optimised by V8, which may cost gigabytes and the process', () => {
    assert.deepEqual([...compilersIn('all')], ['Liftoff']);
  });

  it('would be, were they compiled as anything else is', () => {
    assert.deepEqual([...compilersIn('{ parser: all.parser, grammar: all.grammar }')].sort(), [
      'Liftoff',
      'TurboFan',
    ]);
  });
});
