import type { ArmId } from '../estate/arm-id';
import type { RoleListing, Subscription } from '../estate/resources';

/** What a vault says about who decides on access: RBAC roles, or its own access policies. */
export interface VaultAccess {
  readonly id: ArmId;
  readonly name: string;
  readonly usesRbac: boolean;
  /** Object ids that access policies name, with their secret, key and certificate permissions. */
  readonly policies: readonly { readonly objectId: string; readonly permissions: readonly string[] }[];
}

/** Reading what a principal may do. Implemented by `azure/`; throws `Failure`. */
export interface AccessReader {
  listRoles(
    subscriptions: readonly Subscription[],
    principalId: string,
    signal: AbortSignal,
  ): Promise<RoleListing>;
  /** The vaults a subscription has, as far as they may be read. */
  listVaults(subscription: Subscription, signal: AbortSignal): Promise<readonly VaultAccess[]>;
}
