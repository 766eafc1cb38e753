import assert from 'node:assert/strict';

import { SandboxedAzure } from '../../../test/azure/sandboxed';
import { Failure } from '../../lifecycle/failure';
import type { SeenDebugging } from '../../tunnel/ports';

describe('remote debugging in the sandbox', function () {
  this.timeout(60_000);

  let rig: SandboxedAzure;
  let of: SeenDebugging;
  const on = (port: number): SeenDebugging => ({ ...of, seen: { enabled: true, port } });
  const debugging = () => rig.azure.remoteDebugging;
  beforeEach(async () => {
    rig = await SandboxedAzure.start();
    const { subscription, app } = await rig.app('catalog');
    of = { subscription, id: `${app.id}/deployments/default`, seen: { enabled: false, port: 5005 } };
  });
  afterEach(async () => {
    await rig.stop();
  });

  it('is off at first, and answers only once Azure has turned it on or off', async () => {
    assert.deepEqual(await debugging().read(of, rig.signal), { enabled: false, port: 5005 });
    assert.deepEqual(await debugging().enable(of, 5006, rig.signal), { enabled: true, port: 5006 });
    assert.deepEqual(await debugging().read(of, rig.signal), { enabled: true, port: 5006 });
    assert.equal((await debugging().disable(on(5006), rig.signal)).enabled, false);
    // Already off: Azure answers at once, without an operation.
    assert.equal((await debugging().disable(of, rig.signal)).enabled, false);
  });

  it('passes on what Azure refuses, and names what was to be done', async () => {
    const refusal = await debugging()
      .enable(of, 80, rig.signal)
      .catch((error: unknown) => error);
    assert.ok(Failure.is(refusal, 'rejected'));
    assert.match(
      refusal.message,
      /^Could not enable remote debugging of deployment 'default' of 'catalog'\. .*1024/,
    );
    const gone = { ...of, id: `${of.id}-gone` };
    await assert.rejects(debugging().read(gone, rig.signal), { code: 'not-found' });
  });

  it('says that Azure took the change and failed it, and gives up waiting when told to', async () => {
    rig.sandbox.trouble.add({ kind: 'operation-fails', times: 1 });
    await assert.rejects(debugging().enable(of, 5005, rig.signal), { code: 'operation-failed' });
    rig.sandbox.trouble.add({ kind: 'operation-hangs' });
    await assert.rejects(debugging().enable(of, 5005, AbortSignal.timeout(400)), { name: 'AbortError' });
  });

  it('does not repeat a change whose answer got lost', async () => {
    rig.sandbox.trouble.add({ kind: 'dropped-connection', method: 'POST', path: '*/enableRemoteDebugging' });
    await assert.rejects(debugging().enable(of, 5005, rig.signal), { code: 'offline' });
    assert.equal(rig.sandbox.trouble.list()[0]?.struck, 1);
  });

  it('sends nothing when somebody has turned it on or off since it was looked at', async () => {
    const sent = (): number =>
      Object.entries(rig.sandbox.requests.read().byRoute)
        .filter(([route]) => /\/(enable|disable)RemoteDebugging/i.test(route))
        .reduce((sum, [, count]) => sum + count, 0);
    await debugging().enable(of, 5006, rig.signal);
    const before = sent();
    for (const seen of [of, on(5007)]) {
      await assert.rejects(debugging().enable(seen, 5005, rig.signal), { code: 'conflict' });
      await assert.rejects(debugging().disable(seen, rig.signal), { code: 'conflict' });
    }
    assert.equal(sent(), before);
    assert.deepEqual(await debugging().read(of, rig.signal), { enabled: true, port: 5006 });
  });

  it('looks again before it repeats what Azure was too busy for', async () => {
    rig.sandbox.trouble.add({ kind: 'throttled', path: '*/disableRemoteDebugging', retryAfterSeconds: 0.2 });
    await debugging().enable(of, 5006, rig.signal);
    const turnedDown = debugging().disable(on(5006), rig.signal);
    turnedDown.catch(() => undefined);
    while ((rig.sandbox.trouble.list()[0]?.struck ?? 0) === 0) await new Promise(setImmediate);
    await debugging().enable(on(5006), 5008, rig.signal);
    await assert.rejects(turnedDown, { code: 'conflict' });
    assert.deepEqual(await debugging().read(of, rig.signal), { enabled: true, port: 5008 });
  });
});
