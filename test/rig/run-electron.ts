// `npm run test:electron`: ring 2 in the desktop VS Code, for machines that may download it. `--version 1.110.0` picks one.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { packageExtension } from './package-extension';
import { repository, samplesFolder } from './places';
import { print } from './print';
import { bundleHostTests } from './rings/bundle-host-tests';
import { prepareRing, readRing } from './rings/ring-result';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      version: { type: 'string', default: 'stable' },
      grep: { type: 'string', default: '' },
      // For the launch configuration of the same name, which starts VS Code itself.
      'bundle-only': { type: 'boolean', default: false },
    },
  });
  const extensionTestsPath = await bundleHostTests();
  if (values['bundle-only']) return 0;
  packageExtension();
  const files = prepareRing('electron');
  const trouble = await runTests({
    version: values.version,
    extensionDevelopmentPath: repository,
    extensionTestsPath,
    extensionTestsEnv: { RING_RESULT: files.result, RING_GREP: values.grep },
    launchArgs: [
      samplesFolder,
      '--disable-extensions',
      '--user-data-dir',
      path.join(repository, '.cache/electron-profile'),
    ],
  }).then(
    () => [],
    // Failing tests also end this way; they are in the result then.
    (error: unknown) => (error instanceof Error ? [error.message] : [String(error)]),
  );
  const counted = readRing(files, []);
  const result = counted.failed > 0 ? counted : readRing(files, trouble);
  for (const title of result.failures) print(`FAILED   ${title}`);
  print(`${result.passed} passed, ${result.failed} failed`);
  return result.failed > 0 ? 1 : 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
