import { subscriptionKey } from '../../src/estate/resources';
import { sampleIds, type Sandbox } from '../../src/sandbox/server/open';
import type { InstanceAddress } from '../../src/tunnel/ports';
import type { Asker } from './ask';
import { shop, version } from './opened';

interface Named {
  readonly properties: { readonly fqdn: string; readonly instances: readonly { readonly name: string }[] };
}

/** Where the first instance of `orders` in the sandbox's sample estate is reached. */
export async function ordersInstance(sandbox: Sandbox, asker: Asker): Promise<InstanceAddress> {
  const read = async (path: string): Promise<Named> =>
    (await asker.arm('GET', `${path}?${version}`)).body as Named;
  const app = `${shop}/apps/orders`;
  return {
    subscription: subscriptionKey('sandbox', sandbox.tenantId, sampleIds.productionSubscription),
    subscriptionId: sampleIds.productionSubscription,
    tenantId: sandbox.tenantId,
    resourceGroup: 'rg-shop',
    service: 'shop',
    serviceId: shop,
    serviceFqdn: (await read(shop)).properties.fqdn,
    plan: 'Standard',
    appId: app,
    app: 'orders',
    deployment: 'default',
    instance: (await read(`${app}/deployments/default`)).properties.instances[0]!.name,
    inVirtualNetwork: false,
    dataPlanePublic: false,
  };
}
