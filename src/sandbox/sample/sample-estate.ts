import type { ArmId } from '../../estate/ids/arm-id';
import type {
  AppDocument,
  ArmDocument,
  DeploymentDocument,
  InstanceDocument,
  ServiceDocument,
  UserAssignedDocument,
} from '../estates/documents';
import type { EstateSeed } from '../estates/estate';
import {
  makeApp,
  makeDeployment,
  makeService,
  makeUserAssigned,
  serviceId,
  userAssignedId,
  withVariables,
  type Tier,
} from '../estates/make-documents';
import { makeIdentity, makeSubscription, makeTenant, seededPrincipal } from '../estates/make-identity';
import { sampleCustomRoles, sampleDenials, sampleGroups, sampleRoles, sampleVaults } from './sample-access';
import { sampleFederatedCredentials, sampleOtherUsers, sampleStores } from './sample-stores';
import { sampleEligibilities, sampleTargets } from './sample-targets';
import { sampleIds } from './sample-ids';

interface AppPlan {
  readonly name: string;
  readonly system?: boolean;
  readonly user?: readonly UserAssignedDocument[];
  /** Running instances; `none`: no deployment at all. */
  readonly instances?: number | 'none';
  /** How the instances are, one after the other; `Running` and `UP` where nothing is said. */
  readonly states?: readonly Partial<InstanceDocument>[];
  readonly properties?: Readonly<Record<string, unknown>>;
  /** What its deployment is given. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** The states instances were recorded in, besides `Running` and `UP`. */
const states = {
  creating: { status: 'Starting', reason: 'ContainerCreating', discoveryStatus: 'UNREGISTERED' },
  notReady: { status: 'Starting', reason: 'Not ready for connecting', discoveryStatus: 'UNKNOWN' },
  unschedulable: { status: 'Starting', reason: 'Unschedulable', discoveryStatus: 'N/A' },
  terminating: { status: 'Terminating', discoveryStatus: 'DOWN' },
  failed: { status: 'Failed', reason: 'Exit code 1', discoveryStatus: 'DOWN' },
  unregistered: { discoveryStatus: 'UNREGISTERED' },
  outOfService: { discoveryStatus: 'OUT_OF_SERVICE' },
} as const satisfies Readonly<Record<string, Partial<InstanceDocument>>>;

function inStates(
  deployment: DeploymentDocument,
  given: readonly Partial<InstanceDocument>[],
): DeploymentDocument {
  const { instances } = deployment.properties;
  const shown = instances?.map((instance, i) => ({ ...instance, ...given[i] })) ?? null;
  return { ...deployment, properties: { ...deployment.properties, instances: shown } };
}

class SampleBuilder {
  readonly services: ServiceDocument[] = [];
  readonly apps: AppDocument[] = [];
  readonly deployments: DeploymentDocument[] = [];
  readonly userAssigned: UserAssignedDocument[] = [];

  service(id: ArmId, tier: Tier, location: string, apps: readonly AppPlan[]): void {
    const service = makeService(id, tier, location);
    const stopped = id.endsWith('/shop-archive');
    this.services.push(
      stopped ? { ...service, properties: { ...service.properties, powerState: 'Stopped' } } : service,
    );
    const tenantId = id.includes(sampleIds.partnerSubscription)
      ? sampleIds.partnerTenant
      : sampleIds.shopTenant;
    for (const plan of apps) {
      const principal = plan.system === true ? seededPrincipal(`${id}/apps/${plan.name}`) : undefined;
      const app = makeApp(service, plan.name, makeIdentity(tenantId, principal, plan.user ?? []));
      this.apps.push({ ...app, properties: { ...app.properties, ...plan.properties } });
      const instances = stopped ? 0 : (plan.instances ?? 1);
      if (instances === 'none') continue;
      const deployment = inStates(makeDeployment(app, service.sku, instances), plan.states ?? []);
      this.deployments.push(
        plan.variables === undefined ? deployment : withVariables(deployment, plan.variables),
      );
    }
  }

  identity(subscriptionId: string, group: string, name: string): UserAssignedDocument {
    const tenantId =
      subscriptionId === sampleIds.partnerSubscription ? sampleIds.partnerTenant : sampleIds.shopTenant;
    const document = makeUserAssigned(userAssignedId(subscriptionId, group, name), tenantId, 'westeurope');
    this.userAssigned.push(document);
    return document;
  }
}

function fillProduction(sample: SampleBuilder, messaging: UserAssignedDocument): void {
  const subscription = sampleIds.productionSubscription;
  const identity = (name: string) => sample.identity(subscription, 'rg-shop', name);
  const orders = identity('id-orders');
  const billing = identity('id-billing');
  const telemetry = identity('id-telemetry');
  const inventory = [identity('id-inventory-read'), identity('id-inventory-write'), telemetry];
  // Used by nobody: what is left over after an app was deleted.
  identity('id-newsletter');
  const regions = Array.from({ length: 20 }, (_, i) =>
    identity(`id-region-${String(i + 1).padStart(2, '0')}`),
  );
  sample.service(serviceId(subscription, 'rg-shop', 'shop'), 'Standard', 'westeurope', [
    { name: 'gateway', instances: 2, properties: { public: true, url: publicUrl('shop', 'gateway') } },
    { name: 'catalog', system: true },
    { name: 'orders', system: true, user: [orders, telemetry] },
    {
      name: 'billing',
      user: [billing],
      variables: { SPRING_PROFILES_ACTIVE: 'production', AZURE_CLIENT_ID: billing.properties.clientId },
    },
    {
      name: 'inventory',
      user: inventory,
      instances: 3,
      states: [{}, states.unregistered, states.outOfService],
      variables: { SPRING_PROFILES_ACTIVE: 'production' },
    },
    { name: 'payments', system: true },
    {
      name: 'shipping',
      system: true,
      properties: { provisioningState: 'Updating' },
      instances: 2,
      states: [{}, states.creating],
    },
    {
      name: 'returns',
      system: true,
      properties: { provisioningState: 'Failed' },
      states: [states.failed],
    },
    { name: 'search', system: true },
    { name: 'notifications', user: [messaging] },
    { name: 'reporting', system: true, instances: 'none' },
    { name: 'loyalty', user: regions.slice(0, 19) },
    { name: 'promotions', user: regions },
  ]);
  sample.service(serviceId(subscription, 'rg-shop', 'shop-enterprise'), 'Enterprise', 'northeurope', [
    {
      name: 'storefront',
      system: true,
      user: [telemetry],
      instances: 2,
      states: [states.unregistered, states.notReady],
    },
    { name: 'recommendations', system: true },
    { name: 'pricing', user: [billing, orders] },
    { name: 'checkout', states: [states.unschedulable] },
  ]);
}

function publicUrl(service: string, app: string): string {
  return `https://${service}-${app}.azuremicroservices.invalid`;
}

function fillDevelopment(sample: SampleBuilder): void {
  const subscription = sampleIds.developmentSubscription;
  const development = sample.identity(subscription, 'rg-shop-dev', 'id-shop-dev');
  sample.service(serviceId(subscription, 'rg-shop-dev', 'shop-dev'), 'Basic', 'westeurope', [
    { name: 'catalog-dev', system: true },
    { name: 'orders-dev', user: [development] },
    { name: 'billing-dev', instances: 0 },
  ]);
  // Called like one in production; nobody uses either.
  sample.identity(subscription, 'rg-archive', 'id-newsletter');
  sample.service(serviceId(subscription, 'rg-archive', 'shop-archive'), 'Standard', 'northeurope', [
    { name: 'orders-archive', system: true },
    { name: 'mailer-archive' },
  ]);
  sample.service(serviceId(subscription, 'rg-flex', 'shop-flex'), 'StandardGen2', 'westeurope', [
    { name: 'flex-api', system: true },
    { name: 'flex-worker' },
  ]);
}

function fillPartner(sample: SampleBuilder): void {
  const subscription = sampleIds.partnerSubscription;
  const sync = sample.identity(subscription, 'rg-partner', 'id-partner-sync');
  sample.service(serviceId(subscription, 'rg-partner', 'partner'), 'Standard', 'swedencentral', [
    { name: 'partner-portal', instances: 2, states: [{}, states.terminating] },
    { name: 'partner-api', system: true },
    { name: 'partner-sync', user: [sync] },
  ]);
}

/**
 * Three subscriptions of two tenants, one app or more for every state the extension shows. Ids are the same on
 * every start. Names tell the story: a shop, its development copy, and a partner's portal in a tenant of its own.
 */
export function sampleEstate(): EstateSeed {
  const sample = new SampleBuilder();
  const messaging = sample.identity(sampleIds.developmentSubscription, 'rg-shared', 'id-messaging');
  fillProduction(sample, messaging);
  fillDevelopment(sample);
  fillPartner(sample);
  const vaults: readonly ArmDocument[] = sampleVaults();
  return {
    tenants: [
      makeTenant(sampleIds.shopTenant, 'Harbor Shop', 'harborshop.invalid'),
      makeTenant(sampleIds.partnerTenant, 'Harbor Partners', 'harborpartners.invalid'),
    ],
    subscriptions: [
      makeSubscription(sampleIds.productionSubscription, sampleIds.shopTenant, 'Shop Production'),
      makeSubscription(sampleIds.developmentSubscription, sampleIds.shopTenant, 'Shop Development'),
      makeSubscription(sampleIds.partnerSubscription, sampleIds.partnerTenant, 'Partner Portal'),
    ],
    services: sample.services,
    apps: sample.apps,
    deployments: sample.deployments,
    userAssigned: sample.userAssigned,
    roleAssignments: sampleRoles(),
    denyAssignments: sampleDenials(),
    vaults,
    stores: [...sampleStores(), ...sampleTargets()],
    eligibilities: sampleEligibilities(),
    federatedCredentials: sampleFederatedCredentials(),
    roleDefinitions: sampleCustomRoles(),
    groups: sampleGroups(),
    otherUsers: sampleOtherUsers(),
  };
}
