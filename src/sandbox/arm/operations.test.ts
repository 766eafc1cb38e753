import assert from 'node:assert/strict';

import type { Answer } from '../../../test/sandbox/ask';
import { getApp, shop, version, withSandbox, type AppBody, type Opened } from '../../../test/sandbox/opened';

const orders = `${shop}/apps/orders`;

interface Status {
  readonly id: string;
  readonly status: string;
  readonly startTime: string;
  readonly endTime?: string;
  readonly error?: { readonly code: string };
}

async function start({ asker }: Opened): Promise<{ accepted: Answer; statusUrl: string; resultUrl: string }> {
  const accepted = await asker.arm('PATCH', `${orders}?${version}`, { identity: { type: 'None' } });
  assert.equal(accepted.status, 202);
  return {
    accepted,
    statusUrl: String(accepted.headers['azure-asyncoperation']),
    resultUrl: String(accepted.headers.location),
  };
}

async function poll({ asker }: Opened, url: string): Promise<Status> {
  return (await asker.arm('GET', url)).body as Status;
}

describe('a long-running operation', () => {
  it('answers with two addresses and never with Retry-After', () =>
    withSandbox({}, async (opened) => {
      const { accepted, statusUrl, resultUrl } = await start(opened);
      assert.match(
        statusUrl,
        /\/locations\/westeurope\/operationStatus\/orders\/operationId\/[0-9a-f-]{36}\?api-version=2023-12-01$/,
      );
      assert.match(
        resultUrl,
        /\/locations\/westeurope\/operationResults\/[0-9a-f-]{36}\/Spring\/orders\?api-version=2023-12-01$/,
      );
      assert.ok(!('retry-after' in accepted.headers));
    }));

  it('is Running until its time is over, then Succeeded with an end; its id has no leading slash', () =>
    withSandbox({ operationSeconds: 10 }, async (opened) => {
      const { statusUrl } = await start(opened);
      opened.clock.time += 9999;
      const running = await poll(opened, statusUrl);
      assert.deepEqual([running.status, running.endTime], ['Running', undefined]);
      assert.match(running.id, /^subscriptions\//);
      opened.clock.time += 1;
      const done = await poll(opened, statusUrl);
      assert.equal(done.status, 'Succeeded');
      assert.equal(Date.parse(String(done.endTime)) - Date.parse(done.startTime), 10_000);
    }));

  it('is Running at least once, however fast, and the app agrees', () =>
    withSandbox({ operationSeconds: 0 }, async (opened) => {
      const { statusUrl } = await start(opened);
      assert.equal((await getApp(opened, orders)).properties.provisioningState, 'Updating');
      assert.equal((await poll(opened, statusUrl)).status, 'Running');
      assert.equal((await poll(opened, statusUrl)).status, 'Succeeded');
      assert.equal((await getApp(opened, orders)).properties.provisioningState, 'Succeeded');
    }));

  it('ends for somebody who never polls, too', () =>
    withSandbox({ operationSeconds: 0 }, async (opened) => {
      await start(opened);
      opened.clock.time += 1000;
      assert.equal((await getApp(opened, orders)).identity, null);
    }));

  it('answers 202 under the result address while running, then 200 with the app as it is now', () =>
    withSandbox({}, async (opened) => {
      const { resultUrl } = await start(opened);
      assert.equal((await opened.asker.arm('GET', resultUrl)).status, 202);
      opened.clock.time += 60_000;
      const { status, body } = await opened.asker.arm('GET', resultUrl);
      assert.equal(status, 200);
      assert.deepEqual(body, await getApp(opened, orders));
    }));

  it('that is told to fail is 200 Failed with an error, and changes nothing', () =>
    withSandbox({}, async (opened) => {
      const before = await getApp(opened, orders);
      opened.sandbox.trouble.add({ kind: 'operation-fails', path: '*/apps/orders', times: 1 });
      const { statusUrl } = await start(opened);
      opened.clock.time += 60_000;
      const { status, body } = await opened.asker.arm('GET', statusUrl);
      assert.equal(status, 200);
      assert.equal((body as Status).status, 'Failed');
      assert.equal((body as Status).error?.code, 'BadRequest');
      const after = await getApp(opened, orders);
      assert.deepEqual([after.identity, after.properties.provisioningState], [before.identity, 'Failed']);
    }));

  it('that is told to hang stays Running until the rule is gone', () =>
    withSandbox({}, async (opened) => {
      const rule = opened.sandbox.trouble.add({ kind: 'operation-hangs', method: 'PATCH' });
      const { statusUrl } = await start(opened);
      opened.clock.time += 3_600_000;
      assert.equal((await poll(opened, statusUrl)).status, 'Running');
      assert.equal((await getApp(opened, orders)).properties.provisioningState, 'Updating');
      rule.dispose();
      assert.equal((await poll(opened, statusUrl)).status, 'Succeeded');
    }));

  it('is forgotten by nobody: an unknown one is 404', () =>
    withSandbox({}, async (opened) => {
      const { statusUrl } = await start(opened);
      const other = statusUrl.replace(
        /operationId\/[0-9a-f-]{36}/,
        'operationId/5a4db000-0000-4000-a000-000000000001',
      );
      assert.equal((await opened.asker.arm('GET', other)).status, 404);
    }));

  it('of a service: stopping and starting it, with its state on the way', () =>
    withSandbox({}, async (opened) => {
      const service = async () =>
        ((await opened.asker.arm('GET', `${shop}?${version}`)).body as AppBody).properties;
      assert.equal((await opened.asker.arm('POST', `${shop}/stop?${version}`)).status, 202);
      assert.deepEqual(
        [(await service()).provisioningState, (await service())['powerState']],
        ['Stopping', 'Running'],
      );
      assert.equal((await opened.asker.arm('POST', `${shop}/stop?${version}`)).status, 409);
      opened.clock.time += 60_000;
      assert.deepEqual(
        [(await service()).provisioningState, (await service())['powerState']],
        ['Succeeded', 'Stopped'],
      );
    }));
});
