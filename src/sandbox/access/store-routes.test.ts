import assert from 'node:assert/strict';

import { codeOf, development, production, withSandbox, type Opened } from '../../../test/sandbox/opened';

interface Item {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const inGroup = `${production}/resourceGroups/rg-shop/providers`;
const cosmos = `${inGroup}/Microsoft.DocumentDB/databaseAccounts/cosmos-harbor`;

async function list({ asker }: Opened, path: string, version: string): Promise<readonly Item[]> {
  const { body, status } = await asker.arm('GET', `${path}?api-version=${version}`);
  assert.equal(status, 200, path);
  return (body as { value: readonly Item[] }).value;
}

describe('grants that stores keep themselves', () => {
  it('are listed below their account, cache or database', () =>
    withSandbox({}, async (opened) => {
      const roles = await list(opened, `${cosmos}/sqlRoleAssignments`, '2024-11-15');
      assert.deepEqual(
        roles.map(({ properties }) => String(properties['roleDefinitionId']).split('/').at(-1)),
        ['00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001'],
      );
      const redis = await list(
        opened,
        `${inGroup}/Microsoft.Cache/redis/redis-harbor/accessPolicyAssignments`,
        '2024-11-01',
      );
      assert.deepEqual(
        redis.map(({ properties }) => properties['accessPolicyName']),
        ['Data Contributor'],
      );
      const managed = `${inGroup}/Microsoft.Cache/redisEnterprise/amr-harbor/databases`;
      const databases = await list(opened, managed, '2025-07-01');
      assert.equal(databases.length, 1);
      const policies = await list(opened, `${managed}/default/accessPolicyAssignments`, '2025-07-01');
      assert.deepEqual(Object.keys(policies[0]?.properties['user'] as object), ['objectId']);
    }));

  it('belong to stores that are listed by subscription and by group, of their own type only', () =>
    withSandbox({}, async (opened) => {
      const type = 'providers/Microsoft.Cache/redis';
      const bySubscription = await list(opened, `${production}/${type}`, '2024-11-01');
      assert.deepEqual(
        bySubscription.map(({ id }) => id.split('/').at(-1)),
        ['redis-harbor'],
      );
      assert.deepEqual(await list(opened, `${inGroup}/Microsoft.Cache/redis`, '2024-11-01'), bySubscription);
      assert.deepEqual(await list(opened, `${development}/${type}`, '2024-11-01'), []);
    }));

  it('of a store that is not there are not an empty list', () =>
    withSandbox({}, async ({ asker }) => {
      const path = `${cosmos}-none/sqlRoleAssignments?api-version=2024-11-15`;
      const answer = await asker.arm('GET', path);
      assert.deepEqual([answer.status, codeOf(answer)], [404, 'ResourceNotFound']);
    }));

  it('are in no Resource Graph, though their stores are', () =>
    withSandbox({}, async ({ asker }) => {
      const query = "resources | where type contains 'documentdb' or type contains 'cache' | project type";
      const { body } = await asker.arm(
        'POST',
        '/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01',
        {
          query,
          options: { $top: 1000 },
        },
      );
      assert.deepEqual((body as { data: { type: string }[] }).data.map(({ type }) => type).sort(), [
        'microsoft.cache/redis',
        'microsoft.cache/redisenterprise',
        'microsoft.cache/redisenterprise/databases',
        'microsoft.documentdb/databaseaccounts',
      ]);
    }));

  it('can be given in a file, with custom roles and groups', () =>
    withSandbox(
      {
        estate: [
          { id: cosmos, type: 'Microsoft.DocumentDB/databaseAccounts', location: 'westeurope' },
          {
            id: `${cosmos}/sqlRoleAssignments/a`,
            type: 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments',
            properties: {
              scope: cosmos,
              principalId: 'p',
              roleDefinitionId: `${cosmos}/sqlRoleDefinitions/r`,
            },
          },
          {
            id: `${production}/providers/Microsoft.Authorization/roleDefinitions/5a4db000-0000-4000-a000-000000000001`,
            type: 'Microsoft.Authorization/roleDefinitions',
            properties: { roleName: 'Mine', permissions: [{ actions: ['*/read'] }] },
          },
          { id: 'g', type: 'Microsoft.Graph/groups', displayName: 'G', members: ['p'] },
        ],
      },
      async (opened) => {
        assert.equal((await list(opened, `${cosmos}/sqlRoleAssignments`, '2024-11-15')).length, 1);
        const path = `${production}/providers/Microsoft.Authorization/roleDefinitions`;
        const definitions = await list(opened, path, '2022-04-01');
        assert.ok(definitions.some(({ properties }) => properties['roleName'] === 'Mine'));
        assert.deepEqual(opened.sandbox.leftAside, []);
      },
    ));
});
