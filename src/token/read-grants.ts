import type { Target } from '../access/target';
import type { RoleListing, VaultAccess } from '../estate/grants';
import type { PrincipalId } from '../estate/ids/ids';
import { toFailure, type Failure } from '../lifecycle/failure';
import { say, type Text } from '../lifecycle/text';
import type { AccessReader } from './ports';

/** What could be learned about what a principal may do; unreadable is never shown as none. */
export interface GrantsRead {
  readonly roles: RoleListing | { readonly failure: Failure };
  /** Only read where the target is a vault. */
  readonly vaults?: readonly VaultAccess[] | { readonly failure: Failure };
}

/** Reads what a principal may do at a target. Trouble becomes part of the answer; only an abort is thrown. */
export async function readGrants(
  reader: AccessReader,
  { principalId, target }: { readonly principalId: PrincipalId; readonly target: Target },
  signal: AbortSignal,
): Promise<GrantsRead> {
  const attempt = async <T>(what: Text, work: Promise<T>): Promise<T | { readonly failure: Failure }> => {
    try {
      return await work;
    } catch (error) {
      signal.throwIfAborted();
      return { failure: toFailure(error, what) };
    }
  };
  const [roles, vaults] = await Promise.all([
    attempt(say('Could not read role assignments.'), reader.roles(principalId, signal)),
    target.access === 'vault' ? attempt(say('Could not read the vaults.'), reader.vaults(signal)) : undefined,
  ]);
  return { roles, ...(vaults !== undefined && { vaults }) };
}
