import {
  hasSystem,
  namesOf,
  userAssignedKeys,
  type AppIdentity,
  type IdentityType,
} from '../estate/app-identity';
import { armKey, parseArmId, type ArmId } from '../estate/ids/arm-id';
import type { SpringApp } from '../estate/resources';
import { deltaOf, type IdentityWish } from './plan/wish';
import { say, sentences, type Text } from '../lifecycle/text';

/** What a running change needs to be picked up again: the wish, and the identities it started from. */
export interface RecordedChange {
  readonly wish: IdentityWish;
  readonly before: AppIdentity;
}

/**
 * What an app lacks of the outcome a change should have had; `undefined` when all came true. More than was wished
 * for is no lack: somebody else may have added it meanwhile.
 */
export function shortfall(app: SpringApp, { wish, before }: RecordedChange): Text | undefined {
  const { identity } = app;
  const { after } = deltaOf(before, wish);
  const has = userAssignedKeys(identity);
  const lacking = after.userAssigned.filter((id) => !has.has(armKey(id)));
  const lingering = (wish.remove ?? []).filter((id) => has.has(armKey(id)));
  const { name } = app;
  const parts = [
    ...(after.system && !hasSystem(identity)
      ? [say("The system-assigned identity of '{0}' is off.", name)]
      : []),
    ...(wish.system === 'off' && hasSystem(identity)
      ? [say("The system-assigned identity of '{0}' is still on.", name)]
      : []),
    ...(lacking.length > 0 ? [say("'{0}' does not have {1}.", name, namesOf(lacking))] : []),
    ...(lingering.length > 0 ? [say("'{0}' still has {1}.", name, namesOf(lingering))] : []),
  ];
  return parts.length === 0 ? undefined : sentences(...parts);
}

/** Reads what was stored with an operation; `undefined` when it is nothing this version has written. */
export function readRecordedChange(stored: unknown): RecordedChange | undefined {
  const record = fieldsOf(stored);
  const wish = readWish(record['wish']);
  const before = readIdentity(record['before']);
  return wish === undefined || before === undefined ? undefined : { wish, before };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Reads a stored wish; `undefined` when it is none. */
export function readWish(stored: unknown): IdentityWish | undefined {
  const { system, assign, remove } = fieldsOf(stored);
  if (system !== undefined && system !== 'on' && system !== 'off') return undefined;
  if (![assign, remove].every((ids) => ids === undefined || isIds(ids))) return undefined;
  return {
    ...(system === undefined ? {} : { system }),
    ...(assign === undefined ? {} : { assign: assign as readonly ArmId[] }),
    ...(remove === undefined ? {} : { remove: remove as readonly ArmId[] }),
  };
}

const types: readonly unknown[] = [
  'None',
  'SystemAssigned',
  'UserAssigned',
  'SystemAssigned,UserAssigned',
] satisfies readonly IdentityType[];

function readIdentity(stored: unknown): AppIdentity | undefined {
  const { type, principalId, userAssigned } = fieldsOf(stored);
  if (!types.includes(type) || !Array.isArray(userAssigned)) return undefined;
  const ids: unknown = userAssigned.map((assigned) => fieldsOf(assigned)['id']);
  if (!isIds(ids)) return undefined;
  return {
    type: type as IdentityType,
    ...(typeof principalId === 'string' ? { principalId } : {}),
    userAssigned: ids.map((id) => ({ id })),
  };
}

function isIds(value: unknown): value is readonly ArmId[] {
  return Array.isArray(value) && value.every((id) => typeof id === 'string' && parseArmId(id) !== undefined);
}
