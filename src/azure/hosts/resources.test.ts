import assert from 'node:assert/strict';

import { noIdentity } from '../../estate/app-identity';
import { subscriptionKey } from '../../estate/resources';
import { ShapeError } from '../read/json';
import { ResourceReader } from './resources';

const key = subscriptionKey('a', 't', 's');
const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/shop/apps/orders';

function app(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    name: 'orders',
    type: 'Microsoft.AppPlatform/Spring/apps',
    location: 'eastus',
    identity: null,
    properties: { provisioningState: 'Succeeded', public: false, fqdn: 'shop.azuremicroservices.io' },
    systemData: {},
    ...change,
  };
}

describe('ResourceReader', () => {
  const reader = new ResourceReader();

  it('tells whether a service is in a virtual network, and whether its data plane is open all the same', () => {
    const read = (properties: unknown) => reader.service({ id: '/x', name: 'x', properties }, key);
    const networkProfile = { appSubnetId: '/subnets/apps' };
    assert.equal(read({ networkProfile: { appSubnetId: null }, vnetAddons: null }).network, undefined);
    assert.deepEqual(read({ networkProfile }).network, { dataPlanePublic: false });
    const vnetAddons = { dataPlanePublicEndpoint: true };
    assert.deepEqual(read({ networkProfile, vnetAddons }).network, { dataPlanePublic: true });
  });

  it('reads an app without identity as the one shared "none"', () => {
    const read = reader.app(app(), key);

    assert.equal(read.identity, noIdentity);
    assert.equal(read.serviceId, id.replace('/apps/orders', ''));
    assert.equal(read.state.word, 'Succeeded');
    assert.ok(Object.isFrozen(read));
  });

  it('reads all recorded spellings of identities', () => {
    const identity = (raw: unknown): unknown => reader.app(app({ identity: raw }), key).identity;
    const map = {
      '/subscriptions/s/resourcegroups/g/providers/microsoft.managedidentity/userassignedidentities/i': {
        principalId: 'p1',
        clientId: 'c1',
      },
    };
    const [assignedId] = Object.keys(map);
    const userAssigned = [{ id: assignedId, principalId: 'p1', clientId: 'c1' }];

    assert.deepEqual(
      identity({ type: 'SystemAssigned', principalId: 'p', tenantId: 't', userAssignedIdentities: null }),
      { type: 'SystemAssigned', principalId: 'p', tenantId: 't', userAssigned: [] },
    );
    assert.deepEqual(
      identity({ type: 'UserAssigned', principalId: null, tenantId: 't', userAssignedIdentities: map }),
      { type: 'UserAssigned', tenantId: 't', userAssigned },
    );
    assert.deepEqual(
      identity({
        type: 'SystemAssigned, UserAssigned',
        principalId: 'p',
        tenantId: 't',
        userAssignedIdentities: map,
      }),
      { type: 'SystemAssigned,UserAssigned', principalId: 'p', tenantId: 't', userAssigned },
    );
    assert.deepEqual(
      identity({ type: 'systemassigned,userassigned', principalId: 'p', userAssignedIdentities: map }),
      { type: 'SystemAssigned,UserAssigned', principalId: 'p', userAssigned },
    );
    assert.equal(identity({ type: 'None' }), noIdentity);
    assert.equal(identity(undefined), noIdentity);
  });

  it('shares texts that repeat', () => {
    const [a, b] = [reader.app(app(), key), reader.app(JSON.parse(JSON.stringify(app())), key)];

    assert.equal(a.location, b.location);
    assert.deepEqual(Object.keys(a).sort(), Object.keys(b).sort());
    assert.ok(!('systemData' in a));
  });

  it('has no address where Azure says None, and keeps a real one', () => {
    assert.equal(reader.app(app({ properties: { url: 'None' } }), key).url, undefined);
    assert.equal(reader.app(app({ properties: { url: 'https://x' } }), key).url, 'https://x');
  });

  it('reads a service of each plan, whatever the case of its tier', () => {
    const plans = ['Basic', 'standard', 'ENTERPRISE', 'StandardGen2', 'other'].map(
      (tier) =>
        reader.service({ id: '/x', name: 'x', sku: { tier }, properties: null, tags: null }, key).plan,
    );

    assert.deepEqual(plans, ['Basic', 'Standard', 'Enterprise', 'Consumption', 'Unknown']);
  });

  it('reads a deployment that is still being created, when instances are null', () => {
    const read = reader.deployment(
      { id: `${id}/deployments/d`, name: 'd', properties: { instances: null } },
      key,
      id,
    );

    assert.deepEqual([read.instances, read.active, read.status], [[], false, 'Unknown']);
  });

  const broken: [string, unknown, RegExp][] = [
    ['no object', 'x', /'app'/],
    ['no id', app({ id: undefined }), /'app\.id'/],
    ['a name that is no text', app({ name: 7 }), /'app\.name'/],
    ['an identity that is a list', app({ identity: [] }), /'app\.identity'/],
    ['a kind of identity nobody knows', app({ identity: { type: 'Delegated' } }), /'app\.identity\.type'/],
    ['an id of something else', app({ id: '/subscriptions/s' }), /'app\.id'/],
  ];
  for (const [title, raw, path] of broken)
    it(`refuses an app with ${title} and says where`, () => {
      assert.throws(
        () => reader.app(raw, key),
        (error) => error instanceof ShapeError && path.test(error.message),
      );
    });
});
