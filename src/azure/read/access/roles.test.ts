import assert from 'node:assert/strict';

import { Asker } from '../../../../test/sandbox/ask';
import { SandboxedAzure } from '../../../../test/azure/sandboxed';
import type { RoleListing } from '../../../estate/grants';
import type { Subscription } from '../../../estate/resources';
import { Failure } from '../../../lifecycle/failure';
import { plain, verbatim } from '../../../lifecycle/text';

describe('reading role assignments', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let rig: SandboxedAzure;
  beforeEach(async () => {
    rig = await SandboxedAzure.start();
  });
  afterEach(async () => {
    await rig.stop();
  });

  async function principal(name: string): Promise<{ id: string; subscriptions: Subscription[] }> {
    const { subscription, app } = await rig.app(name);
    const all = await rig.subscriptions();
    return {
      id: app.identity.principalId ?? '',
      subscriptions: all.filter(({ tenantId }) => tenantId === subscription.tenantId),
    };
  }

  const rolesOf = (listing: RoleListing): string[] =>
    listing.assignments.map(({ roleName }) => roleName ?? '?').sort();

  it('names the roles of a principal', async () => {
    const { id, subscriptions } = await principal('catalog');

    const listing = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);

    assert.deepEqual(rolesOf(listing), ['App Configuration Data Reader']);
    assert.match(listing.assignments[0]?.scope ?? '', /configurationStores/);
  });

  it('lists a subscription whose assignments may not be read, and never as one without any', async () => {
    const { id, subscriptions } = await principal('partner-api');

    const listing = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);

    assert.equal(listing.assignments.length, 0);
    assert.deepEqual(
      listing.unreadable.map(({ name }) => name),
      ['Partner Portal'],
    );
    assert.match(plain(verbatim(listing.unreadable[0]?.why ?? '')), /roleAssignments\/read/);
  });

  it('adds what groups of the principal were given, and says so', async () => {
    const { id, subscriptions } = await principal('orders');

    const { assignments, groups } = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);

    assert.equal(groups, undefined);
    const through = assignments.filter(({ throughGroup }) => throughGroup);
    assert.deepEqual(
      through.map(({ roleName }) => roleName),
      ['Storage Blob Data Reader'],
    );
    assert.ok(through.every(({ principalId }) => principalId !== id));
    assert.ok(assignments.every((one) => one.throughGroup === true || one.principalId === id));
    assert.equal(assignments.length, 3);
  });

  it('says that groups are not told where Azure does not take the question, and reads the rest', async () => {
    const { id, subscriptions } = await principal('orders');
    rig.sandbox.trouble.add({
      kind: 'not-found',
      path: '*/roleAssignments',
      times: subscriptions.length,
    });

    const { assignments, groups } = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);

    assert.equal(groups, 'untold');
    assert.equal(assignments.length, 2);
  });

  it('shows what may be seen in a part of a subscription whose assignments may not be listed', async () => {
    const { id, subscriptions } = await principal('orders');
    rig.sandbox.trouble.add({ kind: 'forbidden', path: '/subscriptions/*/roleAssignments' });

    const { assignments, unreadable } = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);

    assert.equal(assignments.length, 2);
    assert.equal(unreadable.length, subscriptions.length);
  });

  it('reads custom roles with what they allow, and conditions', async () => {
    const all = await rig.subscriptions();
    const shop = all.filter(({ name }) => name.startsWith('Shop'));
    const identities = await rig.azure.reader.listUserAssigned(shop[0]!, rig.signal);
    const inventory = identities.find(({ name }) => name === 'id-inventory-read')!;

    const { assignments } = await rig.azure.reader.listRoles(shop, inventory.principalId!, rig.signal);

    const [role] = assignments;
    assert.equal(role?.roleName, 'Harbor Stock Reader');
    assert.match(role.condition ?? '', /StringEquals 'stock'/);
    assert.deepEqual(role.permissions?.[0]?.dataActions, [
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
    ]);
  });

  describe('of many principals', () => {
    async function everybody(): Promise<{ ids: string[]; subscriptions: Subscription[] }> {
      const { subscriptions } = await principal('orders');
      const ids: string[] = [];
      for (const { subscription, service } of await rig.services()) {
        if (subscriptions.every(({ key }) => key !== subscription.key)) continue;
        for (const { identity } of await rig.azure.reader.listApps(subscription, service, rig.signal))
          for (const { principalId } of [identity, ...identity.userAssigned])
            if (principalId !== undefined) ids.push(principalId);
      }
      return { ids: [...new Set(ids)], subscriptions };
    }

    const inWords = (listing: RoleListing | undefined): string[] =>
      (listing?.assignments ?? [])
        .filter(({ throughGroup }) => throughGroup !== true)
        .map(({ scope, roleName, condition }) =>
          `${roleName ?? '?'} ${scope} ${condition ?? ''}`.toLowerCase(),
        )
        .sort();

    it('are the same as those of each, by one query', async () => {
      const { ids, subscriptions } = await everybody();
      assert.ok(ids.length > 30);
      rig.sandbox.requests.reset();

      const many = await rig.azure.reader.listRolesOfMany(subscriptions, ids, rig.signal);

      const { byRoute } = rig.sandbox.requests.read();
      assert.equal(byRoute['POST /providers/Microsoft.ResourceGraph/resources'], 1);
      assert.equal(many.size, ids.length);
      for (const id of ids) {
        const one = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);
        assert.deepEqual(inWords(many.get(id.toLowerCase())), inWords(one), id);
      }
    });

    it('ask ARM once a subscription whether it may be read at all, not for every reading', async () => {
      const { ids, subscriptions } = await everybody();
      await rig.azure.reader.listRolesOfMany(subscriptions, ids, rig.signal);
      rig.sandbox.requests.reset();

      await rig.azure.reader.listRolesOfMany(subscriptions, ids.slice(0, 3), rig.signal);

      assert.deepEqual(rig.sandbox.requests.read().byRoute, {
        'POST /providers/Microsoft.ResourceGraph/resources': 1,
      });
    });

    it('say where they could not be read, which Resource Graph keeps to itself', async () => {
      const { id, subscriptions } = await principal('partner-api');

      const many = await rig.azure.reader.listRolesOfMany(subscriptions, [id], rig.signal);

      const listing = many.get(id.toLowerCase());
      assert.deepEqual(
        listing?.unreadable.map(({ name }) => name),
        ['Partner Portal'],
      );
      assert.equal(listing.groups, 'unasked');
    });

    it('come from one list a subscription where Resource Graph is refused', async () => {
      const { ids, subscriptions } = await everybody();
      const byGraph = await rig.azure.reader.listRolesOfMany(subscriptions, ids, rig.signal);
      rig.sandbox.trouble.add({ kind: 'forbidden', path: '/providers/Microsoft.ResourceGraph/*' });
      rig.sandbox.requests.reset();

      const byArm = await rig.azure.reader.listRolesOfMany(subscriptions, ids, rig.signal);

      assert.ok(ids.some((id) => inWords(byGraph.get(id.toLowerCase())).length > 0));
      for (const id of ids)
        assert.deepEqual(inWords(byArm.get(id.toLowerCase())), inWords(byGraph.get(id.toLowerCase())));
      const lists = Object.entries(rig.sandbox.requests.read().byRoute).filter(([route]) =>
        route.endsWith('/roleAssignments'),
      );
      assert.deepEqual(
        lists.map(([, count]) => count),
        [subscriptions.length],
      );
    });

    it('refuse an id that is none', async () => {
      const { id, subscriptions } = await principal('orders');
      await assert.rejects(
        rig.azure.reader.listRolesOfMany(subscriptions, [id, "x' or '1' == '1"], rig.signal),
        (error) => Failure.is(error, 'invalid'),
      );
    });
  });

  it('names built-in roles without asking Azure what they are', async () => {
    const { id, subscriptions } = await principal('catalog');
    rig.sandbox.trouble.add({ kind: 'forbidden', path: '*/roleDefinitions*' });
    rig.sandbox.requests.reset();

    const listing = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);

    assert.deepEqual(rolesOf(listing), ['App Configuration Data Reader']);
    const routes = Object.keys(rig.sandbox.requests.read().byRoute);
    assert.deepEqual(
      routes.filter((route) => /roleDefinitions/i.test(route)),
      [],
    );
  });

  it('finds what is granted at a management group, by ARM and by Resource Graph, with its condition', async () => {
    const { id, subscriptions } = await principal('catalog');
    const scope = '/providers/Microsoft.Management/managementGroups/corp';
    const role = '4633458b-17de-408a-b874-0445c86b69e6';
    const name = 'd0000000-0000-4000-8000-000000000001';
    const asker = new Asker(rig.sandbox);
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`;
    const put = await asker.arm('PUT', path, {
      properties: {
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
        principalId: id,
        condition: "@Resource[name] StringEquals 'x'",
        conditionVersion: '2.0',
      },
    });
    asker.close();
    assert.equal(put.status, 201, JSON.stringify(put.body));

    const byArm = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);
    const many = await rig.azure.reader.listRolesOfMany(subscriptions, [id], rig.signal);
    const byGraph = many.get(id.toLowerCase())!;

    for (const { assignments } of [byGraph, byArm]) {
      const found = assignments.find((one) => one.scope === scope);
      assert.equal(found?.roleName, 'Key Vault Secrets User');
      assert.equal(found.condition, "@Resource[name] StringEquals 'x'");
    }
  });

  it('refuses a principal that is none, before it gets into a query', async () => {
    const { subscriptions } = await principal('catalog');

    await assert.rejects(rig.azure.reader.listRoles(subscriptions, "x' or '1' == '1", rig.signal), (error) =>
      Failure.is(error, 'invalid'),
    );
  });
});
