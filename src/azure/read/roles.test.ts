import assert from 'node:assert/strict';

import { Asker } from '../../../test/sandbox/ask';
import { SandboxedAzure } from '../../../test/azure/sandboxed';
import type { RoleListing } from '../../estate/grants';
import type { Subscription } from '../../estate/resources';
import { Failure } from '../../lifecycle/failure';

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
    assert.match(listing.unreadable[0]?.why ?? '', /roleAssignments\/read/);
  });

  it('asks ARM for the silent subscriptions once, not for every principal', async () => {
    const first = await principal('search');
    await rig.azure.reader.listRoles(first.subscriptions.slice(0, 1), first.id, rig.signal);
    rig.sandbox.requests.reset();

    await rig.azure.reader.listRoles(first.subscriptions.slice(0, 1), first.id, rig.signal);

    assert.deepEqual(rig.sandbox.requests.read().byRoute, {
      'POST /providers/Microsoft.ResourceGraph/resources': 1,
    });
  });

  it('gets the same from ARM when Resource Graph is refused', async () => {
    const { id, subscriptions } = await principal('orders');
    const byGraph = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);
    rig.sandbox.trouble.add({ kind: 'forbidden', path: '/providers/Microsoft.ResourceGraph/*' });

    const byArm = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);

    assert.ok(byGraph.assignments.length > 0);
    assert.deepEqual(rolesOf(byArm), rolesOf(byGraph));
    assert.deepEqual(
      byArm.assignments.map(({ scope }) => scope.toLowerCase()).sort(),
      byGraph.assignments.map(({ scope }) => scope.toLowerCase()).sort(),
    );
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

  it('finds what is granted at a management group, by Resource Graph and by ARM, with its condition', async () => {
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

    const byGraph = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);
    rig.sandbox.trouble.add({ kind: 'forbidden', path: '/providers/Microsoft.ResourceGraph/*' });
    const byArm = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);

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
