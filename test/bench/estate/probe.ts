import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

import { sandboxCloud } from '../../../src/account/cloud';
import { activityIn } from '../../double/activity';
import { openAzure, openSecretSignIn } from '../../../src/azure/open';
import { lastTimeFile, mostBytes } from '../../../src/disk/last-time-file';
import { Estate } from '../../../src/estate/estate';
import { drawnEstate, keep } from '../../../src/estate/last-time';
import { shown } from '../../../src/estate/loadable';
import { allServices, findApp } from '../../../src/estate/lookup';
import { resourceKey } from '../../../src/estate/resources';
import type { EstateChange, Touched } from '../../../src/estate/frozen/snapshot';
import { IdentityChanges } from '../../../src/identity/change-identity';
import { Inventory } from '../../../src/inventory/inventory';
import { Redactor, type Log } from '../../../src/lifecycle/log';
import { RunningOperations } from '../../../src/operations/running-operations';
import { LastTimeKeeper } from '../../../src/ui/last-time';
import type { RequestCounts } from '../../../src/sandbox/counters';
import { median } from '../figure';
import { control, type SandboxAddress } from './sandbox-process';

/** Everything the extension has but its window, against one sandbox. Runs in a process of its own. */
export interface Probe {
  readonly sandbox: SandboxAddress;
  readonly task: 'load' | 'use' | 'weigh' | 'remember';
}

export interface LoadFigures {
  readonly requests: number;
  readonly throttled: number;
  readonly sockets: number;
  readonly apps: number;
  readonly latencyMs: number;
  readonly firstServicesMs: number;
  readonly wallMs: number;
}

export interface UseFigures {
  readonly latencyMs: number;
  readonly openServiceMs: number;
  readonly reopenRequests: number;
  readonly touchedOthers: number;
  readonly toggle: 'done' | 'failed';
  readonly injected: number;
  readonly failedNodes: number;
}

export interface WeighFigures {
  readonly apps: number;
  readonly stallMs: number;
  readonly idleStallMs: number;
  readonly heapMb: number;
}

export interface RememberFigures {
  readonly apps: number;
  /** From asking for what was there last time until all of it can be drawn. */
  readonly shownMs: number;
  readonly shownStallMs: number;
  /** While it is kept for the next window. */
  readonly keptStallMs: number;
  readonly requests: number;
  readonly bytes: number;
}

const never = new AbortController().signal;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {
  // The bench prints figures, not a log.
}

/** The parts as `extension.ts` puts them together. */
function assemble(sandbox: SandboxAddress) {
  const { tenantId, clientId, clientSecret } = sandbox;
  const cloud = sandboxCloud(sandbox);
  const deps = { cloud, log: silent, redactor: new Redactor() };
  const signIn = openSecretSignIn({ ...deps, tenantId, clientId, clientSecret, label: 'Sandbox' });
  const activity = activityIn();
  const azure = openAzure({ signIn, log: silent, witness: activity });
  const open = (): { estate: Estate; inventory: Inventory } => {
    const estate = new Estate();
    return {
      estate,
      inventory: new Inventory({ estate, signIn, reader: azure.reader, log: silent, nextTurn }),
    };
  };
  /** A token at hand, as VS Code's accounts have it: fetching one is the account provider's time. */
  const warm = (): Promise<unknown> => signIn.list(never);
  return { azure, signIn, open, warm };
}

type Parts = ReturnType<typeof assemble>;

async function counts(sandbox: SandboxAddress): Promise<RequestCounts> {
  return (await control(sandbox, 'GET', 'requests')) as RequestCounts;
}

/** Requests to ARM and Resource Graph; the sign-in's own go elsewhere in Azure. */
function armRequests({ total, byRoute }: RequestCounts): number {
  return total - (byRoute['POST sign-in'] ?? 0) - (byRoute['GET sign-in'] ?? 0);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** What one small request takes in this minute on this machine: the baseline of all times. */
async function latency({ azure, signIn }: Parts): Promise<number> {
  const { subscriptions } = await signIn.list(never);
  const [subscription] = subscriptions;
  if (subscription === undefined) throw new Error('The sandbox has no subscription.');
  const ask = (): Promise<unknown> => azure.userAssigned.listResourceGroups(subscription, never);
  const times: number[] = [];
  for (let i = 0; i < 9; i += 1) times.push(await timed(ask));
  return median(times);
}

async function load(sandbox: SandboxAddress): Promise<LoadFigures> {
  const parts = assemble(sandbox);
  await parts.warm();
  const latencyMs = await latency(parts);
  await control(sandbox, 'DELETE', 'requests');
  const { estate, inventory } = parts.open();
  const startedAt = performance.now();
  let firstServicesMs = Number.NaN;
  const listening = estate.onDidChange(({ snapshot }) => {
    if ([...allServices(snapshot)].length === 0) return;
    firstServicesMs = performance.now() - startedAt;
    listening.dispose();
  });
  await inventory.loadAll(never, nothing);
  const wallMs = performance.now() - startedAt;
  const after = await counts(sandbox);
  return {
    requests: armRequests(after),
    throttled: after.throttled,
    // The control connection is open while it asks.
    sockets: after.maxOpenSockets - 1,
    apps: appsOf(estate),
    latencyMs,
    firstServicesMs,
    wallMs,
  };
}

function appsOf({ snapshot }: Estate): number {
  let apps = 0;
  for (const branch of snapshot.apps.values()) if (branch.state === 'ready') apps += branch.value.length;
  return apps;
}

async function use(sandbox: SandboxAddress): Promise<UseFigures> {
  const parts = assemble(sandbox);
  await parts.warm();
  const latencyMs = await latency(parts);
  const { estate, inventory } = parts.open();
  await inventory.open({ kind: 'reach' });
  const services = [...allServices(estate.snapshot)].map(({ service }) => resourceKey(service));
  const openings: number[] = [];
  for (const key of services.slice(0, 9))
    openings.push(await timed(() => inventory.open({ kind: 'service', key })));
  await control(sandbox, 'DELETE', 'requests');
  for (const key of services.slice(0, 9)) await inventory.open({ kind: 'service', key });
  await inventory.open({ kind: 'reach' });
  const reopenRequests = armRequests(await counts(sandbox));
  const toggled = await toggle(parts, estate);
  return {
    latencyMs,
    openServiceMs: median(openings),
    reopenRequests,
    ...toggled,
    ...(await throttledLoad(sandbox, parts)),
  };
}

/** Turns a system-assigned identity on, and tells what else was touched by it. */
async function toggle(
  { azure }: Parts,
  estate: Estate,
): Promise<Pick<UseFigures, 'touchedOthers' | 'toggle'>> {
  const operations = new RunningOperations();
  const changes = new IdentityChanges({
    activity: activityIn(),
    api: azure.identities,
    estate,
    operations,
    log: silent,
    now: Date.now,
    wait: async (ms, signal) => {
      await delay(ms, undefined, { signal });
    },
  });
  const app = [...estate.snapshot.apps.values()]
    .flatMap((branch) => (branch.state === 'ready' ? branch.value : []))
    .find(({ identity }) => identity.type === 'None');
  const found = app === undefined ? undefined : findApp(estate.snapshot, resourceKey(app));
  if (found === undefined) throw new Error('No app without an identity to toggle.');
  const touched: Touched[] = [];
  const listening = estate.onDidChange((change: EstateChange) => {
    touched.push(...change.touched);
  });
  const outcome = await changes.change(found, { system: 'on' }, never);
  listening.dispose();
  changes.dispose();
  const key = resourceKey(found.app);
  return {
    toggle: outcome.kind === 'done' && touched.length > 0 ? 'done' : 'failed',
    touchedOthers: touched.filter((item) => item.kind !== 'app' || item.key !== key).length,
  };
}

/** Loads everything while Azure throttles every fifth list once. */
async function throttledLoad(
  sandbox: SandboxAddress,
  { open }: Parts,
): Promise<Pick<UseFigures, 'injected' | 'failedNodes'>> {
  await control(sandbox, 'DELETE', 'requests');
  const rule = { kind: 'throttled', path: '*/apps', times: 5, retryAfterSeconds: 1 };
  await control(sandbox, 'POST', 'trouble', rule);
  const { estate, inventory } = open();
  await inventory.loadAll(never, nothing);
  const branches = [...estate.snapshot.apps.values(), ...estate.snapshot.services.values()];
  return {
    injected: (await counts(sandbox)).throttled,
    failedNodes: branches.filter(({ state }) => state !== 'ready').length,
  };
}

async function weigh(sandbox: SandboxAddress): Promise<WeighFigures> {
  const parts = assemble(sandbox);
  await parts.warm();
  const idleStallMs = await longestStall(() => delay(2000));
  const before = heapMb();
  const { estate, inventory } = parts.open();
  const stallMs = await longestStall(() => inventory.loadAll(never, nothing));
  const after = heapMb();
  return { apps: appsOf(estate), stallMs, idleStallMs, heapMb: after - before };
}

/** What one window keeps of an estate and the next shows before it asks for anything. */
async function remember(sandbox: SandboxAddress): Promise<RememberFigures> {
  const parts = assemble(sandbox);
  await parts.warm();
  const { estate, inventory } = parts.open();
  await inventory.loadAll(never, nothing);
  const open = new Set([...allServices(estate.snapshot)].map(({ service }) => resourceKey(service)));
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-last-time-'));
  try {
    const file = lastTimeFile(path.join(folder, 'last-time.json'));
    let text = '';
    const keptStallMs = await longestStall(() => {
      text = keep(estate.snapshot, open, mostBytes);
      return Promise.resolve();
    });
    await file.write(text);
    await control(sandbox, 'DELETE', 'requests');
    const next = parts.open();
    const keeper = new LastTimeKeeper({
      estate: next.estate,
      signIn: { kind: 'vscode', onDidChange: parts.signIn.onDidChange },
      log: silent,
      store: () => Promise.resolve(file),
      open: () => open,
    });
    let drawn = next.estate.snapshot;
    let shownMs = Number.NaN;
    const shownStallMs = await longestStall(async () => {
      shownMs = await timed(async () => {
        await keeper.read();
        drawn = drawnEstate({ now: next.estate.snapshot, last: keeper.lastTime }).snapshot;
      });
    });
    let apps = 0;
    for (const branch of drawn.apps.values()) apps += shown(branch)?.length ?? 0;
    keeper.dispose();
    const requests = armRequests(await counts(sandbox));
    return { apps, shownMs, shownStallMs, keptStallMs, requests, bytes: text.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The longest time the event loop was not turned, in milliseconds, above the clock's own millisecond. */
async function longestStall(work: () => Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  // It measures from tick to tick: one before, one after.
  await delay(20);
  await work();
  await delay(20);
  histogram.disable();
  return Math.max(0, histogram.max / 1e6 - 1);
}

function heapMb(): number {
  if (globalThis.gc === undefined) throw new Error('Start with --expose-gc.');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1e6;
}

const tasks = { load, use, weigh, remember };

async function main(): Promise<void> {
  const { sandbox, task } = JSON.parse(process.env['BENCH_PROBE'] ?? '') as Probe;
  process.stdout.write(JSON.stringify(await tasks[task](sandbox)));
}

void main();
