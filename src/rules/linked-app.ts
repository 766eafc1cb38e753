import { accessAt, placeAt, type Access } from '../access/access-at';
import type { ArmId } from '../estate/ids/arm-id';
import type { AppIdentity } from '../estate/app-identity';
import type { RoleListing, VaultAccess } from '../estate/grants';
import { heldIdentities, type HeldIdentity } from '../estate/held-identity';
import type { ClientId } from '../estate/ids/ids';

import type { TargetFact } from './fact';
import type { Plan } from '../hosts/spring/plans';

/** The live app that files are judged against, as last read. */
export interface LinkedApp {
  readonly name: string;
  readonly service: string;
  readonly resourceId?: ArmId;
  readonly plan: Plan;
  readonly identity: AppIdentity;
  /** Client ID of the system-assigned identity; ARM does not tell, so it may be unknown. */
  readonly systemClientId?: ClientId;
  /** The environment variables of its running deployment, where they were read. */
  readonly variables?: ReadonlyMap<string, string>;
  /** By principal ID, lower case; no entry for what was not read. */
  readonly roles?: ReadonlyMap<string, RoleListing>;
  /** The vaults that could be seen; absent when they were not read. */
  readonly vaults?: readonly VaultAccess[];
  /** Set when this was read long ago or Azure did not answer since: "as read 2 h ago". */
  readonly stale?: string;
}

/** Where the JSON of an app holds the variables of its running deployment. */
export const variablesPlace: readonly string[] = [
  ...['properties', 'activeDeployment', 'properties', 'deploymentSettings', 'environmentVariables'],
];

/** An identity of the app that code can name. */
export interface NameableIdentity extends HeldIdentity {
  readonly clientId: ClientId;
}

export function heldBy({ identity, resourceId, systemClientId }: LinkedApp): readonly HeldIdentity[] {
  return heldIdentities({ identity, id: resourceId, systemClientId });
}

/** The identities of an app whose client ID is known, user-assigned ones first: the system's is seldom named. */
export function nameableIdentities(app: LinkedApp): readonly NameableIdentity[] {
  const nameable = heldBy(app).filter((held): held is NameableIdentity => held.clientId !== undefined);
  return [
    ...nameable.filter(({ kind }) => kind !== 'system'),
    ...nameable.filter(({ kind }) => kind === 'system'),
  ];
}

/** What an identity of the app may do at a service that a file names, as far as was read. */
export function accessOf(
  { roles, vaults }: LinkedApp,
  { principalId }: HeldIdentity,
  { service, host }: Pick<TargetFact, 'service' | 'host'>,
): Access {
  const place = placeAt(service, host);
  // Azure fills it in some moments after an assignment.
  if (principalId === undefined) return accessAt({ principalId: '', roles: undefined }, place);
  return accessAt({ principalId, roles: roles?.get(principalId.toLowerCase()), vaults }, place);
}

/** "the system-assigned identity" or "'orders-id'". */
export function labelOf({ kind, name }: HeldIdentity): string {
  return kind === 'system' ? 'the system-assigned identity' : `'${name}'`;
}
