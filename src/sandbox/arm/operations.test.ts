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
  it('answers with two signed addresses of about three kilobytes each, and without Retry-After', () =>
    withSandbox({}, async (opened) => {
      const { accepted, statusUrl, resultUrl } = await start(opened);
      assert.match(
        statusUrl,
        /\/locations\/westeurope\/operationStatus\/orders\/operationId\/[0-9a-f-]{36}\?api-version=2023-12-01&/,
      );
      assert.match(
        resultUrl,
        /\/locations\/westeurope\/operationResults\/[0-9a-f-]{36}\/Spring\/orders\?api-version=2023-12-01&/,
      );
      for (const url of [statusUrl, resultUrl]) {
        assert.match(url, /&t=\d{18}&c=[\w-]+&s=[\w-]+&h=[\w-]+$/);
        assert.ok(url.length > 3000 && url.length < 3600, String(url.length));
      }
      assert.ok(!('retry-after' in accepted.headers));
    }));

  it('is answered under the very address only, whatever part is missing or changed', () =>
    withSandbox({}, async (opened) => {
      for (const url of Object.values(await start(opened))
        .slice(1)
        .map(String)) {
        const withoutQuery = (url.split('&')[0] ?? '').length;
        for (const bad of [
          url.slice(0, withoutQuery),
          url.slice(0, 2048),
          url.replace(/&h=.*/, ''),
          url.replace(/&t=\d/, '&t=9'),
          url.replace('/orders', '/catalog'),
        ])
          assert.equal((await opened.asker.arm('GET', bad)).status, 400, bad.slice(0, 300));
        assert.ok([200, 202].includes((await opened.asker.arm('GET', url)).status));
      }
    }));

  it('asks whoever polls to wait ten seconds, while it is running only', () =>
    withSandbox({ operationSeconds: 12 }, async (opened) => {
      const { statusUrl, resultUrl } = await start(opened);
      const patience = async (url: string) => (await opened.asker.arm('GET', url)).headers['retry-after'];
      assert.deepEqual([await patience(statusUrl), await patience(resultUrl)], ['10', '10']);
      opened.clock.time += 12_000;
      assert.deepEqual([await patience(statusUrl), await patience(resultUrl)], [undefined, undefined]);
    }));

  it('counts polls down with the reads of the subscription', () =>
    withSandbox({}, async (opened) => {
      const { statusUrl } = await start(opened);
      const left = async () =>
        Number(
          (await opened.asker.arm('GET', statusUrl)).headers['x-ms-ratelimit-remaining-subscription-reads'],
        );
      assert.deepEqual([await left(), await left()], [1099, 1098]);
    }));

  it('keeps the blank of a location in one address and encodes it in the other', () => {
    const id =
      '/subscriptions/5a4db000-0000-4000-a000-000000000001/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/svc';
    const service = {
      id,
      name: 'svc',
      type: 'Microsoft.AppPlatform/Spring',
      location: 'east us',
      sku: { name: 'S0', tier: 'Standard' },
      properties: { provisioningState: 'Succeeded', powerState: 'Running', fqdn: 'svc.invalid' },
    };
    return withSandbox({ estate: [service] }, async ({ asker, clock }) => {
      const stopped = await asker.arm('POST', `${id}/stop?${version}`);
      const [statusUrl, resultUrl] = [stopped.headers['azure-asyncoperation'], stopped.headers.location];
      assert.ok(String(statusUrl).includes('/locations/east us/operationStatus/'));
      assert.ok(resultUrl?.includes('/locations/east%20us/operationResults/'));
      assert.equal((await asker.arm('GET', String(statusUrl))).status, 200);
      clock.time += 60_000;
      // As recorded: stopping a service ends with 200 and no body.
      const result = await asker.arm('GET', resultUrl ?? '');
      assert.deepEqual([result.status, result.body], [200, undefined]);
    });
  });

  it('shows the new properties at once, and the old identity until it ends', () =>
    withSandbox({}, async (opened) => {
      const before = await getApp(opened, orders);
      const body = { properties: { httpsOnly: true }, identity: { type: 'None' } };
      const accepted = await opened.asker.arm('PATCH', `${orders}?${version}`, body);
      const { properties, identity } = accepted.body as AppBody;
      assert.deepEqual([properties['httpsOnly'], properties.provisioningState], [true, 'Updating']);
      assert.deepEqual(identity, before.identity);
      opened.clock.time += 60_000;
      assert.equal((await getApp(opened, orders)).identity, null);
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
      assert.ok(!JSON.stringify(body).includes('&s='));
      const after = await getApp(opened, orders);
      assert.deepEqual([after.identity, after.properties.provisioningState], [before.identity, 'Failed']);
    }));

  it('fails with the other code that was recorded when told so', () =>
    withSandbox({}, async (opened) => {
      opened.sandbox.trouble.add({ kind: 'operation-fails', error: 'InternalServerError' });
      const { statusUrl } = await start(opened);
      opened.clock.time += 60_000;
      assert.equal((await poll(opened, statusUrl)).error?.code, 'InternalServerError');
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
