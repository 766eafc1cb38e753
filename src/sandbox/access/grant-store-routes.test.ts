import assert from 'node:assert/strict';

import { codeOf, getApp, production, shop, withSandbox, type Opened } from '../../../test/sandbox/opened';

const group = `${production}/resourceGroups/rg-shop/providers`;
const cosmos = `${group}/Microsoft.DocumentDB/databaseAccounts/cosmos-harbor`;
const cache = `${group}/Microsoft.Cache/redis/redis-harbor`;
const managed = `${group}/Microsoft.Cache/redisEnterprise/amr-harbor/databases/default`;
const name = '5a4db000-0000-4000-a000-000000000009';
const reader = `${cosmos}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001`;

async function principalOf(opened: Opened): Promise<string> {
  return (await getApp(opened, `${shop}/apps/search`)).identity!.principalId!;
}

const kinds = [
  {
    what: 'a data role of Cosmos DB',
    path: `${cosmos}/sqlRoleAssignments`,
    version: '2024-11-15',
    accepted: 202,
    body: (principalId: string) => ({ roleDefinitionId: reader, scope: `${cosmos}/dbs/orders`, principalId }),
  },
  {
    what: 'an access policy of a cache',
    path: `${cache}/accessPolicyAssignments`,
    version: '2024-11-01',
    accepted: 201,
    body: (objectId: string) => ({ accessPolicyName: 'Data Reader', objectId, objectIdAlias: 'search' }),
  },
  {
    what: 'the access policy of Managed Redis',
    path: `${managed}/accessPolicyAssignments`,
    version: '2025-07-01',
    accepted: 201,
    body: (objectId: string) => ({ accessPolicyName: 'default', user: { objectId } }),
  },
] as const;

describe('who may use data of Cosmos DB and caches', () => {
  for (const { what, path, version, accepted, body } of kinds)
    it(`is given by ${what}: accepted, listed when the operation has ended, and taken back`, () =>
      withSandbox({}, async (opened) => {
        const { asker, clock } = opened;
        const query = `api-version=${version}`;
        const list = async () => {
          const answer = await asker.arm('GET', `${path}?${query}`);
          assert.equal(answer.status, 200, JSON.stringify(answer.body));
          return (answer.body as { value: { name: string }[] }).value
            .map((one) => one.name)
            .filter((one) => one === name);
        };
        const properties = body(await principalOf(opened));
        const put = await asker.arm('PUT', `${path}/${name}?${query}`, { properties });
        assert.equal(put.status, accepted, JSON.stringify(put.body));
        const status = String(put.headers['azure-asyncoperation']);
        assert.equal(((await asker.arm('GET', status)).body as { status: string }).status, 'Running');
        assert.deepEqual(await list(), []);
        clock.time += 60_000;
        assert.equal(((await asker.arm('GET', status)).body as { status: string }).status, 'Succeeded');
        assert.deepEqual(await list(), [name]);

        assert.equal((await asker.arm('DELETE', `${path}/${name}?${query}`)).status, 202);
        clock.time += 60_000;
        assert.deepEqual(await list(), []);
        assert.equal((await asker.arm('DELETE', `${path}/${name}?${query}`)).status, 204);
      }));

  it('is refused with 400 for an unknown principal, role, scope or policy, and 404 without the account', () =>
    withSandbox({}, async (opened) => {
      const { asker } = opened;
      const principalId = await principalOf(opened);
      const good = { roleDefinitionId: reader, scope: cosmos, principalId };
      for (const bad of [
        { ...good, principalId: name },
        { ...good, roleDefinitionId: reader.replace(/1$/, '7') },
        { ...good, scope: `${cosmos}/collections/x` },
      ]) {
        const path = `${cosmos}/sqlRoleAssignments/${name}?api-version=2024-11-15`;
        const answer = await asker.arm('PUT', path, { properties: bad });
        assert.deepEqual([answer.status, codeOf(answer)], [400, 'BadRequest'], JSON.stringify(bad));
      }
      const policy = { accessPolicyName: 'Everything', objectId: principalId, objectIdAlias: 'x' };
      const path = `${cache}/accessPolicyAssignments/x?api-version=2024-11-01`;
      assert.equal((await asker.arm('PUT', path, { properties: policy })).status, 400);
      const gone = path.replace('redis-harbor', 'none');
      assert.equal(codeOf(await asker.arm('GET', gone)), 'ResourceNotFound');
    }));
});
