import type { RoleListing, VaultAccess } from '../estate/grants';
import type { PrincipalId } from '../estate/ids/ids';

/** Reading what a principal may do, as the account that shows the app sees it. Throws `Failure`. */
export interface AccessReader {
  /** Over all subscriptions of the app's tenant. */
  roles(principalId: PrincipalId, signal: AbortSignal): Promise<RoleListing>;
  /** The vaults of the app's subscription, as far as they may be read. */
  vaults(signal: AbortSignal): Promise<readonly VaultAccess[]>;
}
