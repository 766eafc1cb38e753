import type { ClientId, PrincipalId, TenantId } from './ids/ids';
import { armKey, nameOf, type ArmId, type ArmKey } from './ids/arm-id';
import { say, verbatim, type Text } from '../lifecycle/text';

/** Azure's four spellings, without the blank some services put after the comma. */
export type IdentityType = 'None' | 'SystemAssigned' | 'UserAssigned' | 'SystemAssigned,UserAssigned';

/** One user-assigned identity as the app lists it. Ids may be missing right after an assignment. */
export interface AssignedIdentity {
  /** The identity's resource id, in the casing the app resource has it. */
  readonly id: ArmId;
  /** Object ID in Entra. */
  readonly principalId?: PrincipalId;
  /** Application ID in Entra. */
  readonly clientId?: ClientId;
}

/** The identities of one app, from its `identity` property; `null` there is `type: 'None'` here. */
export interface AppIdentity {
  readonly type: IdentityType;
  /** Principal of the system-assigned identity, only when there is one. */
  readonly principalId?: PrincipalId;
  readonly tenantId?: TenantId;
  readonly userAssigned: readonly AssignedIdentity[];
}

export const noIdentity: AppIdentity = Object.freeze({ type: 'None', userAssigned: Object.freeze([]) });

export function hasSystem(identity: AppIdentity): boolean {
  return identity.type === 'SystemAssigned' || identity.type === 'SystemAssigned,UserAssigned';
}

export function hasUserAssigned(identity: AppIdentity): boolean {
  return identity.userAssigned.length > 0;
}

/** Both kinds on one app: Microsoft advises against it, a token without a client ID may be of either. */
export function isMixed(identity: AppIdentity): boolean {
  return hasSystem(identity) && hasUserAssigned(identity);
}

export function userAssignedKeys(identity: AppIdentity): ReadonlySet<ArmKey> {
  return new Set(identity.userAssigned.map((assigned) => armKey(assigned.id)));
}

/** The type word for a combination of kinds. */
export function identityType(system: boolean, user: boolean): IdentityType {
  if (system) return user ? 'SystemAssigned,UserAssigned' : 'SystemAssigned';
  return user ? 'UserAssigned' : 'None';
}

/** User-assigned identities as people call them: up to three by name, more by number. */
export function namesOf(ids: readonly ArmId[]): Text {
  const names = ids.map((id) => `'${nameOf(id)}'`);
  return names.length <= 3 ? verbatim(names.join(', ')) : say('{0} user-assigned identities', names.length);
}

/**
 * Whether two readings of an app show the same identities: the same kinds, the same system principal and the same
 * user-assigned ids. Case and order do not count, nor do IDs of an identity that Azure fills in later.
 */
export function sameIdentities(a: AppIdentity, b: AppIdentity): boolean {
  const [mine, theirs] = [userAssignedKeys(a), userAssignedKeys(b)];
  return (
    hasSystem(a) === hasSystem(b) &&
    sameText(a.principalId, b.principalId) &&
    mine.size === theirs.size &&
    [...mine].every((key) => theirs.has(key))
  );
}

function sameText(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a.toLowerCase() === b.toLowerCase();
}
