import { absent, type Loadable } from '../estate/loadable';
import { serviceKeyOf, subscriptionKeyOf } from '../estate/lookup';
import type { PrincipalId } from '../estate/ids/ids';
import {
  principalKey,
  tenantOf,
  type AppHolder,
  type PrincipalKey,
  type ResourceKey,
  type SubscriptionKey,
} from '../estate/resources';
import type { EstateSnapshot } from '../estate/frozen/snapshot';

/** A part of the estate that is read in one go, when somebody looks at it. */
export type Branch =
  /** Accounts' tenants and subscriptions, and the services of all of them. */
  | { readonly kind: 'reach' }
  /** The services of one subscription, or the apps of one service. */
  | AppHolder
  /** The deployments and instances of one app. */
  | { readonly kind: 'deployments'; readonly key: ResourceKey }
  /** The role assignments of one principal and its groups, over all subscriptions of the app's tenant. */
  | { readonly kind: 'roles'; readonly app: ResourceKey; readonly principalId: PrincipalId }
  /** The same of a user-assigned identity, whoever uses it. */
  | { readonly kind: 'roles'; readonly identity: ResourceKey; readonly principalId: PrincipalId }
  /** The client ID of an app's system-assigned identity. */
  | { readonly kind: 'system-client-id'; readonly app: ResourceKey; readonly principalId: PrincipalId }
  /** The vaults of one subscription, with what decides on access to each. */
  | { readonly kind: 'vaults'; readonly key: SubscriptionKey }
  /** What Cosmos DB accounts and caches grant themselves, in all subscriptions of the tenant of this one. */
  | { readonly kind: 'store-grants'; readonly key: SubscriptionKey }
  /** Who outside Azure may become a user-assigned identity. */
  | { readonly kind: 'federated'; readonly key: ResourceKey }
  /** What a user-assigned identity is assigned to. */
  | { readonly kind: 'associated'; readonly key: ResourceKey }
  /** The user-assigned identity resources of one subscription. */
  | { readonly kind: 'user-assigned'; readonly key: SubscriptionKey };

/** One name per thing that is read: two apps of an account with the same identity share its role assignments. */
export function branchId(branch: Branch): string {
  switch (branch.kind) {
    case 'reach':
      return 'reach';
    case 'roles':
    case 'system-client-id':
      return `${branch.kind}:${keyOf(branch)}`;
    case 'store-grants':
      return `${branch.kind}:${tenantOf(branch.key)}`;
    default:
      return `${branch.kind}:${branch.key}`;
  }
}

/** Whether one branch hangs on another, directly or not. */
export function isBelow(branch: Branch, above: Branch): boolean {
  const at = placeOf(branch);
  switch (above.kind) {
    case 'reach':
      return true;
    case 'subscription':
      return at.subscription === above.key;
    case 'service':
      return at.service === above.key;
    default:
      return false;
  }
}

function placeOf(branch: Branch): { subscription?: SubscriptionKey; service?: ResourceKey } {
  switch (branch.kind) {
    case 'reach':
      return {};
    case 'service':
      return { subscription: subscriptionKeyOf(branch.key), service: branch.key };
    case 'deployments':
      return inService(branch.key);
    case 'federated':
    case 'associated':
      return { subscription: subscriptionKeyOf(branch.key) };
    case 'roles':
    case 'system-client-id':
      if ('identity' in branch) return { subscription: subscriptionKeyOf(branch.identity) };
      return inService(branch.app);
    default:
      return { subscription: branch.key };
  }
}

function inService(app: ResourceKey): { subscription: SubscriptionKey; service: ResourceKey } {
  return { subscription: subscriptionKeyOf(app), service: serviceKeyOf(app) };
}

/**
 * Whether a branch was never asked for. Roles that were read for many principals at once lack those of their groups: who wants to see them
 * asks for the rest.
 */
export function isUnread(snapshot: EstateSnapshot, branch: Branch): boolean {
  const entry = entryOf(snapshot, branch) ?? absent;
  return entry.state === 'absent' || isPartial(snapshot, branch);
}

/** Whether only the principal's own roles were read, though those of its groups can be. */
export function isPartial(snapshot: EstateSnapshot, branch: Branch): boolean {
  const roles = branch.kind === 'roles' ? snapshot.roles.get(keyOf(branch)) : undefined;
  return roles?.state === 'ready' && roles.value.groups === 'unasked';
}

/** Where a branch stands in the snapshot; `undefined` when it was never asked for. */
export function entryOf(snapshot: EstateSnapshot, branch: Branch): Loadable<unknown> | undefined {
  switch (branch.kind) {
    case 'reach':
      return snapshot.reach;
    case 'subscription':
      return snapshot.services.get(branch.key);
    case 'service':
      return snapshot.apps.get(branch.key);
    case 'deployments':
      return snapshot.deployments.get(branch.key);
    case 'roles':
      return snapshot.roles.get(keyOf(branch));
    case 'system-client-id':
      return snapshot.systemClientIds.get(keyOf(branch));
    case 'vaults':
      return snapshot.vaults.get(branch.key);
    case 'user-assigned':
      return snapshot.userAssigned.get(branch.key);
    case 'store-grants':
      return snapshot.storeGrants.get(tenantOf(branch.key));
    case 'federated':
      return snapshot.federated.get(branch.key);
    case 'associated':
      return snapshot.associated.get(branch.key);
  }
}

function keyOf(branch: Extract<Branch, { readonly principalId: PrincipalId }>): PrincipalKey {
  const holder = 'identity' in branch ? branch.identity : branch.app;
  return principalKey(subscriptionKeyOf(holder), branch.principalId);
}
