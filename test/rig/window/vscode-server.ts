import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Host } from '../../vscode-host/install.mjs';
import { createDataFolder, quietSettings, type DataFolder, type Settings } from './data-folder';

export interface ServerOptions {
  readonly host: Host;
  /** 0 or absent: any free port. VS Code keeps global state per port, in the browser. */
  readonly port?: number;
  /** Laid over `quietSettings`. */
  readonly settings?: Settings;
  /** A packaged extension to install. */
  readonly vsix?: string;
  /** Folders of unpacked extensions to install. */
  readonly extensions?: readonly string[];
  /** Built-in extensions to hide, as `publisher.name`. */
  readonly without?: readonly string[];
  /** Variables for the server, and so for the extension host and its children. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files to preload into the server and every Node process it starts. */
  readonly preload?: readonly string[];
  /** Lets the page say `extensionTestsPath`; notification toasts never show then. */
  readonly smokeTestDriver?: boolean;
  readonly signal?: AbortSignal;
}

export interface VsCodeServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly data: DataFolder;
  /** Process id of the server, which is also that of its group. */
  readonly pid: number;
  /** Settles when the server ends, for whatever reason. */
  readonly ended: Promise<void>;
  /** What server and extension hosts have printed so far. */
  output(): string;
  /** Ends the whole process group and removes the data folder. */
  stop(): Promise<void>;
}

const startDeadlineMs = 60_000;
const endWithParent = path.join(import.meta.dirname, 'end-with-parent.cjs');

/** Starts a VS Code server on loopback and waits until it answers. Rejects with its output when it does not. */
export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const packaged = options.vsix === undefined ? [] : [installed(options.host, options.vsix)];
  const data = createDataFolder({ ...quietSettings, ...options.settings }, [
    ...packaged,
    ...(options.extensions ?? []),
  ]);
  try {
    return await launch(options, data, serverEnvironment(data, options));
  } catch (error) {
    data.remove();
    throw error;
  }
}

async function launch(
  options: ServerOptions,
  data: DataFolder,
  env: NodeJS.ProcessEnv,
): Promise<VsCodeServer> {
  const { host } = options;
  const preloads = [endWithParent, ...(options.preload ?? [])].flatMap((file) => ['--require', file]);
  // prettier-ignore
  const args = [
    ...preloads, host.server,
    '--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token',
    '--accept-server-license-terms', '--server-data-dir', data.root,
    '--telemetry-level', 'off', '--reconnection-grace-time', '10',
    // Else the extension host gets the PATH of a login shell instead of ours.
    '--force-disable-user-env',
    ...(options.smokeTestDriver === true ? ['--enable-smoke-test-driver'] : []),
  ];
  // The pipe to its input is never written: the server ends itself when it closes (see end-with-parent.cjs).
  const child = spawn(host.node, args, {
    env,
    cwd: data.root,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => void printed.push(text));
  }
  const output = () => printed.join('');
  const killAtExit = () => {
    endGroup(child, 'SIGKILL');
    data.remove();
  };
  process.once('exit', killAtExit);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const stop = async () => {
    await stopGroup(child);
    process.off('exit', killAtExit);
    data.remove();
  };
  try {
    const url = await answered(child, output, options.signal);
    return { url, data, pid: child.pid ?? 0, ended, output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the server's own line about its port, then for its first answer. */
async function answered(
  child: ChildProcess,
  output: () => string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const deadline = Date.now() + startDeadlineMs;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    if (child.exitCode !== null || child.signalCode !== null) break;
    const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
    if (port !== undefined) {
      const url = `http://127.0.0.1:${port}`;
      const answer = await fetch(`${url}/version`, { signal: AbortSignal.timeout(5_000) }).catch(
        () => undefined,
      );
      if (answer?.ok === true) return url;
    }
    await delay(50);
  }
  throw new Error(`The VS Code server did not start. It printed:\n${output()}`);
}

/** Asks the group to end, and ends it if it does not within two seconds. */
async function stopGroup(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  endGroup(child, 'SIGTERM');
  if (ended !== undefined) await Promise.race([ended, delay(2_000)]);
  // Whatever is left of the group: an extension host that spins does not hear SIGTERM.
  endGroup(child, 'SIGKILL');
  child.stdin?.destroy();
  if (child.exitCode === null && child.signalCode === null) await ended;
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Folders of installed extensions, by host and package: a process installs each once, and its servers have copies. */
const installations = new Map<string, string>();

function installed(host: Host, vsix: string): string {
  const key = `${host.name} ${vsix}`;
  const known = installations.get(key);
  if (known !== undefined) return known;
  const data = createDataFolder({}, []);
  process.once('exit', () => {
    data.remove();
  });
  const env = serverEnvironment(data, { host });
  // prettier-ignore
  const args = [host.server, '--accept-server-license-terms', '--server-data-dir', data.root, '--install-extension', vsix];
  const run = spawnSync(host.node, args, { env, cwd: data.root, encoding: 'utf8', timeout: startDeadlineMs });
  if (run.status !== 0 || !run.stdout.includes('successfully installed'))
    throw new Error(`VS Code did not install ${vsix}:\n${run.stdout}${run.stderr}`);
  const extensions = path.join(data.root, 'extensions');
  const [folder, ...others] = fs
    .readdirSync(extensions, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => path.join(extensions, name));
  if (folder === undefined || others.length > 0) throw new Error(`Not one extension came out of ${vsix}.`);
  installations.set(key, folder);
  return folder;
}

/** The tester's own environment without what would tie the window to the tester's editor, npm run or Azure account. */
function serverEnvironment(data: DataFolder, options: ServerOptions): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE|ELECTRON|AZURE|npm|NODE|C8|TSX)_/i.test(name) && name !== 'NODE_OPTIONS',
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: path.join(data.root, 'home'),
    TMPDIR: path.join(data.root, 'tmp'),
    XDG_RUNTIME_DIR: path.join(data.root, 'run'),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    VSCODE_SKIP_BUILTIN_EXTENSIONS: (options.without ?? []).join(','),
    RIG_COMPANION: data.companion,
    ...options.env,
  };
}

/** The text of every log file of this server, newest last, for a failure report. */
export function readLogs(data: DataFolder): string {
  if (!fs.existsSync(data.logs)) return '';
  return fs
    .readdirSync(data.logs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.log'))
    .map((name) => `==> ${name}\n${fs.readFileSync(path.join(data.logs, name), 'utf8')}`)
    .join('\n');
}
