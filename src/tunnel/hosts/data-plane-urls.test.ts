import assert from 'node:assert/strict';
import { subscriptionKey } from '../../estate/resources';
import { Failure } from '../../lifecycle/failure';
import { consoleUrl, portForwardUrl } from './data-plane-urls';
import type { InstanceAddress } from '../ports';

const address: InstanceAddress = {
  subscription: subscriptionKey('account', 'tenant', 'subscription'),
  subscriptionId: 'subscription',
  tenantId: 'tenant',
  resourceGroup: 'rg',
  service: 'shop',
  serviceId: '/s',
  serviceFqdn: 'shop.azuremicroservices.io',
  plan: 'Standard',
  appId: '/x',
  app: 'orders',
  deployment: 'default',
  instance: 'orders-1',
  inVirtualNetwork: false,
  dataPlanePublic: false,
};

describe('the addresses of the data plane', () => {
  it('name the instance below the host of its service', () => {
    assert.equal(
      consoleUrl(address),
      'wss://shop.azuremicroservices.io/api/appconnect/apps/orders/deployments/default/instances/orders-1/connect?command=/bin/sh',
    );
    assert.equal(
      portForwardUrl(address, 5005),
      'wss://shop.azuremicroservices.io/api/remoteDebugging/apps/orders/deployments/default/instances/orders-1?port=5005',
    );
  });

  for (const part of ['app', 'deployment', 'instance'] as const)
    for (const name of ['..', '.', ''])
      it(`take no '${name}' for the name of an ${part}`, () => {
        for (const plan of ['Standard', 'Consumption'] as const)
          assert.throws(
            () => consoleUrl({ ...address, plan, [part]: name }),
            (error) => Failure.is(error, 'invalid'),
          );
        assert.throws(
          () => portForwardUrl({ ...address, [part]: name }, 5005),
          (error) => Failure.is(error, 'invalid'),
        );
      });

  it('keep what a name is made of inside the name', () => {
    for (const instance of ['../x', 'a/b', 'a?b', 'a#b', '%2e%2e', 'a b', '..%2f', 'ü']) {
      const url = new URL(consoleUrl({ ...address, instance }));
      assert.equal(url.host, 'shop.azuremicroservices.io');
      assert.equal(decodeURIComponent(url.pathname.split('/').at(-2) ?? ''), instance);
    }
  });
});
