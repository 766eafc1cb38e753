import assert from 'node:assert/strict';

import { Canned, reply } from '../../../test/azure/canned';
import type { SubscriptionKey } from '../../estate/resources';
import { Failure } from '../../lifecycle/failure';
import { readsOnly } from '../../operations/reads-only';
import { openAzure, type Azure } from '../open';

const subscription = {
  key: 'a|t|s' as SubscriptionKey,
  subscriptionId: '5a4db000-0000-4000-a000-000000000001',
  name: 'S',
  accountId: 'a',
  accountLabel: 'A',
  tenantId: 't',
};

describe('answers that never come to an end', function () {
  // A thousand requests over real TLS.
  this.timeout(60_000);

  let canned: Canned;
  let azure: Azure;
  beforeEach(async () => {
    canned = await new Canned().start();
    azure = openAzure({
      signIn: canned.signIn(),
      witness: readsOnly,
      log: { ...silent, info: (line) => canned.lines.push(line) },
    });
  });
  afterEach(async () => {
    azure.dispose();
    await canned.stop();
  });
  const silent = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };

  /** Every page leads to another one: the same, or one of its own. */
  function answerPages(kind: 'repeats' | 'goes on'): void {
    let page = 0;
    canned.handler = (_, response) => {
      page += 1;
      const nextLink = `${canned.url}/subscriptions/x/list?page=${kind === 'repeats' ? 2 : page}`;
      reply(response, 200, { value: [], nextLink });
    };
  }

  const lists: readonly (readonly [string, () => Promise<unknown>, 'shows links' | 'hides links'])[] = [
    [
      'resource groups',
      () => azure.userAssigned.listResourceGroups(subscription, canned.signal),
      'shows links',
    ],
    ['identities', () => azure.reader.listUserAssigned(subscription, canned.signal), 'hides links'],
  ];
  for (const [what, read, links] of lists) {
    if (links === 'shows links')
      it(`of ${what} that repeat a page are no list`, async () => {
        answerPages('repeats');
        await assert.rejects(
          read(),
          (error) => Failure.is(error, 'unexpected') && error.why.includes('already'),
        );
        assert.equal(canned.seen.length, 2);
      });

    it(`of ${what} are given up after a thousand pages`, async () => {
      answerPages('goes on');
      await assert.rejects(
        read(),
        (error) => Failure.is(error, 'unexpected') && error.why.includes('1000 pages'),
      );
      assert.equal(canned.seen.length, 1001);
    });
  }

  it('of Resource Graph with a skip token that comes again are no list, and are read from ARM instead', async () => {
    let asked = 0;
    canned.handler = (request, response) => {
      if (request.url?.includes('ResourceGraph') === true)
        reply(response, 200, { data: [], $skipToken: `token-${asked++ % 2}`, totalRecords: 9, count: 0 });
      else reply(response, 200, { value: [] });
    };
    const { bySubscription, graphRefused } = await azure.reader.listServices([subscription], canned.signal);
    assert.match(graphRefused ?? '', /already/);
    assert.deepEqual(bySubscription, [{ subscription: subscription.key, services: [] }]);
    assert.equal(asked, 3);
  });

  it('of a quota that comes back in ten hours are not waited for, and this is said', async () => {
    canned.handler = (request, response) => {
      const quota = { 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': '10:00:00' };
      if (request.url?.includes('ResourceGraph') === true)
        reply(response, 200, { data: [], totalRecords: 0, count: 0 }, quota);
      else reply(response, 200, { value: [] });
    };
    const list = () => azure.reader.listServices([subscription], canned.signal);
    assert.equal((await list()).graphRefused, undefined);
    assert.match((await list()).graphRefused ?? '', /3[56]\d\d\d s/);
  });

  it('of 429 with Retry-After: 0 are no storm of requests', async () => {
    canned.handler = (_, response) => {
      reply(response, 429, {}, { 'retry-after': '0' });
    };
    const control = new AbortController();
    const reading = canned.arm.get('/subscriptions/x/y', { ...canned.ask, signal: control.signal });
    while (canned.seen.length < 3) await new Promise(setImmediate);
    control.abort();
    await assert.rejects(reading);
    const waits = canned.lines.flatMap((line) => /trying again in ([\d.]+) s/.exec(line)?.[1] ?? []);
    assert.ok(waits.length >= 2 && waits.every((seconds) => Number(seconds) >= 0.5), waits.join(' '));
  });
});
