import { armKey, nameOf, type ArmId } from '../../estate/ids/arm-id';
import { shown } from '../../estate/loadable';
import {
  allApps,
  findApp,
  findService,
  findSubscription,
  serviceKeyOf,
  subscriptionKeyOf,
  type FoundApp,
} from '../../estate/lookup';
import { resourceKey, type AppHolder, type ResourceKey, type SubscriptionKey } from '../../estate/resources';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { say, type Text } from '../../lifecycle/text';

/** What a map is of. */
export type MapScope =
  | { readonly kind: 'all' }
  | AppHolder
  | { readonly kind: 'apps'; readonly keys: readonly ResourceKey[] }
  /** Of a user-assigned identity: every app that uses it. */
  | { readonly kind: 'identity'; readonly id: ArmId };

/** The apps of a scope that were read, in the order of the reach. */
export function appsInScope(snapshot: EstateSnapshot, scope: MapScope): readonly FoundApp[] {
  if (scope.kind === 'apps') return scope.keys.flatMap((key) => findApp(snapshot, key) ?? []);
  return [...allApps(snapshot)].filter((found) => isInScope(found, scope));
}

function isInScope(
  { app, service, subscription }: FoundApp,
  scope: Exclude<MapScope, { kind: 'apps' }>,
): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'subscription':
      return subscription.key === scope.key;
    case 'service':
      return resourceKey(service) === scope.key;
    case 'identity': {
      const wanted = armKey(scope.id);
      return app.identity.userAssigned.some(({ id }) => armKey(id) === wanted);
    }
  }
}

/** What the map is called. */
export function scopeTitle(snapshot: EstateSnapshot, scope: MapScope): Text {
  switch (scope.kind) {
    case 'all':
      return say('Identity map of all apps');
    case 'subscription':
      return say(
        "Identity map of subscription '{0}'",
        findSubscription(snapshot, scope.key)?.name ?? scope.key,
      );
    case 'service':
      return say(
        "Identity map of service '{0}'",
        findService(snapshot, scope.key)?.service.name ?? scope.key,
      );
    case 'identity':
      return say("Identity map of the user-assigned identity '{0}'", nameOf(scope.id));
    case 'apps': {
      const names = scope.keys.map((key) => `'${findApp(snapshot, key)?.app.name ?? key}'`);
      return say('Identity map of {0}', names.join(', '));
    }
  }
}

/** The snapshot as far as a scope goes: what was not read elsewhere is not missing from its map. */
export function withinScope(snapshot: EstateSnapshot, scope: MapScope): EstateSnapshot {
  const reach = shown(snapshot.reach);
  const only = subscriptionsOf(scope);
  if (only === undefined || reach === undefined) return snapshot;
  const subscriptions = reach.subscriptions.filter(({ key }) => only.has(key));
  const services = new Map(
    [...snapshot.services].map(([key, branch]) => [key, servicesWithin(branch, scope)] as const),
  );
  const narrowed = { subscriptions, lockedTenants: [], unreadableTenants: [], filteredOut: 0 };
  return { ...snapshot, services, reach: { state: 'ready', value: narrowed } };
}

function subscriptionsOf(scope: MapScope): ReadonlySet<SubscriptionKey> | undefined {
  switch (scope.kind) {
    case 'subscription':
      return new Set([scope.key]);
    case 'service':
      return new Set([subscriptionKeyOf(scope.key)]);
    case 'apps':
      return new Set(scope.keys.map(subscriptionKeyOf));
    default:
      return undefined;
  }
}

type Services = EstateSnapshot['services'] extends ReadonlyMap<unknown, infer Branch> ? Branch : never;

function servicesWithin(branch: Services, scope: MapScope): Services {
  if (branch.state !== 'ready' || scope.kind === 'subscription') return branch;
  const wanted =
    scope.kind === 'service'
      ? new Set([scope.key])
      : new Set(scope.kind === 'apps' ? scope.keys.map(serviceKeyOf) : []);
  return { state: 'ready', value: branch.value.filter((service) => wanted.has(resourceKey(service))) };
}
