import { parseArmId, type ArmId } from '../../estate/ids/arm-id';
import { Collection } from './collection';
import type {
  AppDocument,
  ArmDocument,
  DenyAssignmentDocument,
  DeploymentDocument,
  EligibilityDocument,
  GroupDocument,
  OtherUserDocument,
  RoleAssignmentDocument,
  RoleDefinitionDocument,
  ServiceDocument,
  SubscriptionDocument,
  TenantDocument,
  UserAssignedDocument,
} from './documents';

/** Everything that exists in the sandbox, in the shapes ARM returns. */
export interface Estate {
  readonly tenants: readonly TenantDocument[];
  /** By subscription id in lower case. */
  readonly subscriptions: ReadonlyMap<string, SubscriptionDocument>;
  readonly resourceGroups: Collection<ArmDocument>;
  readonly services: Collection<ServiceDocument>;
  readonly apps: Collection<AppDocument>;
  readonly deployments: Collection<DeploymentDocument>;
  readonly userAssigned: Collection<UserAssignedDocument>;
  readonly roleAssignments: Collection<RoleAssignmentDocument>;
  readonly denyAssignments: Collection<DenyAssignmentDocument>;
  readonly vaults: Collection<ArmDocument>;
  /** What programs use besides vaults; below Cosmos DB accounts and caches the grants they keep themselves. */
  readonly stores: Collection<ArmDocument>;
  readonly federatedCredentials: Collection<ArmDocument>;
  /** Custom ones; the built-in roles are the same everywhere. */
  readonly roleDefinitions: Collection<RoleDefinitionDocument>;
  readonly eligibilities: Collection<EligibilityDocument>;
  readonly groups: readonly GroupDocument[];
  readonly otherUsers: readonly OtherUserDocument[];
}

/** What an estate is made from. Subscriptions must name tenants of the list, resources subscriptions of the list. */
export interface EstateSeed {
  readonly tenants: readonly TenantDocument[];
  readonly subscriptions: readonly SubscriptionDocument[];
  readonly services: Iterable<ServiceDocument>;
  readonly apps: Iterable<AppDocument>;
  readonly deployments: Iterable<DeploymentDocument>;
  readonly userAssigned: Iterable<UserAssignedDocument>;
  readonly roleAssignments: Iterable<RoleAssignmentDocument>;
  readonly denyAssignments: Iterable<DenyAssignmentDocument>;
  readonly vaults: Iterable<ArmDocument>;
  readonly stores?: Iterable<ArmDocument>;
  readonly federatedCredentials?: Iterable<ArmDocument>;
  readonly roleDefinitions?: Iterable<RoleDefinitionDocument>;
  readonly eligibilities?: Iterable<EligibilityDocument>;
  readonly groups?: readonly GroupDocument[];
  readonly otherUsers?: readonly OtherUserDocument[];
  /** What a file held that cannot be served, a sentence each. */
  readonly leftAside?: readonly string[];
}

function filled<T extends ArmDocument>(documents: Iterable<T>, now: () => number): Collection<T> {
  const collection = new Collection<T>(now);
  for (const document of documents) collection.put(document);
  collection.forgetChanges();
  return collection;
}

function groupId(id: ArmId): string | undefined {
  const parts = parseArmId(id);
  return parts && `/subscriptions/${parts.subscriptionId}/resourceGroups/${parts.resourceGroup}`;
}

/** `now` in Unix milliseconds dates changes. Resource groups follow from the ids of what is in them. */
export function buildEstate(seed: EstateSeed, now: () => number): Estate {
  const services = filled(seed.services, now);
  const userAssigned = filled(seed.userAssigned, now);
  const vaults = filled(seed.vaults, now);
  const stores = filled(seed.stores ?? [], now);
  const resourceGroups = new Collection<ArmDocument>(now);
  for (const document of [...services.all(), ...userAssigned.all(), ...vaults.all(), ...stores.all()]) {
    const id = groupId(document.id);
    if (id !== undefined && resourceGroups.get(id) === undefined)
      resourceGroups.put(resourceGroup(id, document.location ?? 'westeurope'));
  }
  resourceGroups.forgetChanges();
  return {
    tenants: seed.tenants,
    subscriptions: new Map(seed.subscriptions.map((item) => [item.subscriptionId.toLowerCase(), item])),
    resourceGroups,
    services,
    apps: filled(seed.apps, now),
    deployments: filled(seed.deployments, now),
    userAssigned,
    roleAssignments: filled(seed.roleAssignments, now),
    denyAssignments: filled(seed.denyAssignments, now),
    vaults,
    stores,
    federatedCredentials: filled(seed.federatedCredentials ?? [], now),
    roleDefinitions: filled(seed.roleDefinitions ?? [], now),
    eligibilities: filled(seed.eligibilities ?? [], now),
    groups: seed.groups ?? [],
    otherUsers: seed.otherUsers ?? [],
  };
}

function resourceGroup(id: ArmId, location: string): ArmDocument {
  return {
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    type: 'Microsoft.Resources/resourceGroups',
    location,
    properties: { provisioningState: 'Succeeded' },
  };
}
