import { isGuid } from '../estate/guid';
import { wishTrouble, anyIdentity } from './token-wish';

/** Who decides what a token may do at a target, which is where a verdict has to look. */
export type AccessModel =
  /** Azure role assignments at the target or above. */
  | 'roles'
  /** Azure roles or the vault's own access policies, by a flag of the vault. */
  | 'vault'
  /** Grants inside the database, which Azure Resource Manager does not show. */
  | 'database'
  /** Data plane roles of its own, which role assignments do not show. */
  | 'cosmos'
  /** Application roles, carried in the token. */
  | 'app-roles'
  /** Permissions kept by the service itself. */
  | 'own';

/** Something tokens are asked for. */
export interface Target {
  readonly id: string;
  readonly label: string;
  /** For `resource=`; an SDK scope is this with `/.default`. */
  readonly resource: string;
  readonly access: AccessModel;
  /** Part of the resource type a role's scope has, lower case: `microsoft.keyvault/vaults`. */
  readonly resourceType?: string;
  /** Roles for data by definition GUID. Names are the built-in ones. */
  readonly roles?: Readonly<Record<string, string>>;
}

const storageRoles = {
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1': 'Storage Blob Data Reader',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  '19e7f393-937e-4f77-808e-94535e297925': 'Storage Queue Data Reader',
  '8a0f0c08-91a1-4084-bc3d-661d67233fed': 'Storage Queue Data Message Processor',
  'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a': 'Storage Queue Data Message Sender',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
  '76199698-9eea-4c19-bc75-cec21354c6b6': 'Storage Table Data Reader',
};

const keyVaultRoles = {
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7': 'Key Vault Secrets Officer',
  '12338af0-0e69-4776-bea7-57ae8d297424': 'Key Vault Crypto User',
};

const serviceBusRoles = {
  '090c5cfd-751d-490a-894a-3ce6f1109419': 'Azure Service Bus Data Owner',
  '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0': 'Azure Service Bus Data Receiver',
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39': 'Azure Service Bus Data Sender',
};

const eventHubsRoles = {
  'f526a384-b230-433a-b45c-95f59c4a2dec': 'Azure Event Hubs Data Owner',
  'a638d3c7-ab3a-418d-83e6-5f17a39d4fde': 'Azure Event Hubs Data Receiver',
  '2b629674-e913-4c01-ae53-ef4638d8f975': 'Azure Event Hubs Data Sender',
};

const appConfigurationRoles = {
  '516239f1-63e1-4d78-a4de-a74fb236a071': 'App Configuration Data Reader',
  '5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b': 'App Configuration Data Owner',
};

/** Databricks is named by its application ID, which has no scheme. */
export const databricksResource = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d';

/** Names and hosts of the public cloud; see "Azure services that support managed identities". */
export const knownTargets: readonly Target[] = [
  {
    id: 'key-vault',
    label: 'Key Vault',
    resource: 'https://vault.azure.net',
    access: 'vault',
    resourceType: 'microsoft.keyvault/vaults',
    roles: keyVaultRoles,
  },
  {
    id: 'storage',
    label: 'Storage',
    resource: 'https://storage.azure.com/',
    access: 'roles',
    resourceType: 'microsoft.storage/storageaccounts',
    roles: storageRoles,
  },
  { id: 'sql', label: 'Azure SQL', resource: 'https://database.windows.net/', access: 'database' },
  {
    id: 'oss-databases',
    label: 'Azure Database for PostgreSQL or MySQL',
    resource: 'https://ossrdbms-aad.database.windows.net',
    access: 'database',
  },
  { id: 'arm', label: 'Azure Resource Manager', resource: 'https://management.azure.com/', access: 'roles' },
  {
    id: 'service-bus',
    label: 'Service Bus',
    resource: 'https://servicebus.azure.net/',
    access: 'roles',
    resourceType: 'microsoft.servicebus/namespaces',
    roles: serviceBusRoles,
  },
  {
    id: 'event-hubs',
    label: 'Event Hubs',
    resource: 'https://eventhubs.azure.net/',
    access: 'roles',
    resourceType: 'microsoft.eventhub/namespaces',
    roles: eventHubsRoles,
  },
  {
    id: 'app-configuration',
    label: 'App Configuration',
    resource: 'https://azconfig.io',
    access: 'roles',
    resourceType: 'microsoft.appconfiguration/configurationstores',
    roles: appConfigurationRoles,
  },
  { id: 'cosmos', label: 'Cosmos DB', resource: 'https://cosmos.azure.com', access: 'cosmos' },
  { id: 'redis', label: 'Azure Cache for Redis', resource: 'https://redis.azure.com', access: 'own' },
  { id: 'graph', label: 'Microsoft Graph', resource: 'https://graph.microsoft.com', access: 'app-roles' },
  { id: 'databricks', label: 'Azure Databricks', resource: databricksResource, access: 'own' },
];

/**
 * A typed resource as a target: a known one where it is one, an application otherwise (`api://...`, a URL, an
 * application ID). `/.default` of an SDK scope is taken off, nothing else is: a trailing slash ends up in `aud`.
 * `undefined` when it cannot be a resource.
 */
export function targetOf(typed: string): Target | undefined {
  const resource = typed.trim().replace(/\/\.default$/, '');
  const looksRight = isGuid(resource) || /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(resource);
  if (!looksRight || wishTrouble({ resource, identity: anyIdentity }) !== undefined) return undefined;
  const known = knownTargets.find((target) => sameResource(target.resource, resource)) ?? byHost(resource);
  if (known !== undefined) return { ...known, resource };
  return { id: 'application', label: resource, resource, access: 'app-roles' };
}

/** Equal but for case and one trailing slash: the same service, not necessarily the same `aud`. */
export function sameResource(a: string, b: string): boolean {
  return a.replace(/\/$/, '').toLowerCase() === b.replace(/\/$/, '').toLowerCase();
}

/** Hosts of single stores and accounts, which are resources of their own, and of the other clouds. */
const hosts: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)vault\.(azure\.net|azure\.cn|usgovcloudapi\.net)$/, 'key-vault'],
  [/\.(blob|queue|table|file|dfs)\.core\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)$/, 'storage'],
  [/\.azconfig\.(io|azure\.cn|azure\.us)$/, 'app-configuration'],
  [/\.documents\.azure\.(com|cn|us)$/, 'cosmos'],
  [/\.servicebus\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)$/, 'service-bus'],
  [/^database\.(chinacloudapi\.cn|usgovcloudapi\.net)$/, 'sql'],
  [/^management\.(chinacloudapi\.cn|usgovcloudapi\.net|core\.windows\.net)$/, 'arm'],
  [/^(microsoftgraph\.chinacloudapi\.cn|graph\.microsoft\.us)$/, 'graph'],
];

function byHost(resource: string): Target | undefined {
  if (!URL.canParse(resource)) return undefined;
  const { hostname } = new URL(resource);
  const id = hosts.find(([pattern]) => pattern.test(hostname.toLowerCase()))?.[1];
  return knownTargets.find((target) => target.id === id);
}
