import type { Loadable } from '../estate/loadable';
import { serviceKeyOf, subscriptionKeyOf } from '../estate/lookup';
import type { PrincipalId } from '../estate/ids';
import { principalKey, type PrincipalKey, type ResourceKey, type SubscriptionKey } from '../estate/resources';
import type { EstateSnapshot } from '../estate/snapshot';

/** A part of the estate that is read in one go, when somebody looks at it. */
export type Branch =
  /** Accounts' tenants and subscriptions, and the services of all of them. */
  | { readonly kind: 'reach' }
  /** The services of one subscription. */
  | { readonly kind: 'subscription'; readonly key: SubscriptionKey }
  /** The apps of one service. */
  | { readonly kind: 'service'; readonly key: ResourceKey }
  /** The deployments and instances of one app. */
  | { readonly kind: 'deployments'; readonly key: ResourceKey }
  /** The role assignments of one principal, over all subscriptions of the app's tenant. */
  | { readonly kind: 'roles'; readonly app: ResourceKey; readonly principalId: PrincipalId }
  /** The client ID of an app's system-assigned identity. */
  | { readonly kind: 'system-client-id'; readonly app: ResourceKey; readonly principalId: PrincipalId }
  /** The vaults of one subscription, with what decides on access to each. */
  | { readonly kind: 'vaults'; readonly key: SubscriptionKey }
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
    case 'subscription':
    case 'user-assigned':
    case 'vaults':
      return { subscription: branch.key };
    case 'service':
      return { subscription: subscriptionKeyOf(branch.key), service: branch.key };
    case 'deployments':
      return { subscription: subscriptionKeyOf(branch.key), service: serviceKeyOf(branch.key) };
    case 'roles':
    case 'system-client-id':
      return { subscription: subscriptionKeyOf(branch.app), service: serviceKeyOf(branch.app) };
  }
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
  }
}

function keyOf({ app, principalId }: Extract<Branch, { readonly principalId: PrincipalId }>): PrincipalKey {
  return principalKey(subscriptionKeyOf(app), principalId);
}
