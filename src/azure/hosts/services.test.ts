import assert from 'node:assert/strict';

import { SandboxedAzure } from '../../../test/azure/sandboxed';
import { mapBounded } from '../../lifecycle/flow/bounded';

const graphRoute = 'POST /providers/Microsoft.ResourceGraph/resources';

/** Everything the tree asks for when all of an estate is opened. */
async function loadAll(rig: SandboxedAzure): Promise<number> {
  const services = await rig.services();
  const lists = await mapBounded(services, 64, ({ subscription, service }) =>
    rig.azure.reader.listApps(subscription, service, rig.signal),
  );
  return lists.reduce((sum, apps) => sum + apps.length, 0);
}

/** What reached ARM and Graph; signing in is counted apart. */
function armRequests(rig: SandboxedAzure): number {
  const { total, byRoute } = rig.sandbox.requests.read();
  return total - (byRoute['POST sign-in'] ?? 0) - (byRoute['GET sign-in'] ?? 0);
}

describe('listing services', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let rig: SandboxedAzure;
  afterEach(async () => {
    await rig.stop();
  });

  for (const [estate, apps, most] of [
    ['1x3x20', 60, 6],
    ['5x10x30', 1500, 56],
    ['20x20x50', 20_000, 430],
  ] as const) {
    it(`shows every app of ${estate} with at most ${most} requests, 16 at a time, over 16 sockets`, async () => {
      rig = await SandboxedAzure.start({ estate, readBucket: { size: 250, refillPerSecond: 25 } });

      assert.equal(await loadAll(rig), apps);

      const counts = rig.sandbox.requests.read();
      assert.ok(armRequests(rig) <= most, `${armRequests(rig)} requests`);
      assert.ok(counts.maxInFlight <= 16, `${counts.maxInFlight} in flight`);
      assert.ok(counts.maxOpenSockets <= 16, `${counts.maxOpenSockets} sockets`);
      assert.equal(counts.throttled, 0);
    });
  }

  it('asks Resource Graph once per 300 subscriptions and follows its pages', async () => {
    rig = await SandboxedAzure.start({ estate: '301x4x0' });

    const services = await rig.services();

    assert.equal(services.length, 1204);
    // 300 subscriptions hold 1200 services, two pages; the last subscription is one more query.
    assert.equal(rig.sandbox.requests.read().byRoute[graphRoute], 3);
  });

  for (const trouble of [
    { kind: 'forbidden' },
    { kind: 'not-found' },
    { kind: 'server-error', status: 503 },
    { kind: 'throttled', retryAfterSeconds: 600 },
  ] as const)
    it(`asks ARM per subscription when Resource Graph says ${trouble.kind}, and says why`, async () => {
      rig = await SandboxedAzure.start();
      rig.sandbox.trouble.add({ ...trouble, path: '/providers/Microsoft.ResourceGraph/*' });
      const subscriptions = await rig.subscriptions();

      const listing = await rig.azure.reader.listServices(subscriptions, rig.signal);

      const found = listing.bySubscription.flatMap((entry) => ('services' in entry ? entry.services : []));
      assert.equal(found.length, rig.sandbox.estate.services);
      assert.match(listing.graphRefused ?? '', /Azure|not allowed/);
    });

  it('finds by ARM exactly what it finds by Resource Graph', async () => {
    rig = await SandboxedAzure.start();
    const byGraph = await rig.services();
    rig.sandbox.trouble.add({ kind: 'forbidden', path: '/providers/Microsoft.ResourceGraph/*' });

    const byArm = await rig.services();

    const sorted = (list: typeof byArm): unknown =>
      list.map(({ service }) => service).sort((a, b) => a.id.localeCompare(b.id));
    assert.deepEqual(sorted(byArm), sorted(byGraph));
  });

  it('keeps a subscription that fails apart from those that do not', async () => {
    rig = await SandboxedAzure.start();
    const subscriptions = await rig.subscriptions();
    const [closed] = subscriptions;
    rig.sandbox.trouble.add({ kind: 'forbidden', path: '/providers/Microsoft.ResourceGraph/*' });
    rig.sandbox.trouble.add({
      kind: 'forbidden',
      path: `/subscriptions/${closed?.subscriptionId ?? ''}/providers/*`,
    });

    const { bySubscription } = await rig.azure.reader.listServices(subscriptions, rig.signal);

    const failed = bySubscription.filter((entry) => 'failure' in entry);
    assert.equal(bySubscription.length, subscriptions.length);
    assert.deepEqual(
      failed.map(({ subscription, failure }) => [subscription, failure.code]),
      [[closed?.key, 'forbidden']],
    );
  });

  it('does not try ARM when nothing can be reached: each subscription has the reason', async () => {
    rig = await SandboxedAzure.start();
    const subscriptions = await rig.subscriptions();
    await rig.sandbox.stop();

    const { bySubscription, graphRefused } = await rig.azure.reader.listServices(subscriptions, rig.signal);

    assert.deepEqual(
      bySubscription.map((entry) => 'failure' in entry && entry.failure.code),
      subscriptions.map(() => 'offline'),
    );
    assert.equal(graphRefused, undefined);
  });

  it('waits until the quota of Resource Graph is back instead of being throttled', async () => {
    rig = await SandboxedAzure.start({ graphQuota: true });
    const subscriptions = (await rig.subscriptions()).slice(0, 1);

    for (let i = 0; i < 17; i += 1) await rig.azure.reader.listServices(subscriptions, rig.signal);

    assert.equal(rig.sandbox.requests.read().throttled, 0);
    assert.equal(rig.sandbox.requests.read().byRoute[graphRoute], 17);
  });
});
