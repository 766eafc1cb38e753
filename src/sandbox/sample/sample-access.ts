import type { ArmId } from '../../estate/ids/arm-id';
import type {
  ArmDocument,
  DenyAssignmentDocument,
  GroupDocument,
  Json,
  RoleAssignmentDocument,
  RoleDefinitionDocument,
} from '../estates/documents';
import {
  makeRoleAssignment,
  makeUserAssigned,
  seededBy,
  serviceId,
  userAssignedId,
} from '../estates/make-documents';
import { sampleIds } from './sample-ids';
import { sealedRegistry } from './sample-targets';
import { stableGuid } from '../estates/stable-guid';

const production = `/subscriptions/${sampleIds.productionSubscription}`;
const shopVault: ArmId = `${production}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop`;

const roles = {
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
  vaultReader: '21090545-7ca7-4776-b22c-e363652d74d2',
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  busSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39',
  busReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0',
  configurationReader: '516239f1-63e1-4d78-a4de-a74fb236a071',
  blobReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb',
} as const;

/** People in the shop gave a group access instead of each app. */
const receiptReaders: GroupDocument = {
  id: stableGuid('group receipt readers'),
  displayName: 'Receipt Readers',
  members: [systemPrincipal('shop', 'orders'), systemPrincipal('shop', 'returns')],
};

export function sampleGroups(): readonly GroupDocument[] {
  return [receiptReaders];
}

const stockReader = stableGuid('custom role stock reader');

/** A role that somebody of the shop made: only what the inventory needs of the storage account. */
export function sampleCustomRoles(): readonly RoleDefinitionDocument[] {
  return [
    {
      id: `${production}/providers/Microsoft.Authorization/roleDefinitions/${stockReader}`,
      name: stockReader,
      type: 'Microsoft.Authorization/roleDefinitions',
      properties: {
        roleName: 'Harbor Stock Reader',
        type: 'CustomRole',
        description: 'Reads the lists of stock.',
        assignableScopes: [production],
        permissions: [
          {
            actions: [],
            notActions: [],
            dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
            notDataActions: [],
          },
        ],
        createdOn: '2026-02-03T09:00:00.0000000Z',
        updatedOn: '2026-02-03T09:00:00.0000000Z',
        createdBy: stableGuid('user dana'),
        updatedBy: stableGuid('user dana'),
      },
    },
  ];
}

function withProperties(document: RoleAssignmentDocument, properties: Json): RoleAssignmentDocument {
  return { ...document, properties: { ...document.properties, ...properties } };
}

export function systemPrincipal(service: string, app: string): string {
  const id = `${serviceId(sampleIds.productionSubscription, 'rg-shop', service)}/apps/${app}`;
  return stableGuid(`system principal of ${id.toLowerCase()}`);
}

export function userPrincipal(subscription: string, group: string, name: string): string {
  return makeUserAssigned(userAssignedId(subscription, group, name), '', '').properties.principalId;
}

/** Grants of the shop's identities: some on a vault, a group, a bus; `search` has none, one belongs to nobody any more. */
export function sampleRoles(): readonly RoleAssignmentDocument[] {
  const inShop = (name: string) => userPrincipal(sampleIds.productionSubscription, 'rg-shop', name);
  const messaging = userPrincipal(sampleIds.developmentSubscription, 'rg-shared', 'id-messaging');
  const group = `${production}/resourceGroups/rg-shop`;
  const storage = `${group}/providers/Microsoft.Storage/storageAccounts/harborshoporders`;
  const bus = `${group}/providers/Microsoft.ServiceBus/namespaces/sb-harbor-shop`;
  const configuration = `${group}/providers/Microsoft.AppConfiguration/configurationStores/appcs-harbor-shop`;
  return [
    makeRoleAssignment(configuration, roles.configurationReader, systemPrincipal('shop', 'catalog')),
    makeRoleAssignment(shopVault, roles.secretsUser, systemPrincipal('shop', 'orders')),
    makeRoleAssignment(bus, roles.busSender, systemPrincipal('shop', 'orders')),
    makeRoleAssignment(storage, roles.blobContributor, inShop('id-orders')),
    makeRoleAssignment(shopVault, roles.secretsUser, inShop('id-billing')),
    makeRoleAssignment(shopVault, roles.secretsUser, systemPrincipal('shop', 'payments')),
    makeRoleAssignment(shopVault, roles.vaultReader, systemPrincipal('shop-enterprise', 'recommendations')),
    makeRoleAssignment(group, roles.configurationReader, inShop('id-telemetry')),
    makeRoleAssignment(bus, roles.busReceiver, messaging),
    withProperties(makeRoleAssignment(storage, roles.blobReader, receiptReaders.id), {
      principalType: 'Group',
    }),
    withProperties(makeRoleAssignment(storage, stockReader, inShop('id-inventory-read')), {
      condition:
        "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'stock'",
      conditionVersion: '2.0',
    }),
    withProperties(
      makeRoleAssignment(
        '/providers/Microsoft.Management/managementGroups/mg-harbor',
        roles.metricsPublisher,
        inShop('id-telemetry'),
      ),
      {
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${roles.metricsPublisher}`,
      },
    ),
    // Its principal was deleted when somebody switched the identity off and on: the grant is left behind.
    makeRoleAssignment(shopVault, roles.secretsUser, stableGuid('principal deleted long ago')),
  ];
}

/** In the partner's subscription roles may not be read, and at one registry not be granted; everything else may. */
export function sampleDenials(): readonly DenyAssignmentDocument[] {
  const scope = `/subscriptions/${sampleIds.partnerSubscription}`;
  const name = stableGuid('deny reading roles');
  const granting = stableGuid('deny granting at the registry');
  return [
    {
      id: `${scope}/providers/Microsoft.Authorization/denyAssignments/${name}`,
      name,
      type: 'Microsoft.Authorization/denyAssignments',
      properties: {
        denyAssignmentName: 'Role assignments are private',
        scope,
        permissions: [{ actions: ['Microsoft.Authorization/*/read'] }],
      },
    },
    {
      id: `${sealedRegistry}/providers/Microsoft.Authorization/denyAssignments/${granting}`,
      name: granting,
      type: 'Microsoft.Authorization/denyAssignments',
      properties: {
        denyAssignmentName: 'Roles at the registry are given by others',
        scope: sealedRegistry,
        permissions: [{ actions: ['Microsoft.Authorization/roleAssignments/write'] }],
      },
    },
  ];
}

interface VaultPlan {
  readonly id: ArmId;
  readonly tenantId: string;
  readonly rbac: boolean;
  /** Principals an access policy lets read secrets. */
  readonly readers: readonly string[];
}

function makeVault(plan: VaultPlan): ArmDocument {
  const name = plan.id.slice(plan.id.lastIndexOf('/') + 1);
  return {
    id: plan.id,
    name,
    type: 'Microsoft.KeyVault/vaults',
    location: 'westeurope',
    tags: {},
    systemData: seededBy,
    properties: {
      sku: { family: 'A', name: 'standard' },
      tenantId: plan.tenantId,
      accessPolicies: plan.readers.map((objectId) => ({
        tenantId: plan.tenantId,
        objectId,
        permissions: { secrets: ['get', 'list'] },
      })),
      enabledForDeployment: false,
      enableSoftDelete: true,
      enableRbacAuthorization: plan.rbac,
      // `.invalid` never resolves: nothing that follows this address can reach somebody else's vault.
      vaultUri: `https://${name}.vault.azure.invalid/`,
      provisioningState: 'Succeeded',
      publicNetworkAccess: 'Enabled',
    },
  };
}

/** One vault that goes by roles, one that goes by access policies, and the partner's. */
export function sampleVaults(): readonly ArmDocument[] {
  return [
    makeVault({ id: shopVault, tenantId: sampleIds.shopTenant, rbac: true, readers: [] }),
    makeVault({
      id: `${shopVault}-legacy`,
      tenantId: sampleIds.shopTenant,
      rbac: false,
      readers: [
        systemPrincipal('shop', 'payments'),
        userPrincipal(sampleIds.productionSubscription, 'rg-shop', 'id-billing'),
      ],
    }),
    makeVault({
      id: `/subscriptions/${sampleIds.partnerSubscription}/resourceGroups/rg-partner/providers/Microsoft.KeyVault/vaults/kv-partner`,
      tenantId: sampleIds.partnerTenant,
      rbac: true,
      readers: [],
    }),
  ];
}
