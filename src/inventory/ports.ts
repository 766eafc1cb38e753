import type { ArmId } from '../estate/ids/arm-id';
import type { RoleListing, StoreGrantListing, VaultAccess } from '../estate/grants';
import type { ClientId, PrincipalId } from '../estate/ids/ids';
import type {
  AssociatedResources,
  Deployment,
  FederatedCredential,
  SpringApp,
  SpringService,
  Subscription,
  SubscriptionKey,
  UserAssignedIdentity,
} from '../estate/resources';
import type { Failure } from '../lifecycle/failure';

/** One subscription's services, or why they could not be read. */
export type ServicesOf =
  | { readonly subscription: SubscriptionKey; readonly services: readonly SpringService[] }
  | { readonly subscription: SubscriptionKey; readonly failure: Failure };

export interface ServiceListing {
  readonly bySubscription: readonly ServicesOf[];
  /** Why Resource Graph was not used, when the lists came from ARM instead. */
  readonly graphRefused?: string;
}

/**
 * Reading Azure. Every method follows paging to the end, waits out 429, ends at `signal`, and throws `Failure`.
 * Implemented by `azure/`.
 */
export interface EstateReader {
  /** By Resource Graph, one query per 300 subscriptions; by ARM, one list per subscription, when Graph is refused. */
  listServices(subscriptions: readonly Subscription[], signal: AbortSignal): Promise<ServiceListing>;
  getService(service: { subscription: Subscription; id: ArmId }, signal: AbortSignal): Promise<SpringService>;
  /** All apps of a service with their identities: one page sequence, nothing per app. */
  listApps(
    subscription: Subscription,
    service: SpringService,
    signal: AbortSignal,
  ): Promise<readonly SpringApp[]>;
  /** The app as it is now; `undefined` when it is gone. */
  getApp(subscription: Subscription, appId: ArmId, signal: AbortSignal): Promise<SpringApp | undefined>;
  /** The app resource exactly as ARM answers it, for people to read. */
  getAppJson(subscription: Subscription, appId: ArmId, signal: AbortSignal): Promise<unknown>;
  listDeployments(
    subscription: Subscription,
    appId: ArmId,
    signal: AbortSignal,
  ): Promise<readonly Deployment[]>;
  /** Role assignments of one principal and its groups across subscriptions of its tenant: one list each. */
  listRoles(
    subscriptions: readonly Subscription[],
    principalId: PrincipalId,
    signal: AbortSignal,
  ): Promise<RoleListing>;
  /**
   * Role assignments of many principals of one tenant by one query of Resource Graph for 500 of them, without those of their groups.
   * Every principal has an entry, by its id in lower case.
   */
  listRolesOfMany(
    subscriptions: readonly Subscription[],
    principalIds: readonly PrincipalId[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RoleListing>>;
  /** What Cosmos DB accounts and caches in subscriptions of one tenant grant themselves. */
  listStoreGrants(subscriptions: readonly Subscription[], signal: AbortSignal): Promise<StoreGrantListing>;
  /** The vaults of a subscription that may be read, with what decides on access to each. */
  listVaults(subscription: Subscription, signal: AbortSignal): Promise<readonly VaultAccess[]>;
  listUserAssigned(subscription: Subscription, signal: AbortSignal): Promise<readonly UserAssignedIdentity[]>;
  /** Who outside Azure may become a user-assigned identity. */
  listFederatedCredentials(
    subscription: Subscription,
    identity: ArmId,
    signal: AbortSignal,
  ): Promise<readonly FederatedCredential[]>;
  /** What a user-assigned identity is assigned to. Azure takes one such request a second in a tenant; more of them wait. */
  listAssociated(
    subscription: Subscription,
    identity: ArmId,
    signal: AbortSignal,
  ): Promise<AssociatedResources>;
  /** Client ID of the system-assigned identity; `undefined` when Azure does not tell (it may not for apps). */
  getSystemClientId(
    subscription: Subscription,
    appId: ArmId,
    signal: AbortSignal,
  ): Promise<ClientId | undefined>;
}
