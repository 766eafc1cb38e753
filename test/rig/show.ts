import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { Host } from '../vscode-host/install.mjs';
import { packageExtension } from './package-extension';
import { samplesFolder } from './places';
import { report } from './report.mjs';
import { createDataFolder, type Settings } from './window/data-folder';
import { startServer } from './window/vscode-server';
import { windowAddress } from './window/window';

export interface ShowOptions {
  readonly host: Host;
  /** 0: any free port. */
  readonly port: number;
  /** Open the system's browser, where there is one. */
  readonly open: boolean;
  readonly signal: AbortSignal;
}

const firstLook = path.join(__dirname, 'first-look');
const settings: Settings = { 'springIdentity.signIn': 'sandbox', 'git.enabled': true };

/** Shows the extension in VS Code in the browser until `signal` aborts. */
export async function showInBrowser({ host, port, open, signal }: ShowOptions): Promise<void> {
  const step = report('Spring Identity');
  step('building the extension');
  const vsix = packageExtension();
  signal.throwIfAborted();
  step('starting VS Code');
  const server = await startServer({ host, port, settings, vsix, extensions: [firstLook], signal });
  try {
    const address = windowAddress(server.url, { workspace: copySamples(server.data.root) });
    step(`VS Code is ready. Open this address, and press Ctrl+C here to stop:\n\n  ${address}\n`);
    if (open) openBrowser(address);
    await Promise.race([aborted(signal), server.ended]);
    if (!signal.aborted) throw new Error(`The VS Code server ended by itself:\n${server.output()}`);
  } finally {
    step('stopping');
    await server.stop();
  }
}

/** Shows the extension in the desktop VS Code, in a profile of its own, until its window closes or `signal` aborts. */
export async function showOnDesktop(signal: AbortSignal): Promise<void> {
  if (spawnSync('code', ['--version'], { stdio: 'ignore' }).status !== 0)
    throw new Error('There is no "code" on the PATH. Without --desktop, VS Code is shown in the browser.');
  const step = report('Spring Identity');
  step('building the extension');
  const vsix = packageExtension();
  const data = createDataFolder({}, [firstLook]);
  try {
    const profile = path.join(data.root, 'desktop');
    fs.mkdirSync(path.join(profile, 'User'), { recursive: true });
    fs.writeFileSync(path.join(profile, 'User/settings.json'), JSON.stringify(settings, null, 2));
    const own = ['--user-data-dir', profile, '--extensions-dir', path.join(data.root, 'extensions')];
    const installed = spawnSync('code', [...own, '--install-extension', vsix], { encoding: 'utf8' });
    if (installed.status !== 0)
      throw new Error(`VS Code did not install the extension:\n${installed.stderr}`);
    step('the window is opening; close it or press Ctrl+C to stop');
    const window = spawn('code', [...own, '--new-window', '--wait', copySamples(data.root)], {
      stdio: 'inherit',
      signal,
    });
    await once(window, 'exit').catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  } finally {
    data.remove();
  }
}

/** What people try out in the samples must not show up as changes of the clone. */
function copySamples(folder: string): string {
  const target = path.join(folder, path.basename(samplesFolder));
  fs.cpSync(samplesFolder, target, { recursive: true });
  return target;
}

/** Best effort: on a machine without a desktop the printed address is the way in. */
function openBrowser(address: string): void {
  if (process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined) return;
  const child = spawn('xdg-open', [address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
