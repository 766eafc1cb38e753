import assert from 'node:assert/strict';

import { estateFromResources } from '../estates/from-resources';
import { leadHere } from './lead-here';

const subscription = '/subscriptions/5a4db000-0000-4000-a000-000000000001';

/** Exported from Azure, with the real address of the real service in it. */
function service(name: string, properties: object) {
  return {
    id: `${subscription}/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/${name}`,
    name,
    type: 'Microsoft.AppPlatform/Spring',
    location: 'x',
    sku: { name: 'S0', tier: 'Standard' },
    properties: { provisioningState: 'Succeeded', fqdn: `${name}.azuremicroservices.io`, ...properties },
  };
}

function fqdns(...services: readonly ReturnType<typeof service>[]): unknown[] {
  const apps = services.map(({ id, properties }) => ({
    id: `${id}/apps/a`,
    name: 'a',
    type: 'Microsoft.AppPlatform/Spring/apps',
    location: 'x',
    properties: { provisioningState: 'Succeeded', fqdn: properties.fqdn },
  }));
  const led = leadHere(estateFromResources([...services, ...apps]), '127.0.0.1:1');
  return [...led.services, ...led.apps].map((document) => document.properties.fqdn);
}

describe('where the services of an estate lead', () => {
  const inNetwork = { networkProfile: { appSubnetId: `${subscription}/subnets/apps` } };

  it('to the sandbox, services and apps alike, whatever was exported', () => {
    assert.deepEqual(fqdns(service('shop', {})), ['127.0.0.1:1', '127.0.0.1:1']);
  });

  it('nowhere, when a virtual network has them for itself', () => {
    const nowhere = 'shop.private.azuremicroservices.invalid';
    assert.deepEqual(fqdns(service('shop', inNetwork)), [nowhere, nowhere]);
  });

  it('to the sandbox, when their data plane was opened to the internet', () => {
    const opened = service('shop', { ...inNetwork, vnetAddons: { dataPlanePublicEndpoint: true } });
    assert.deepEqual(fqdns(opened), ['127.0.0.1:1', '127.0.0.1:1']);
  });
});
