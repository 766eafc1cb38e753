import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { build } from 'esbuild';

import { repository } from '../rig/places';
import type { LoadFigures, RememberFigures, UseFigures, WeighFigures } from './estate/figures';
import type { Probe } from './estate/probe';
import { SandboxProcess } from './estate/sandbox-process';
import { atMost, median, type Figure } from './figure';

/** Subscriptions x services x apps, and the requests that may show all of it. */
const sizes = [
  { estate: '1x3x20', services: 3, apps: 60, requests: 6 },
  { estate: '5x10x30', services: 50, apps: 1500, requests: 56 },
  { estate: '20x20x50', services: 400, apps: 20_000, requests: 430 },
] as const;
const latencyMs = 50;
const inFlight = 16;
const runs = 5;

interface Programs {
  readonly sandbox: string;
  readonly probe: string;
  readonly folder: string;
}

/** What showing and using an estate costs, against a sandbox in a process of its own with Azure's read bucket on. */
export async function measure(): Promise<readonly Figure[]> {
  const programs = await bundle();
  try {
    const figures: Figure[] = [];
    for (const size of sizes) figures.push(...(await measureLoad(programs, size)));
    figures.push(...(await measureUse(programs)), ...(await measureWeight(programs)));
    figures.push(...(await measureRemembered(programs)));
    return figures;
  } finally {
    rmSync(programs.folder, { recursive: true, force: true });
  }
}

/** The same code as shipped, bundled the same way; what tsx makes of it would be measured otherwise. */
async function bundle(): Promise<Programs> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-estate-'));
  await build({
    entryPoints: {
      probe: path.join(__dirname, 'estate/probe.ts'),
      sandbox: path.join(repository, 'src/sandbox-cli.ts'),
    },
    outdir: folder,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  return { folder, sandbox: path.join(folder, 'sandbox.js'), probe: path.join(folder, 'probe.js') };
}

async function withSandbox<T>(
  programs: Programs,
  options: readonly string[],
  work: (sandbox: SandboxProcess) => Promise<T>,
): Promise<T> {
  const sandbox = await SandboxProcess.start(programs.sandbox, options);
  try {
    return await work(sandbox);
  } finally {
    await sandbox.stop();
  }
}

/** Runs the probe in a fresh process, so that one measurement leaves nothing warm or loaded for the next. */
async function probe<T>(programs: Programs, { address }: SandboxProcess, task: Probe['task']): Promise<T> {
  const given: Probe = { sandbox: address, task };
  const child = spawn(process.execPath, ['--expose-gc', programs.probe], {
    env: { ...process.env, BENCH_PROBE: JSON.stringify(given) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The probe '${task}' ended with ${String(code)}.`);
  return JSON.parse(Buffer.concat(chunks).toString()) as T;
}

async function measureLoad(programs: Programs, size: (typeof sizes)[number]): Promise<readonly Figure[]> {
  const options = ['--estate', size.estate, '--latency', String(latencyMs), '--read-bucket', '250:25'];
  const all: LoadFigures[] = [];
  for (let run = 0; run < runs; run += 1)
    // A sandbox for each run: the bucket of the one before would be half empty.
    all.push(
      await withSandbox(programs, options, (sandbox) => probe<LoadFigures>(programs, sandbox, 'load')),
    );
  const apps = Math.min(...all.map((run) => run.apps));
  if (apps !== size.apps) throw new Error(`${apps} of ${size.apps} apps were shown.`);
  const most = (of: (run: LoadFigures) => number): number => Math.max(...all.map(of));
  const middle = (of: (run: LoadFigures) => number): number => median(all.map(of));
  const latency = `${middle((run) => run.latencyMs).toFixed(1)} ms latency measured, a token at hand`;
  const ideal = (run: LoadFigures): number => run.latencyMs * (2 + Math.ceil(size.services / inFlight));
  const name = (what: string): string => `estate.${what}.${size.estate}`;
  return [
    atMost({
      name: name('requests'),
      unit: 'requests',
      value: most((run) => run.requests),
      goal: size.requests,
      baseline: `${size.apps} apps`,
    }),
    atMost({ name: name('throttled'), unit: '429s', value: most((run) => run.throttled), goal: 0 }),
    atMost({ name: name('sockets'), unit: 'sockets', value: most((run) => run.sockets), goal: inFlight }),
    atMost({
      name: name('first-services'),
      unit: 'x latency',
      value: middle((run) => run.firstServicesMs / run.latencyMs),
      goal: 3,
      baseline: latency,
    }),
    atMost({
      name: name('wall'),
      unit: 'x ideal',
      value: middle((run) => run.wallMs / ideal(run)),
      goal: 1.25,
      baseline: `${middle(ideal).toFixed(0)} ms: latency x (2 + services / ${inFlight})`,
    }),
  ];
}

async function measureUse(programs: Programs): Promise<readonly Figure[]> {
  const record = path.join(programs.folder, 'record.jsonl');
  const options = ['--estate', '1x9x50', '--latency', String(latencyMs), '--operation-seconds', '1'];
  const used = await withSandbox(programs, [...options, '--record', record], (sandbox) =>
    probe<UseFigures>(programs, sandbox, 'use'),
  );
  if (used.toggle !== 'done') throw new Error('The identity was not turned on.');
  if (used.injected === 0) throw new Error('No 429 was injected.');
  const { polls, others } = afterWrite(record);
  return [
    atMost({
      name: 'estate.open-service',
      unit: 'x latency',
      value: used.openServiceMs / used.latencyMs,
      goal: 1.5,
      baseline: `${used.latencyMs.toFixed(1)} ms latency measured`,
    }),
    atMost({ name: 'estate.reopen', unit: 'requests', value: used.reopenRequests, goal: 0 }),
    atMost({
      name: 'estate.toggle',
      unit: 'requests',
      value: others.length,
      goal: 2,
      baseline: `${polls} polls beside: ${others.join(', ')}`,
    }),
    atMost({ name: 'estate.toggle.touches-others', unit: 'nodes', value: used.touchedOthers, goal: 0 }),
    atMost({
      name: 'estate.throttled.failed-nodes',
      unit: 'nodes',
      value: used.failedNodes,
      goal: 0,
      baseline: `${used.injected} answers with 429`,
    }),
  ];
}

/** What was asked from the first write on, until the next listing of everything begins. */
function afterWrite(record: string): { readonly polls: number; readonly others: readonly string[] } {
  const asked = readFileSync(record, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly method: string; readonly url: string })
    .filter(({ url }) => !url.includes('/sandbox/') && !url.includes('/oauth2/'));
  const write = asked.findIndex(({ method }) => method === 'PATCH');
  const rest = asked.slice(write);
  const end = rest.findIndex(({ url }) => /\/(tenants|subscriptions)\?/.test(url));
  const mine = end < 0 ? rest : rest.slice(0, end);
  const isPoll = ({ url }: { readonly url: string }): boolean => url.includes('/operationStatus/');
  return {
    polls: mine.filter(isPoll).length,
    others: mine.filter((exchange) => !isPoll(exchange)).map(({ method }) => method),
  };
}

async function measureWeight(programs: Programs): Promise<readonly Figure[]> {
  const all = await withSandbox(programs, ['--estate', '20x20x50'], async (sandbox) => {
    const found: WeighFigures[] = [];
    for (let run = 0; run < runs; run += 1) found.push(await probe<WeighFigures>(programs, sandbox, 'weigh'));
    return found;
  });
  const apps = Math.min(...all.map((run) => run.apps));
  const idle = median(all.map((run) => run.idleStallMs));
  return [
    atMost({
      name: 'estate.stall.20000-apps',
      unit: 'ms',
      value: median(all.map((run) => run.stallMs)),
      goal: 50,
      baseline: `${idle.toFixed(1)} ms of an idle process; ${apps} apps without latency`,
    }),
    atMost({
      name: 'estate.heap.20000-apps',
      unit: 'MB',
      value: median(all.map((run) => run.heapMb)),
      goal: 60,
      baseline: `${apps} apps`,
    }),
  ];
}

/** The tree of last time, which is there before anything is asked. */
async function measureRemembered(programs: Programs): Promise<readonly Figure[]> {
  const all = await withSandbox(programs, ['--estate', '20x20x50'], async (sandbox) => {
    const found: RememberFigures[] = [];
    for (let run = 0; run < runs; run += 1)
      found.push(await probe<RememberFigures>(programs, sandbox, 'remember'));
    return found;
  });
  const middle = (of: (run: RememberFigures) => number): number => median(all.map(of));
  const apps = Math.min(...all.map((run) => run.apps));
  const kept = `${apps} apps in ${(middle((run) => run.bytes) / 1e6).toFixed(1)} MB`;
  return [
    atMost({
      name: 'estate.remembered.20000-apps',
      unit: 'ms',
      value: middle((run) => run.shownMs),
      goal: 150,
      baseline: kept,
    }),
    atMost({
      name: 'estate.remembered.stall',
      unit: 'ms',
      value: middle((run) => Math.max(run.shownStallMs, run.keptStallMs)),
      goal: 50,
      baseline: `showing ${middle((run) => run.shownStallMs).toFixed(0)}, keeping ${middle((run) => run.keptStallMs).toFixed(0)}`,
    }),
    atMost({
      name: 'estate.remembered.requests',
      unit: 'requests',
      value: Math.max(...all.map((run) => run.requests)),
      goal: 0,
    }),
  ];
}
