import { setTimeout as delay } from 'node:timers/promises';

import type { Estate } from '../../../src/estate/estate';
import type { EstateChange, Touched } from '../../../src/estate/frozen/snapshot';
import { allServices, findApp } from '../../../src/estate/lookup';
import { resourceKey } from '../../../src/estate/resources';
import { IdentityChanges } from '../../../src/identity/change-identity';
import { RunningOperations } from '../../../src/operations/running-operations';
import { activityIn } from '../../double/activity';
import { median } from '../figure';
import type { UseFigures } from './figures';
import { armRequests, assemble, counts, latency, never, nothing, silent, timed, type Parts } from './parts';
import { control, type SandboxAddress } from './sandbox-process';

export async function use(sandbox: SandboxAddress): Promise<UseFigures> {
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
