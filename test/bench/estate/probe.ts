import { setTimeout as delay } from 'node:timers/promises';

import { allServices } from '../../../src/estate/lookup';
import type { LoadFigures, WeighFigures } from './figures';
import { appsOf, armRequests, assemble, counts, latency, never, nothing } from './parts';
import { remember } from './remember';
import { control, type SandboxAddress } from './sandbox-process';
import { heapMb, longestStall } from './stall';
import { use } from './use';

/** Everything the extension has but its window, against one sandbox. Runs in a process of its own. */
export interface Probe {
  readonly sandbox: SandboxAddress;
  readonly task: 'load' | 'use' | 'weigh' | 'remember';
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

const tasks = { load, use, weigh, remember };

async function main(): Promise<void> {
  const { sandbox, task } = JSON.parse(process.env['BENCH_PROBE'] ?? '') as Probe;
  process.stdout.write(JSON.stringify(await tasks[task](sandbox)));
}

void main();
