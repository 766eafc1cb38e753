import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { identityMap } from '../../../src/actions/map/identity-map';
import { emptySnapshot } from '../../../src/estate/estate';
import type { RoleListing } from '../../../src/estate/grants';
import type { PrincipalId, TenantId } from '../../../src/estate/ids/ids';
import type { Loadable } from '../../../src/estate/loadable';
import {
  principalKey,
  resourceKey,
  subscriptionKey,
  type PrincipalKey,
  type ResourceKey,
  type SpringApp,
  type SpringService,
  type Subscription,
  type SubscriptionKey,
} from '../../../src/estate/resources';
import type { EstateSnapshot } from '../../../src/estate/frozen/snapshot';
import { asFragment } from '../../../src/report/html/as-html';
import { stableGuid } from '../../../src/sandbox/estates/stable-guid';
import { atMost, median, type Figure } from '../figure';
import { stateOf } from '../../../src/hosts/spring/states';

const [subscriptions, services, apps] = [20, 20, 50];
const grantsEach = 3;
const runs = 5;

/** The first page of the identity map of 20,000 apps, from data that is there: how long it takes, and what it holds. */
export function measureReport(): readonly Figure[] {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const snapshot = largeSnapshot();
  const times: number[] = [];
  // The first run counts: in the others the one before is still held.
  const weights: number[] = [];
  const peaks: number[] = [];
  for (let i = 0; i < runs; i += 1) {
    collect();
    const before = process.memoryUsage().heapUsed;
    const began = performance.now();
    const report = identityMap(snapshot, { kind: 'all' }, { readAt: 'now' });
    const page = asFragment(report, { live: true });
    times.push(performance.now() - began);
    // As much as stands there at once, what can be let go of included.
    peaks.push((process.memoryUsage().heapUsed - before) / 1e6);
    collect();
    weights.push((process.memoryUsage().heapUsed - before) / 1e6);
    const rows = report.sheet?.rows.length ?? 0;
    // Looked at after the collection, so that both were held during it.
    if (rows !== subscriptions * services * apps * grantsEach || !page.includes('<svg'))
      throw new Error(`The map has ${rows} rows.`);
  }
  const count = subscriptions * services * apps;
  const baseline = `for ${count} apps with ${grantsEach} grants each`;
  return [
    atMost({ name: 'workbench.report', unit: 'ms', value: median(times), goal: 1_500, baseline }),
    atMost({
      name: 'workbench.report.memory',
      unit: 'MB',
      value: Math.max(...weights),
      goal: 120,
      baseline: `held by it; ${Math.round(Math.max(...peaks))} MB before what is not needed is let go of`,
    }),
  ];
}

function largeSnapshot(): EstateSnapshot {
  const found = Array.from({ length: subscriptions }, (_, s) => subscriptionOf(s));
  const roles = new Map<PrincipalKey, Loadable<RoleListing>>();
  const servicesBy = new Map<SubscriptionKey, Loadable<readonly SpringService[]>>();
  const appsBy = new Map<ResourceKey, Loadable<readonly SpringApp[]>>();
  for (const { key, subscriptionId } of found) {
    const group = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers`;
    const all = Array.from({ length: services }, (_, v): SpringService => {
      const id = `${group}/Microsoft.AppPlatform/Spring/spring-${v}`;
      const place = { id, subscription: key, location: 'westeurope', state: stateOf('Succeeded') };
      return { ...place, name: `spring-${v}`, plan: 'Standard', power: 'running' };
    });
    servicesBy.set(key, { state: 'ready', value: all });
    for (const service of all) {
      const value = Array.from({ length: apps }, (_, a) => appOf(service, a));
      appsBy.set(resourceKey(service), { state: 'ready', value });
      for (const { identity } of value) {
        const { principalId } = identity;
        if (principalId !== undefined)
          roles.set(principalKey(key, principalId), { state: 'ready', value: grantsOf(group, principalId) });
      }
    }
  }
  const reach = { subscriptions: found, lockedTenants: [], unreadableTenants: [], filteredOut: 0 };
  return {
    ...emptySnapshot(),
    reach: { state: 'ready', value: reach },
    services: servicesBy,
    apps: appsBy,
    roles,
  };
}

function subscriptionOf(s: number): Subscription {
  const subscriptionId = stableGuid(`bench subscription ${s}`);
  const tenantId = stableGuid('bench tenant') as TenantId;
  const account = { accountId: 'bench', accountLabel: 'Bench', tenantId };
  return {
    ...account,
    key: subscriptionKey('bench', tenantId, subscriptionId),
    subscriptionId,
    name: `Bench ${s}`,
  };
}

function appOf({ id, subscription }: SpringService, a: number): SpringApp {
  const app = `${id}/apps/app-${a}`;
  const principalId = stableGuid(`principal ${app}`) as PrincipalId;
  return {
    id: app,
    subscription,
    name: `app-${a}`,
    serviceId: id,
    location: 'westeurope',
    state: stateOf('Succeeded'),
    identity: { type: 'SystemAssigned', principalId, userAssigned: [] },
  };
}

function grantsOf(group: string, principalId: PrincipalId): RoleListing {
  return {
    assignments: Array.from({ length: grantsEach }, (_, g) => {
      const scope = `${group}/Microsoft.KeyVault/vaults/kv-${g}`;
      return {
        id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${principalId}-${g}`,
        scope,
        principalId,
        roleDefinitionId: `${group}/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6`,
        roleName: 'Key Vault Secrets User',
      };
    }),
    unreadable: [],
  };
}
