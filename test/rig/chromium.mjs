// Finds Chromium, or installs the distribution's. Node built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import { report } from './report.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const howTo = 'apt-get update && apt-get install --no-install-recommends chromium';

/**
 * Makes sure that a Chromium can be started: the one named by CHROMIUM, one on the PATH, or Debian's, installed now when this
 * is root. Throws an `Error` that says what to do otherwise.
 * @param {AbortSignal} [signal]
 */
export async function ensureChromium(signal) {
  const named = process.env.CHROMIUM;
  if (named) {
    if (!runs(named)) throw new Error(`CHROMIUM names "${named}", which cannot be started.`);
    return;
  }
  if (names.some(runs)) return;
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0)
    throw new Error('The browser tests need Chromium: install it and name it in the variable CHROMIUM.');
  if (process.getuid?.() !== 0)
    throw new Error(
      `The browser tests need Chromium, and only root can install it. Run:\n  sudo sh -c '${howTo}'\n` +
        'or name another Chromium in the variable CHROMIUM.',
    );
  const step = report('Chromium');
  step('installing the Debian package (about 120 MB)');
  await run('apt-get', ['-q', '-q', 'update'], signal);
  await run('apt-get', ['-q', '-q', '-y', 'install', '--no-install-recommends', 'chromium'], signal);
  if (!names.some(runs)) throw new Error('Chromium was installed but does not start.');
  step('ready');
}

function runs(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function run(program, args, signal) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'], signal });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(undefined);
      else reject(new Error(`"${program} ${args.join(' ')}" ended with ${code}. By hand: ${howTo}`));
    });
  });
}
