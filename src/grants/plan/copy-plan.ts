import { definitionName } from '../../access/built-in-role';
import { isTooWide } from '../../access/least-role';
import { armKey, sameArmId } from '../../estate/ids/arm-id';
import { say, type Text } from '../../lifecycle/text';
import { sameCondition, type Grant } from '../grant';
import type { GrantListing } from '../ports';
import { grantWords } from '../words';

/** What becomes of everything that one principal holds when it is copied to another. */
export interface CopyPlan {
  /** Exactly what is granted, conditions included. */
  readonly missing: readonly Grant[];
  /** The other one holds it already, with the same condition. */
  readonly there: readonly Grant[];
  /** The other one holds it with another condition; Azure has room for one of them only, so it stays as it is. */
  readonly differing: readonly Grant[];
  /** Where either may hold something that could not be read; one sentence each. */
  readonly unread: readonly Text[];
}

/** Plans to give `to` what `from` holds itself. What `to` holds beside it stays. Pure; planning it again after a part was made gives the rest. */
export function planCopy(from: GrantListing, to: GrantListing): CopyPlan {
  const missing: Grant[] = [];
  const there: Grant[] = [];
  const differing: Grant[] = [];
  for (const grant of from.grants) {
    const held = to.grants.find((other) => isSamePlace(grant, other));
    const rest = held === undefined ? grant : restOf(grant, held);
    if (rest === 'differs') differing.push(grant);
    else if (rest === undefined) there.push(grant);
    else missing.push(rest);
  }
  return { missing, there, differing, unread: unreadOf(from, to) };
}

function unreadOf(from: GrantListing, to: GrantListing): readonly Text[] {
  return [
    ...from.unreadable.map(({ place, why }) =>
      say("What it holds in '{0}' is not known and is not copied: {1}", place, why),
    ),
    ...to.unreadable.map(({ place, why }) =>
      say("What the other one holds in '{0}' already is not known: {1}", place, why),
    ),
  ];
}

/** Whether two grants cannot be there side by side for one principal: the same role at the same place, the same vault or cache. */
function isSamePlace(a: Grant, b: Grant): boolean {
  if (a.kind !== b.kind || !sameArmId(a.scope, b.scope)) return false;
  return roleKey(a) === roleKey(b);
}

function roleKey(grant: Grant): string {
  const isRole = grant.kind === 'role' || grant.kind === 'cosmos';
  return isRole ? definitionName(grant.roleDefinitionId).toLowerCase() : '';
}

/** What `held` lacks of `grant`, which has the same place; `undefined` when nothing. */
function restOf(grant: Grant, held: Grant): Grant | 'differs' | undefined {
  if (grant.kind === 'role' && held.kind === 'role')
    return sameCondition(grant, held) ? undefined : 'differs';
  if (grant.kind === 'policy' && held.kind === 'policy') {
    const has = new Set(held.permissions.map((word) => word.toLowerCase()));
    const permissions = grant.permissions.filter((word) => !has.has(word.toLowerCase()));
    return permissions.length === 0 ? undefined : { ...grant, permissions };
  }
  if (grant.kind === 'redis' && held.kind === 'redis')
    return grant.policy.toLowerCase() === held.policy.toLowerCase() ? undefined : 'differs';
  return undefined;
}

/** A grant in one line, with what somebody should know who gives it to another principal. */
export function copiedLine(grant: Grant): Text {
  const words = grantWords(grant);
  if (grant.kind !== 'role') return words;
  const wide = isTooWide(definitionName(grant.roleDefinitionId));
  if (grant.condition !== undefined && wide)
    return say('{0}, under its condition: more than an app needs', words);
  if (grant.condition !== undefined) return say('{0}, under its condition', words);
  return wide ? say('{0}: more than an app needs', words) : words;
}

/** The places a plan grants at, each once: whether the signed-in person may grant is asked there. */
export function placesOf(grants: readonly Grant[]): readonly Grant[] {
  const places = new Map(
    grants.map((grant) => [armKey(grant.kind === 'cosmos' ? grant.account : grant.scope), grant]),
  );
  return [...places.values()];
}
