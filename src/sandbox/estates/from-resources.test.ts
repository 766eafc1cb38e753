import assert from 'node:assert/strict';

import { version, withSandbox, type AppBody } from '../../../test/sandbox/opened';
import { Failure } from '../../lifecycle/failure';
import { chooseEstate } from './choose';
import { buildEstate } from './estate';

describe('an estate from resources as ARM returns them', () => {
  const service = {
    id: '/subscriptions/s1/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/svc',
    name: 'svc',
    type: 'Microsoft.AppPlatform/Spring',
    location: 'westeurope',
    sku: { name: 'S0', tier: 'Standard' },
    properties: { provisioningState: 'Succeeded', fqdn: 'svc.invalid' },
  };
  const app = {
    id: `${service.id}/apps/a`,
    name: 'a',
    type: 'Microsoft.AppPlatform/Spring/apps',
    location: 'westeurope',
    identity: {
      type: 'UserAssigned',
      tenantId: 't1',
      principalId: null,
      userAssignedIdentities: {
        '/subscriptions/s1/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i': {
          principalId: 'p',
          clientId: 'c',
        },
      },
    },
    properties: { provisioningState: 'Succeeded' },
  };

  const group = '/subscriptions/s1/resourceGroups/g';
  const identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/exported`;

  it('makes up the subscription in the tenant of the identities, and the identities apps name', () => {
    const estate = buildEstate(chooseEstate([service, app]), Date.now);
    assert.equal(estate.subscriptions.get('s1')?.tenantId, 't1');
    const [identity] = [...estate.userAssigned.all()];
    assert.deepEqual(identity?.properties, { tenantId: 't1', principalId: 'p', clientId: 'c' });
    assert.deepEqual(
      [...estate.resourceGroups.all()].map((group) => group.name),
      ['g'],
    );
  });

  const leftAside = (resources: readonly unknown[]): readonly string[] =>
    chooseEstate([service, ...resources]).leftAside ?? [];

  const web = { id: `${group}/providers/Microsoft.Web/sites/w`, type: 'Microsoft.Web/sites', properties: {} };
  const grant = { id: `${service.id}/providers/Microsoft.Authorization/roleAssignments/r` };
  for (const [what, element, words] of [
    ['no object', 5, /^element 1: it must be an object$/],
    ['a list', [], /^element 1: it must be an object$/],
    ['no id', { type: app.type }, /^element 1: 'id' must be a text$/],
    ['no type', { id: '/x' }, /^element 1 \(\/x\): 'type' must be a text$/],
    ['a type it does not serve', web, /sites\/w\): the type 'microsoft.web\/sites' is none/],
    ['a type every object has', { ...web, type: 'constructor' }, /the type 'constructor' is none/],
    ['an id of another type', { ...app, id: service.id }, /no id of a microsoft.appplatform\/spring\/apps/],
    ['a service without a plan', { ...service, sku: null }, /'sku.name' must be a text/],
    [
      'a state that is none',
      { ...app, properties: { provisioningState: 7 } },
      /properties.provisioningState/,
    ],
    ['an identity type nobody has', { ...app, identity: { type: 'Both' } }, /'identity.type' is 'both'/],
    [
      'a list of identities',
      { ...app, identity: { type: 'UserAssigned', userAssignedIdentities: [] } },
      /object or null/,
    ],
    [
      'an identity that is no resource',
      { ...app, identity: { type: 'UserAssigned', userAssignedIdentities: { x: {} } } },
      /names something that is no resource/,
    ],
    [
      'an app of a service that is not there',
      { ...app, id: app.id.replace('Spring/svc', 'Spring/other') },
      /what it belongs to is not there/,
    ],
    [
      'a deployment of no app',
      { id: `${app.id}/deployments/d`, type: `${app.type}/deployments` },
      /what it belongs to is not there/,
    ],
    [
      'instances that are none',
      { id: `${app.id}/deployments/d`, type: `${app.type}/deployments`, properties: { instances: [5] } },
      /list of instances/,
    ],
    [
      'a role assignment without scope',
      { ...grant, type: 'Microsoft.Authorization/roleAssignments' },
      /properties.scope/,
    ],
    [
      'a denial of nothing',
      {
        id: grant.id.replace('role', 'deny'),
        type: 'Microsoft.Authorization/denyAssignments',
        properties: { scope: '/', permissions: [{ actions: [1] }] },
      },
      /list of permissions/,
    ],
    ['a subscription without tenant', { subscriptionId: 's' }, /'tenantId' must be a text/],
  ] as const)
    it(`leaves ${what} aside, and says which element and why`, () => {
      const [line, ...more] = leftAside([element]);
      assert.match(line ?? '', words);
      assert.deepEqual(more, []);
    });

  it('is refused when nothing of it can be used, in the words of the first element', () => {
    for (const [resources, words] of [
      [[], /holds no resource/],
      [[5, web], /element 0: it must be an object/],
    ] as const)
      assert.throws(
        () => chooseEstate(resources),
        (error) => Failure.is(error, 'invalid') && words.test(error.message),
      );
  });

  it('takes an export of a group: no domain, no ids of identities, types that are not served', () =>
    withSandbox(
      {
        estate: [
          { ...service, properties: { provisioningState: 'Succeeded', fqdn: null } },
          web,
          {
            ...app,
            identity: { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { [identityId]: {} } },
            properties: null,
          },
          {
            id: `${app.id}/deployments/default`,
            type: `${app.type}/deployments`,
            properties: { instances: null },
          },
        ],
      },
      async ({ sandbox, asker }) => {
        assert.equal(sandbox.leftAside.length, 1);
        assert.deepEqual(sandbox.estate, { subscriptions: 1, services: 1, apps: 1 });
        const { body, status } = await asker.arm('GET', `${app.id}?${version}`);
        assert.equal(status, 200);
        const { identity } = body as AppBody;
        assert.equal(identity?.type, 'SystemAssigned,UserAssigned');
        assert.match(identity.principalId ?? '', /^[0-9a-f-]{36}$/);
        const [entry] = Object.values(identity.userAssignedIdentities ?? {}) as [{ clientId: string }];
        assert.match(entry.clientId, /^[0-9a-f-]{36}$/);
        const known = await asker.arm('GET', `${identityId}?api-version=2023-01-31`);
        assert.equal(
          (known.body as { properties: { clientId: string } }).properties.clientId,
          entry.clientId,
        );
        const changed = await asker.arm('PATCH', `${app.id}?${version}`, { identity: { type: 'None' } });
        assert.equal(changed.status, 202);
      },
    ));
});
