import { definitionName } from '../../access/built-in-role';
import { armKey, parseArmId, type ArmId } from '../../estate/ids/arm-id';
import { isGuid } from '../../estate/ids/guid';
import type { ClientId, PrincipalId } from '../../estate/ids/ids';
import type { ResourceKey } from '../../estate/resources';
import type { Grant } from '../../grants/grant';

/** What the conversion of one app's system-assigned identity to a user-assigned one is about. Plain data; how far it is Azure says. */
export interface Conversion {
  readonly app: ResourceKey;
  readonly appName: string;
  readonly system: { readonly principalId: PrincipalId; readonly clientId?: ClientId };
  readonly identity: {
    readonly id: ArmId;
    readonly name: string;
    readonly principalId: PrincipalId;
    readonly clientId: ClientId;
    /** The conversion made it; another one was there before. */
    readonly made: boolean;
  };
  /** What the user-assigned identity held before, as `grantKey` names it: never taken back. */
  readonly had: readonly string[];
  /** What a test token as the user-assigned identity said. */
  readonly verified?: { readonly at: number; readonly good: boolean; readonly said: string };
}

/** One name for a grant, whatever the case of its ids. */
export function grantKey(grant: Grant): string {
  const isRole = grant.kind === 'role' || grant.kind === 'cosmos';
  const what = isRole ? definitionName(grant.roleDefinitionId).toLowerCase() : '';
  return `${grant.kind}|${armKey(grant.scope)}|${what}`;
}

/** One conversion for each app. */
export function conversionId(app: ResourceKey): string {
  return `conversion-${app}`;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Reads what was stored; `undefined` when it is nothing this version has written. */
export function readConversion(stored: unknown): Conversion | undefined {
  const { app, appName, system, identity, had, verified } = fieldsOf(stored);
  const [{ principalId, clientId }, held] = [fieldsOf(system), fieldsOf(identity)];
  const isSound =
    typeof app === 'string' &&
    app.includes('|') &&
    typeof appName === 'string' &&
    isGuidText(principalId) &&
    (clientId === undefined || isGuidText(clientId)) &&
    isHeld(held) &&
    Array.isArray(had);
  if (!isSound) return undefined;
  const result = readVerified(verified);
  return {
    app: app as ResourceKey,
    appName,
    system: { principalId, ...(clientId !== undefined && { clientId }) },
    identity: held,
    had: had.filter((key) => typeof key === 'string'),
    ...(result !== undefined && { verified: result }),
  };
}

function isHeld(held: Fields): held is Fields & Conversion['identity'] {
  const { id, name, principalId, clientId, made } = held;
  const isId = typeof id === 'string' && parseArmId(id) !== undefined;
  return (
    isId &&
    typeof name === 'string' &&
    isGuidText(principalId) &&
    isGuidText(clientId) &&
    typeof made === 'boolean'
  );
}

function readVerified(stored: unknown): Conversion['verified'] {
  const { at, good, said } = fieldsOf(stored);
  const isSound = typeof at === 'number' && typeof good === 'boolean' && typeof said === 'string';
  return isSound ? { at, good, said } : undefined;
}

function isGuidText(value: unknown): value is string {
  return typeof value === 'string' && isGuid(value);
}
