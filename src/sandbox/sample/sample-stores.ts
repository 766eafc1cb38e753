import type { ArmId } from '../../estate/ids/arm-id';
import type { ArmDocument, Json, OtherUserDocument } from '../estates/documents';
import { seededBy, userAssignedId } from '../estates/make-documents';
import { stableGuid } from '../estates/stable-guid';
import { systemPrincipal, userPrincipal } from './sample-access';
import { sampleIds } from './sample-ids';

const group: ArmId = `/subscriptions/${sampleIds.productionSubscription}/resourceGroups/rg-shop`;
const cosmos: ArmId = `${group}/providers/Microsoft.DocumentDB/databaseAccounts/cosmos-harbor`;
const cache: ArmId = `${group}/providers/Microsoft.Cache/redis/redis-harbor`;
const cluster: ArmId = `${group}/providers/Microsoft.Cache/redisEnterprise/amr-harbor`;

const inShop = (name: string): string => userPrincipal(sampleIds.productionSubscription, 'rg-shop', name);

function made(id: ArmId, type: string, properties: Json): ArmDocument {
  return { id, name: id.slice(id.lastIndexOf('/') + 1), type, properties };
}

function placed(id: ArmId, type: string, properties: Json): ArmDocument {
  const state = { provisioningState: 'Succeeded', ...properties };
  return { ...made(id, type, state), location: 'westeurope', tags: {}, systemData: seededBy };
}

function cosmosDefinition(guid: string, roleName: string, dataActions: readonly string[]): ArmDocument {
  const properties = {
    roleName,
    type: guid.startsWith('00000000') ? 'BuiltInRole' : 'CustomRole',
    assignableScopes: [cosmos],
    permissions: [{ dataActions, notDataActions: [] }],
  };
  const type = 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions';
  return made(`${cosmos}/sqlRoleDefinitions/${guid}`, type, properties);
}

function cosmosAssignment(scope: ArmId, role: string, principalId: string): ArmDocument {
  const guid = stableGuid(`cosmos ${scope}/${role}/${principalId}`);
  return made(
    `${cosmos}/sqlRoleAssignments/${guid}`,
    'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments',
    { roleDefinitionId: `${cosmos}/sqlRoleDefinitions/${role}`, scope, principalId },
  );
}

const reader = '00000000-0000-0000-0000-000000000001';
const contributor = '00000000-0000-0000-0000-000000000002';
const metadata = 'Microsoft.DocumentDB/databaseAccounts/readMetadata';
const container = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers';

/** A Cosmos DB account, a cache and a managed cache, each with grants of its own that no role assignment shows. */
export function sampleStores(): readonly ArmDocument[] {
  const redisAssignments = 'Microsoft.Cache/redis/accessPolicyAssignments';
  return [
    placed(cosmos, 'Microsoft.DocumentDB/databaseAccounts', {
      databaseAccountOfferType: 'Standard',
      documentEndpoint: 'https://cosmos-harbor.documents.azure.invalid:443/',
      disableLocalAuth: true,
    }),
    cosmosDefinition(reader, 'Cosmos DB Built-in Data Reader', [metadata, `${container}/items/read`]),
    cosmosDefinition(contributor, 'Cosmos DB Built-in Data Contributor', [metadata, `${container}/*`]),
    cosmosAssignment(cosmos, contributor, systemPrincipal('shop', 'catalog')),
    cosmosAssignment(`${cosmos}/dbs/stock/colls/items`, reader, inShop('id-inventory-read')),
    placed(cache, 'Microsoft.Cache/redis', {
      hostName: 'redis-harbor.redis.cache.azure.invalid',
      redisConfiguration: { 'aad-enabled': 'True' },
    }),
    made(`${cache}/accessPolicyAssignments/id-billing`, redisAssignments, {
      provisioningState: 'Succeeded',
      objectId: inShop('id-billing'),
      objectIdAlias: 'id-billing',
      accessPolicyName: 'Data Contributor',
    }),
    placed(cluster, 'Microsoft.Cache/redisEnterprise', {
      hostName: 'amr-harbor.westeurope.redis.azure.invalid',
    }),
    made(`${cluster}/databases/default`, 'Microsoft.Cache/redisEnterprise/databases', {
      provisioningState: 'Succeeded',
      port: 10000,
      accessKeysAuthentication: 'Disabled',
    }),
    made(
      `${cluster}/databases/default/accessPolicyAssignments/catalog`,
      'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments',
      {
        provisioningState: 'Succeeded',
        accessPolicyName: 'default',
        user: { objectId: systemPrincipal('shop', 'catalog') },
      },
    ),
  ];
}

function credential(identity: ArmId, name: string, issuer: string, subject: string): ArmDocument {
  return made(
    `${identity}/federatedIdentityCredentials/${name}`,
    'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
    { issuer, subject, audiences: ['api://AzureADTokenExchange'] },
  );
}

/** Builds of GitHub and a service account of a cluster that may become an identity of the shop. */
export function sampleFederatedCredentials(): readonly ArmDocument[] {
  const identity = (name: string): ArmId => userAssignedId(sampleIds.productionSubscription, 'rg-shop', name);
  const github = 'https://token.actions.githubusercontent.com';
  return [
    credential(identity('id-orders'), 'orders-main', github, 'repo:harbor/orders:ref:refs/heads/main'),
    credential(
      identity('id-newsletter'),
      'newsletter-cluster',
      `https://westeurope.oic.prod-aks.azure.invalid/${sampleIds.shopTenant}/`,
      'system:serviceaccount:mail:newsletter',
    ),
  ];
}

/** What else uses the identity for telemetry: a machine of the shop, and three things in a subscription nobody here sees. */
export function sampleOtherUsers(): readonly OtherUserDocument[] {
  const identity = userAssignedId(sampleIds.productionSubscription, 'rg-shop', 'id-telemetry');
  const hidden = `/subscriptions/${stableGuid('subscription platform')}/resourceGroups/rg-platform/providers`;
  const seen = {
    identity,
    id: `${group}/providers/Microsoft.Compute/virtualMachines/vm-collector`,
    type: 'Microsoft.Compute/virtualMachines',
    subscriptionDisplayName: 'Shop Production',
  };
  const unseen = ['collector-a', 'collector-b', 'dashboards'].map((name) => ({
    identity,
    id: `${hidden}/Microsoft.Web/sites/${name}`,
    type: 'Microsoft.Web/sites',
    subscriptionDisplayName: 'Harbor Platform',
  }));
  return [seen, ...unseen];
}
