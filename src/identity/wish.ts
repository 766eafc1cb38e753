import { hasSystem, type AppIdentity } from '../estate/app-identity';
import { armKey, type ArmId, type ArmKey } from '../estate/arm-id';

/** What somebody wants of an app's identities; what is not named stays as it is. */
export interface IdentityWish {
  readonly system?: 'on' | 'off';
  readonly assign?: readonly ArmId[];
  readonly remove?: readonly ArmId[];
}

/** The identities an app should end up with. */
export interface IdentitySet {
  readonly system: boolean;
  /** Each in the casing the app has it, or else in the casing wished for. */
  readonly userAssigned: readonly ArmId[];
}

/** Removes repetitions, also those that differ in case only; the first casing stays. */
export function distinctIds(ids: readonly ArmId[]): readonly ArmId[] {
  const seen = new Set<ArmKey>();
  return ids.filter((id) => {
    const isNew = !seen.has(armKey(id));
    seen.add(armKey(id));
    return isNew;
  });
}

/** What there will be once the wish has come true. */
export function afterWish(identity: AppIdentity, wish: IdentityWish): IdentitySet {
  const gone = new Set((wish.remove ?? []).map(armKey));
  const ids = distinctIds([...identity.userAssigned.map(({ id }) => id), ...(wish.assign ?? [])]);
  return {
    system: wish.system === undefined ? hasSystem(identity) : wish.system === 'on',
    userAssigned: ids.filter((id) => !gone.has(armKey(id))),
  };
}
