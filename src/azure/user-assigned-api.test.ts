import assert from 'node:assert/strict';

import { SandboxedAzure } from '../../test/azure/sandboxed';
import type { Subscription, UserAssignedIdentity } from '../estate/resources';
import { Failure } from '../lifecycle/failure';
import type { TroubleRule } from '../sandbox/trouble';

describe('user-assigned identities of the sandbox', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let rig: SandboxedAzure;
  beforeEach(async () => {
    rig = await SandboxedAzure.start();
  });
  afterEach(async () => {
    await rig.stop();
  });

  const sent = (method: string): number =>
    Object.entries(rig.sandbox.requests.read().byRoute)
      .filter(([route]) => route.startsWith(`${method} `))
      .reduce((sum, [, count]) => sum + count, 0);

  async function anIdentity(): Promise<{ subscription: Subscription; known: UserAssignedIdentity }> {
    const { subscription } = await rig.app('gateway');
    const [known] = await rig.azure.reader.listUserAssigned(subscription, rig.signal);
    assert.ok(known);
    return { subscription, known };
  }

  const nothing = (): Promise<void> => Promise.resolve();

  it('creates a user-assigned identity in one of the resource groups', async () => {
    const { subscription } = await rig.app('gateway');
    const [group] = await rig.azure.userAssigned.listResourceGroups(subscription, rig.signal);
    assert.ok(group);

    const made = await rig.azure.userAssigned.create(
      subscription,
      { resourceGroup: group.name, name: 'fresh-identity', location: group.location },
      rig.signal,
    );

    assert.equal(made.name, 'fresh-identity');
    assert.match(made.clientId ?? '', /^[0-9a-f-]{36}$/);
    const all = await rig.azure.reader.listUserAssigned(subscription, rig.signal);
    assert.ok(all.some(({ id }) => id.toLowerCase() === made.id.toLowerCase()));
  });

  it('creates none where there is one of this name by then, whose tags it would take off', async () => {
    const { subscription } = await rig.app('gateway');
    const [known] = await rig.azure.reader.listUserAssigned(subscription, rig.signal);
    assert.ok(known);
    rig.sandbox.requests.reset();
    await assert.rejects(
      rig.azure.userAssigned.create(
        subscription,
        {
          resourceGroup: known.id.split('/')[4] ?? '',
          name: known.name.toUpperCase(),
          location: known.location,
        },
        rig.signal,
      ),
      (error) => Failure.is(error, 'conflict') && error.why.includes('nothing was sent'),
    );
    assert.ok(Object.keys(rig.sandbox.requests.read().byRoute).every((route) => !route.startsWith('PUT')));
  });

  for (const rule of [
    { kind: 'server-error', status: 503, applied: true },
    { kind: 'dropped-connection', applied: true },
  ] as const satisfies readonly TroubleRule[])
    it(`finds the one it made when the answer gets lost (${rule.kind})`, async () => {
      const { subscription } = await rig.app('gateway');
      const [group] = await rig.azure.userAssigned.listResourceGroups(subscription, rig.signal);
      assert.ok(group);
      rig.sandbox.trouble.add({ ...rule, method: 'PUT', times: 1 });
      const wanted = { resourceGroup: group.name, name: 'fresh-identity', location: group.location };
      const made = await rig.azure.userAssigned.create(subscription, wanted, rig.signal);
      assert.equal(made.name, 'fresh-identity');
      assert.equal(sent('PUT'), 1);
    });

  it('says that nothing was made when the request never arrived', async () => {
    const { subscription } = await rig.app('gateway');
    const [group] = await rig.azure.userAssigned.listResourceGroups(subscription, rig.signal);
    rig.sandbox.trouble.add({ kind: 'server-error', status: 503, method: 'PUT' });
    const wanted = { resourceGroup: group?.name ?? '', name: 'fresh-identity', location: 'westeurope' };
    await assert.rejects(rig.azure.userAssigned.create(subscription, wanted, rig.signal), (error) =>
      Failure.is(error, 'unavailable'),
    );
  });

  it('are deleted, and deleting one that is gone is no error', async () => {
    const { subscription, known } = await anIdentity();
    const { userAssigned } = rig.azure;
    await userAssigned.delete(subscription, { id: known.id, recheck: nothing }, rig.signal);
    assert.equal(await userAssigned.get(subscription, known.id, rig.signal), undefined);
    await userAssigned.delete(subscription, { id: known.id, recheck: nothing }, rig.signal);
  });

  it('are not deleted when the last look says no', async () => {
    const { subscription, known } = await anIdentity();
    const recheck = () => Promise.reject(new Failure({ code: 'conflict', what: 'No.', why: 'Used.' }));
    await assert.rejects(
      rig.azure.userAssigned.delete(subscription, { id: known.id, recheck }, rig.signal),
      (error) => Failure.is(error, 'conflict'),
    );
    assert.equal(sent('DELETE'), 0);
  });

  for (const [applied, times] of [
    [true, 1],
    [false, 2],
  ] as const)
    it(`are deleted when the answer gets lost ${applied ? 'after' : 'before'} the deletion, with ${times} request(s)`, async () => {
      const { subscription, known } = await anIdentity();
      rig.sandbox.trouble.add({ kind: 'dropped-connection', applied, method: 'DELETE', times: 1 });
      await rig.azure.userAssigned.delete(subscription, { id: known.id, recheck: nothing }, rig.signal);
      assert.equal(await rig.azure.userAssigned.get(subscription, known.id, rig.signal), undefined);
      assert.equal(sent('DELETE'), times);
    });

  it('can be made in every region that is a place', async () => {
    const { subscription } = await rig.app('orders');
    const regions = await rig.azure.userAssigned.listRegions(subscription, rig.signal);
    assert.ok(regions.some(({ name, label }) => name === 'westeurope' && label === 'West Europe'));
    assert.ok(regions.every(({ name }) => name !== 'europe'));
  });
});
