import assert from 'node:assert/strict';

import { createHttpHeaders } from '@azure/core-rest-pipeline';

import { askedDelay, backoff } from './retry-delay';

describe('askedDelay', () => {
  const now = Date.parse('2026-01-12T08:00:00Z');
  const cases: [title: string, headers: Record<string, string>, body: string, ms: number | undefined][] = [
    ['seconds', { 'Retry-After': '17' }, '', 17_000],
    ['an HTTP date', { 'Retry-After': 'Mon, 12 Jan 2026 08:00:30 GMT' }, '', 30_000],
    ['a date that has passed', { 'Retry-After': 'Mon, 12 Jan 2026 07:00:00 GMT' }, '', 0],
    ["Graph's clock", { 'x-ms-user-quota-resets-after': '00:01:05' }, '', 65_000],
    [
      'Retry-After before the clock',
      { 'Retry-After': '2', 'x-ms-user-quota-resets-after': '00:00:09' },
      '',
      2000,
    ],
    [
      'the number in the recorded message of Spring Apps, which has no header',
      {},
      '{"error":{"code":"SubscriptionRequestsThrottled","message":"... exceeded the backend storage limit. Please try again after \'6\' seconds."}}',
      6000,
    ],
    [
      "the number in the identity layer's message",
      {},
      'has issued too many requests. Retry after 2 seconds.',
      2000,
    ],
    ['nothing', {}, '{"error":{"code":"TooManyRequests"}}', undefined],
    ['no nonsense', { 'Retry-After': 'soon' }, '', undefined],
  ];
  for (const [title, headers, body, ms] of cases)
    it(`reads ${title}`, () => {
      assert.equal(askedDelay(createHttpHeaders(headers), body, now), ms);
    });
});

describe('backoff', () => {
  it('doubles, stays between half and all of it, and never passes the cap', () => {
    for (let tries = 0; tries < 12; tries += 1) {
      const full = Math.min(15_000, 500 * 2 ** tries);
      const wait = backoff(tries, 500, 15_000);
      assert.ok(wait >= full / 2 && wait <= full, `${wait} after ${tries} tries`);
    }
  });
});
