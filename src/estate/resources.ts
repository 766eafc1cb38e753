import type { AppIdentity } from './app-identity';
import type { ClientId, PrincipalId, TenantId } from './ids/ids';
import { armKey, type ArmId, type ArmKey } from './ids/arm-id';
import type { Plan } from '../hosts/spring/plans';
import type { Power, State } from '../hosts/spring/states';

/** Account, tenant and subscription together: one subscription may be reached through several accounts. */
export type SubscriptionKey = string & { readonly SubscriptionKey: unique symbol };

export function subscriptionKey(
  accountId: string,
  tenantId: string,
  subscriptionId: string,
): SubscriptionKey {
  return `${accountId}/${tenantId}/${subscriptionId}`.toLowerCase() as SubscriptionKey;
}

/** A tenant as one account sees it. */
export type TenantKey = string & { readonly TenantKey: unique symbol };

/** A principal as one account sees it: what one account may read of its roles is not shown to another. */
export type PrincipalKey = string & { readonly PrincipalKey: unique symbol };

/** `subscription` is any that is reached through the account, in the principal's tenant. */
export function principalKey(subscription: SubscriptionKey, principalId: PrincipalId): PrincipalKey {
  return `${tenantOf(subscription)}|${principalId.toLowerCase()}` as PrincipalKey;
}

/** Account and tenant of a subscription, comparable. Ids hold no `/`, account names might. */
export function tenantOf(subscription: SubscriptionKey): TenantKey {
  return subscription.slice(0, subscription.lastIndexOf('/')) as TenantKey;
}

export interface Subscription {
  readonly key: SubscriptionKey;
  readonly subscriptionId: string;
  readonly name: string;
  readonly accountId: string;
  /** What people call the account: a mail address, "Azure CLI", "Sandbox". */
  readonly accountLabel: string;
  readonly tenantId: TenantId;
}

/** Everything below a subscription says through which account it was read. */
export interface Owned {
  readonly id: ArmId;
  readonly subscription: SubscriptionKey;
}

/** A globally unique, comparable name of a resource as seen through one account. */
export type ResourceKey = string & { readonly ResourceKey: unique symbol };

/** What holds apps. */
export type AppHolder =
  | { readonly kind: 'subscription'; readonly key: SubscriptionKey }
  | { readonly kind: 'service'; readonly key: ResourceKey };

export function resourceKey(resource: Owned): ResourceKey {
  return `${resource.subscription}|${armKey(resource.id)}` as ResourceKey;
}

/** The ARM id a key names, whatever account it is seen through. */
export function armKeyOf(key: ResourceKey): ArmKey {
  return armKey(key.slice(key.lastIndexOf('|') + 1));
}

export interface SpringService extends Owned {
  readonly name: string;
  readonly location: string;
  readonly plan: Plan;
  readonly state: State;
  readonly power: Power;
  readonly fqdn?: string;
  /** Only where the service itself was read, not in lists; absent also when it is in no virtual network. */
  readonly network?: {
    /** `dataPlanePublicEndpoint`: consoles and remote debugging answer from outside the network, too. */
    readonly dataPlanePublic: boolean;
  };
}

export interface SpringApp extends Owned {
  readonly name: string;
  /** Resource id of its service. */
  readonly serviceId: ArmId;
  readonly location: string;
  readonly state: State;
  readonly identity: AppIdentity;
  readonly url?: string;
  readonly fqdn?: string;
}

export interface AppInstance {
  readonly name: string;
  /** `Running`, `Starting`, ... as Azure says it. */
  readonly status: string;
  readonly discoveryStatus?: string;
  /** ISO 8601. */
  readonly startTime?: string;
  readonly reason?: string;
}

export interface Deployment extends Owned {
  readonly name: string;
  readonly appId: ArmId;
  readonly active: boolean;
  /** `Running` or `Stopped`. */
  readonly status: string;
  readonly state: State;
  readonly instances: readonly AppInstance[];
  /** The environment variables it is given; values may be secrets, and are for judging alone. Absent where Azure does not tell. */
  readonly variables?: ReadonlyMap<string, string>;
}

/** Somebody outside Azure who may become a user-assigned identity: whose token is taken for it. */
export interface FederatedCredential {
  readonly id: ArmId;
  readonly name: string;
  /** Who makes the token: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** Whom it is about: `repo:shop/orders:ref:refs/heads/main`. */
  readonly subject: string;
  readonly audiences: readonly string[];
}

/** A resource that a user-assigned identity is assigned to; it may be one that the account cannot see otherwise. */
export interface AssociatedResource {
  readonly id: ArmId;
  readonly name: string;
  readonly type: string;
  readonly subscriptionId: string;
  readonly subscriptionName: string;
}

export interface AssociatedResources {
  readonly resources: readonly AssociatedResource[];
  /** How many Azure counts; more than `resources` when it does not list them all. */
  readonly total: number;
}

/** A user-assigned identity resource, whether or not an app uses it. */
export interface UserAssignedIdentity extends Owned {
  readonly name: string;
  readonly location: string;
  readonly principalId?: PrincipalId;
  readonly clientId?: ClientId;
}
