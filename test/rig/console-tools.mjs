// Installs what the tests of the console script put on a shell's PATH, each alone. Node built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { report } from './report.mjs';

/** Where a program must be, and the Debian package that puts it there. */
const tools = [
  ['/bin/dash', 'dash'],
  ['/bin/bash', 'bash'],
  ['/bin/busybox', 'busybox'],
  ['/bin/nc.openbsd', 'netcat-openbsd'],
  ['/bin/nc.traditional', 'netcat-traditional'],
  ['/usr/bin/ncat', 'ncat'],
  ['/usr/bin/wget', 'wget'],
  ['/usr/bin/curl', 'curl'],
  // With its compiler: the launcher of single-file programs needs it. Distributions differ in the versions they have.
  ['/usr/bin/javac', 'default-jdk-headless'],
  // A terminal for a shell, made by the program of that name.
  ['/usr/bin/script', 'bsdutils'],
];

/**
 * Makes sure that every shell and tool of the console script's tests is there; installs Debian's when this is root. Where that cannot be
 * done it says so and goes on: the tests that need a missing tool then fail and name it.
 * @param {AbortSignal} [signal]
 */
export async function ensureConsoleTools(signal) {
  const missing = tools.filter(([file]) => !fs.existsSync(file));
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name);
  const step = report('Console tools');
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0 || process.getuid?.() !== 0) {
    step(`missing, and only root can install them here: ${packages.join(' ')}; tests that need them fail`);
    return;
  }
  step(`installing ${packages.join(' ')}`);
  await apt(['update'], signal);
  // One at a time: a package that this distribution does not have must not keep the others away.
  for (const name of packages)
    if (!(await apt(['-y', 'install', '--no-install-recommends', name], signal)))
      step(`${name} cannot be installed; tests that need it fail`);
  step('ready');
}

function apt(args, signal) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise((resolve, reject) => {
    const child = spawn('apt-get', ['-q', '-q', ...args], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
      signal,
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}
