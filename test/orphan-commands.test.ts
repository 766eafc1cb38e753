import assert from 'node:assert/strict';

import { resourceKey } from '../src/estate/resources';
import { asText } from '../src/report/as-text';
import type { Target } from '../src/ui/target';
import { CommandStage } from './double/commands';

describe('orphaned role assignments, against the sandbox', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let stage: CommandStage;
  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
    stage.seen.note(stage.estate.snapshot);
  });
  afterEach(() => stage.stop());

  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const last = (said: readonly string[]): string => said.at(-1) ?? '';
  const deletions = (): number =>
    Object.entries(stage.azure.sandbox.requests.read().byRoute)
      .filter(([route]) => route.startsWith('DELETE '))
      .reduce((sum, [, count]) => sum + count, 0);

  it('offers nothing of a principal that was never seen, and says that it is not known', async () => {
    const { said } = await stage.run('removeOrphans', undefined, { press: 'Show Details' });
    assert.match(last(said), /proven to be left over: 0; not known, and not removed from here: \d+/);
    const page = asText(stage.reports.at(-1)!.report);
    assert.match(page, /Not known: a service principal that is no identity that was read/);
    assert.match(page, /'az ad sp show --id <principal>' finds none where the principal is gone/);
    assert.equal(deletions(), 0);
  });

  it('removes those of a system-assigned identity that was switched off and on', async () => {
    const old = stage.app('orders').app.identity.principalId ?? '';
    await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' });
    await stage.run('enableSystemAssigned', target('orders'), { confirm: 'yes' });
    const name = "role 'Key Vault Secrets User' at 'kv-shop'";
    const { said } = await stage.run('removeOrphans', undefined, { pickMany: [name] }, { confirm: 'yes' });
    assert.match(said.join('\n'), /The system-assigned identity of 'orders' has another principal now/);
    assert.equal(last(said), 'info: Orphaned role assignments removed: 1.');
    const left = await stage.azure.azure.grants.list(
      await stage.azure.subscriptions(),
      old,
      stage.azure.signal,
    );
    assert.ok(left.grants.length > 0 && !JSON.stringify(left.grants).includes('kv-shop'));
  });

  it('keeps them while the app still has the principal', async () => {
    const { said } = await stage.run('removeOrphans', undefined);
    assert.doesNotMatch(said.join('\n'), /orders/);
  });

  it('takes an app that is gone for a proof only when everything could be read', async () => {
    const { app } = stage.app('orders');
    stage.azure.sandbox.trouble.add({ kind: 'not-found', method: 'GET', path: '*/apps/orders' });
    stage.estate.apply(
      (snapshot) => ({
        ...snapshot,
        apps: new Map(
          [...snapshot.apps].map(([key, apps]) => [
            key,
            apps.state === 'ready' ? { ...apps, value: apps.value.filter(({ id }) => id !== app.id) } : apps,
          ]),
        ),
      }),
      [],
    );
    const open = await stage.run('removeOrphans', undefined, { turnAway: true });
    assert.match(open.said.join('\n'), /pick: Remove Orphaned Role Assignments/);
    const hidden = stage.estate.snapshot.reach;
    assert.ok(hidden.state === 'ready');
    stage.estate.apply(
      (snapshot) => ({ ...snapshot, reach: { ...hidden, value: { ...hidden.value, filteredOut: 1 } } }),
      [],
    );
    const { said } = await stage.run('removeOrphans', undefined);
    assert.match(last(said), /proven to be left over: 0/);
  });

  it('says which subscriptions could not be read', async () => {
    await stage.run('removeOrphans', undefined, { press: 'Show Details' });
    assert.match(asText(stage.reports.at(-1)!.report), /Role assignments in '.*' could not be read/);
  });

  it('tells 403, and completes it when run again', async () => {
    await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' });
    const name = "role 'Key Vault Secrets User' at 'kv-shop'";
    const trouble = stage.azure.sandbox.trouble.add({ kind: 'forbidden', method: 'DELETE' });
    const refused = await stage.run('removeOrphans', undefined, { pickMany: [name] }, { confirm: 'yes' });
    assert.match(last(refused.said), /^error: Orphaned role assignments removed: 0; failed: 1/);
    trouble.dispose();
    const { said } = await stage.run('removeOrphans', undefined, { pickMany: [name] }, { confirm: 'yes' });
    assert.equal(last(said), 'info: Orphaned role assignments removed: 1.');
  });
});
