import assert from 'node:assert/strict';

import {
  codeOf,
  getApp,
  identities,
  production,
  shop,
  version,
  withSandbox,
} from '../../../test/sandbox/opened';

const api = 'api-version=2023-01-31';

interface Identity {
  readonly id: string;
  readonly properties: { readonly principalId: string; readonly clientId: string; readonly tenantId: string };
}

describe('user-assigned identities', () => {
  it('are listed by subscription and by group, some used by several apps, some by none', () =>
    withSandbox({}, async ({ asker }) => {
      const listed = await asker.arm(
        'GET',
        `${production}/providers/Microsoft.ManagedIdentity/userAssignedIdentities?${api}`,
      );
      const all = (listed.body as { value: Identity[] }).value;
      const inGroup = await asker.arm('GET', `${identities}?${api}`);
      assert.deepEqual((inGroup.body as { value: Identity[] }).value, all);
      const apps = JSON.stringify((await asker.arm('GET', `${shop}/apps?${version}`)).body);
      const uses = (identity: Identity) => apps.split(identity.id).length - 1;
      assert.ok(all.some((identity) => uses(identity) === 0) && all.some((identity) => uses(identity) > 1));
    }));

  it('may be made in the regions of a subscription, which lists groups of regions, too', () =>
    withSandbox({}, async ({ asker }) => {
      const { body } = await asker.arm('GET', `${production}/locations?api-version=2022-12-01`);
      const regions = (body as { value: { name: string; metadata: { regionType: string } }[] }).value;
      const typeOf = (wanted: string) => regions.find(({ name }) => name === wanted)?.metadata.regionType;
      assert.deepEqual([typeOf('westeurope'), typeOf('europe')], ['Physical', 'Logical']);
    }));

  it('are created at once with 201, answered with resourcegroups in lower case, and 200 when sent again', () =>
    withSandbox({}, async ({ asker }) => {
      const made = await asker.arm('PUT', `${identities}/id-New?${api}`, { location: 'westeurope' });
      const { id, properties } = made.body as Identity;
      assert.equal(made.status, 201);
      assert.equal(id, `${identities}/id-New`.replace('resourceGroups', 'resourcegroups'));
      assert.notEqual(properties.principalId, properties.clientId);
      const again = await asker.arm('PUT', `${identities}/ID-NEW?${api}`, {
        location: 'westeurope',
        tags: { team: 'shop' },
      });
      assert.equal(again.status, 200);
      assert.deepEqual((again.body as Identity).properties, properties);
    }));

  it('come with their address, a tidy region, and their isolation in the version that has it', () =>
    withSandbox({}, async ({ asker }) => {
      const made = await asker.arm('PUT', `${identities}/id-east?${api}`, { location: 'East US 2' });
      const { id, location, properties } = made.body as Identity & { readonly location: string };
      assert.deepEqual([made.headers.location, location], [id, 'eastus2']);
      assert.ok(!('isolationScope' in properties));
      const newer = await asker.arm('GET', `${id}?api-version=2024-11-30`);
      assert.equal(
        (newer.body as { properties: { isolationScope: string } }).properties.isolationScope,
        'None',
      );
    }));

  it('tell what they are assigned to', () =>
    withSandbox({}, async ({ asker, clock }) => {
      const list = async (name: string) => {
        clock.time += 1000;
        const path = `${identities}/${name}/listAssociatedResources?api-version=2022-01-31-preview`;
        return (await asker.arm('POST', path)).body as { totalCount: number; value: { name: string }[] };
      };
      const { totalCount, value } = await list('id-orders');
      assert.deepEqual(value.map(({ name }) => name).sort(), ['orders', 'pricing']);
      assert.equal(totalCount, 2);
      assert.deepEqual(await list('id-newsletter'), { totalCount: 0, value: [] });
    }));

  it('tell resources of other services, too, those nobody here may see, and the number alone when asked', () =>
    withSandbox({}, async ({ asker, clock }) => {
      const path = `${identities}/id-telemetry/listAssociatedResources?api-version=2021-09-30-preview`;
      const { value } = (await asker.arm('POST', path)).body as {
        value: { type: string; subscriptionDisplayName: string }[];
      };
      const others = value.filter(({ type }) => !type.startsWith('Microsoft.AppPlatform'));
      assert.equal(others.length, 4);
      assert.equal(others.filter((one) => one.subscriptionDisplayName === 'Harbor Platform').length, 3);
      clock.time += 1000;
      const { body } = await asker.arm('POST', `${path}&$top=0`);
      assert.deepEqual(body, { totalCount: value.length, value: [] });
    }));

  it('tell what they are assigned to once a second in a tenant', () =>
    withSandbox({}, async ({ asker, clock }) => {
      const ask = (name: string) =>
        asker.arm('POST', `${identities}/${name}/listAssociatedResources?api-version=2021-09-30-preview`);
      assert.equal((await ask('id-orders')).status, 200);
      const refused = await ask('id-billing');
      assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '1']);
      clock.time += 1000;
      assert.equal((await ask('id-billing')).status, 200);
    }));

  it('tell who outside Azure may become them', () =>
    withSandbox({}, async ({ asker }) => {
      const ask = (name: string) =>
        asker.arm('GET', `${identities}/${name}/federatedIdentityCredentials?${api}`);
      const { value } = (await ask('id-orders')).body as {
        value: { id: string; properties: { issuer: string; subject: string } }[];
      };
      assert.deepEqual(
        value.map(({ properties }) => properties.subject),
        ['repo:harbor/orders:ref:refs/heads/main'],
      );
      assert.equal((await asker.arm('GET', `${value[0]?.id ?? ''}?${api}`)).status, 200);
      assert.deepEqual((await ask('id-billing')).body, { value: [] });
      assert.equal((await ask('id-none')).status, 404);
    }));

  it('need a group that exists and a location', () =>
    withSandbox({}, async ({ asker }) => {
      const nowhere = await asker.arm('PUT', `${identities.replace('rg-shop', 'rg-none')}/id?${api}`, {
        location: 'westeurope',
      });
      assert.deepEqual([nowhere.status, codeOf(nowhere)], [404, 'ResourceGroupNotFound']);
      const bare = await asker.arm('PUT', `${identities}/id-bare?${api}`, {});
      assert.deepEqual([bare.status, codeOf(bare)], [400, 'LocationRequired']);
    }));

  it('are deleted with 200, then 204, and cannot be assigned any more', () =>
    withSandbox({}, async ({ asker }) => {
      const path = `${identities}/id-newsletter`;
      assert.equal((await asker.arm('DELETE', `${path}?${api}`)).status, 200);
      assert.equal((await asker.arm('DELETE', `${path}?${api}`)).status, 204);
      const identity = { type: 'UserAssigned', userAssignedIdentities: { [path]: {} } };
      assert.equal((await asker.arm('PATCH', `${shop}/apps/gateway?${version}`, { identity })).status, 400);
    }));
});

describe('the system-assigned identity of an app', () => {
  const path = (app: string) =>
    `${shop}/apps/${app}/providers/Microsoft.ManagedIdentity/identities/default?${api}`;

  it('tells its client id, and 404 when there is none', () =>
    withSandbox({}, async (opened) => {
      const { identity } = await getApp(opened, `${shop}/apps/orders`);
      const { body } = await opened.asker.arm('GET', path('orders'));
      const { properties, ...named } = body as Identity & { readonly name: string; readonly type: string };
      const id = `${shop}/apps/orders`.replace('resourceGroups', 'resourcegroups');
      assert.deepEqual(
        [named.id, named.name, named.type],
        [id, 'orders', 'Microsoft.AppPlatform/Spring/apps'],
      );
      assert.equal(properties.principalId, identity?.principalId);
      assert.match(properties.clientId, /^[0-9a-f-]{36}$/);
      assert.equal((await opened.asker.arm('GET', path('billing'))).status, 404);
    }));

  it('has another client id after it was switched off and on', () =>
    withSandbox({}, async (opened) => {
      const clientId = async () =>
        ((await opened.asker.arm('GET', path('catalog'))).body as Identity).properties.clientId;
      const before = await clientId();
      for (const type of ['None', 'SystemAssigned']) {
        await opened.asker.arm('PATCH', `${shop}/apps/catalog?${version}`, { identity: { type } });
        opened.clock.time += 60_000;
        await getApp(opened, `${shop}/apps/catalog`);
      }
      assert.notEqual(await clientId(), before);
    }));
});

describe('access policies of a vault', () => {
  const vault = `${production}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop-legacy`;
  const objectId = '5a4db000-0000-4000-a000-000000000001';
  const policy = (secrets: string[]) => ({
    properties: { accessPolicies: [{ tenantId: 't', objectId, permissions: { secrets } }] },
  });

  it('are added to, replaced and removed, principal by principal', () =>
    withSandbox({}, async ({ asker }) => {
      const permissions = async () => {
        const { body } = await asker.arm('GET', `${vault}?api-version=2023-07-01`);
        const { accessPolicies } = (
          body as { properties: { accessPolicies: { objectId: string; permissions: object }[] } }
        ).properties;
        assert.ok(accessPolicies.length >= 2, 'the others stay');
        return accessPolicies.find((item) => item.objectId === objectId)?.permissions;
      };
      const put = (how: string, secrets: string[]) =>
        asker.arm('PUT', `${vault}/accessPolicies/${how}?api-version=2023-07-01`, policy(secrets));
      await put('add', ['get']);
      await put('add', ['list']);
      assert.deepEqual(await permissions(), { secrets: ['get', 'list'] });
      await put('remove', ['get']);
      assert.deepEqual(await permissions(), { secrets: ['list'] });
      await put('replace', ['set']);
      assert.deepEqual(await permissions(), { secrets: ['set'] });
      await put('remove', ['set']);
      assert.equal(await permissions(), undefined);
    }));

  it('count in one vault, and roles in the other', () =>
    withSandbox({}, async ({ asker }) => {
      const flag = async (name: string) => {
        const { body } = await asker.arm(
          'GET',
          `${vault.replace('kv-shop-legacy', name)}?api-version=2023-07-01`,
        );
        return (body as { properties: { enableRbacAuthorization: boolean } }).properties
          .enableRbacAuthorization;
      };
      assert.deepEqual([await flag('kv-shop'), await flag('kv-shop-legacy')], [true, false]);
    }));
});
