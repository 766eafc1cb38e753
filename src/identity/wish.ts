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

/** What a wish changes. Identities the app has are named in its own casing. */
export interface IdentityDelta {
  readonly after: IdentitySet;
  readonly added: readonly ArmId[];
  readonly removed: readonly ArmId[];
  /** User-assigned identities that stay. */
  readonly kept: readonly ArmId[];
  /** Those of them that were wished for by name. */
  readonly confirmed: readonly ArmId[];
}

/** What lies between the identities there are and those there will be once the wish has come true. */
export function deltaOf(identity: AppIdentity, wish: IdentityWish): IdentityDelta {
  const before = identity.userAssigned.map(({ id }) => id);
  const had = new Set(before.map(armKey));
  const unwanted = new Set((wish.remove ?? []).map(armKey));
  const wanted = new Set((wish.assign ?? []).map(armKey));
  const userAssigned = distinctIds([...before, ...(wish.assign ?? [])]).filter(
    (id) => !unwanted.has(armKey(id)),
  );
  const kept = userAssigned.filter((id) => had.has(armKey(id)));
  return {
    after: {
      system: wish.system === undefined ? hasSystem(identity) : wish.system === 'on',
      userAssigned,
    },
    added: userAssigned.filter((id) => !had.has(armKey(id))),
    removed: before.filter((id) => unwanted.has(armKey(id))),
    kept,
    confirmed: kept.filter((id) => wanted.has(armKey(id))),
  };
}

/** Removes repetitions, also those that differ in case only; the first casing stays. */
function distinctIds(ids: readonly ArmId[]): readonly ArmId[] {
  const seen = new Set<ArmKey>();
  return ids.filter((id) => {
    const isNew = !seen.has(armKey(id));
    seen.add(armKey(id));
    return isNew;
  });
}
