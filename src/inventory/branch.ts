import type { ResourceKey, SubscriptionKey } from '../estate/resources';

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
  | { readonly kind: 'roles'; readonly app: ResourceKey; readonly principalId: string }
  /** The client ID of an app's system-assigned identity. */
  | { readonly kind: 'system-client-id'; readonly app: ResourceKey; readonly principalId: string }
  /** The user-assigned identity resources of one subscription. */
  | { readonly kind: 'user-assigned'; readonly key: SubscriptionKey };

/** One name per thing that is read: two apps with the same identity share its role assignments. */
export function branchId(branch: Branch): string {
  switch (branch.kind) {
    case 'reach':
      return 'reach';
    case 'roles':
    case 'system-client-id':
      return `${branch.kind}:${branch.principalId.toLowerCase()}`;
    default:
      return `${branch.kind}:${branch.key}`;
  }
}
