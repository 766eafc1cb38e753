import { armKey, type ArmId } from '../../estate/ids/arm-id';
import { absent } from '../../estate/loadable';
import { allApps, identitiesOf, rolesOf, type FoundApp } from '../../estate/lookup';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';

/** What is kept of one identity of an app. */
export interface KeptIdentity {
  /** Its resource id, lower case; `system` for the app's own. */
  readonly id: string;
  readonly principalId?: string;
  /** "role at scope", in order; absent when they were not all read. */
  readonly grants?: readonly string[];
}

export interface KeptApp {
  readonly id: ArmId;
  readonly identities: readonly KeptIdentity[];
}

/** What a later audit is compared with. Plain JSON, no secret. */
export interface KeptState {
  readonly version: 1;
  /** ISO 8601. */
  readonly readAt: string;
  readonly apps: readonly KeptApp[];
}

export function keepState(snapshot: EstateSnapshot, readAt: string): KeptState {
  const apps = [...allApps(snapshot)].map((found) => keptApp(snapshot, found));
  return { version: 1, readAt, apps: apps.sort((a, b) => (armKey(a.id) < armKey(b.id) ? -1 : 1)) };
}

export function keptApp(snapshot: EstateSnapshot, { app }: FoundApp): KeptApp {
  const identities = identitiesOf(snapshot, app).map(({ kind, id = '', principalId }): KeptIdentity => {
    const branch = principalId === undefined ? absent : rolesOf(snapshot, app.subscription, principalId);
    const all = branch.state === 'ready' && branch.value.unreadable.length === 0 ? branch.value : undefined;
    const own = all?.assignments.filter(({ throughGroup }) => throughGroup !== true);
    const grants = own?.map(({ roleName, roleDefinitionId, scope }) =>
      [roleName ?? armKey(roleDefinitionId), armKey(scope)].join(' at '),
    );
    return {
      id: kind === 'system' ? 'system' : armKey(id),
      ...(principalId !== undefined && { principalId: principalId.toLowerCase() }),
      ...(grants !== undefined && { grants: [...new Set(grants)].sort() }),
    };
  });
  return { id: app.id, identities };
}

/** Reads a kept state at the edge; `undefined` when it is none. */
export function readKeptState(text: string): KeptState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, readAt, apps } = fieldsOf(value);
  if (version !== 1 || typeof readAt !== 'string' || !Array.isArray(apps)) return undefined;
  return apps.every(isApp) ? { version, readAt, apps } : undefined;
}

function isApp(value: unknown): value is KeptApp {
  const { id, identities } = fieldsOf(value);
  return typeof id === 'string' && Array.isArray(identities) && identities.every(isIdentity);
}

function isIdentity(value: unknown): value is KeptIdentity {
  const { id, principalId, grants } = fieldsOf(value);
  const areGrants =
    grants === undefined || (Array.isArray(grants) && grants.every((one) => typeof one === 'string'));
  return (
    typeof id === 'string' && areGrants && (principalId === undefined || typeof principalId === 'string')
  );
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
