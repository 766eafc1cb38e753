import { parseArmId } from '../../estate/ids/arm-id';
import type { IdentityDocument, Json } from './documents';
import { seededPrincipal } from './make-identity';
import { stableGuid } from './stable-guid';

/** Why an element of a file is left aside. */
export class NotUsable extends Error {}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(holder: unknown, name: string): string | undefined {
  const value = isObject(holder) ? holder[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function needText(holder: unknown, name: string, place = name): string {
  const value = textOf(holder, name);
  if (value === undefined) throw new NotUsable(`'${place}' must be a text`);
  return value;
}

function objectOr(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** What every resource of a group needs: an id of its type, and a name. Both are told by the id alone, if need be. */
function readNamed(resource: Json, type: string): Json & { readonly id: string; readonly name: string } {
  const id = needText(resource, 'id');
  const parts = parseArmId(id);
  if (parts?.type.toLowerCase() !== type) throw new NotUsable(`'id' is no id of a ${type}`);
  return { ...resource, id, name: parts.names.at(-1) ?? '' };
}

/** A resource that has a region of its own. */
function readPlaced(resource: Json, type: string) {
  return { ...readNamed(resource, type), location: textOf(resource, 'location') ?? '' };
}

/** States that an export leaves out; what is there must be a text. */
function withState(properties: Json, defaults: Json): Json {
  for (const name of Object.keys(defaults))
    if (properties[name] !== undefined && properties[name] !== null)
      needText(properties, name, `properties.${name}`);
  const given = Object.entries(properties).filter(([, value]) => value !== null && value !== undefined);
  return { ...defaults, ...properties, ...Object.fromEntries(given) };
}

function readService(resource: Json, type: string): Json {
  const sku = objectOr(resource['sku']);
  needText(sku, 'name', 'sku.name');
  needText(sku, 'tier', 'sku.tier');
  // Where the service is reached is the sandbox's own address, whatever the file says.
  const defaults = { provisioningState: 'Succeeded', fqdn: 'service.invalid' };
  return { ...readPlaced(resource, type), properties: withState(objectOr(resource['properties']), defaults) };
}

const identityTypes = ['None', 'SystemAssigned', 'UserAssigned', 'SystemAssigned,UserAssigned'];

type IdentityMap = NonNullable<IdentityDocument['userAssignedIdentities']>;

function readIdentityMap(map: unknown): IdentityMap | undefined {
  if (map === null || map === undefined) return undefined;
  if (!isObject(map)) throw new NotUsable("'identity.userAssignedIdentities' must be an object or null");
  const entries = Object.entries(map).map(([id, entry]) => {
    if (parseArmId(id) === undefined)
      throw new NotUsable("'identity.userAssignedIdentities' names something that is no resource");
    return [id, readIdentityIds(entry, id)] as const;
  });
  return Object.fromEntries(entries);
}

/** An app's identity; ids that an export leaves out are made up, the same on every start. Without a tenant: an empty text. */
function readIdentity(identity: unknown, appId: string): IdentityDocument | null {
  if (identity === null || identity === undefined) return null;
  const word = needText(identity, 'type', 'identity.type').replaceAll(' ', '').toLowerCase();
  const type = identityTypes.find((known) => known.toLowerCase() === word);
  if (type === undefined) throw new NotUsable(`'identity.type' is '${word}'`);
  const map = readIdentityMap((identity as Json)['userAssignedIdentities']);
  if (type === 'None') return null;
  const principal = textOf(identity, 'principalId') ?? seededPrincipal(appId);
  return {
    ...(map !== undefined && { userAssignedIdentities: map }),
    type: type as IdentityDocument['type'],
    principalId: type.startsWith('SystemAssigned') ? principal : null,
    tenantId: textOf(identity, 'tenantId') ?? '',
  };
}

function readIdentityIds(holder: unknown, id: string) {
  return {
    principalId: textOf(holder, 'principalId') ?? stableGuid(`principal of ${id.toLowerCase()}`),
    clientId: textOf(holder, 'clientId') ?? stableGuid(`client of ${id.toLowerCase()}`),
  };
}

function readApp(resource: Json, type: string): Json {
  const named = readPlaced(resource, type);
  const properties = withState(objectOr(resource['properties']), { provisioningState: 'Succeeded' });
  return { ...named, identity: readIdentity(resource['identity'], named.id), properties };
}

function readDeployment(resource: Json, type: string): Json {
  const defaults = { provisioningState: 'Succeeded', status: 'Running' };
  const properties = withState(objectOr(resource['properties']), defaults);
  const { instances = null } = properties;
  const isList = Array.isArray(instances) && instances.every((instance) => textOf(instance, 'name'));
  if (instances !== null && !isList)
    throw new NotUsable("'properties.instances' must be a list of instances");
  return {
    ...readNamed(resource, type),
    properties: { ...properties, instances, active: properties['active'] !== false },
  };
}

function readUserAssigned(resource: Json, type: string): Json {
  const named = readPlaced(resource, type);
  const properties = objectOr(resource['properties']);
  const tenantId = textOf(properties, 'tenantId') ?? '';
  return { ...named, properties: { ...properties, ...readIdentityIds(properties, named.id), tenantId } };
}

function readVault(resource: Json, type: string): Json {
  return { ...readPlaced(resource, type), properties: objectOr(resource['properties']) };
}

const authorization = /\/providers\/microsoft\.authorization\/(role|deny)assignments\/([^/]+)$/i;

function readGrant(resource: Json): Json {
  const id = needText(resource, 'id');
  const name = authorization.exec(id)?.[2];
  if (name === undefined) throw new NotUsable("'id' is no id of an assignment");
  const properties = objectOr(resource['properties']);
  needText(properties, 'scope', 'properties.scope');
  return { ...resource, name, properties };
}

function readRoleAssignment(resource: Json): Json {
  const grant = readGrant(resource);
  const { properties } = grant;
  for (const name of ['roleDefinitionId', 'principalId']) needText(properties, name, `properties.${name}`);
  const principalType = textOf(properties, 'principalType') ?? 'ServicePrincipal';
  return { ...grant, properties: { ...objectOr(properties), principalType } };
}

function readDenyAssignment(resource: Json): Json {
  const grant = readGrant(resource);
  const { permissions = [] } = objectOr(grant['properties']);
  const isList =
    Array.isArray(permissions) &&
    permissions.every((one) => {
      const { actions = [] } = objectOr(one);
      return Array.isArray(actions) && actions.every((action) => typeof action === 'string');
    });
  if (!isList) throw new NotUsable("'properties.permissions' must be a list of permissions");
  return { ...grant, properties: { ...objectOr(grant['properties']), permissions } };
}

/** A custom role, as an export or `az role definition list` has it. */
function readRoleDefinition(resource: Json): Json {
  const id = needText(resource, 'id');
  const name = /\/providers\/microsoft\.authorization\/roledefinitions\/([^/]+)$/i.exec(id)?.[1];
  if (name === undefined) throw new NotUsable("'id' is no id of a role definition");
  const properties = objectOr(resource['properties']);
  needText(properties, 'roleName', 'properties.roleName');
  const { permissions = [], assignableScopes = [id.split('/').slice(0, 3).join('/')] } = properties;
  if (!Array.isArray(permissions) || !permissions.every(isObject))
    throw new NotUsable("'properties.permissions' must be a list of permissions");
  if (!Array.isArray(assignableScopes) || !assignableScopes.every((scope) => typeof scope === 'string'))
    throw new NotUsable("'properties.assignableScopes' must be a list of scopes");
  return {
    ...resource,
    name,
    properties: { type: 'CustomRole', ...properties, permissions, assignableScopes },
  };
}

/** A group as Microsoft Graph has it, with the object ids of its members. */
function readGroup(resource: Json): Json {
  const id = needText(resource, 'id');
  const { members = [] } = resource;
  if (!Array.isArray(members) || !members.every((member) => typeof member === 'string'))
    throw new NotUsable("'members' must be a list of object ids");
  return { ...resource, displayName: textOf(resource, 'displayName') ?? id, members };
}

/** What stands in another resource or beside it, with properties of its own and no state. */
function readPart(resource: Json, type: string): Json {
  return { ...readNamed(resource, type), properties: objectOr(resource['properties']) };
}

function readSubscription(resource: Json): Json {
  const subscriptionId = needText(resource, 'subscriptionId');
  const tenantId = needText(resource, 'tenantId');
  return { ...resource, subscriptionId, tenantId };
}

/** How the resources of each type are read, by type in lower case. */
const readers: Readonly<Record<string, (resource: Json, type: string) => Json>> = {
  'microsoft.appplatform/spring': readService,
  'microsoft.appplatform/spring/apps': readApp,
  'microsoft.appplatform/spring/apps/deployments': readDeployment,
  'microsoft.managedidentity/userassignedidentities': readUserAssigned,
  'microsoft.authorization/roleassignments': readRoleAssignment,
  'microsoft.authorization/denyassignments': readDenyAssignment,
  'microsoft.authorization/roledefinitions': readRoleDefinition,
  'microsoft.graph/groups': readGroup,
  'microsoft.keyvault/vaults': readVault,
  'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials': readPart,
  'microsoft.documentdb/databaseaccounts': readVault,
  'microsoft.documentdb/databaseaccounts/sqlroleassignments': readPart,
  'microsoft.documentdb/databaseaccounts/sqlroledefinitions': readPart,
  'microsoft.cache/redis': readVault,
  'microsoft.cache/redis/accesspolicyassignments': readPart,
  'microsoft.cache/redisenterprise': readVault,
  'microsoft.cache/redisenterprise/databases': readPart,
  'microsoft.cache/redisenterprise/databases/accesspolicyassignments': readPart,
  'microsoft.resources/subscriptions': readSubscription,
};

/** Types as Azure writes them: the documents carry them in this casing. */
const casing: Readonly<Record<string, string>> = {
  'microsoft.appplatform/spring': 'Microsoft.AppPlatform/Spring',
  'microsoft.appplatform/spring/apps': 'Microsoft.AppPlatform/Spring/apps',
  'microsoft.appplatform/spring/apps/deployments': 'Microsoft.AppPlatform/Spring/apps/deployments',
  'microsoft.managedidentity/userassignedidentities': 'Microsoft.ManagedIdentity/userAssignedIdentities',
  'microsoft.authorization/roleassignments': 'Microsoft.Authorization/roleAssignments',
  'microsoft.authorization/denyassignments': 'Microsoft.Authorization/denyAssignments',
  'microsoft.authorization/roledefinitions': 'Microsoft.Authorization/roleDefinitions',
  'microsoft.keyvault/vaults': 'Microsoft.KeyVault/vaults',
  'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials':
    'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  'microsoft.documentdb/databaseaccounts': 'Microsoft.DocumentDB/databaseAccounts',
  'microsoft.documentdb/databaseaccounts/sqlroleassignments':
    'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments',
  'microsoft.documentdb/databaseaccounts/sqlroledefinitions':
    'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions',
  'microsoft.cache/redis': 'Microsoft.Cache/redis',
  'microsoft.cache/redis/accesspolicyassignments': 'Microsoft.Cache/redis/accessPolicyAssignments',
  'microsoft.cache/redisenterprise': 'Microsoft.Cache/redisEnterprise',
  'microsoft.cache/redisenterprise/databases': 'Microsoft.Cache/redisEnterprise/databases',
  'microsoft.cache/redisenterprise/databases/accesspolicyassignments':
    'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments',
};

export interface ReadResource {
  /** In lower case. */
  readonly type: string;
  readonly resource: Json;
}

/** One element of a file, complete enough to be served. Throws `NotUsable` with the reason. */
export function readResource(element: unknown): ReadResource {
  if (!isObject(element)) throw new NotUsable('it must be an object');
  // ARM lists subscriptions without a `type`.
  const isSubscription = textOf(element, 'subscriptionId') !== undefined && element['type'] === undefined;
  const type = isSubscription ? 'microsoft.resources/subscriptions' : needText(element, 'type').toLowerCase();
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (read === undefined) throw new NotUsable(`the type '${type}' is none the sandbox serves`);
  return { type, resource: { ...read(element, type), ...(casing[type] && { type: casing[type] }) } };
}
