import { hasSystem } from './app-identity';
import { armKey, type ArmId, type ArmKey } from './ids/arm-id';
import type { RoleListing } from './grants';
import { heldIdentities, type HeldIdentity } from './held-identity';
import type { ClientId, PrincipalId } from './ids/ids';
import { absent, shown, type Loadable } from './loadable';
import {
  principalKey,
  resourceKey,
  tenantOf,
  type ResourceKey,
  type SpringApp,
  type SpringService,
  type Subscription,
  type SubscriptionKey,
  type UserAssignedIdentity,
} from './resources';
import type { EstateSnapshot } from './frozen/snapshot';

export interface FoundService {
  readonly service: SpringService;
  readonly subscription: Subscription;
}

export interface FoundApp extends FoundService {
  readonly app: SpringApp;
}

/** The subscription part of a resource's key. ARM ids hold no `|`, account names might. */
export function subscriptionKeyOf(key: ResourceKey): SubscriptionKey {
  return key.slice(0, key.lastIndexOf('|')) as SubscriptionKey;
}

/** The key of the service an app key belongs to: the id without its last type and name. */
export function serviceKeyOf(app: ResourceKey): ResourceKey {
  const name = app.lastIndexOf('/');
  return app.slice(0, app.lastIndexOf('/', name - 1)) as ResourceKey;
}

export function findSubscription(snapshot: EstateSnapshot, key: SubscriptionKey): Subscription | undefined {
  return shown(snapshot.reach)?.subscriptions.find((subscription) => subscription.key === key);
}

export function findService(snapshot: EstateSnapshot, key: ResourceKey): FoundService | undefined {
  const subscription = findSubscription(snapshot, subscriptionKeyOf(key));
  if (subscription === undefined) return undefined;
  const services = servicesOf(snapshot, subscription.key);
  const service = services.find((candidate) => resourceKey(candidate) === key);
  return service === undefined ? undefined : { service, subscription };
}

export function findApp(snapshot: EstateSnapshot, key: ResourceKey): FoundApp | undefined {
  const serviceKey = serviceKeyOf(key);
  const found = findService(snapshot, serviceKey);
  if (found === undefined) return undefined;
  const app = appsOf(snapshot, serviceKey).find((candidate) => resourceKey(candidate) === key);
  return app === undefined ? undefined : { app, ...found };
}

/**
 * The subscriptions of the same tenant that the same account sees, this one among them: a principal lives in one tenant, and only the
 * account that shows something is asked about it.
 */
export function subscriptionsBeside(snapshot: EstateSnapshot, key: SubscriptionKey): readonly Subscription[] {
  const tenant = tenantOf(key);
  return (shown(snapshot.reach)?.subscriptions ?? []).filter((one) => tenantOf(one.key) === tenant);
}

/** The services of a subscription that can be shown; none when they were not read. */
export function servicesOf(snapshot: EstateSnapshot, key: SubscriptionKey): readonly SpringService[] {
  const branch = snapshot.services.get(key);
  return (branch === undefined ? undefined : shown(branch)) ?? [];
}

/** The apps of a service that can be shown; none when they were not read. */
export function appsOf(snapshot: EstateSnapshot, service: ResourceKey): readonly SpringApp[] {
  const branch = snapshot.apps.get(service);
  return (branch === undefined ? undefined : shown(branch)) ?? [];
}

/** What is known of a principal's roles, as the account of a subscription sees it. */
export function rolesOf(
  snapshot: EstateSnapshot,
  subscription: SubscriptionKey,
  principalId: PrincipalId,
): Loadable<RoleListing> {
  return snapshot.roles.get(principalKey(subscription, principalId)) ?? absent;
}

/** The client ID of an app's system-assigned identity, where it was asked for and Azure tells it. */
export function systemClientIdOf(
  snapshot: EstateSnapshot,
  { subscription, identity: { principalId } }: Pick<SpringApp, 'subscription' | 'identity'>,
): ClientId | undefined {
  if (principalId === undefined) return undefined;
  return shown(snapshot.systemClientIds.get(principalKey(subscription, principalId)) ?? absent);
}

/** Every identity an app holds, with what else was read of it. */
export function identitiesOf(snapshot: EstateSnapshot, app: SpringApp): readonly HeldIdentity[] {
  const { identity, id } = app;
  return heldIdentities({ identity, id, systemClientId: systemClientIdOf(snapshot, app) });
}

/** Every service that can be shown, with its subscription, in the order of the reach. */
export function* allServices(snapshot: EstateSnapshot): Generator<FoundService> {
  for (const subscription of shown(snapshot.reach)?.subscriptions ?? []) {
    for (const service of servicesOf(snapshot, subscription.key)) yield { service, subscription };
  }
}

/** Every app read so far, with its service and subscription, in the order of the reach. */
export function* allApps(snapshot: EstateSnapshot): Generator<FoundApp> {
  for (const found of allServices(snapshot)) {
    for (const app of appsOf(snapshot, resourceKey(found.service))) yield { app, ...found };
  }
}

/** Every user-assigned identity that was listed, whether or not an app uses it. */
export function* listedIdentities(snapshot: EstateSnapshot): Generator<UserAssignedIdentity> {
  for (const listed of snapshot.userAssigned.values()) yield* shown(listed) ?? [];
}

/** A user-assigned identity as it was listed, through whichever account. */
export function findUserAssigned(snapshot: EstateSnapshot, id: ArmId): UserAssignedIdentity | undefined {
  const wanted = armKey(id);
  for (const identity of listedIdentities(snapshot)) if (armKey(identity.id) === wanted) return identity;
  return undefined;
}

/** The apps read so far that have a user-assigned identity. */
export function appsUsing(snapshot: EstateSnapshot, identityId: ArmId): readonly FoundApp[] {
  const wanted = armKey(identityId);
  return [...allApps(snapshot)].filter(({ app }) =>
    app.identity.userAssigned.some(({ id }) => armKey(id) === wanted),
  );
}

/** Who uses what, read in one pass: apps by user-assigned identity, and those with a system identity or none. */
export interface IdentityUse {
  /** By identity, in the casing first met. */
  readonly userAssigned: ReadonlyMap<ArmKey, { readonly id: ArmId; readonly apps: readonly FoundApp[] }>;
  readonly system: readonly FoundApp[];
  readonly none: readonly FoundApp[];
}

/** One pass over all apps read so far; call it once per change, not once per node. */
export function identityUse(snapshot: EstateSnapshot): IdentityUse {
  const userAssigned = new Map<ArmKey, { id: ArmId; apps: FoundApp[] }>();
  const system: FoundApp[] = [];
  const none: FoundApp[] = [];
  for (const found of allApps(snapshot)) {
    const { identity } = found.app;
    if (hasSystem(identity)) system.push(found);
    if (identity.type === 'None') none.push(found);
    for (const { id } of identity.userAssigned) {
      const key = armKey(id);
      const entry = userAssigned.get(key);
      if (entry === undefined) userAssigned.set(key, { id, apps: [found] });
      else entry.apps.push(found);
    }
  }
  return { userAssigned, system, none };
}
