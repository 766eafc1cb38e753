import { armKey, parseArmId, type ArmId } from '../../estate/ids/arm-id';
import type { IdentityDocument, Json, UserAssignedDocument, UserAssignedEntry } from '../estates/documents';

export interface IdentityRefusal {
  readonly refused: { readonly code: string; readonly message: string };
}

export interface IdentityOutcome {
  readonly next: IdentityDocument | null;
  /** A principal to be created with the change: the system-assigned identity was off. */
  readonly created?: string;
  /** The principal that ceases to exist: the system-assigned identity goes off. */
  readonly deleted?: string;
  /** User-assigned identities that were not assigned before; assigning needs a permission on each. */
  readonly assigned: readonly ArmId[];
}

export interface IdentityContext {
  readonly appId: ArmId;
  readonly tenantId: string;
  /** `merge`: PATCH, JSON merge. `replace`: PUT, the body is the whole. */
  readonly mode: 'merge' | 'replace';
  readonly findUserAssigned: (id: ArmId) => UserAssignedDocument | undefined;
  readonly newGuid: () => string;
}

const types = ['None', 'SystemAssigned', 'UserAssigned', 'SystemAssigned,UserAssigned'] as const;

/** Most user-assigned identities one app may have. */
const limit = 20;

function refuse(code: string, message: string): IdentityRefusal {
  return { refused: { code, message } };
}

function typeOf(value: unknown): (typeof types)[number] | undefined {
  if (typeof value !== 'string') return undefined;
  const wanted = value.replaceAll(' ', '').toLowerCase();
  return types.find((type) => type.toLowerCase() === wanted);
}

type Entries = Map<string, readonly [ArmId, UserAssignedEntry]>;

/**
 * The code and words of the refusals below are not verified: no recording shows Azure refusing a malformed id, an
 * identity that does not exist, or a 21st one. The codes are ARM's general ones for identities.
 */
function assign(id: ArmId, entries: Entries, context: IdentityContext): IdentityRefusal | undefined {
  const type = parseArmId(id)?.type.toLowerCase();
  if (type !== 'microsoft.managedidentity/userassignedidentities')
    return refuse(
      'InvalidIdentityValues',
      `The identity id '${id}' is not the id of a user-assigned identity.`,
    );
  const found = context.findUserAssigned(id);
  if (found?.properties.tenantId !== context.tenantId)
    return refuse(
      'FailedIdentityOperation',
      `Identity operation for resource '${context.appId}' failed with error 'Failed to perform resource identity operation. Status: 'BadRequest'. Response: '{"error":{"code":"BadRequest","message":"Resource '${id}' was not found."}}'.'.`,
    );
  const { principalId, clientId } = found.properties;
  // Azure gives the map back under the keys the client sent; the first spelling stays when it is sent again.
  const kept = entries.get(armKey(id))?.[0] ?? id;
  entries.set(armKey(id), [kept, { principalId, clientId }]);
  return undefined;
}

function mergeMap(map: unknown, entries: Entries, context: IdentityContext): IdentityRefusal | undefined {
  if (map === undefined || map === null) return undefined;
  if (typeof map !== 'object' || Array.isArray(map))
    return refuse('InvalidIdentityValues', 'userAssignedIdentities must be an object.');
  for (const [id, value] of Object.entries(map as Json)) {
    if (value === null) {
      entries.delete(armKey(id));
      continue;
    }
    const refused = assign(id, entries, context);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

interface Wanted {
  readonly system: boolean;
  readonly entries: Entries;
}

function document(wanted: Wanted, principalId: string | null, tenantId: string): IdentityDocument | null {
  const { system, entries } = wanted;
  if (entries.size === 0) return system ? { type: 'SystemAssigned', principalId, tenantId } : null;
  return {
    userAssignedIdentities: Object.fromEntries(entries.values()),
    type: system ? 'SystemAssigned,UserAssigned' : 'UserAssigned',
    principalId,
    tenantId,
  };
}

function outcome(
  current: IdentityDocument | null,
  wanted: Wanted,
  context: IdentityContext,
): IdentityOutcome {
  const before = current?.principalId ?? null;
  const known = new Set(Object.keys(current?.userAssignedIdentities ?? {}).map(armKey));
  const assigned = [...wanted.entries.values()].map(([id]) => id).filter((id) => !known.has(armKey(id)));
  if (!wanted.system) {
    const next = document(wanted, null, context.tenantId);
    return { next, assigned, ...(before === null ? {} : { deleted: before }) };
  }
  if (before !== null) return { next: document(wanted, before, context.tenantId), assigned };
  const created = context.newGuid();
  return { next: document(wanted, created, context.tenantId), assigned, created };
}

/**
 * What a PATCH or PUT of `identity` makes of an app's identities. As recorded: `None` clears all; a type without
 * `UserAssigned` drops the map; `null` for one id removes it and keeps the others; switching the system-assigned
 * identity on makes a new principal, keeping it on keeps the principal. As the Azure CLI relies on: a `…UserAssigned`
 * type without a map keeps the assigned identities (PATCH).
 */
export function changeIdentity(
  current: IdentityDocument | null,
  body: unknown,
  context: IdentityContext,
): IdentityOutcome | IdentityRefusal {
  const asked = (body ?? { type: 'None' }) as Json;
  const type = typeOf(asked['type']);
  if (type === undefined)
    return refuse(
      'InvalidIdentityValues',
      `Invalid value for the identity property 'type': '${String(asked['type'])}'.`,
    );
  const system = type.startsWith('SystemAssigned');
  const user = type.endsWith('UserAssigned');
  const kept = user && context.mode === 'merge' ? Object.entries(current?.userAssignedIdentities ?? {}) : [];
  const entries: Entries = new Map(kept.map(([id, entry]) => [armKey(id), [id, entry]]));
  const refused = mergeMap(asked['userAssignedIdentities'], entries, context);
  if (refused !== undefined) return refused;
  // Not verified: Azure's answer to a type that contradicts its map. The Azure CLI takes care never to send one.
  if (user !== entries.size > 0)
    return refuse(
      'InvalidIdentityValues',
      `The identity type '${type}' ${user ? 'needs at least one user-assigned identity' : 'cannot have user-assigned identities'}.`,
    );
  if (entries.size > limit)
    return refuse(
      'BadRequest',
      `An app can have at most ${limit} user-assigned identities; ${entries.size} were given.`,
    );
  return outcome(current, { system, entries }, context);
}
