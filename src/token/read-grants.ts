import type { Target } from '../access/target';
import type { RoleListing, VaultAccess } from '../estate/grants';
import type { Subscription } from '../estate/resources';
import { toFailure, type Failure } from '../lifecycle/failure';
import type { AccessReader } from './ports';

/** What could be learned about what a principal may do; unreadable is never shown as none. */
export interface GrantsRead {
  readonly roles: RoleListing | { readonly failure: Failure };
  /** Only read where the target is a vault. */
  readonly vaults?: readonly VaultAccess[] | { readonly failure: Failure };
}

/** Where to look for grants: the subscription of the app, and all of its tenant for role assignments. */
export interface GrantsQuestion {
  readonly subscription: Subscription;
  readonly tenantSubscriptions: readonly Subscription[];
  readonly principalId: string;
  readonly target: Target;
}

/** Reads what a principal may do at a target. Trouble becomes part of the answer; only an abort is thrown. */
export async function readGrants(
  reader: AccessReader,
  { subscription, tenantSubscriptions, principalId, target }: GrantsQuestion,
  signal: AbortSignal,
): Promise<GrantsRead> {
  const attempt = async <T>(what: string, work: Promise<T>): Promise<T | { readonly failure: Failure }> => {
    try {
      return await work;
    } catch (error) {
      signal.throwIfAborted();
      return { failure: toFailure(error, what) };
    }
  };
  const [roles, vaults] = await Promise.all([
    attempt('Could not read role assignments.', reader.listRoles(tenantSubscriptions, principalId, signal)),
    target.access === 'vault'
      ? attempt('Could not read the vaults.', reader.listVaults(subscription, signal))
      : undefined,
  ]);
  return { roles, ...(vaults !== undefined && { vaults }) };
}
