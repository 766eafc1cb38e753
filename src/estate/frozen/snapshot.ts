import type { Words } from '../../lifecycle/text';
import type { ArmKey } from '../ids/arm-id';
import type { Loadable } from '../loadable';
import type { RoleListing, StoreGrantListing, VaultAccess } from '../grants';
import type { ClientId } from '../ids/ids';
import type {
  AppHolder,
  AssociatedResources,
  Deployment,
  FederatedCredential,
  PrincipalKey,
  ResourceKey,
  SpringApp,
  SpringService,
  Subscription,
  SubscriptionKey,
  TenantKey,
  UserAssignedIdentity,
} from '../resources';

/** A tenant that is visible but needs a sign-in of its own. */
export interface LockedTenant {
  readonly accountId: string;
  readonly accountLabel: string;
  readonly tenantId: string;
  readonly name: string;
}

export interface Reach {
  readonly subscriptions: readonly Subscription[];
  readonly lockedTenants: readonly LockedTenant[];
  readonly unreadableTenants: readonly { readonly tenantId: string; readonly why: Words }[];
  /** Subscriptions hidden by the user's subscription filter. */
  readonly filteredOut: number;
}

/**
 * Everything known about Azure at one moment. Frozen; views are functions of it. Maps hold no entry for what was
 * never asked for (`absent`).
 */
export interface EstateSnapshot {
  readonly reach: Loadable<Reach>;
  readonly services: ReadonlyMap<SubscriptionKey, Loadable<readonly SpringService[]>>;
  /** Set when Resource Graph was refused and services came from one list call per subscription. */
  readonly graphRefused?: string;
  /** By service. */
  readonly apps: ReadonlyMap<ResourceKey, Loadable<readonly SpringApp[]>>;
  /** By app. */
  readonly deployments: ReadonlyMap<ResourceKey, Loadable<readonly Deployment[]>>;
  readonly roles: ReadonlyMap<PrincipalKey, Loadable<RoleListing>>;
  /** The vaults of a subscription, with what decides on access to each. */
  readonly vaults: ReadonlyMap<SubscriptionKey, Loadable<readonly VaultAccess[]>>;
  /** What Cosmos DB accounts and caches grant themselves. */
  readonly storeGrants: ReadonlyMap<TenantKey, Loadable<StoreGrantListing>>;
  readonly userAssigned: ReadonlyMap<SubscriptionKey, Loadable<readonly UserAssignedIdentity[]>>;
  /** Who outside Azure may become a user-assigned identity; by identity. */
  readonly federated: ReadonlyMap<ResourceKey, Loadable<readonly FederatedCredential[]>>;
  /** What a user-assigned identity is assigned to, as Azure counts it; by identity. */
  readonly associated: ReadonlyMap<ResourceKey, Loadable<AssociatedResources>>;
  /** Client ID of an app's system-assigned identity; ARM may not tell. */
  readonly systemClientIds: ReadonlyMap<PrincipalKey, Loadable<ClientId | undefined>>;
}

/** What a change touched: views redraw these and nothing else. */
export type Touched =
  | { readonly kind: 'everything' }
  | AppHolder
  | { readonly kind: 'app'; readonly key: ResourceKey; readonly service: ResourceKey }
  | { readonly kind: 'principal'; readonly key: PrincipalKey }
  /** The vaults of a subscription. */
  | { readonly kind: 'vaults'; readonly key: SubscriptionKey }
  /** What Cosmos DB accounts and caches grant. */
  | { readonly kind: 'stores'; readonly key: TenantKey }
  | { readonly kind: 'identity'; readonly key: ArmKey };

export interface EstateChange {
  readonly snapshot: EstateSnapshot;
  readonly touched: readonly Touched[];
}
