// `npm start`: installs what is missing, builds the extension, and shows it in a real VS Code. See --help.
// Node built-ins only up to the point where the packages are there.
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installHost } from '../vscode-host/install.mjs';
import { ensureNodeModules } from './node-modules.mjs';

const repository = path.resolve(import.meta.dirname, '../..');
const help = `Usage: npm start -- [options]

Opens the extension with its sandbox Azure and the sample workspace in VS Code, in the browser. What it needs is installed
first: npm packages, and a VS Code server under .cache/. Settings, sandbox and edits last until it stops (Ctrl+C).

  --port <number>   where VS Code answers on 127.0.0.1; any free port unless told
  --no-open         only print the address, do not open a browser
  --desktop         use the desktop VS Code ("code" on the PATH) with a profile of its own instead
  --help            this text`;

function readOptions() {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      port: { type: 'string', default: '0' },
      open: { type: 'boolean', default: true },
      desktop: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    const error = new Error(`--port takes a number from 0 to 65535; not "${values.port}".`);
    throw Object.assign(error, { code: 'ERR_PARSE_ARGS_VALUE' });
  }
  return { ...values, port };
}

async function main() {
  const options = readOptions();
  if (options.help) {
    console.log(help);
    return;
  }
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(name, () => stop.abort(new Error(`Stopped by ${name}.`)));
  const { signal } = stop;
  const [, host] = await Promise.all([
    ensureNodeModules(repository, signal),
    options.desktop ? undefined : installHost('newest', { signal }),
  ]);
  const require = createRequire(import.meta.url);
  require('tsx/cjs');
  const { showInBrowser, showOnDesktop } = require('./show.ts');
  if (host === undefined) await showOnDesktop(signal);
  else await showInBrowser({ host, port: options.port, open: options.open, signal });
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = error.code?.startsWith?.('ERR_PARSE_ARGS') ? 2 : 1;
});
