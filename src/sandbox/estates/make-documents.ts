import type { ArmId } from '../../estate/ids/arm-id';
import type {
  AppDocument,
  DeploymentDocument,
  IdentityDocument,
  InstanceDocument,
  Json,
  RoleAssignmentDocument,
  ServiceDocument,
  SystemData,
  UserAssignedDocument,
} from './documents';
import { stableGuid } from './stable-guid';

/** A time as Azure writes it: ISO 8601 with seven decimals. `time` in Unix milliseconds. */
export function azureTime(time: number): string {
  return new Date(time).toISOString().replace('Z', '0000Z');
}

const seededAt = '2026-01-12T08:30:00.0000000Z';

export const seededBy: SystemData = {
  createdBy: 'dana@harbor.invalid',
  createdByType: 'User',
  createdAt: seededAt,
  lastModifiedBy: 'dana@harbor.invalid',
  lastModifiedByType: 'User',
  lastModifiedAt: seededAt,
};

export type Tier = 'Basic' | 'Standard' | 'Enterprise' | 'StandardGen2';

const skus: Readonly<Record<Tier, { readonly name: string; readonly tier: string }>> = {
  Basic: { name: 'B0', tier: 'Basic' },
  Standard: { name: 'S0', tier: 'Standard' },
  Enterprise: { name: 'E0', tier: 'Enterprise' },
  StandardGen2: { name: 'S0', tier: 'StandardGen2' },
};

export function serviceId(subscriptionId: string, group: string, name: string): ArmId {
  return `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.AppPlatform/Spring/${name}`;
}

/** Azure answers identity ids with `resourcegroups` in lower case and the rest in mixed case. */
export function userAssignedId(subscriptionId: string, group: string, name: string): ArmId {
  return `/subscriptions/${subscriptionId}/resourcegroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

function planProperties(id: ArmId, tier: Tier): Json {
  const group = id.slice(0, id.indexOf('/providers/'));
  if (tier === 'Enterprise')
    return {
      marketplaceResource: {
        plan: 'asa-ent-hr-mtr',
        publisher: 'vmware-inc',
        product: 'azure-spring-cloud-vmware-tanzu-2',
      },
    };
  if (tier === 'StandardGen2')
    return {
      managedEnvironmentId: `${group}/providers/Microsoft.App/managedEnvironments/flex-environment`,
      infraResourceGroup: 'ME_flex-environment',
    };
  return {};
}

export function makeService(id: ArmId, tier: Tier, location: string): ServiceDocument {
  const name = id.slice(id.lastIndexOf('/') + 1);
  return {
    properties: {
      provisioningState: 'Succeeded',
      zoneRedundant: false,
      version: 3,
      serviceId: stableGuid(id).replaceAll('-', ''),
      networkProfile: {
        outboundIPs: { publicIPs: ['192.0.2.10', '192.0.2.11'] },
        outboundType: 'loadBalancer',
      },
      powerState: 'Running',
      // `.invalid` never resolves: nothing that follows this name can reach somebody else's service.
      fqdn: `${name}.azuremicroservices.invalid`,
      ...planProperties(id, tier),
    },
    type: 'Microsoft.AppPlatform/Spring',
    sku: skus[tier],
    location,
    tags: {},
    id,
    name,
    systemData: seededBy,
  };
}

/** What Azure fills in for a new app. */
export const appDefaults: Json = {
  addonConfigs: { applicationConfigurationService: {}, serviceRegistry: {} },
  public: false,
  httpsOnly: false,
  temporaryDisk: { sizeInGB: 5, mountPath: '/tmp' },
  enableEndToEndTLS: false,
  ingressSettings: {
    readTimeoutInSeconds: 300,
    sendTimeoutInSeconds: 60,
    sessionCookieMaxAge: 0,
    sessionAffinity: 'None',
    backendProtocol: 'Default',
  },
};

export const persistentDisk: Json = { sizeInGB: 0, mountPath: '/persistent' };

export function appUrl(service: ServiceDocument, appName: string): string {
  return `https://${service.name}-${appName}.azuremicroservices.invalid`;
}

export function makeApp(
  service: ServiceDocument,
  name: string,
  identity: IdentityDocument | null,
): AppDocument {
  return {
    properties: {
      ...appDefaults,
      provisioningState: 'Succeeded',
      fqdn: service.properties.fqdn,
      persistentDisk,
    },
    type: 'Microsoft.AppPlatform/Spring/apps',
    identity,
    location: service.location,
    id: `${service.id}/apps/${name}`,
    name,
    systemData: seededBy,
  };
}

function probe(initialDelaySeconds: number, periodSeconds: number): Json {
  return {
    disableProbe: false,
    failureThreshold: 3,
    initialDelaySeconds,
    periodSeconds,
    successThreshold: 1,
    timeoutSeconds: 3,
    probeAction: { type: 'TCPSocketAction' },
  };
}

/** The probes Azure adds once a deployment has been created. */
export const probes: Json = { livenessProbe: probe(300, 10), readinessProbe: probe(0, 5) };

const runningSettings: Json = {
  resourceRequests: { cpu: '1', memory: '1Gi' },
  environmentVariables: null,
  terminationGracePeriodSeconds: 90,
  ...probes,
};
const jarSource: Json = { type: 'Jar', relativePath: 'resources/sandbox/app.jar', runtimeVersion: 'Java_17' };

interface InstancePlan {
  readonly app: string;
  readonly deployment: string;
  readonly count: number;
  readonly startTime: string;
  /** Where the names come from: the deployment's id, and something new for instances that replace others. */
  readonly origin: string;
}

/** Instance names have the form `{app}-{deployment}-{n}-{replica set}-{pod}`; no two deployments share one. */
export function makeInstances({
  app,
  deployment,
  count,
  startTime,
  origin,
}: InstancePlan): readonly InstanceDocument[] {
  const hash = stableGuid(origin.toLowerCase()).replaceAll('-', '');
  return Array.from({ length: count }, (_, i) => ({
    name: `${app}-${deployment}-14-${hash.slice(0, 10)}-${hash.slice(11 + i, 16 + i)}`,
    status: 'Running',
    discoveryStatus: 'UP',
    startTime,
  }));
}

/**
 * The instances of a deployment that is being changed, as recorded: those that were there, and beside them the ones that
 * take their place. What goes away without a successor is ending.
 */
export function replacedInstances(
  before: readonly InstanceDocument[],
  after: readonly InstanceDocument[],
): readonly InstanceDocument[] {
  const kept = new Set(before.map(({ name }) => name));
  const starting = after
    .filter(({ name }) => !kept.has(name))
    .map((instance): InstanceDocument => ({
      ...instance,
      status: 'Starting',
      reason: 'ContainerCreating',
      discoveryStatus: 'UNREGISTERED',
    }));
  const leaving = after.length === 0;
  return [...before.map((item) => (leaving ? { ...item, status: 'Terminating' } : item)), ...starting];
}

export function makeDeployment(app: AppDocument, sku: Json, instances: number): DeploymentDocument {
  return {
    properties: {
      deploymentSettings: runningSettings,
      provisioningState: 'Succeeded',
      status: instances === 0 ? 'Stopped' : 'Running',
      active: true,
      instances: makeInstances({
        app: app.name,
        deployment: 'default',
        count: instances,
        startTime: '2026-01-12T08:31:00Z',
        origin: `${app.id}/deployments/default`,
      }),
      source: jarSource,
    },
    type: 'Microsoft.AppPlatform/Spring/apps/deployments',
    sku: { ...sku, capacity: Math.max(1, instances) },
    id: `${app.id}/deployments/default`,
    name: 'default',
    systemData: seededBy,
  };
}

/** A running deployment with environment variables. */
export function withVariables(
  deployment: DeploymentDocument,
  variables: Readonly<Record<string, string>>,
): DeploymentDocument {
  const deploymentSettings: Json = { ...runningSettings, environmentVariables: { ...variables } };
  return { ...deployment, properties: { ...deployment.properties, deploymentSettings } };
}

export function makeUserAssigned(id: ArmId, tenantId: string, location: string): UserAssignedDocument {
  return {
    location,
    tags: {},
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    properties: {
      tenantId,
      principalId: stableGuid(`principal of ${id.toLowerCase()}`),
      clientId: stableGuid(`client of ${id.toLowerCase()}`),
    },
  };
}

export function makeRoleAssignment(scope: ArmId, role: string, principalId: string): RoleAssignmentDocument {
  const name = stableGuid(`role ${scope}/${role}/${principalId}`);
  const subscription = scope.split('/').slice(0, 3).join('/');
  return {
    properties: {
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      principalId,
      principalType: 'ServicePrincipal',
      scope,
      condition: null,
      conditionVersion: null,
      createdOn: seededAt,
      updatedOn: seededAt,
      createdBy: stableGuid('user dana'),
      updatedBy: stableGuid('user dana'),
      delegatedManagedIdentityResourceId: null,
      description: null,
    },
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    type: 'Microsoft.Authorization/roleAssignments',
    name,
  };
}
