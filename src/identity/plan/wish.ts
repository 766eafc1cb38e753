import { hasSystem, type AppIdentity } from '../../estate/app-identity';
import { armKey, type ArmId, type ArmKey } from '../../estate/ids/arm-id';

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

/** The wish that leads from identities to others; empty where they are the same. */
export function wishBetween(from: IdentitySet, to: IdentitySet): IdentityWish {
  const [had, wanted] = [from, to].map(({ userAssigned }) => new Set(userAssigned.map(armKey)));
  const assign = to.userAssigned.filter((id) => had?.has(armKey(id)) !== true);
  const remove = from.userAssigned.filter((id) => wanted?.has(armKey(id)) !== true);
  return {
    ...(from.system !== to.system && { system: to.system ? 'on' : 'off' }),
    ...(assign.length > 0 && { assign }),
    ...(remove.length > 0 && { remove }),
  };
}

export function setOf(identity: AppIdentity): IdentitySet {
  return { system: hasSystem(identity), userAssigned: identity.userAssigned.map(({ id }) => id) };
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
