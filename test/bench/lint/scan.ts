import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type perfHooks from 'node:perf_hooks';
import type timers from 'node:timers/promises';
import type v8 from 'node:v8';
import type vm from 'node:vm';
import type * as vscode from 'vscode';
import { packageExtension } from '../../rig/package-extension';
import { samplesFolder } from '../../rig/places';
import { launchBrowser } from '../../rig/window/browser';
import { companionFolder } from '../../rig/window/extension-host';
import { startServer, type VsCodeServer } from '../../rig/window/vscode-server';
import { openWindow } from '../../rig/window/window';
import { installHost } from '../../vscode-host/install.mjs';
import { atMost, median, type Figure } from '../figure';
import { seeded } from '../../fuzz/random';
import { measureBeside, type Beside } from './beside';
import { memoryFigure, peakOfScan } from './memory';
import { javaFile, writeWorkspace, type Workspace } from './workspace';

const runs = 5;
const coldRuns = 3;
/** How long typing rests before a file is judged; the figure is what comes on top. */
const restMs = 200;

interface Scan {
  readonly wallMs: number;
  readonly firstMs: number;
  readonly againMs: number;
  readonly stallMs: number;
  readonly heapMb: number;
  readonly found: number;
}

/** What scanning 10,000 files costs in a real window, beside ripgrep and one thread that parses what it lists. */
export async function measureScan(): Promise<readonly Figure[]> {
  const host = await installHost('newest', {});
  const vsix = packageExtension();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-lint-'));
  const workspace = writeWorkspace(path.join(folder, 'workspace'));
  const typed = path.join(folder, 'typed');
  fs.mkdirSync(typed);
  fs.writeFileSync(
    path.join(typed, 'A.java'),
    javaFile(
      1,
      seeded(3),
      '    private Object one = new ManagedIdentityCredentialBuilder().build();\n',
      88_000,
    ),
  );
  const browser = await launchBrowser();
  const server = await startServer({ host, vsix, extensions: [companionFolder] });
  try {
    const scans: Scan[] = [];
    const besides: Beside[] = [];
    const first = workspace.mentions[0] ?? '';
    const scanned = (open: string | undefined) =>
      inWindow(workspace.folder, (window) => window.host.run(scan, { open }, 120_000));
    for (let run = 0; run < runs; run += 1) {
      besides.push(await measureBeside(host, workspace));
      scans.push(await scanned(first));
    }
    const colds: Scan[] = [];
    for (let run = 0; run < coldRuns; run += 1) colds.push(await scanned(undefined));
    const latencies = await inWindow(typed, (window) => window.host.run(type, 40, 120_000));
    const memory = await inWindow(samplesFolder, (window) => window.host.run(peakOfScan, undefined, 120_000));
    return [
      ...scanFigures({ scans, colds, besides, workspace }),
      latencyFigure(latencies),
      memoryFigure(memory),
    ];
  } finally {
    await browser.close();
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }

  async function inWindow<T>(
    place: string,
    work: (window: Awaited<ReturnType<typeof openWindow>>) => Promise<T>,
  ) {
    const window = await openWindow(server satisfies VsCodeServer, browser, { workspace: place });
    try {
      return await work(window);
    } finally {
      await window.close();
    }
  }
}

interface Measured {
  /** By somebody who has a file of the workspace open, so that the linter is at work already. */
  readonly scans: readonly Scan[];
  /** The first thing that happens in a window. */
  readonly colds: readonly Scan[];
  readonly besides: readonly Beside[];
  readonly workspace: Workspace;
}

function scanFigures({ scans, colds, besides, workspace }: Measured): readonly Figure[] {
  const { mentions, files, bytes } = workspace;
  const of = (what: keyof Scan) => median(scans.map((one) => one[what]));
  const cold = (what: keyof Scan) => median(colds.map((one) => one[what]));
  const [list, parse] = [median(besides.map((one) => one.listMs)), median(besides.map((one) => one.parseMs))];
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  return [
    atMost({
      name: 'lint.scan.missed',
      unit: 'files',
      value: mentions.length - Math.min(...scans.map(({ found }) => found)),
      goal: 0,
      baseline: `${mentions.length} of ${files} files, ${(bytes / 1e6).toFixed(0)} MB`,
    }),
    atMost({
      name: 'lint.scan.wall',
      unit: 'x',
      value: of('wallMs') / (list + parse),
      goal: 1.3,
      baseline: `${ms(of('wallMs'))}, ripgrep ${ms(list)} and parsing ${ms(parse)}; again ${ms(of('againMs'))}, in a new window ${ms(cold('wallMs'))}`,
    }),
    atMost({
      name: 'lint.scan.first',
      unit: 'x',
      value: of('firstMs') / list,
      goal: 1.5,
      baseline: `${ms(of('firstMs'))}, ripgrep ${ms(list)}; in a new window ${ms(cold('firstMs'))}`,
    }),
    atMost({
      name: 'lint.scan.stall',
      unit: 'ms',
      value: of('stallMs'),
      goal: 30,
      baseline: `in a new window ${ms(cold('stallMs'))}`,
    }),
    atMost({ name: 'lint.scan.heap', unit: 'MB', value: of('heapMb'), goal: 80 }),
  ];
}

function latencyFigure(latencies: readonly number[]): Figure {
  return atMost({
    name: 'lint.edit.shown',
    unit: 'ms',
    value: median(latencies) - restMs,
    goal: 40,
    baseline: `${latencies.length} keys in a file of 2,000 lines, behind ${restMs} ms of rest`,
  });
}

/** Runs inside the extension host: scans the workspace twice, with one of its files open if so wished. */
async function scan(
  api: typeof vscode,
  { open }: { readonly open?: string | undefined },
  require: NodeJS.Require,
): Promise<Scan> {
  const { monitorEventLoopDelay, performance } = require('node:perf_hooks') as typeof perfHooks;
  const { setFlagsFromString } = require('node:v8') as typeof v8;
  const { runInNewContext } = require('node:vm') as typeof vm;
  const { setTimeout: delay } = require('node:timers/promises') as typeof timers;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  // VS Code's own start has to be over, or its stalls would be counted as ours.
  await delay(3000);
  await api.extensions.getExtension('spring-managed-identity.spring-managed-identity')?.activate();
  const root = api.workspace.workspaceFolders?.[0]?.uri;
  if (root !== undefined && open !== undefined) {
    const uri = api.Uri.joinPath(root, open);
    await api.window.showTextDocument(uri);
    while (api.languages.getDiagnostics(uri).length === 0) await delay(20);
  }
  await delay(1000);
  const before = heap();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  await delay(50);
  loop.reset();
  await delay(50);
  const known = api.languages.getDiagnostics().filter(([, all]) => all.length > 0).length;
  const found = () =>
    api.languages.getDiagnostics().filter(([{ path: file }, all]) => all.length > 0 && file.endsWith('.java'))
      .length;
  const start = performance.now();
  let first = Number.NaN;
  // VS Code holds its event back for a while, so it is looked at often until there is something.
  const look = setInterval(() => {
    if (found() <= known) return;
    first = performance.now() - start;
    clearInterval(look);
  }, 2);
  await api.commands.executeCommand('springIdentity.scanWorkspace');
  const wallMs = performance.now() - start;
  await delay(50);
  loop.disable();
  const heapMb = heap() - before;
  const second = performance.now();
  await api.commands.executeCommand('springIdentity.scanWorkspace');
  const againMs = performance.now() - second;
  return { wallMs, firstMs: first, againMs, stallMs: loop.max / 1e6, heapMb, found: found() };
}

/**
 * Runs inside the extension host: types lines above a finding, one by one, and tells how long after each key the finding was
 * where it belongs.
 */
async function type(api: typeof vscode, keys: number, require: NodeJS.Require): Promise<readonly number[]> {
  const { performance } = require('node:perf_hooks') as typeof perfHooks;
  const { setTimeout: delay } = require('node:timers/promises') as typeof timers;
  const root = api.workspace.workspaceFolders?.[0]?.uri;
  if (root === undefined) throw new Error('The window has no folder.');
  const document = await api.workspace.openTextDocument(api.Uri.joinPath(root, 'A.java'));
  const editor = await api.window.showTextDocument(document);
  const lineOf = () => document.positionAt(document.getText().indexOf('new ManagedIdentity')).line;
  // VS Code holds its event of changed diagnostics back for a while, so they are looked at often.
  const shown = async () => {
    while (api.languages.getDiagnostics(document.uri)[0]?.range.start.line !== lineOf()) await delay(1);
    return performance.now();
  };
  await shown();
  const times: number[] = [];
  for (let i = 0; i < keys; i += 1) {
    let start = 0;
    const subscription = api.workspace.onDidChangeTextDocument(() => {
      start = performance.now();
    });
    await editor.edit((edit) => {
      edit.insert(document.lineAt(lineOf() - 1).range.end, '\n');
    });
    subscription.dispose();
    times.push((await shown()) - start);
  }
  return times;
}
