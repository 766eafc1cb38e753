import fs from 'node:fs';
import path from 'node:path';
import type perfHooks from 'node:perf_hooks';
import type timers from 'node:timers/promises';
import type v8 from 'node:v8';
import type vm from 'node:vm';
import type * as vscode from 'vscode';
import { installHost } from '../vscode-host/install.mjs';
import { packageExtension } from '../rig/package-extension';
import { repository } from '../rig/places';
import { launchBrowser } from '../rig/window/browser';
import { companionFolder } from '../rig/window/extension-host';
import { startServer } from '../rig/window/vscode-server';
import { openWindow } from '../rig/window/window';
import { atMost, median, type Figure } from './figure';

const control = 'bench.control';
const product = 'spring-managed-identity.spring-managed-identity';
const runs = 10;

interface Cost {
  readonly loadAndActivateMs: number;
  readonly heapMb: number;
  readonly stallMs: number;
}

/** What activating the extension costs on the newest VS Code, beside an extension that does nothing. */
export async function measure(): Promise<readonly Figure[]> {
  const host = await installHost('newest', {});
  const vsix = packageExtension();
  const browser = await launchBrowser();
  const server = await startServer({
    host,
    vsix,
    extensions: [companionFolder, path.join(__dirname, 'control')],
  });
  const costs: Record<string, Cost>[] = [];
  try {
    for (let run = 0; run <= runs; run += 1) {
      const window = await openWindow(server, browser);
      try {
        // Whoever goes first pays for what the other finds warm, so they take turns.
        const order = run % 2 === 0 ? [control, product] : [product, control];
        const cost = await window.host.run(activate, order);
        // In the first window of a new server VS Code has started it by then.
        if (run > 0) costs.push(cost);
      } finally {
        await window.close();
      }
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return [...compare(costs), ...bundleFigures()];
}

/** Runs inside the extension host: activates each extension in turn and weighs it. */
async function activate(
  api: typeof vscode,
  ids: readonly string[],
  require: NodeJS.Require,
): Promise<Record<string, Cost>> {
  const { monitorEventLoopDelay } = require('node:perf_hooks') as typeof perfHooks;
  const { setFlagsFromString } = require('node:v8') as typeof v8;
  const { runInNewContext } = require('node:vm') as typeof vm;
  const { setTimeout: delay } = require('node:timers/promises') as typeof timers;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const marks = (id: string) => {
    const { MonacoPerformanceMarks } = globalThis as unknown as {
      MonacoPerformanceMarks: { getMarks(): readonly { name: string; startTime: number }[] };
    };
    const at = (name: string) =>
      MonacoPerformanceMarks.getMarks().find(
        (mark) => mark.name.toLowerCase() === `code/exthost/${name}/${id}`.toLowerCase(),
      )?.startTime ?? Number.NaN;
    return (
      at('didLoadExtensionCode') -
      at('willLoadExtensionCode') +
      at('didActivateExtension') -
      at('willActivateExtension')
    );
  };
  // VS Code's own start has to be over, or its stalls would be counted as ours.
  await delay(2000);
  const costs: Record<string, Cost> = {};
  for (const id of ids) {
    const before = heap();
    const loop = monitorEventLoopDelay({ resolution: 1 });
    loop.enable();
    await delay(50);
    loop.reset();
    // The first sample after a reset is dropped by Node.
    await delay(50);
    const { now } = Date;
    // VS Code's marks are whole milliseconds of this clock, of which an extension that does nothing takes one or two.
    Date.now = () => performance.timeOrigin + performance.now();
    await api.extensions.getExtension(id)?.activate();
    Date.now = now;
    await delay(50);
    loop.disable();
    costs[id] = { loadAndActivateMs: marks(id), heapMb: heap() - before, stallMs: loop.max / 1e6 };
  }
  return costs;
}

function compare(costs: readonly Record<string, Cost>[]): readonly Figure[] {
  const of = (id: string, what: keyof Cost) => median(costs.map((cost) => cost[id]?.[what] ?? Number.NaN));
  const [ours, empty] = [of(product, 'loadAndActivateMs'), of(control, 'loadAndActivateMs')];
  const beside = (value: number, unit: string) => `${value.toFixed(1)} ${unit} empty extension`;
  const heap = beside(of(control, 'heapMb'), 'MB');
  const stall = beside(of(control, 'stallMs'), 'ms');
  return [
    atMost({
      name: 'activation.time',
      unit: 'x',
      value: ours / empty,
      goal: 3,
      baseline: `${ours.toFixed(1)} ms, ${beside(empty, 'ms')}`,
    }),
    atMost({ name: 'activation.heap', unit: 'MB', value: of(product, 'heapMb'), goal: 1, baseline: heap }),
    atMost({
      name: 'activation.stall',
      unit: 'ms',
      value: of(product, 'stallMs'),
      goal: 20,
      baseline: stall,
    }),
  ];
}

/** The first-loaded file: its size, and how many modules in it have no business there. */
function bundleFigures(): readonly Figure[] {
  const { size } = fs.statSync(path.join(repository, 'dist/extension.js'));
  const metafile = JSON.parse(fs.readFileSync(path.join(repository, 'out/metafile.json'), 'utf8')) as {
    readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
  };
  const inputs = Object.keys(metafile.outputs['dist/extension.js']?.inputs ?? {});
  if (inputs.length === 0) throw new Error('out/metafile.json does not tell what is in dist/extension.js.');
  const heavy = inputs.filter((input) => /^(node_modules|src\/(azure|sandbox))\//.test(input));
  return [
    atMost({ name: 'activation.firstFile', unit: 'KB', value: size / 1000, goal: 100 }),
    atMost({
      name: 'activation.heavyModules',
      unit: 'modules',
      value: heavy.length,
      goal: 0,
      baseline: heavy.join(' ') || `${inputs.length} modules of our own`,
    }),
  ];
}
