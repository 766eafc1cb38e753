import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/contract';
import { openSandbox } from '../../../src/sandbox/server/open';
import manifest from '../../../package.json';
import { locateHost, type HostName } from '../../vscode-host/install.mjs';
import { networkGuard, outFolder, samplesFolder, vsixFile } from '../places';
import { pseudoLanguage, speakPseudo } from '../pseudo/pseudo-words';
import { Workbench } from '../workbench/workbench';
import { launchBrowser } from './browser';
import { idleBuiltIns } from './built-in';
import type { Settings } from './data-folder';
import { companionFolder } from './extension-host';
import { standInForEntra, type StandInEntra, type StandInEntraOptions } from './stand-in-entra';
import { readLogs, startServer, type VsCodeServer } from './vscode-server';
import { openWindow, type Window } from './window';

export interface StageOptions {
  readonly settings?: Settings;
  /** Files of `samples/` that the workspace does not have. */
  readonly without?: readonly string[];
  /** Folders of `samples/` that are opened side by side, instead of `samples/` itself. */
  readonly roots?: readonly string[];
  /** Also start a sandbox of its own beside VS Code and lead every sign-in source there. */
  readonly sandbox?: SandboxOptions;
  readonly entra?: Partial<Pick<StandInEntraOptions, 'accounts' | 'signedOutOfAz' | 'trusted'>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The display language: one the extension is translated into, or `pseudoLanguage`. */
  readonly language?: string;
  /** Folders of unpacked extensions that the window has as well. */
  readonly extensions?: readonly string[];
  /** With all extensions that come with VS Code, as people have it; else with those that have a part in tests. */
  readonly allBuiltIns?: true;
}

/** The packaged extension in a real VS Code, ready for one test. */
export interface Stage {
  readonly server: VsCodeServer;
  readonly window: Window;
  readonly workbench: Workbench;
  /** The copy of `samples/` the window shows. */
  readonly workspace: string;
  /** The sandbox beside VS Code, when one was asked for; the extension's own runs inside the extension host. */
  readonly sandbox: Sandbox | undefined;
  /** Keeps a picture under `out/e2e/<host>/`. */
  readonly screenshot: (name: string) => Promise<string>;
}

interface Scene {
  readonly server: VsCodeServer;
  readonly browser: Browser;
  readonly workspace: string;
  /** What the window opens: the workspace, or a file that names folders of it. */
  readonly opened: string;
  readonly sandbox: Sandbox | undefined;
  readonly entra: StandInEntra | undefined;
  readonly strike: () => Promise<void>;
}

const extensionId = `${manifest.publisher}.${manifest.name}`;

/**
 * For a mocha suite: one VS Code server for all of it, one window in a fresh browser profile for each test, and a picture,
 * the page's text and the logs of every test that fails. Call it in `describe`; call what it returns in a test.
 */
export function useStage(options: StageOptions = {}): () => Stage {
  const host = hostName();
  let scene: Scene | undefined;
  let stage: Stage | undefined;
  before('start VS Code', async function () {
    this.timeout(120_000);
    scene = await build(host, options);
  });
  beforeEach('open a window', async function () {
    this.timeout(120_000);
    if (scene === undefined) throw new Error('VS Code did not start.');
    stage = await enter(host, scene, options);
  });
  afterEach('close the window', async function () {
    this.timeout(30_000);
    if (stage !== undefined && this.currentTest?.state !== 'passed')
      await keepEvidence(host, stage, this.currentTest?.fullTitle() ?? 'unknown');
    await stage?.window.close();
    stage = undefined;
  });
  after('stop VS Code', async function () {
    this.timeout(30_000);
    await scene?.strike();
    scene = undefined;
  });
  return () => {
    if (stage === undefined) throw new Error('There is a stage only inside a test.');
    return stage;
  };
}

/** Sets everything up outside mocha, for scripts; the caller strikes it. */
export async function openStage(
  options: StageOptions = {},
): Promise<{ stage: Stage; strike: () => Promise<void> }> {
  const host = hostName();
  const scene = await build(host, options);
  try {
    return { stage: await enter(host, scene, options), strike: scene.strike };
  } catch (error) {
    await scene.strike();
    throw error;
  }
}

function hostName(): HostName {
  return process.env['VSCODE_HOST'] === 'oldest' ? 'oldest' : 'newest';
}

async function build(host: HostName, options: StageOptions): Promise<Scene> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smi-stage-'));
  const removeFolder = () => {
    fs.rmSync(folder, { recursive: true, force: true });
  };
  // Also when the run is cut short.
  process.once('exit', removeFolder);
  const endings: (() => Promise<void> | void)[] = [
    () => {
      process.off('exit', removeFolder);
      removeFolder();
    },
  ];
  const strike = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const workspace = copySamples(folder, options);
    const sandbox = options.sandbox === undefined ? undefined : await openSandbox(options.sandbox);
    endings.push(async () => sandbox?.stop());
    const entra =
      sandbox === undefined
        ? undefined
        : await standInForEntra({ sandbox, folder, trusted: [extensionId], ...options.entra });
    const violations = process.env['NETWORK_GUARD_FILE'];
    const server = await startServer({
      host: locateHost(host),
      vsix: vsixFile,
      preload: [networkGuard],
      ...extensionsOf(host, entra, options),
      settings: { ...entra?.settings, ...options.settings },
      env: { ...entra?.env, ...(violations === undefined ? {} : { NETWORK_GUARD_FILE: violations }) },
    });
    endings.push(() => server.stop());
    teach(server, options.language);
    const browser = await launchBrowser();
    endings.push(() => browser.close());
    return { server, browser, workspace, opened: openedOf(workspace, options), sandbox, entra, strike };
  } catch (error) {
    await strike();
    throw error;
  }
}

/** What the window has beside the packaged extension, and what of VS Code's own it does without. */
function extensionsOf(host: HostName, entra: StandInEntra | undefined, options: StageOptions) {
  return {
    extensions: [companionFolder, ...(entra?.extensions ?? []), ...(options.extensions ?? [])],
    without: [...(entra?.without ?? []), ...(options.allBuiltIns ? [] : idleBuiltIns(locateHost(host)))],
  };
}

/** Languages that people speak are in the extension. */
function teach({ data }: VsCodeServer, language: string | undefined): void {
  if (language === pseudoLanguage) speakPseudo(installedIn(data.root));
}

/** Where a server has unpacked the extension. */
function installedIn(root: string): string {
  const extensions = path.join(root, 'extensions');
  const folder = fs.readdirSync(extensions).find((name) => name.startsWith(extensionId));
  if (folder === undefined) throw new Error('The extension is not installed.');
  return path.join(extensions, folder);
}

function copySamples(folder: string, { without = [] }: StageOptions): string {
  const workspace = path.join(folder, 'samples');
  fs.cpSync(samplesFolder, workspace, { recursive: true });
  for (const file of without) fs.rmSync(path.join(workspace, file));
  return workspace;
}

function openedOf(workspace: string, { roots }: StageOptions): string {
  if (roots === undefined) return workspace;
  const file = `${workspace}.code-workspace`;
  fs.writeFileSync(file, JSON.stringify({ folders: roots.map((root) => ({ path: `samples/${root}` })) }));
  return file;
}

async function enter(host: HostName, scene: Scene, options: StageOptions): Promise<Stage> {
  scene.sandbox?.reset();
  const window = await openWindow(scene.server, scene.browser, {
    workspace: scene.opened,
    ...(options.viewport === undefined ? {} : { viewport: options.viewport }),
    ...(options.language === undefined ? {} : { language: options.language }),
    ...(scene.entra === undefined ? {} : { product: scene.entra.product }),
  });
  return {
    server: scene.server,
    workspace: scene.workspace,
    sandbox: scene.sandbox,
    window,
    workbench: new Workbench(window),
    screenshot: async (name) => {
      const file = path.join(evidenceFolder(host), `${fileName(name)}.png`);
      await window.page.screenshot({ path: file });
      return file;
    },
  };
}

/** What a person needs to understand a failure they did not see. */
async function keepEvidence(host: HostName, stage: Stage, title: string): Promise<void> {
  const file = path.join(evidenceFolder(host), `FAILED ${fileName(title)}`);
  await stage.window.page.screenshot({ path: `${file}.png` }).catch(() => undefined);
  const text = await stage.window.page
    .locator('body')
    .innerText()
    .catch(() => 'The page is gone.');
  fs.writeFileSync(`${file}.txt`, text);
  fs.writeFileSync(`${file}.log`, `${stage.server.output()}\n${readLogs(stage.server.data)}`);
}

function evidenceFolder(host: HostName): string {
  const folder = path.join(outFolder, 'e2e', host);
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

function fileName(title: string): string {
  return title.replace(/[^\w. -]+/g, '_').slice(0, 120);
}
