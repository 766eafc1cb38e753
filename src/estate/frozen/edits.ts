import { keepEntries, withEntry } from './frozen-map';
import { sameData } from './keep-same';
import { shown, type Loadable } from '../loadable';
import { serviceKeyOf, subscriptionKeyOf } from '../lookup';
import {
  resourceKey,
  tenantOf,
  type Owned,
  type PrincipalKey,
  type ResourceKey,
  type SpringApp,
  type SpringService,
  type TenantKey,
} from '../resources';
import type { EstateSnapshot, Touched } from './snapshot';

/** A pure change of the snapshot and what views must redraw for it. */
export interface Edit {
  readonly snapshot: EstateSnapshot;
  readonly touched: readonly Touched[];
}

function unchanged(snapshot: EstateSnapshot): Edit {
  return { snapshot, touched: [] };
}

/** A branch that can be shown, with another value. */
export function withShown<T>(branch: Loadable<T>, value: T): Loadable<T> {
  if (branch.state === 'ready') return Object.freeze({ state: 'ready', value });
  return branch.state === 'absent' ? branch : Object.freeze({ ...branch, previous: value });
}

/** Puts one freshly read app in the place of what was known of it; a service never opened stays unopened. */
export function replaceApp(snapshot: EstateSnapshot, app: SpringApp): Edit {
  const key = resourceKey(app);
  const service = serviceKeyOf(key);
  const branch = snapshot.apps.get(service);
  const apps = branch === undefined ? undefined : shown(branch);
  if (branch === undefined || apps === undefined) return unchanged(snapshot);
  const at = apps.findIndex((candidate) => resourceKey(candidate) === key);
  const old = apps[at];
  if (old !== undefined && sameData(old, app)) return unchanged(snapshot);
  const items = Object.freeze(old === undefined ? [...apps, app] : apps.with(at, app));
  return {
    snapshot: { ...snapshot, apps: withEntry(snapshot.apps, service, withShown(branch, items)) },
    touched: [old === undefined ? { kind: 'service', key: service } : { kind: 'app', key, service }],
  };
}

/** Puts a freshly read service in the place of what was known of it; one that is not listed stays unlisted. */
export function replaceService(snapshot: EstateSnapshot, service: SpringService): Edit {
  const key = resourceKey(service);
  const branch = snapshot.services.get(service.subscription);
  const services = branch === undefined ? undefined : shown(branch);
  const at = services?.findIndex((candidate) => resourceKey(candidate) === key) ?? -1;
  const old = services?.[at];
  if (branch === undefined || services === undefined || old === undefined) return unchanged(snapshot);
  if (sameData(old, service)) return unchanged(snapshot);
  const items = Object.freeze(services.with(at, service));
  return {
    snapshot: {
      ...snapshot,
      services: withEntry(snapshot.services, service.subscription, withShown(branch, items)),
    },
    touched: [{ kind: 'service', key }],
  };
}

/** Forgets an app that Azure does not have any more. */
export function removeApp(snapshot: EstateSnapshot, key: ResourceKey): Edit {
  const service = serviceKeyOf(key);
  const branch = snapshot.apps.get(service);
  const apps = branch === undefined ? undefined : shown(branch);
  if (branch === undefined || apps === undefined) return unchanged(snapshot);
  const items = apps.filter((app) => resourceKey(app) !== key);
  if (items.length === apps.length) return unchanged(snapshot);
  return {
    snapshot: {
      ...snapshot,
      apps: withEntry(snapshot.apps, service, withShown(branch, Object.freeze(items))),
      deployments: keepEntries(snapshot.deployments, (app) => app !== key),
    },
    touched: [{ kind: 'service', key: service }],
  };
}

/** Forgets what belonged to subscriptions, services and apps that are not listed any more. */
export function dropOrphans(snapshot: EstateSnapshot): EstateSnapshot {
  const subscriptions = new Set((shown(snapshot.reach)?.subscriptions ?? []).map(({ key }) => key));
  const tenants = new Set([...subscriptions].map(tenantOf));
  const isReached = (key: PrincipalKey): boolean =>
    tenants.has(key.slice(0, key.lastIndexOf('|')) as TenantKey);
  const isListed = (key: ResourceKey): boolean => subscriptions.has(subscriptionKeyOf(key));
  const services = keepEntries(snapshot.services, (key) => subscriptions.has(key));
  const serviceKeys = listedKeys(services.values());
  const apps = keepEntries(snapshot.apps, (key) => serviceKeys.has(key));
  return {
    ...snapshot,
    services,
    apps,
    deployments: keepEntries(snapshot.deployments, (app) => apps.has(serviceKeyOf(app))),
    userAssigned: keepEntries(snapshot.userAssigned, (key) => subscriptions.has(key)),
    vaults: keepEntries(snapshot.vaults, (key) => subscriptions.has(key)),
    storeGrants: keepEntries(snapshot.storeGrants, (key) => tenants.has(key)),
    federated: keepEntries(snapshot.federated, isListed),
    associated: keepEntries(snapshot.associated, isListed),
    roles: keepEntries(snapshot.roles, isReached),
    systemClientIds: keepEntries(snapshot.systemClientIds, isReached),
  };
}

/** Forgets what belonged to apps that a service does not list any more. */
export function dropGoneApps(snapshot: EstateSnapshot, service: ResourceKey): EstateSnapshot {
  const branch = snapshot.apps.get(service);
  if (branch?.state !== 'ready' || snapshot.deployments.size === 0) return snapshot;
  const listed = listedKeys([branch]);
  const deployments = keepEntries(
    snapshot.deployments,
    (app) => serviceKeyOf(app) !== service || listed.has(app),
  );
  return deployments === snapshot.deployments ? snapshot : { ...snapshot, deployments };
}

function listedKeys(branches: Iterable<Loadable<readonly Owned[]>>): ReadonlySet<ResourceKey> {
  const keys = new Set<ResourceKey>();
  for (const branch of branches) for (const item of shown(branch) ?? []) keys.add(resourceKey(item));
  return keys;
}
