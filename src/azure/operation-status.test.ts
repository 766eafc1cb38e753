import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { Canned, reply, type Handler } from '../../test/azure/canned';
import { Failure } from '../lifecycle/failure';
import { readStatus } from './operation-status';

const secret = `s=${'Zm9v'.repeat(700)}`;

describe('looking at a running change', function () {
  this.timeout(60_000);

  let canned: Canned;
  beforeEach(async () => {
    canned = await new Canned().start();
  });
  afterEach(async () => {
    await canned.stop();
  });

  const path =
    '/subscriptions/x/providers/Microsoft.AppPlatform/locations/east us/operationStatus/a/operationId/g';
  const statusUrl = () => `${canned.url}${path}?api-version=2023-12-01&t=638&c=Y2VydA&${secret}&h=aA`;
  const look = () => readStatus(canned.arm, statusUrl(), canned.ask);

  function answer(status: number, body: unknown, headers: Record<string, string> = {}): void {
    canned.handler = (_, response) => {
      reply(response, status, body, headers);
    };
  }

  it('goes to the very address Azure gave, blank and signature included', async () => {
    answer(200, { status: 'Succeeded' });
    assert.deepEqual(await look(), { state: 'succeeded' });
    const sent = `${path.replace(' ', '%20')}?api-version=2023-12-01&t=638&c=Y2VydA&${secret}&h=aA`;
    assert.equal(canned.seen[0]?.url, sent);
  });

  for (const [header, retryAfterMs] of [
    ['10', 10_000],
    ['0', 0],
    ['36000', 36_000_000],
    ['soon', undefined],
    ['-5', undefined],
  ] as const)
    it(`tells how long Azure asks to wait with Retry-After: ${header}`, async () => {
      for (const status of [200, 202]) {
        answer(status, { status: 'Running' }, { 'retry-after': header });
        const running = { state: 'running', ...(retryAfterMs !== undefined && { retryAfterMs }) };
        assert.deepEqual(await look(), running, String(status));
      }
    });

  it('tells a moment that Azure names as the time until then', async () => {
    answer(200, { status: 'Running' }, { 'retry-after': new Date(Date.now() + 30_000).toUTCString() });
    const status = await look();
    assert.ok(status.state === 'running' && status.retryAfterMs !== undefined);
    assert.ok(status.retryAfterMs > 20_000 && status.retryAfterMs <= 30_000);
  });

  it('has no pace once it is over', async () => {
    answer(200, { status: 'Succeeded' }, { 'retry-after': '10' });
    assert.deepEqual(await look(), { state: 'succeeded' });
  });

  const troubles: readonly (readonly [string, Handler])[] = [
    [
      '404',
      (_, response) => {
        reply(response, 404, { error: { code: 'NotFound', message: 'gone' } });
      },
    ],
    [
      '403',
      (_, response) => {
        reply(response, 403, {});
      },
    ],
    [
      'a redirect',
      (_, response) => {
        reply(response, 302, '', { location: statusUrl() });
      },
    ],
    [
      'a body that is no JSON',
      (_, response) => {
        reply(response, 200, '<html>');
      },
    ],
    [
      'an endless pause',
      (_, response) => {
        reply(response, 429, {}, { 'retry-after': '36000' });
      },
    ],
  ];
  for (const [title, handler] of troubles)
    it(`keeps the signature out of the failure of ${title}, its causes and the log`, async () => {
      canned.handler = handler;
      const error: unknown = await look().catch((caught: unknown) => caught);
      assert.ok(Failure.is(error), String(error));
      for (let link: unknown = error; link instanceof Error; link = link.cause)
        assert.ok(!inspect(link, { depth: 12, showHidden: true, getters: true }).includes('Zm9vZm9v'));
      assert.ok(!canned.lines.join('\n').includes('Zm9vZm9v'));
    });

  it('keeps it out of a failure to connect, too', async () => {
    canned.handler = (_, response) => response.socket?.destroy();
    const control = new AbortController();
    const looking = readStatus(canned.arm, statusUrl(), { ...canned.ask, signal: control.signal });
    while (!canned.lines.some((line) => line.includes('trying again'))) await new Promise(setImmediate);
    control.abort();
    await assert.rejects(looking);
    assert.ok(!canned.lines.join('\n').includes('Zm9vZm9v'));
  });
});
