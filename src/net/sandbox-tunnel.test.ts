import assert from 'node:assert/strict';

import { subscriptionKey } from '../estate/resources';
import { Asker } from '../../test/sandbox/ask';
import { openSandbox, sampleIds, type Sandbox } from '../sandbox/open';
import type { InstanceAddress, RawRequest } from '../tunnel/ports';
import { openTunnel, type Tunnel } from './open-tunnel';

interface Named {
  readonly properties: { readonly fqdn: string; readonly instances: readonly { readonly name: string }[] };
}

const request: RawRequest = {
  method: 'GET',
  target: '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net',
  headers: { Metadata: 'true' },
};

describe("tunnel into the sandbox's instances", function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  let asker: Asker;
  let tunnel: Tunnel;
  let address: InstanceAddress;

  before(async () => {
    sandbox = await openSandbox({ operationSeconds: 0.05 });
    asker = new Asker(sandbox);
    const read = async (path: string): Promise<Named> =>
      (await asker.arm('GET', `${path}?api-version=2023-12-01`)).body as Named;
    const service = `/subscriptions/${sampleIds.productionSubscription}/resourceGroups/rg-shop/providers/Microsoft.AppPlatform/Spring/shop`;
    const app = `${service}/apps/orders`;
    address = {
      subscription: subscriptionKey('sandbox', sandbox.tenantId, sampleIds.productionSubscription),
      subscriptionId: sampleIds.productionSubscription,
      tenantId: sandbox.tenantId,
      resourceGroup: 'rg-shop',
      service: 'shop',
      serviceFqdn: (await read(service)).properties.fqdn,
      plan: 'Standard',
      appId: app,
      app: 'orders',
      deployment: 'default',
      instance: (await read(`${app}/deployments/default`)).properties.instances[0]!.name,
      inVirtualNetwork: false,
      dataPlanePublic: false,
    };
    tunnel = openTunnel({
      ca: sandbox.caPem,
      bearer: () => asker.token(),
      instances: () => Promise.resolve([address]),
    });
  });
  after(async () => {
    asker.close();
    await sandbox.stop();
  });

  it('brings a token, and the error for an identity that the app does not have, over the console', async () => {
    const route = tunnel.route({ kind: 'console', address });
    const good = await route.exchange(request, new AbortController().signal);
    const bad = await route.exchange(
      { ...request, target: `${request.target}&client_id=00000000-0000-4000-8000-000000000000` },
      new AbortController().signal,
    );
    route.dispose();
    const token = JSON.parse(Buffer.from(good.body).toString()) as { resource: string; token_type: string };
    assert.deepEqual(
      [good.status, token.resource, token.token_type],
      [200, 'https://vault.azure.net', 'Bearer'],
    );
    assert.equal(bad.status, 400);
    assert.equal(
      (JSON.parse(Buffer.from(bad.body).toString()) as { error: string }).error,
      'invalid_request',
    );
  });
});
