import assert from 'node:assert/strict';

import { answer, guidOf, makeToken } from '../../../test/token/pretend-endpoint';
import { grantedToken, oneLine, refusalWords } from './answer';
import { readAppServiceRequest } from './app-service';
import { imdsRequest, imdsTokenAnswer, readImdsRequest } from './imds';
import { wishKey, type TokenWish } from '../token-wish';

const now = Date.UTC(2026, 0, 15, 12);
const expires = now / 1000 + 3600;

describe('the token protocols', () => {
  it('ask IMDS as the libraries do, and read their own request back as the same wish', () => {
    const wishes: readonly TokenWish[] = [
      { resource: 'https://vault.azure.net', identity: { by: 'none' } },
      { resource: 'https://management.azure.com/', identity: { by: 'client-id', value: guidOf(1) } },
      { resource: '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d', identity: { by: 'object-id', value: guidOf(2) } },
      {
        resource: 'api://a+b&c=d/%41',
        identity: { by: 'resource-id', value: '/subscriptions/s/resourceGroups/g/providers/M.M/u/n' },
      },
    ];
    for (const wish of wishes)
      for (const fresh of [true, false]) {
        const { method, target, headers } = imdsRequest({ wish, fresh });
        assert.deepEqual([method, headers], ['GET', { Metadata: 'true' }]);
        assert.match(
          target,
          /^\/metadata\/identity\/oauth2\/token\?api-version=2018-02-01&resource=[\w%.~-]+(&|$)/,
        );
        assert.deepEqual(readImdsRequest({ method, target, headers: { metadata: 'true' } }), { wish, fresh });
      }
  });

  it('tell wishes apart by resource to the letter, and by id without regard to case', () => {
    const key = (resource: string, value: string): string =>
      wishKey({ resource, identity: { by: 'client-id', value } });
    assert.equal(key('https://a', 'ABC'), key('https://a', 'abc'));
    assert.notEqual(key('https://a', 'abc'), key('https://a/', 'abc'));
    assert.notEqual(
      wishKey({ resource: 'r', identity: { by: 'client-id', value: 'x' } }),
      wishKey({ resource: 'r', identity: { by: 'object-id', value: 'x' } }),
    );
  });

  for (const [name, fields, expected] of [
    ['texts', { expires_on: String(expires), expires_in: '7' }, expires],
    ['numbers', { expires_on: expires }, expires],
    ['a date', { expires_on: new Date(expires * 1000).toISOString() }, expires],
    ['the lifetime only', { expires_in: '60' }, now / 1000 + 60],
    ['nothing', {}, now / 1000],
    ['nonsense', { expires_on: 'soon', expires_in: '-1' }, now / 1000],
  ] as const)
    it(`read the expiry from ${name}`, () => {
      const read = grantedToken(answer(200, { access_token: 'abc', ...fields }), 'r', now);
      assert.equal(read?.fields.expiresOn, expected);
    });

  it('read no token from anything but a 200 with one', () => {
    for (const none of [
      answer(201, { access_token: 'a' }),
      answer(200, {}),
      answer(200, 'x'),
      answer(200, '[]'),
      answer(200, { access_token: '' }),
      answer(200, { access_token: 7 }),
    ])
      assert.equal(grantedToken(none, 'r', now), undefined);
  });

  it('count down the remaining seconds of a token kept for a while, down to zero', () => {
    const read = (at: number): unknown => {
      const fields = { resource: 'r', tokenType: 'Bearer', expiresOn: expires };
      return (
        JSON.parse(new TextDecoder().decode(imdsTokenAnswer('raw', fields, at).body)) as Record<
          string,
          unknown
        >
      )['expires_in'];
    };
    assert.deepEqual([read(now), read(now + 600_000), read(now + 9e6)], ['3600', '3000', '0']);
  });

  it('read the words of both forms and of plain text, as one line without tokens', () => {
    const description = `no\r\n\u001b[31m ${makeToken({ a: 1 })} end`;
    assert.deepEqual(refusalWords(answer(400, { error: 'e', error_description: description })), {
      error: 'e',
      description: 'no [31m [redacted token] end',
    });
    assert.deepEqual(refusalWords(answer(400, { statusCode: 400, message: 'm' })), { description: 'm' });
    assert.deepEqual(refusalWords(answer(400, 'plain\nwords')), { description: 'plain words' });
    assert.deepEqual(refusalWords(answer(400, '')), {});
    assert.equal(oneLine('word '.repeat(300)).length, 503);
  });

  it('survive 100,000 mutated requests and answers: no throw, and only sendable wishes come out', function () {
    this.timeout(120_000);
    const raw = makeToken({ aud: 'x' });
    const targets = [
      `/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net&client_id=${guidOf(1)}`,
      '/msi/token?api-version=2019-08-01&resource=https://vault.azure.net&mi_res_id=%2Fsubscriptions%2Fs',
    ];
    const bodies = [
      JSON.stringify({ access_token: raw, expires_on: '1800000000', resource: 'r', token_type: 'Bearer' }),
      JSON.stringify({ error: 'invalid_request', error_description: 'Identity not found' }),
    ];
    let state = 42;
    const pick = (n: number): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) % n;
    const mutate = (text: string): string => {
      const at = pick(text.length);
      const insert =
        ['%', '&', '=', "'", '"', '\u0000', '\ud800', '%00', '%27', '//', '?', '{', '}', '\\'][pick(14)] ??
        '';
      return pick(2) === 0 ? text.slice(0, at) + insert + text.slice(at + pick(4)) : text.slice(0, at);
    };
    let wishes = 0;
    for (let i = 0; i < 50_000; i += 1) {
      const target = mutate(mutate(targets[i % 2] ?? ''));
      const inbound = { method: 'GET', target, headers: { metadata: 'true', 'x-identity-header': 's' } };
      const read =
        i % 2 === 0 ? readImdsRequest(inbound) : readAppServiceRequest(inbound, (given) => given === 's');
      if (!('refusal' in read)) {
        wishes += 1;
        const sent = imdsRequest(read).target;
        assert.ok(/^[\w/?&=%.~!*()-]+$/.test(sent), sent);
      }
      const body = mutate(mutate(bodies[i % 2] ?? ''));
      const given = answer([200, 400, 500][i % 3] ?? 200, body);
      grantedToken(given, 'r', now);
      const words = JSON.stringify(refusalWords(given));
      assert.ok(!words.includes(raw.slice(0, 40)), words);
    }
    assert.ok(wishes > 1_000, `${wishes}`);
  });
});
