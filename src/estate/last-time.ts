import { hasSystem, identityType } from './app-identity';
import type { ArmId } from './ids/arm-id';
import { frozenMap, withEntries } from './frozen/frozen-map';
import { shown, type Loadable } from './loadable';
import { appsOf, servicesOf, subscriptionKeyOf } from './lookup';
import {
  resourceKey,
  subscriptionKey,
  type ResourceKey,
  type SpringApp,
  type SpringService,
  type Subscription,
  type SubscriptionKey,
} from './resources';
import type { EstateSnapshot, Reach } from './frozen/snapshot';
import type { Plan } from '../hosts/spring/plans';
import { unsaid } from '../hosts/spring/states';

/** Names, ids and kinds of what was there last time, as JSON: short, because there may be 20,000 apps. Nothing of it is a secret. */
interface Kept {
  readonly version: number;
  /** User-assigned identities, each once; apps name them by their place here. */
  readonly identities: readonly ArmId[];
  readonly subscriptions: readonly KeptSubscription[];
}

type KeptSubscription = readonly [
  accountId: string,
  accountLabel: string,
  tenantId: string,
  subscriptionId: string,
  name: string,
  services: readonly KeptService[],
];
type KeptService = readonly [
  id: ArmId,
  name: string,
  location: string,
  plan: Plan,
  open: 0 | 1,
  apps: readonly KeptApp[],
];
type KeptApp = readonly [name: string, system: 0 | 1, ...identities: number[]];

/** What was there last time, ready to be shown until it was read again. */
export interface LastTime {
  readonly reach: Reach;
  readonly services: ReadonlyMap<SubscriptionKey, readonly SpringService[]>;
  readonly apps: ReadonlyMap<ResourceKey, readonly SpringApp[]>;
  /** Services that stood open. */
  readonly open: ReadonlySet<ResourceKey>;
}

/** Which parts of a snapshot come from last time. */
export interface Remembered {
  readonly reach: boolean;
  /** Subscriptions whose services do. */
  readonly services: ReadonlySet<SubscriptionKey>;
  /** Services whose apps do. */
  readonly apps: ReadonlySet<ResourceKey>;
}

/** As text for `recall`, of at most `most` characters: apps that do not fit are left out, a service at a time. */
export function keep(snapshot: EstateSnapshot, open: ReadonlySet<ResourceKey>, most: number): string {
  const identities = new Map<ArmId, number>();
  const placeOf = (id: ArmId): number => {
    const place = identities.get(id) ?? identities.size;
    identities.set(id, place);
    return place;
  };
  let left = most;
  const subscriptions: KeptSubscription[] = [];
  for (const subscription of shown(snapshot.reach)?.subscriptions ?? []) {
    const services = servicesOf(snapshot, subscription.key).map((service): KeptService => {
      const key = resourceKey(service);
      const apps = appsOf(snapshot, key).map((app) => keptApp(app, placeOf));
      const { id, name, location, plan } = service;
      // Half of it for what stands around: identities are counted with the first app that names them.
      left -= 2 * JSON.stringify(apps).length;
      return [id, name, location, plan, open.has(key) ? 1 : 0, left > 0 ? apps : []];
    });
    const { accountId, accountLabel, tenantId, subscriptionId, name } = subscription;
    if (services.length > 0)
      subscriptions.push([accountId, accountLabel, tenantId, subscriptionId, name, services]);
  }
  const kept: Kept = { version: 1, identities: [...identities.keys()], subscriptions };
  const text = JSON.stringify(kept);
  return text.length <= most ? text : JSON.stringify({ version: 1, identities: [], subscriptions: [] });
}

function keptApp({ name, identity }: SpringApp, placeOf: (id: ArmId) => number): KeptApp {
  return [name, hasSystem(identity) ? 1 : 0, ...identity.userAssigned.map(({ id }) => placeOf(id))];
}

/** What `keep` wrote; `undefined` for anything else, an older or a damaged file say. */
export function recall(text: string): LastTime | undefined {
  try {
    const kept = JSON.parse(text) as Kept;
    return kept.version === 1 && kept.subscriptions.length > 0 ? lastTimeOf(kept) : undefined;
  } catch {
    return undefined;
  }
}

function lastTimeOf({ identities, subscriptions: kept }: Kept): LastTime {
  const subscriptions: Subscription[] = [];
  const services = new Map<SubscriptionKey, readonly SpringService[]>();
  const apps = new Map<ResourceKey, readonly SpringApp[]>();
  const open = new Set<ResourceKey>();
  for (const [accountId, accountLabel, tenantId, subscriptionId, name, keptServices] of kept) {
    const key = subscriptionKey(accountId, tenantId, subscriptionId);
    subscriptions.push({ key, subscriptionId, name: text(name), accountId, accountLabel, tenantId });
    const here = keptServices.map(([id, serviceName, location, plan, wasOpen, keptApps]) => {
      const service: SpringService = {
        id: text(id),
        subscription: key,
        name: text(serviceName),
        location: text(location),
        plan,
        state: unsaid,
        power: 'unknown',
      };
      if (wasOpen === 1) open.add(resourceKey(service));
      if (keptApps.length > 0)
        apps.set(
          resourceKey(service),
          keptApps.map((app) => appOf(app, service, identities)),
        );
      return service;
    });
    services.set(key, here);
  }
  const reach = { subscriptions, lockedTenants: [], unreadableTenants: [], filteredOut: 0 };
  return { reach, services, apps, open };
}

function appOf(
  [name, system, ...places]: KeptApp,
  service: SpringService,
  identities: readonly ArmId[],
): SpringApp {
  const users = places.flatMap((place) => identities[place] ?? []).map((id) => ({ id: text(id) }));
  return {
    id: `${service.id}/apps/${text(name)}`,
    subscription: service.subscription,
    serviceId: service.id,
    name,
    location: service.location,
    state: unsaid,
    identity: { type: identityType(system === 1, users.length > 0), userAssigned: users },
  };
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('not a text');
  return value;
}

/**
 * What is known now, with what was there last time wherever nothing was read yet. It is shown and never acted on: commands go by what is
 * known now.
 */
export function withLastTime(
  now: EstateSnapshot,
  last: LastTime,
): { readonly snapshot: EstateSnapshot; readonly remembered: Remembered } {
  const reach = unlessShown(now.reach, last.reach);
  const listed = new Set((shown(reach.branch)?.subscriptions ?? []).map(({ key }) => key));
  const services = overlaid(now.services, last.services, (key) => listed.has(key));
  const serviceKeys = new Set<ResourceKey>();
  for (const branch of services.map.values())
    for (const service of shown(branch) ?? []) serviceKeys.add(resourceKey(service));
  const apps = overlaid(
    now.apps,
    last.apps,
    (key) => listed.has(subscriptionKeyOf(key)) && serviceKeys.has(key),
  );
  return {
    snapshot: { ...now, reach: reach.branch, services: services.map, apps: apps.map },
    remembered: { reach: reach.isLast, services: services.last, apps: apps.last },
  };
}

/** What a tree draws: the same, or nothing of last time once somebody is signed out. */
export function drawnEstate({
  now,
  last,
}: {
  readonly now: EstateSnapshot;
  readonly last: LastTime | undefined;
}): { readonly snapshot: EstateSnapshot; readonly remembered?: Remembered } {
  const isSignedOut = now.reach.state === 'failed' && now.reach.failure.code === 'signed-out';
  return last === undefined || isSignedOut ? { snapshot: now } : withLastTime(now, last);
}

function overlaid<K, T>(
  now: ReadonlyMap<K, Loadable<T>>,
  last: ReadonlyMap<K, T>,
  belongs: (key: K) => boolean,
): { readonly map: ReadonlyMap<K, Loadable<T>>; readonly last: ReadonlySet<K> } {
  const from = new Set<K>();
  const entries: (readonly [K, Loadable<T>])[] = [];
  for (const [key, value] of last) {
    if (!belongs(key)) continue;
    const { branch, isLast } = unlessShown(now.get(key) ?? { state: 'absent' }, value);
    if (!isLast) continue;
    from.add(key);
    entries.push([key, branch]);
  }
  return { map: entries.length === 0 ? frozenMap(now) : withEntries(now, entries), last: from };
}

function unlessShown<T>(
  branch: Loadable<T>,
  value: T,
): { readonly branch: Loadable<T>; readonly isLast: boolean } {
  if (shown(branch) !== undefined || branch.state === 'ready') return { branch, isLast: false };
  const last = branch.state === 'failed' ? branch : ({ state: 'loading' } as const);
  return { branch: { ...last, previous: value }, isLast: true };
}
