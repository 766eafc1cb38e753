import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/**
 * VS Code's entry to the tests: runs every `*.test.cjs` beside the bundled form of this file with mocha. Options come from
 * the environment, which each launcher can set: `RING_RESULT` names the file the counts are written to as the very last
 * act, `RING_GREP` narrows. Rejects when a test fails.
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const grep = process.env['RING_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    forbidOnly: true,
    color: false,
    reporter: path.resolve(__dirname, '../../test/rig/rings/result-reporter.cjs'),
    ...(grep === undefined || grep === '' ? {} : { grep }),
  });
  for (const file of fs.readdirSync(__dirname).sort())
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  const failed = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failed > 0) throw new Error(`${failed} tests failed in the extension host.`);
}
