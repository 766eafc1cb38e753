import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { armGuid, grantName } from './grant-name';

const subscription = '/subscriptions/5a4db000-0000-4000-a000-000000000001';
const principal = '5a4db000-0000-4000-a000-000000000002';
const account = `${subscription}/resourceGroups/rg/providers/Microsoft.DocumentDB/databaseAccounts/cosmos`;

/** RFC 9562, 5.5, as another library has it: the first 16 bytes of the SHA-1 of namespace and name. */
function uuid5(text: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex'))
    .update(text)
    .digest('hex');
  const variant = ((Number.parseInt(hash[16]!, 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `5${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

describe('the name of a grant', () => {
  it('is a UUID of version 5 in the namespace of Bicep, of the texts joined by a hyphen', async () => {
    for (const texts of [
      ['a'],
      ['a', 'b', 'c'],
      ['über', '/x/y', ''],
      [subscription, principal, 'z'.repeat(900)],
    ])
      assert.equal(await armGuid(...texts), uuid5(texts.join('-')));
  });

  it('of a role is made of scope, principal and role, of Cosmos DB of role, principal and scope', async () => {
    const role = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6`;
    assert.equal(
      await grantName({ kind: 'role', scope: subscription, roleDefinitionId: role }, principal),
      uuid5(`${subscription}-${principal}-${role}`),
    );
    const definition = `${account}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001`;
    assert.equal(
      await grantName(
        { kind: 'cosmos', account, scope: `${account}/dbs/a`, roleDefinitionId: definition },
        principal,
      ),
      uuid5(`${definition}-${principal}-${account}/dbs/a`),
    );
  });

  it('differs by the casing of an id, since it is made of bytes', async () => {
    assert.notEqual(await armGuid('/subscriptions/A'), await armGuid('/subscriptions/a'));
  });

  it('of a cache is the object ID, and an access policy of a vault has none', async () => {
    assert.equal(
      await grantName({ kind: 'redis', scope: '/x', policy: 'Data Reader' }, principal),
      principal,
    );
    assert.equal(await grantName({ kind: 'policy', scope: '/x', permissions: [] }, principal), undefined);
  });
});
