import assert from 'node:assert/strict';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

import { activityIn } from '../../test/double/activity';
import { openAzure, openSecretSignIn } from '../azure/open';
import { hasSystem, isMixed } from '../estate/app-identity';
import { armKey, type ArmId } from '../estate/ids/arm-id';
import { Estate } from '../estate/estate';
import { allApps, findApp, type FoundApp } from '../estate/lookup';
import { resourceKey } from '../estate/resources';
import { Inventory } from '../inventory/inventory';
import { DisposableStore } from '../lifecycle/disposable-store';
import { Failure } from '../lifecycle/failure';
import { Redactor } from '../lifecycle/log';
import { RunningOperations } from '../operations/running-operations';
import { sandboxCloud } from '../account/cloud';
import { openSandbox } from '../sandbox/server/open';
import { IdentityChanges } from './change-identity';
import type { ChangeOutcome } from './outcome';
import type { IdentityWish } from './plan/wish';

const never = new AbortController().signal;
const silent = (): void => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

/** The whole core on real parts: SDK pipeline, TLS, the embedded Azure. Polling is twenty times as fast. */
async function start() {
  const sandbox = await openSandbox({ operationSeconds: 0.1, seed: 7 });
  const { tenantId, clientId, clientSecret } = sandbox;
  const cloud = sandboxCloud(sandbox);
  const owned = new DisposableStore();
  const redactor = new Redactor();
  const secret = { cloud, tenantId, clientId, clientSecret, label: 'Sandbox', log, redactor, filter: [] };
  const signIn = owned.add(openSecretSignIn(secret));
  const activity = owned.add(activityIn());
  const azure = owned.add(openAzure({ signIn, log, witness: activity }));
  const estate = owned.add(new Estate());
  const operations = owned.add(new RunningOperations());
  const inventory = owned.add(new Inventory({ estate, signIn, reader: azure.reader, log, nextTurn }));
  const wait = (ms: number, signal: AbortSignal): Promise<void> => delay(ms / 20, undefined, { signal });
  const deps = { api: azure.identities, estate, operations, activity, log, now: Date.now, wait };
  const changes = owned.add(new IdentityChanges(deps));
  await inventory.loadAll(never, silent);
  const others = owned.add(openAzure({ signIn, log, witness: activity }));
  /** Somebody else assigns identities, from elsewhere. */
  const colleague = async ({ app, subscription }: FoundApp, added: Record<ArmId, Record<string, never>>) => {
    const patch = { type: app.identity.type, userAssignedIdentities: added };
    const { identities } = others;
    await identities.patchIdentity(subscription, app.id, { patch, recheck: () => Promise.resolve() }, never);
    while ((await identities.getApp(subscription, app.id, never))?.state.word !== 'Succeeded')
      await delay(20);
  };
  return {
    estate,
    operations,
    inventory,
    changes,
    sandbox,
    colleague,
    activity,
    find: (wanted: (found: FoundApp) => boolean): FoundApp => {
      const found = [...allApps(estate.snapshot)].find(wanted);
      assert.ok(found !== undefined);
      return found;
    },
    stop: async () => {
      owned.dispose();
      await sandbox.stop();
    },
  };
}

describe('IdentityChanges on the wire, against the embedded Azure', function () {
  this.timeout(60_000);
  let parts: Awaited<ReturnType<typeof start>>;
  before(async () => {
    parts = await start();
  });
  after(() => parts.stop());

  const ready = ({ app, service }: FoundApp): boolean =>
    app.state.word === 'Succeeded' && service.power === 'running' && service.plan === 'Standard';
  const idsOf = ({ app }: FoundApp): ArmId[] => app.identity.userAssigned.map(({ id }) => armKey(id)).sort();

  async function change(found: FoundApp, wish: IdentityWish): Promise<FoundApp> {
    const outcome: ChangeOutcome = await parts.changes.change(found, wish, never);
    assert.equal(outcome.kind, 'done');
    const now = findApp(parts.estate.snapshot, resourceKey(found.app));
    assert.ok(now !== undefined);
    return now;
  }

  it('takes an app with both kinds through off, on, assign two and remove one, losing nothing else', async () => {
    const both = parts.find((found) => ready(found) && isMixed(found.app.identity));
    const others = [...allApps(parts.estate.snapshot)]
      .flatMap((found) => idsOf(found))
      .filter((id) => !idsOf(both).includes(id));
    const [first = '', second = ''] = [...new Set(others)];
    const off = await change(both, { system: 'off' });
    assert.equal(hasSystem(off.app.identity), false);
    assert.deepEqual(idsOf(off), idsOf(both));
    const on = await change(off, { system: 'on' });
    assert.deepEqual(idsOf(on), idsOf(both));
    assert.notEqual(on.app.identity.principalId, undefined);
    assert.notEqual(on.app.identity.principalId, both.app.identity.principalId);
    const more = await change(on, { assign: [first, second] });
    assert.deepEqual(idsOf(more), [...idsOf(both), armKey(first), armKey(second)].sort());
    const less = await change(more, { remove: [first.toUpperCase()] });
    assert.deepEqual(idsOf(less), [...idsOf(both), armKey(second)].sort());
    assert.equal(less.app.identity.principalId, on.app.identity.principalId);
    assert.deepEqual(parts.operations.all, []);
  });

  it('takes an app from no identity to user-assigned ones and back to none', async () => {
    const none = parts.find((found) => ready(found) && found.app.identity.type === 'None');
    const id = parts.find((found) => found.app.identity.userAssigned.length > 0).app.identity.userAssigned[0]!
      .id;
    const one = await change(none, { assign: [id] });
    assert.equal(one.app.identity.type, 'UserAssigned');
    const back = await change(one, { remove: [id] });
    assert.equal(back.app.identity.type, 'None');
  });

  it('notices that somebody else changed the app after it was looked at', async () => {
    const seen = parts.find((found) => ready(found) && found.app.identity.type === 'SystemAssigned');
    await change(seen, { system: 'off' });
    assert.equal((await parts.changes.change(seen, { system: 'off' }, never)).kind, 'changed-meanwhile');
  });

  it('keeps what a colleague assigned while Azure was too busy for the change', async () => {
    const seen = parts.find((found) => ready(found) && found.app.identity.userAssigned.length > 1);
    const [gone = '', ...kept] = idsOf(seen);
    const more = [...allApps(parts.estate.snapshot)].flatMap(idsOf).find((id) => !idsOf(seen).includes(id));
    assert.ok(more !== undefined);
    // What takes away the last user-assigned identities names no ids: Azure drops all there are by then.
    const busy = { kind: 'throttled', times: 1, retryAfterSeconds: 3 } as const;
    parts.sandbox.trouble.add({ ...busy, method: 'PATCH', path: seen.app.id });
    const mine = parts.changes.change(seen, { remove: [gone, ...kept] }, never);
    while ((parts.sandbox.trouble.list()[0]?.struck ?? 0) === 0) await delay(5);
    await parts.colleague(seen, { [more]: {} });
    assert.equal((await mine).kind, 'changed-meanwhile');
    const now = findApp(parts.estate.snapshot, resourceKey(seen.app));
    assert.ok(now !== undefined);
    assert.deepEqual(idsOf(now), [...idsOf(seen), armKey(more)].sort());
  });

  it('refuses an app of a stopped service after asking Azure', async () => {
    const stopped = parts.find(({ service }) => service.power === 'stopped');
    const system = hasSystem(stopped.app.identity) ? 'off' : 'on';
    await assert.rejects(parts.changes.change(stopped, { system }, never), (error) =>
      Failure.is(error, 'refused'),
    );
  });

  it('finds a change again that was under way when the window closed', async () => {
    const found = parts.find((one) => ready(one) && one.app.identity.type === 'SystemAssigned');
    const key = resourceKey(found.app);
    const cancel = new AbortController();
    const noted = new Promise<readonly unknown[]>((resolve) => {
      parts.operations.onDidChange(() => {
        if (parts.operations.get(key)?.phase !== 'running') return;
        resolve(JSON.parse(JSON.stringify(parts.operations.toRecords())) as unknown[]);
        cancel.abort();
      });
    });
    assert.equal((await parts.changes.change(found, { system: 'off' }, cancel.signal)).kind, 'left-running');
    const [operation] = new RunningOperations().fromRecords(await noted);
    assert.ok(operation !== undefined);
    const outcome = await parts.changes.resume(operation, never);
    assert.ok(outcome.kind === 'done');
    assert.equal(outcome.app.identity.type, 'None');
    assert.equal(outcome.before.identity.principalId, found.app.identity.principalId);
  });
});
