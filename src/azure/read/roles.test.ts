import assert from 'node:assert/strict';

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

  it('shows an assignment without its name when definitions may not be read', async () => {
    const { id, subscriptions } = await principal('catalog');
    rig.sandbox.trouble.add({ kind: 'forbidden', path: '*/roleDefinitions/*' });

    const listing = await rig.azure.reader.listRoles(subscriptions, id, rig.signal);

    assert.deepEqual(rolesOf(listing), ['?']);
  });

  it('refuses a principal that is none, before it gets into a query', async () => {
    const { subscriptions } = await principal('catalog');

    await assert.rejects(rig.azure.reader.listRoles(subscriptions, "x' or '1' == '1", rig.signal), (error) =>
      Failure.is(error, 'invalid'),
    );
  });
});
