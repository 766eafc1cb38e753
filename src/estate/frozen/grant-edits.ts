import { armKey, sameArmId, type ArmId } from '../ids/arm-id';
import { withShown, type Edit } from './edits';
import { withEntry } from './frozen-map';
import type { AccessPolicy, RoleAssignment } from '../grants';
import { sameId } from '../held-identity';
import { shown } from '../loadable';
import { principalKey, type SubscriptionKey } from '../resources';
import type { EstateSnapshot } from './snapshot';

/** Adds a role assignment that was just made to what is known of its principal; roles never read stay unread. */
export function withAssignment(
  snapshot: EstateSnapshot,
  subscription: SubscriptionKey,
  assignment: RoleAssignment,
): Edit {
  const key = principalKey(subscription, assignment.principalId);
  const branch = snapshot.roles.get(key);
  const listing = branch === undefined ? undefined : shown(branch);
  if (branch === undefined || listing === undefined) return { snapshot, touched: [] };
  const others = listing.assignments.filter(({ id }) => armKey(id) !== armKey(assignment.id));
  const assignments = Object.freeze([...others, assignment]);
  const roles = withEntry(snapshot.roles, key, withShown(branch, Object.freeze({ ...listing, assignments })));
  return { snapshot: { ...snapshot, roles }, touched: [{ kind: 'principal', key }] };
}

/** Adds permissions to a principal's policy in a vault, wherever the vault was read. */
export function withPolicy(snapshot: EstateSnapshot, vaultId: ArmId, added: AccessPolicy): Edit {
  for (const [key, branch] of snapshot.vaults) {
    const listed = shown(branch);
    const at = listed?.findIndex(({ id }) => sameArmId(id, vaultId)) ?? -1;
    const vault = listed?.[at];
    if (listed === undefined || vault === undefined) continue;
    const policy = vault.policies.find(({ objectId }) => sameId(objectId, added.objectId));
    const permissions = Object.freeze([...new Set([...(policy?.permissions ?? []), ...added.permissions])]);
    const policies = Object.freeze([
      ...vault.policies.filter((one) => one !== policy),
      Object.freeze({ objectId: added.objectId, permissions }),
    ]);
    const vaults = Object.freeze(listed.with(at, Object.freeze({ ...vault, policies })));
    return {
      snapshot: { ...snapshot, vaults: withEntry(snapshot.vaults, key, withShown(branch, vaults)) },
      touched: [{ kind: 'vaults', key }],
    };
  }
  return { snapshot, touched: [] };
}
