import assert from 'node:assert/strict';

import { SandboxedAzure } from '../../../../test/azure/sandboxed';
import type { StoreGrantListing } from '../../../estate/grants';
import type { Subscription } from '../../../estate/resources';
import { plain, verbatim } from '../../../lifecycle/text';

describe('reading grants that stores keep themselves', function () {
  this.timeout(60_000);

  let rig: SandboxedAzure;
  let shop: readonly Subscription[];
  before(async () => {
    rig = await SandboxedAzure.start();
    shop = (await rig.subscriptions()).filter(({ name }) => name.startsWith('Shop'));
  });
  after(async () => {
    await rig.stop();
  });

  const inWords = ({ grants }: StoreGrantListing): string[] =>
    grants.map(({ kind, role, part }) => `${kind}: ${role}${part === undefined ? '' : ` at ${part}`}`).sort();
  const expected = [
    'cosmos: Cosmos DB Built-in Data Contributor',
    'cosmos: Cosmos DB Built-in Data Reader at /dbs/stock/colls/items',
    'managedRedis: default',
    'redis: Data Contributor',
  ];

  it('finds roles of Cosmos DB and policies of both kinds of Redis in all subscriptions of a tenant', async () => {
    const listing = await rig.azure.reader.listStoreGrants(shop, rig.signal);

    assert.deepEqual(inWords(listing), expected);
    assert.deepEqual(listing.unreadable, []);
    const reader = listing.grants.find(({ role }) => role.endsWith('Reader'));
    assert.ok(reader?.permissions?.[0]?.dataActions.some((action) => action.endsWith('/items/read')));
    const { app } = await rig.app('catalog');
    const mine = listing.grants.filter(({ principalId }) => principalId === app.identity.principalId);
    assert.deepEqual(mine.map(({ kind }) => kind).sort(), ['cosmos', 'managedRedis']);
  });

  it('asks Resource Graph once for all who ask at once, also where who began it turns away', async () => {
    const off = new AbortController();
    rig.sandbox.requests.reset();
    const first = rig.azure.reader.listStoreGrants(shop, off.signal);
    const others = [1, 2].map(() => rig.azure.reader.listStoreGrants(shop, rig.signal));
    off.abort();
    await assert.rejects(first, { name: 'AbortError' });
    for (const listing of await Promise.all(others)) assert.deepEqual(inWords(listing), expected);
    const asked = rig.sandbox.requests.read().byRoute['POST /providers/Microsoft.ResourceGraph/resources'];
    assert.ok((asked ?? 0) <= 2, String(asked));
  });

  it('finds the same by ARM where Resource Graph is refused', async () => {
    const trouble = rig.sandbox.trouble.add({
      kind: 'forbidden',
      path: '/providers/Microsoft.ResourceGraph/*',
    });
    const listing = await rig.azure.reader.listStoreGrants(shop, rig.signal);
    trouble.dispose();

    assert.deepEqual(inWords(listing), expected);
  });

  it('names the store whose grants could not be read, and reads the others', async () => {
    const trouble = rig.sandbox.trouble.add({ kind: 'forbidden', path: '*/sqlRoleAssignments*' });
    const listing = await rig.azure.reader.listStoreGrants(shop, rig.signal);
    trouble.dispose();

    assert.deepEqual(inWords(listing), expected.slice(2));
    assert.deepEqual(
      listing.unreadable.map(({ name }) => name),
      ['cosmos-harbor'],
    );
    assert.match(plain(verbatim(listing.unreadable[0]?.why ?? '')), /sqlRoleAssignments\/read/);
  });
});
