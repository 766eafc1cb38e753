import assert from 'node:assert/strict';

import { SandboxedAzure } from '../../../test/azure/sandboxed';
import type { Subscription, UserAssignedIdentity } from '../../estate/resources';
import { Failure } from '../../lifecycle/failure';

describe('reading who uses a user-assigned identity', function () {
  this.timeout(60_000);

  let rig: SandboxedAzure;
  let shop: Subscription;
  let identities: readonly UserAssignedIdentity[];
  before(async () => {
    rig = await SandboxedAzure.start();
    shop = (await rig.subscriptions()).find(({ name }) => name === 'Shop Production')!;
    identities = await rig.azure.reader.listUserAssigned(shop, rig.signal);
  });
  after(async () => {
    await rig.stop();
  });
  const idOf = (name: string): string => identities.find((one) => one.name === name)!.id;

  it('tells who outside Azure may become it', async () => {
    const [credential, ...more] = await rig.azure.reader.listFederatedCredentials(
      shop,
      idOf('id-orders'),
      rig.signal,
    );
    assert.deepEqual(more, []);
    assert.equal(credential?.issuer, 'https://token.actions.githubusercontent.com');
    assert.equal(credential.subject, 'repo:harbor/orders:ref:refs/heads/main');
    assert.deepEqual(
      await rig.azure.reader.listFederatedCredentials(shop, idOf('id-billing'), rig.signal),
      [],
    );
  });

  it('tells what it is assigned to, in subscriptions that are not seen otherwise, too', async () => {
    const { resources, total } = await rig.azure.reader.listAssociated(
      shop,
      idOf('id-telemetry'),
      rig.signal,
    );
    assert.equal(total, resources.length);
    const others = resources.filter(({ type }) => type === 'Microsoft.Web/sites');
    assert.deepEqual(
      others.map(({ subscriptionName }) => subscriptionName),
      ['Harbor Platform', 'Harbor Platform', 'Harbor Platform'],
    );
  });

  it('asks no more than once a second in a tenant, however many want to know', async () => {
    const started = Date.now();
    await Promise.all(
      ['id-orders', 'id-billing', 'id-newsletter'].map((name) =>
        rig.azure.reader.listAssociated(shop, idOf(name), rig.signal),
      ),
    );
    // Two waits of a second; timers count whole milliseconds, and may end in the last one.
    const took = Date.now() - started;
    assert.ok(took >= 2 * 999, `${took} ms`);
    assert.ok(rig.lines.every((line) => !line.includes('429')));
  });

  it('asks a second after the answer before, not after the question: that may be long on its way', async () => {
    const trouble = rig.sandbox.trouble.add({
      kind: 'slow',
      delayMs: 600,
      times: 1,
      path: '*/listAssociatedResources',
    });
    await Promise.all(
      ['id-orders', 'id-billing'].map((name) =>
        rig.azure.reader.listAssociated(shop, idOf(name), rig.signal),
      ),
    );
    trouble.dispose();
    assert.deepEqual(
      rig.lines.filter((line) => line.includes('429')),
      [],
    );
  });

  it('leaves the queue at once when nobody wants to know any more', async () => {
    const leaving = new AbortController();
    const first = rig.azure.reader.listAssociated(shop, idOf('id-orders'), rig.signal);
    const second = rig.azure.reader.listAssociated(shop, idOf('id-billing'), leaving.signal);
    leaving.abort();
    await assert.rejects(second, { name: 'AbortError' });
    assert.ok((await first).total > 0);
  });

  it('says that it may not be read', async () => {
    const trouble = rig.sandbox.trouble.add({ kind: 'forbidden', path: '*/listAssociatedResources' });
    await assert.rejects(rig.azure.reader.listAssociated(shop, idOf('id-orders'), rig.signal), (error) =>
      Failure.is(error, 'forbidden'),
    );
    trouble.dispose();
  });
});
