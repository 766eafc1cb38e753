import { setImmediate as nextTurn } from 'node:timers/promises';

import { batchWidth, runBatch } from '../../../src/actions/batch/batch';
import { planBatch } from '../../../src/actions/batch/identity-batch';
import { hasSystem } from '../../../src/estate/app-identity';
import { Estate } from '../../../src/estate/estate';
import { allApps, type FoundApp } from '../../../src/estate/lookup';
import { IdentityChanges } from '../../../src/identity/change-identity';
import { Inventory } from '../../../src/inventory/inventory';
import { RunningOperations } from '../../../src/operations/running-operations';
import { pause } from '../../../src/azure/wire/pause';
import { keepingLog, SandboxedAzure } from '../../azure/sandboxed';
import { atMost, median, type Figure } from '../figure';

const apps = 200;
/** One change of Azure takes longer; what is measured is what the bulk adds to the changes themselves. */
const operationSeconds = 1.5;
const latencyMs = 50;
const never = new AbortController().signal;

/** Changing 200 apps, beside the time that as many changes take one after the other in 16 lanes. */
export async function measureBulk(): Promise<readonly Figure[]> {
  const rig = await SandboxedAzure.start({ estate: '1x1x203', operationSeconds, latencyMs });
  try {
    const stage = await openStage(rig);
    const all = [...allApps(stage.estate.snapshot)];
    const alone: number[] = [];
    for (const found of all.slice(0, 3)) alone.push((await timed(() => stage.switchOver(found))).ms);
    const plan = planBatch(all.slice(3).map((found) => ({ found, wish: wishFor(found) })));
    const { ms, value: ends } = await timed(() =>
      runBatch(
        { items: plan.changing, work: ({ found }) => stage.switchOver(found), what: () => '' },
        never,
        () => undefined,
      ),
    );
    const done = ends.filter((end) => end.kind === 'ended' && end.outcome.kind === 'done').length;
    if (done !== apps) throw new Error(`Only ${done} of ${apps} apps were changed.`);
    const bound = median(alone) * Math.ceil(apps / batchWidth);
    return [
      atMost({
        name: 'workbench.bulk',
        unit: 'x',
        value: ms / bound,
        goal: 1.15,
        baseline: `${Math.round(bound)} ms for ${apps} changes in ${batchWidth} lanes`,
      }),
    ];
  } finally {
    await rig.stop();
  }
}

const wishFor = ({ app }: FoundApp) => ({ system: hasSystem(app.identity) ? 'off' : 'on' }) as const;

async function openStage(rig: SandboxedAzure) {
  const estate = new Estate();
  const log = keepingLog([]);
  const inventory = new Inventory({
    estate,
    signIn: rig.signIn,
    reader: rig.azure.reader,
    log,
    nextTurn,
  });
  await inventory.loadAll(never, () => undefined);
  const changes = new IdentityChanges({
    activity: rig.activity,
    api: rig.azure.identities,
    estate,
    operations: new RunningOperations(),
    log,
    now: Date.now,
    wait: pause,
  });
  return { estate, switchOver: (found: FoundApp) => changes.change(found, wishFor(found), never) };
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const startedAt = performance.now();
  const value = await work();
  return { ms: performance.now() - startedAt, value };
}
