// `npm test`: installs what is missing, then runs the three test rings. See --help.
// Node built-ins only up to the point where the packages are there.
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installHost } from '../vscode-host/install.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureConsoleTools } from './console-tools.mjs';
import { ensureNodeModules } from './node-modules.mjs';

const repository = path.resolve(import.meta.dirname, '../..');
const rings = ['unit', 'host', 'e2e'];
const hosts = ['newest', 'oldest'];
const help = `Usage: npm test -- [options]

Runs the tests: beside the code (unit), inside a real VS Code extension host (host), and through a real browser (e2e).
What they need is installed first: npm packages, two VS Code servers under .cache/, and Chromium.

  --ring unit|host|e2e     only this ring (repeatable)
  --host newest|oldest     only this VS Code, 1.139 or 1.110 (repeatable)
  --grep <text>            only tests whose title matches; coverage is not measured then
  --help                   this text

Environment: CHROMIUM names another Chromium to use.`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      ring: { type: 'string', multiple: true, default: rings },
      host: { type: 'string', multiple: true, default: hosts },
      grep: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  for (const [name, known] of [
    ['ring', rings],
    ['host', hosts],
  ])
    for (const value of values[name])
      if (!known.includes(value)) throw new Error(`--${name} takes ${known.join(', ')}; not "${value}".`);
  return values;
}

async function main() {
  const options = readOptions();
  if (options.help) {
    console.log(help);
    return 0;
  }
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(name, () => stop.abort(new Error(`Stopped by ${name}.`)));
  const { signal } = stop;
  const windows = options.ring.some((ring) => ring !== 'unit');
  // Not at the same time as Chromium: the package system has one lock.
  if (options.ring.includes('unit')) await ensureConsoleTools(signal);
  await ensureNodeModules(repository, signal);
  // Fetched while the first ring runs, which needs neither.
  const hosts = windows ? installWindows(options.host, signal) : Promise.resolve([]);
  const require = createRequire(import.meta.url);
  require('tsx/cjs');
  const { runRings } = require('./rings/run-rings.ts');
  const good = await runRings({ rings: options.ring, hosts, grep: options.grep, signal });
  return good ? 0 : 1;
}

/** Chromium, and versions of VS Code by name. What fails is told where the result is waited for. */
function installWindows(names, signal) {
  const all = Promise.all([
    ensureChromium(signal),
    ...names.map((name) => installHost(name, { signal })),
  ]).then(([, ...hosts]) => hosts);
  all.catch(() => undefined);
  return all;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error.message);
    process.exitCode = error.code?.startsWith?.('ERR_PARSE_ARGS') || error.message.startsWith('--') ? 2 : 1;
    if (process.exitCode === 1) console.log('0 passed, 1 failed');
  },
);
