import type { RoleListing, VaultAccess } from '../estate/grants';
import type { Subscription } from '../estate/resources';

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
