// Makes node_modules agree with the lockfile. Node built-ins only.
import fs from 'node:fs';
import path from 'node:path';
import { runNpm } from './npm.mjs';
import { report } from './report.mjs';

/**
 * Runs `npm ci` in `repository` when node_modules is missing, was left unfinished, or holds other versions than the lockfile.
 * @param {string} repository
 * @param {AbortSignal} [signal]
 */
export async function ensureNodeModules(repository, signal) {
  if (agrees(repository)) return;
  const step = report('npm packages');
  step('installing what the lockfile names (about 30 s)');
  await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: repository, signal });
  step('ready');
}

/** npm writes what it installed into node_modules/.package-lock.json, as its last act. */
function agrees(repository) {
  const wanted = readPackages(path.join(repository, 'package-lock.json'));
  const installed = readPackages(path.join(repository, 'node_modules/.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(
    ([place, { version, optional, link }]) =>
      place === '' || link || installed[place]?.version === version || (optional && !installed[place]),
  );
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
