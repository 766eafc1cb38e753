import type { StoreGrantListing } from '../../estate/grants';
import type { ArmId } from '../../estate/ids/arm-id';
import type { Subscription } from '../../estate/resources';
import type { Failure } from '../../lifecycle/failure';

/** Whom a resource lets in by network, as Azure Resource Manager tells. */
export interface NetworkRules {
  /** Whether it can be reached from outside private endpoints at all; absent where Azure does not say. */
  readonly isPublic?: boolean;
  /** What happens to addresses that no rule names; absent where the rules are not told with the resource. */
  readonly others?: 'allow' | 'deny';
  /** Addresses and ranges that are let in. */
  readonly addresses: readonly string[];
  /** Subnets that are let in. */
  readonly subnets: readonly ArmId[];
  readonly privateEndpoints: number;
}

/** A resource behind a host that files name. */
export interface TargetResource {
  readonly id: ArmId;
  readonly name: string;
  /** Lower case: `microsoft.keyvault/vaults`. */
  readonly type: string;
  /** What it speaks, where resources of its type speak several things: `MongoDB`. */
  readonly kind?: string;
  readonly network: NetworkRules;
}

/** Where the requests of an app come from. */
export interface Outbound {
  /** Public addresses; empty where Azure tells none. */
  readonly addresses: readonly string[];
  /** The subnet the apps of its service are in. */
  readonly subnet?: ArmId;
}

/** Reading what is behind hosts, as the account that shows the app sees it. Throws `Failure`. */
export interface TargetLookup {
  /** The resources of these names and types that may be seen: one query. */
  find(
    subscriptions: readonly Subscription[],
    wanted: { readonly names: readonly string[]; readonly types: readonly string[] },
    signal: AbortSignal,
  ): Promise<readonly TargetResource[]>;
  /** What those among them that keep their own grants have granted; which could not be read is told, and not thrown. */
  storeGrants(
    subscriptions: readonly Subscription[],
    among: readonly TargetResource[],
    signal: AbortSignal,
  ): Promise<StoreGrantListing>;
  outbound(subscription: Subscription, serviceId: ArmId, signal: AbortSignal): Promise<Outbound>;
}

/** Something that was read, or why it was not; `undefined`: nobody asked. */
export type Read<T> = { readonly value: T; readonly at: number } | { readonly failure: Failure } | undefined;

export function valueOf<T>(read: Read<T>): T | undefined {
  return read !== undefined && 'value' in read ? read.value : undefined;
}
