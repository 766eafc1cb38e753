import type { ArmId } from '../../estate/ids/arm-id';
import type { ArmDocument, EligibilityDocument } from '../estates/documents';
import { seededBy } from '../estates/make-documents';
import { stableGuid } from '../estates/stable-guid';
import { sampleIds } from './sample-ids';

const group = `/subscriptions/${sampleIds.productionSubscription}/resourceGroups/rg-shop`;

function target(type: string, name: string, properties: ArmDocument['properties'] = {}): ArmDocument {
  return {
    id: `${group}/providers/${type}/${name}`,
    name,
    type,
    location: 'westeurope',
    tags: {},
    systemData: seededBy,
    properties: { provisioningState: 'Succeeded', ...properties },
  };
}

/** What the shop's apps use besides vaults, Cosmos DB and caches. */
export function sampleTargets(): readonly ArmDocument[] {
  return [
    target('Microsoft.Storage/storageAccounts', 'harborshoporders'),
    target('Microsoft.ServiceBus/namespaces', 'sb-harbor-shop'),
    target('Microsoft.AppConfiguration/configurationStores', 'appcs-harbor-shop'),
    target('Microsoft.ContainerRegistry/registries', 'crharborshop'),
    target('Microsoft.DBforPostgreSQL/flexibleServers', 'psql-harbor-shop'),
  ];
}

export const sealedRegistry: ArmId = `${group}/providers/Microsoft.ContainerRegistry/registries/crharborshop`;

/** Granting at the registry takes a role that the caller has to activate first. */
export function sampleEligibilities(): readonly EligibilityDocument[] {
  const name = stableGuid('eligible at the registry');
  const role = 'f58310d9-a9f6-439a-9e8d-f62e7b41a168';
  return [
    {
      id: `${sealedRegistry}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances/${name}`,
      name,
      type: 'Microsoft.Authorization/roleEligibilityScheduleInstances',
      properties: {
        scope: sealedRegistry,
        roleDefinitionId: `/subscriptions/${sampleIds.productionSubscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
        principalType: 'ServicePrincipal',
        memberType: 'Direct',
        status: 'Provisioned',
        startDateTime: '2026-01-12T08:30:00.0000000Z',
      },
    },
  ];
}
