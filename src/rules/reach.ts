import { parseArmId, type ArmId } from '../estate/arm-id';
import { hasSystem } from '../estate/app-identity';
import type { RoleAssignment } from '../estate/resources';
import type { TargetFact, TargetService } from './fact';
import type { LinkedApp } from './linked-app';

/** An identity of an app that roles are given to. */
export interface AppPrincipal {
  /** "the system-assigned identity" or "'orders-id'". */
  readonly label: string;
  readonly principalId: string;
}

/** Resource types whose data Azure roles open. Databases, Cosmos DB and Redis keep grants of their own, which roles do not show. */
const resourceTypes: Readonly<Partial<Record<TargetService, readonly string[]>>> = {
  keyVault: ['microsoft.keyvault/vaults'],
  storage: ['microsoft.storage/storageaccounts'],
  // Both live under servicebus.windows.net; a host name does not tell which it is.
  serviceBus: ['microsoft.servicebus/namespaces', 'microsoft.eventhub/namespaces'],
  eventHubs: ['microsoft.eventhub/namespaces', 'microsoft.servicebus/namespaces'],
  appConfiguration: ['microsoft.appconfiguration/configurationstores'],
};

/** Built-in roles that manage resources and give no access to data. */
const managementOnly = new Set(
  [
    'Owner',
    'Contributor',
    'Reader',
    'User Access Administrator',
    'Role Based Access Control Administrator',
    'Key Vault Contributor',
    'Key Vault Reader',
    'Monitoring Reader',
  ].map((name) => name.toLowerCase()),
);

/**
 * What the names of built-in roles for data of one kind of service begin with. Granted at a group, such a role opens nothing of
 * another kind: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles.
 */
const dataRoles: readonly (readonly [beginning: string, services: readonly TargetService[]])[] = [
  ['key vault secrets ', ['keyVault']],
  ['key vault crypto ', ['keyVault']],
  ['key vault cert', ['keyVault']],
  ['storage blob data ', ['storage']],
  ['storage queue data ', ['storage']],
  ['storage table data ', ['storage']],
  ['storage file data ', ['storage']],
  // A host name does not tell the two apart.
  ['azure service bus data ', ['serviceBus', 'eventHubs']],
  ['azure event hubs data ', ['serviceBus', 'eventHubs']],
  ['app configuration data ', ['appConfiguration']],
];

/** The app's identities that Azure has given a principal. */
export function principalsOf({ identity }: Pick<LinkedApp, 'identity'>): readonly AppPrincipal[] {
  const users = identity.userAssigned.flatMap(({ id, principalId }) =>
    principalId === undefined ? [] : [{ label: `'${id.slice(id.lastIndexOf('/') + 1)}'`, principalId }],
  );
  const system = hasSystem(identity) ? identity.principalId : undefined;
  return system === undefined
    ? users
    : [{ label: 'the system-assigned identity', principalId: system }, ...users];
}

/** Whether roles tell at all who may use the service's data. */
export function rolesDecide(target: TargetFact): boolean {
  return resourceTypes[target.service] !== undefined;
}

/**
 * What roles give a principal at a target: `data` when one may open its data, `none` when all roles could be read and
 * none does, `unknown` otherwise. A role at a group or subscription counts: where the target lies is not known. It does not when
 * its name says that it is for another kind of service.
 */
export function accessAt(
  app: LinkedApp,
  principalId: string,
  target: TargetFact,
): 'data' | 'none' | 'unknown' {
  const listing = app.roles?.get(principalId.toLowerCase());
  if (listing === undefined || listing.unreadable.length > 0 || !rolesDecide(target)) return 'unknown';
  return listing.assignments.some((role) => mayOpen(role, target)) ? 'data' : 'none';
}

function mayOpen({ scope, roleName }: RoleAssignment, target: TargetFact): boolean {
  const role = roleName?.toLowerCase() ?? '';
  if (managementOnly.has(role)) return false;
  const services = dataRoles.find(([beginning]) => role.startsWith(beginning))?.[1];
  return (services === undefined || services.includes(target.service)) && mayHold(scope, target);
}

function mayHold(scope: ArmId, { service, host }: TargetFact): boolean {
  const parts = parseArmId(scope);
  // A group, a subscription or a management group.
  if (parts === undefined) return true;
  const [name] = parts.names;
  const [namespace, type] = parts.type.toLowerCase().split('/');
  const types = resourceTypes[service] ?? [];
  return types.includes(`${String(namespace)}/${String(type)}`) && name.toLowerCase() === host.split('.')[0];
}
