import type { AppDocument, DeploymentDocument, ServiceDocument, UserAssignedDocument } from './documents';
import type { EstateSeed } from './estate';
import {
  makeApp,
  makeDeployment,
  makeService,
  makeUserAssigned,
  serviceId,
  userAssignedId,
} from './make-documents';
import { makeIdentity, makeSubscription, makeTenant, seededPrincipal } from './make-identity';
import { sampleIds } from '../sample/sample-ids';
import { stableGuid } from './stable-guid';

export interface EstateSize {
  readonly subscriptions: number;
  /** Services per subscription. */
  readonly services: number;
  /** Apps per service. */
  readonly apps: number;
}

const tiers = ['Standard', 'Basic', 'Enterprise'] as const;

/** A regular estate of one tenant for measuring: every fourth app without identity, the others system, user and both. */
export function generatedEstate(size: EstateSize): EstateSeed {
  const tenantId = sampleIds.shopTenant;
  const services: ServiceDocument[] = [];
  const apps: AppDocument[] = [];
  const deployments: DeploymentDocument[] = [];
  const userAssigned: UserAssignedDocument[] = [];
  const subscriptions = Array.from({ length: size.subscriptions }, (_, s) =>
    makeSubscription(stableGuid(`generated subscription ${s + 1}`), tenantId, `Generated ${s + 1}`),
  );
  for (const { subscriptionId } of subscriptions) {
    for (let v = 0; v < size.services; v += 1) {
      const name = `spring-${v + 1}`;
      const service = makeService(
        serviceId(subscriptionId, `rg-${v + 1}`, name),
        tiers[v % tiers.length] ?? 'Standard',
        'westeurope',
      );
      const identity = makeUserAssigned(
        userAssignedId(subscriptionId, `rg-${v + 1}`, `id-${name}`),
        tenantId,
        'westeurope',
      );
      services.push(service);
      userAssigned.push(identity);
      for (let a = 0; a < size.apps; a += 1) {
        const appName = `app-${a + 1}`;
        const principal =
          a % 4 === 1 || a % 4 === 3 ? seededPrincipal(`${service.id}/apps/${appName}`) : undefined;
        const app = makeApp(
          service,
          appName,
          makeIdentity(tenantId, principal, a % 4 >= 2 ? [identity] : []),
        );
        apps.push(app);
        deployments.push(makeDeployment(app, service.sku, 1));
      }
    }
  }
  return {
    tenants: [makeTenant(tenantId, 'Generated', 'generated.invalid')],
    subscriptions,
    services,
    apps,
    deployments,
    userAssigned,
    roleAssignments: [],
    denyAssignments: [],
    vaults: [],
  };
}
