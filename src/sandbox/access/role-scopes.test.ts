import assert from 'node:assert/strict';

import {
  codeOf,
  development,
  getApp,
  production,
  shop,
  withSandbox,
  type Opened,
} from '../../../test/sandbox/opened';
import { stableGuid } from '../estates/stable-guid';
import { sampleIds } from '../sample/sample-ids';
import { isAtOrAbove, isRoleScope } from './role-scope';

const query = 'api-version=2022-04-01';
const provider = 'providers/Microsoft.Authorization/roleAssignments';
const reader = '/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7';
const group = '/providers/Microsoft.Management/managementGroups/harbor';
const made = '5a4db000-0000-4000-a000-000000000001';

interface Assignment {
  readonly id: string;
  readonly properties: { readonly scope: string; readonly roleDefinitionId: string };
}

async function principalOf(opened: Opened): Promise<string> {
  return (await getApp(opened, `${shop}/apps/search`)).identity!.principalId!;
}

async function idsAt({ asker }: Opened, scope: string, principalId: string, tenantId?: string) {
  const filter = encodeURIComponent(`principalId eq '${principalId}'`);
  const path = `${scope}/${provider}?${query}&$filter=${filter}`;
  const answer = await asker.arm('GET', path, undefined, tenantId);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as { value: Assignment[] }).value.map(({ id }) => id);
}

describe('role assignments above subscriptions', () => {
  for (const [scope, stored] of [
    ['', '/'],
    [group, group],
  ] as const)
    it(`at '${stored}' are made, shown in every subscription of the tenant and in no other, and deleted`, () =>
      withSandbox({}, async (opened) => {
        const { asker } = opened;
        const principalId = await principalOf(opened);
        const properties = { roleDefinitionId: reader, principalId, principalType: 'ServicePrincipal' };
        const id = `${scope}/${provider}/${made}`;
        const created = await asker.arm('PUT', `${id}?${query}`, { properties });
        assert.equal(created.status, 201, JSON.stringify(created.body));
        const { id: given, properties: answered } = created.body as Assignment;
        assert.deepEqual([given, answered.scope, answered.roleDefinitionId], [id, stored, reader]);

        for (const below of [production, development, shop, scope])
          assert.deepEqual(await idsAt(opened, below, principalId), [id], below);
        assert.deepEqual(await idsAt(opened, '', principalId, sampleIds.partnerTenant), []);

        assert.equal((await asker.arm('DELETE', `${id}?${query}`)).status, 200);
        assert.deepEqual(await idsAt(opened, production, principalId), []);
      }));

  it('come back from Resource Graph only when asked for, without a subscription', () =>
    withSandbox({}, async (opened) => {
      const { asker } = opened;
      const principalId = await principalOf(opened);
      const properties = { roleDefinitionId: reader, principalId, principalType: 'ServicePrincipal' };
      await asker.arm('PUT', `/${provider}/${made}?${query}`, { properties });
      const rows = async (options: object) => {
        const { body } = await asker.arm(
          'POST',
          '/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01',
          {
            query: `authorizationresources | where properties.principalId == '${principalId}' | project id, subscriptionId`,
            subscriptions: [sampleIds.productionSubscription],
            options,
          },
        );
        return (body as { data: unknown }).data;
      };
      assert.deepEqual(await rows({}), []);
      const row = { id: `/${provider}/${made}`, subscriptionId: '' };
      assert.deepEqual(await rows({ authorizationScopeFilter: 'AtScopeAboveAndBelow' }), [row]);
    }));

  it('load from a file without a subscription or tenant of their own, under either form of id', () => {
    const service = {
      id: '/subscriptions/5a4db000-0000-4000-a000-00000000000a/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/svc',
      name: 'svc',
      type: 'Microsoft.AppPlatform/Spring',
      location: 'westeurope',
      sku: { name: 'S0', tier: 'Standard' },
      properties: { provisioningState: 'Succeeded', fqdn: 'svc.invalid' },
    };
    const principalId = stableGuid('somebody');
    const grant = (scope: string, at: string, name: string) => ({
      id: `${at}/${provider}/${name}`,
      name,
      type: 'Microsoft.Authorization/roleAssignments',
      properties: { roleDefinitionId: reader, principalId, principalType: 'User', scope },
    });
    const short = grant(group, '', stableGuid('short'));
    const estate = [service, grant('/', '', made), short, grant(group, group, stableGuid('long'))];
    return withSandbox({ estate }, async (opened) => {
      const { asker, sandbox } = opened;
      assert.deepEqual(sandbox.estate, { subscriptions: 1, services: 1, apps: 0 });
      const subscription = service.id.split('/').slice(0, 3).join('/');
      assert.equal((await idsAt(opened, subscription, principalId)).length, 3);
      const byScope = await asker.arm('GET', `${group}/${provider}/${short.name}?${query}`);
      assert.deepEqual((byScope.body as Assignment).id, short.id);
    });
  });
});

describe('the scope of a role assignment', () => {
  for (const path of ['', '/', group, production, `${production}/resourceGroups/g`, shop])
    it(`may be '${path}'`, () => {
      assert.ok(isRoleScope(path));
    });

  for (const path of ['/nonsense', '/providers/Microsoft.Web', `${group}/subscriptions`, '/subscriptionsX/s'])
    it(`may not be '${path}'`, () =>
      withSandbox({}, async ({ asker }) => {
        assert.ok(!isRoleScope(path));
        const properties = { roleDefinitionId: reader, principalId: made, principalType: 'User' };
        const answer = await asker.arm('PUT', `${path}/${provider}/${made}?${query}`, { properties });
        assert.deepEqual([answer.status, codeOf(answer)], [404, 'MissingSubscription']);
      }));

  it('contains what is below it, whatever the case', () => {
    assert.ok(isAtOrAbove('/', group) && isAtOrAbove('/', shop) && isAtOrAbove(group, shop.toUpperCase()));
    assert.ok(isAtOrAbove(production.toUpperCase(), shop));
    assert.ok(!isAtOrAbove(production, group) && !isAtOrAbove(group, '/') && !isAtOrAbove(`${shop}-2`, shop));
    assert.ok(!isAtOrAbove('/providers/Microsoft.Management/managementGroups/other', group));
  });
});

describe('the type of a principal', () => {
  const assign = ({ asker }: Opened, properties: object) =>
    asker.arm('PUT', `${shop}/${provider}/${made}?${query}`, {
      properties: { roleDefinitionId: reader, ...properties },
    });

  it('must be the one it has: 400 UnmatchedPrincipalType', () =>
    withSandbox({}, async (opened) => {
      const principalId = await principalOf(opened);
      for (const principalType of ['User', 'Group']) {
        const refused = await assign(opened, { principalId, principalType });
        assert.deepEqual([refused.status, codeOf(refused)], [400, 'UnmatchedPrincipalType']);
      }
      assert.equal((await assign(opened, { principalId, principalType: 'serviceprincipal' })).status, 201);
    }));

  it('must be one Azure knows, and may be any for a principal nobody knows', () =>
    withSandbox({}, async (opened) => {
      const principalId = made;
      const refused = await assign(opened, { principalId, principalType: 'MSI' });
      assert.deepEqual([refused.status, codeOf(refused)], [400, 'InvalidPrincipalType']);
      assert.equal((await assign(opened, { principalId, principalType: 'Group' })).status, 201);
    }));

  it('is looked up when it is not said, for whoever signs in, too', () =>
    withSandbox({}, async (opened) => {
      const token = (await opened.asker.token()).split('.')[1] ?? '';
      const { oid } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { oid: string };
      const made = await assign(opened, { principalId: oid });
      assert.equal(made.status, 201, JSON.stringify(made.body));
    }));
});
