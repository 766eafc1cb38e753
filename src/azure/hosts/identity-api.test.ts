import assert from 'node:assert/strict';

import { SandboxedAzure } from '../../../test/azure/sandboxed';
import type { SpringApp, Subscription } from '../../estate/resources';
import type { IdentityPatch, OperationHandle, OperationStatus } from '../../identity/ports';
import { Failure } from '../../lifecycle/failure';

describe('changing identities in the sandbox', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let rig: SandboxedAzure;
  let rechecks = 0;
  /** From which sending on the app is another one than was confirmed. */
  let changedBefore = Infinity;
  const meanwhile = new Failure({ code: 'conflict', what: 'Changed meanwhile.', why: 'Somebody did.' });
  const recheck = () => {
    rechecks += 1;
    return rechecks < changedBefore ? Promise.resolve() : Promise.reject(meanwhile);
  };
  beforeEach(async () => {
    rechecks = 0;
    changedBefore = Infinity;
    rig = await SandboxedAzure.start();
  });
  afterEach(async () => {
    await rig.stop();
  });

  async function waitFor(subscription: Subscription, handle: OperationHandle): Promise<OperationStatus> {
    for (;;) {
      const status = await rig.azure.identities.operationStatus(subscription, handle, rig.signal);
      if (status.state !== 'running') return status;
    }
  }

  async function patch(
    { subscription, app }: { subscription: Subscription; app: SpringApp },
    wanted: IdentityPatch,
  ): Promise<SpringApp | undefined> {
    const handle = await rig.azure.identities.patchIdentity(
      subscription,
      app.id,
      { patch: wanted, recheck },
      rig.signal,
    );
    if (handle !== undefined) assert.deepEqual(await waitFor(subscription, handle), { state: 'succeeded' });
    return await rig.azure.identities.getApp(subscription, app.id, rig.signal);
  }

  const patches = (): number =>
    Object.entries(rig.sandbox.requests.read().byRoute)
      .filter(([route]) => route.startsWith('PATCH '))
      .reduce((sum, [, count]) => sum + count, 0);

  it('turns a system-assigned identity on, and answers before Azure has finished', async () => {
    const found = await rig.app('gateway');
    const handle = await rig.azure.identities.patchIdentity(
      found.subscription,
      found.app.id,
      { patch: { type: 'SystemAssigned' }, recheck },
      rig.signal,
    );
    assert.ok(handle);
    assert.match(handle.statusUrl, /\/operationStatus\//);

    assert.deepEqual(await waitFor(found.subscription, handle), { state: 'succeeded' });
    const after = await rig.azure.identities.getApp(found.subscription, found.app.id, rig.signal);
    assert.equal(after?.identity.type, 'SystemAssigned');
    assert.match(after.identity.principalId ?? '', /^[0-9a-f-]{36}$/);
  });

  it('removes one user-assigned identity with null and leaves the others', async () => {
    const found = await rig.app('inventory');
    const [first, ...others] = found.app.identity.userAssigned.map(({ id }) => id);
    assert.ok(first);

    const after = await patch(found, { type: 'UserAssigned', userAssignedIdentities: { [first]: null } });

    assert.deepEqual(after?.identity.userAssigned.map(({ id }) => id).sort(), others.sort());
  });

  it('tells a change that Azure took up and then failed', async () => {
    const { subscription, app } = await rig.app('gateway');
    rig.sandbox.trouble.add({ kind: 'operation-fails' });
    const handle = await rig.azure.identities.patchIdentity(
      subscription,
      app.id,
      { patch: { type: 'SystemAssigned' }, recheck },
      rig.signal,
    );
    assert.ok(handle);

    const status = await waitFor(subscription, handle);

    assert.equal(status.state, 'failed');
    assert.ok(status.code !== '' && status.message !== '');
  });

  it('waits out a dropped connection and a gateway time-out while asking how far it is', async () => {
    const found = await rig.app('gateway');
    rig.sandbox.trouble.add({ kind: 'dropped-connection', path: '*/operationStatus/*', times: 2 });
    rig.sandbox.trouble.add({ kind: 'server-error', status: 504, path: '*/operationStatus/*', times: 1 });

    const after = await patch(found, { type: 'SystemAssigned' });

    assert.equal(after?.identity.type, 'SystemAssigned');
    assert.ok(rig.sandbox.trouble.list().every(({ struck, times }) => struck === times));
  });

  it('sends a change again after 429', async () => {
    const found = await rig.app('gateway');
    rig.sandbox.trouble.add({ kind: 'throttled', method: 'PATCH', times: 1, retryAfterSeconds: 1 });

    const after = await patch(found, { type: 'SystemAssigned' });

    assert.equal(after?.identity.type, 'SystemAssigned');
    assert.equal(patches(), 2);
    assert.equal(rechecks, 2);
  });

  const refusals = [
    { kind: 'throttled', retryAfterSeconds: 0.1 },
    { kind: 'throttled' },
    { kind: 'token-expired' },
    { kind: 'claims-challenge' },
  ] as const;
  for (const trouble of refusals)
    it(`does not send a change again after ${JSON.stringify(trouble)} when the app is another one by then`, async () => {
      const found = await rig.app('gateway');
      rig.sandbox.trouble.add({ ...trouble, method: 'PATCH', path: '*/apps/*', times: 1 });
      changedBefore = 2;
      await assert.rejects(patch(found, { type: 'SystemAssigned' }), (error) => error === meanwhile);
      assert.equal(patches(), 1);
    });

  it('says that it was sent when the answer got lost and somebody changed the app meanwhile', async () => {
    const found = await rig.app('gateway');
    rig.sandbox.trouble.add({ kind: 'dropped-connection', method: 'PATCH' });
    changedBefore = 2;
    await assert.rejects(
      patch(found, { type: 'SystemAssigned' }),
      (error) => Failure.is(error, 'operation-failed') && error.why.includes('not sent again'),
    );
    assert.equal(patches(), 1);
  });

  it('sends nothing at all when the app is another one before the first sending', async () => {
    const found = await rig.app('gateway');
    changedBefore = 1;
    await assert.rejects(patch(found, { type: 'SystemAssigned' }), (error) => error === meanwhile);
    assert.equal(patches(), 0);
  });

  it('looks at the app before it repeats a change whose connection broke, and repeats it when nothing happened', async () => {
    const found = await rig.app('gateway');
    rig.sandbox.trouble.add({ kind: 'dropped-connection', method: 'PATCH', times: 1 });
    rig.sandbox.requests.reset();

    const after = await patch(found, { type: 'SystemAssigned' });

    assert.equal(after?.identity.type, 'SystemAssigned');
    assert.equal(patches(), 2);
    assert.ok(rig.lines.some((line) => line.includes('looking at the app')));
  });

  for (const trouble of [{ kind: 'server-error', status: 504 }, { kind: 'dropped-connection' }] as const)
    it(`does not repeat a change that was taken up although its answer was lost by ${trouble.kind}`, async () => {
      const found = await rig.app('gateway');
      rig.sandbox.trouble.add({ ...trouble, applied: true, method: 'PATCH', times: 1 });
      rig.sandbox.requests.reset();

      const after = await patch(found, { type: 'SystemAssigned' });

      assert.equal(after?.identity.type, 'SystemAssigned');
      assert.equal(patches(), 1);
    });

  it('does not repeat a change that got through although its answer was lost', async () => {
    const { subscription, app } = await rig.app('gateway');
    const done = await patch({ subscription, app }, { type: 'SystemAssigned' });
    rig.sandbox.trouble.add({ kind: 'server-error', status: 504, method: 'PATCH', times: 1 });
    rig.sandbox.requests.reset();

    const again = await patch({ subscription, app }, { type: 'SystemAssigned' });

    assert.deepEqual(again?.identity, done?.identity);
    assert.equal(patches(), 1);
  });

  it('passes on a refusal without a second try', async () => {
    const { subscription, app } = await rig.app('gateway');
    rig.sandbox.trouble.add({ kind: 'conflict', method: 'PATCH' });
    rig.sandbox.requests.reset();

    await assert.rejects(patch({ subscription, app }, { type: 'SystemAssigned' }), (error) =>
      Failure.is(error, 'conflict'),
    );
    assert.equal(patches(), 1);
  });

  it('names Managed Identity Operator when the identity may not be assigned', async () => {
    const { subscription, app } = await rig.app('billing');
    rig.sandbox.trouble.add({ kind: 'linked-forbidden', method: 'PATCH' });

    await assert.rejects(
      patch({ subscription, app }, { type: 'SystemAssigned,UserAssigned' }),
      (error) =>
        Failure.is(error, 'forbidden') &&
        error.azureCode === 'LinkedAuthorizationFailed' &&
        (error.missingAction ?? '').endsWith('/assign/action') &&
        (error.remedy ?? '').includes("'Managed Identity Operator'"),
    );
  });

  it('does not follow a status URL to another host', async () => {
    const { subscription } = await rig.app('gateway');
    const handle = { statusUrl: 'https://127.0.0.1:1/subscriptions/x/operationStatus/y' };

    await assert.rejects(
      rig.azure.identities.operationStatus(subscription, handle, rig.signal),
      (error) => Failure.is(error, 'unexpected') && error.why.includes('not followed'),
    );
  });
});
