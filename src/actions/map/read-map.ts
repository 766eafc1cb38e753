import { resourceKey, tenantOf, type Subscription } from '../../estate/resources';
import {
  findService,
  findSubscription,
  identitiesOf,
  servicesOf,
  subscriptionKeyOf,
  subscriptionsBeside,
  type FoundApp,
} from '../../estate/lookup';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import type { Branch } from '../../inventory/branch';
import type { Inventory } from '../../inventory/inventory';
import type { WantedRoles } from '../../inventory/many-roles';
import { appsInScope, type MapScope } from './scope';

/** What reading for a map needs. */
export interface MapReading {
  readonly inventory: Pick<Inventory, 'open' | 'openRoles' | 'loadAll'>;
  readonly snapshot: () => EstateSnapshot;
}

/** Identities that are asked about one by one, with their groups and client IDs; more are asked about in one query. */
const fewIdentities = 12;
/** Subscriptions whose vaults are looked through. */
const mostSubscriptions = 40;

/** Reads what a map of this scope shows and was not read yet. Trouble becomes the state of its branch, which the map tells. */
export async function readMap(reading: MapReading, scope: MapScope, signal: AbortSignal): Promise<void> {
  await readApps(reading, scope, signal);
  if (signal.aborted) return;
  const { inventory, snapshot } = reading;
  const apps = appsInScope(snapshot(), scope);
  const wanted = principalsOf(snapshot(), apps);
  const open = (branch: Branch): Promise<void> => inventory.open(branch);
  const single = wanted.length <= fewIdentities;
  await Promise.all([
    single
      ? Promise.all(wanted.map(({ app, principalId }) => open({ kind: 'roles', app, principalId })))
      : inventory.openRoles(wanted, signal),
    ...(single ? wanted : [])
      .filter(({ system }) => system)
      .map(({ app, principalId }) => open({ kind: 'system-client-id', app, principalId })),
    ...besideAll(snapshot(), apps)
      .slice(0, mostSubscriptions)
      .map(({ key }) => open({ kind: 'vaults', key })),
    ...onePerTenant(apps).map(({ key }) => open({ kind: 'store-grants', key })),
  ]);
}

async function readApps(
  { inventory, snapshot }: MapReading,
  scope: MapScope,
  signal: AbortSignal,
): Promise<void> {
  if (scope.kind === 'all' || scope.kind === 'identity') {
    await inventory.loadAll(signal, () => undefined);
    return;
  }
  if (scope.kind === 'apps') return;
  await inventory.open({ kind: 'reach' });
  if (scope.kind === 'service') {
    if (findService(snapshot(), scope.key) !== undefined)
      await inventory.open({ kind: 'service', key: scope.key });
    return;
  }
  if (findSubscription(snapshot(), scope.key) === undefined) return;
  await inventory.open({ kind: 'subscription', key: scope.key });
  for (const service of servicesOf(snapshot(), scope.key))
    await inventory.open({ kind: 'service', key: resourceKey(service) });
}

interface Principal extends WantedRoles {
  readonly app: ReturnType<typeof resourceKey>;
  readonly system: boolean;
}

/** Each principal once, with an app that has it. */
function principalsOf(snapshot: EstateSnapshot, apps: readonly FoundApp[]): readonly Principal[] {
  const found = new Map<string, Principal>();
  for (const { app, subscription } of apps)
    for (const { kind, principalId } of identitiesOf(snapshot, app)) {
      if (principalId === undefined) continue;
      const key = `${tenantOf(subscription.key)}|${principalId.toLowerCase()}`;
      if (!found.has(key))
        found.set(key, {
          app: resourceKey(app),
          subscription: subscriptionKeyOf(resourceKey(app)),
          principalId,
          system: kind === 'system',
        });
    }
  return [...found.values()];
}

function onePerTenant(apps: readonly FoundApp[]): readonly Subscription[] {
  return [...new Map(apps.map(({ subscription }) => [tenantOf(subscription.key), subscription])).values()];
}

function besideAll(snapshot: EstateSnapshot, apps: readonly FoundApp[]): readonly Subscription[] {
  const all = onePerTenant(apps).flatMap(({ key }) => subscriptionsBeside(snapshot, key));
  return [...new Map(all.map((one) => [one.key, one])).values()];
}
