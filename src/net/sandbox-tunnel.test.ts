import assert from 'node:assert/strict';

import { Asker } from '../../test/sandbox/ask';
import { ordersInstance } from '../../test/sandbox/orders-instance';
import { openSandbox, type Sandbox } from '../sandbox/server/open';
import type { InstanceAddress, RawRequest } from '../tunnel/ports';
import { openTunnel, type Tunnel } from './open-tunnel';

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
    address = await ordersInstance(sandbox, asker);
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
