import assert from 'node:assert/strict';
import fc from 'fast-check';

import { claimsOf, makeToken, pretendIdentities, tenantId } from '../../../test/token/pretend-endpoint';
import { plain, verbatim } from '../../lifecycle/text';
import { asMarkdown } from '../../report/as-markdown';
import { decodedTokenPage } from '../report/token-page';
import { decodeToken, type DecodedToken } from './decode-token';
import { explainClaims, explainHeader } from './explain-claims';
import { computedMs } from '../../../test/cpu-time';

const now = Date.UTC(2026, 0, 15, 12);
const [identity] = pretendIdentities(1);
const claims = claimsOf(identity!, 'https://vault.azure.net', now);

function decoded(text: string): DecodedToken {
  const token = decodeToken(text);
  assert.ok(token.kind === 'token', token.kind);
  return token;
}

describe('decoding a token', () => {
  it('reads what Entra says in a v1.0 token', () => {
    const { header, claims: all, kind, ...read } = decoded(makeToken(claims));
    assert.equal(kind, 'token');
    assert.deepEqual(header, { typ: 'JWT', alg: 'RS256', kid: 'pretend' });
    assert.deepEqual(all, claims);
    assert.deepEqual(read, {
      version: '1.0',
      audience: 'https://vault.azure.net',
      issuer: `https://pretend.invalid/${tenantId}/`,
      tenantId,
      clientId: identity!.clientId,
      principalId: identity!.principalId,
      resourceId: identity!.resourceId,
      identityType: 'app',
      roles: [],
      issuedAt: now - 300_000,
      notBefore: now - 300_000,
      expiresAt: now + 86_400_000,
    });
  });

  it('takes the client ID of a v2.0 token from azp, and its roles', () => {
    const read = decoded(makeToken({ ver: '2.0', azp: 'the-client', roles: ['Files.Read', 7, 'Mail.Send'] }));
    assert.deepEqual(
      [read.version, read.clientId, read.roles],
      ['2.0', 'the-client', ['Files.Read', 'Mail.Send']],
    );
  });

  it('takes a token as people paste it', () => {
    const raw = makeToken(claims);
    for (const pasted of [
      ` ${raw}\n`,
      `"${raw}",`,
      `Bearer ${raw}`,
      `Authorization: bearer ${raw}`,
      raw.replace(/(.{64})/g, '$1\r\n'),
    ])
      assert.equal(decoded(pasted).clientId, identity!.clientId);
  });

  it('says why a text is no token, without repeating any of it', () => {
    const canary = 'c4n4ryc4n4ry';
    for (const [text, why] of [
      ['', /no text/],
      [canary, /three parts/],
      [`${canary}.${canary}.${canary}.${canary}.${canary}`, /encrypted/],
      [`${canary}.${canary}.${canary}`, /no token header/],
      [`${makeToken({}).split('.')[0]!}.${canary}.x`, /no claims/],
      [`eyJ${'a'.repeat(200_000)}.b.c`, /too long/],
      [`${Buffer.from('[]').toString('base64url')}.e30.`, /no token header/],
    ] as const) {
      const read = decodeToken(text);
      assert.equal(read.kind, 'no-token');
      assert.match(plain(read.why), why);
      assert.ok(!plain(read.why).includes(canary));
    }
  });

  it('explains claims, the telling ones first, moments as moments', () => {
    const explained = explainClaims(
      decoded(makeToken({ zzz: 1, exp: now / 1000, oid: 'p', aud: 'a', nested: { a: [1] } })),
    );
    assert.deepEqual(
      explained.map(({ name, value, moment }) => [name, value, moment]),
      [
        ['aud', 'a', undefined],
        ['oid', 'p', undefined],
        ['exp', String(now / 1000), now],
        ['zzz', '1', undefined],
        ['nested', '{"a":[1]}', undefined],
      ],
    );
    assert.match(plain(verbatim(explained[0]?.meaning ?? '')), /^Audience/);
    assert.equal(explained[3]?.meaning, undefined);
    assert.match(plain(verbatim(explainHeader(decoded(makeToken({})))[1]?.meaning ?? '')), /signature/);
  });

  it('does not take names of every object for claims it knows', () => {
    const explained = explainClaims(decoded(makeToken({ toString: 1, constructor: 2 })));
    assert.ok(explained.every(({ meaning }) => meaning === undefined));
  });

  it('survives 100,000 mutated tokens: no throw, no part of a token in a reason or in a report', function () {
    this.timeout(120_000);
    const parts = makeToken(claims, 'c4n4ry-signature').split('.');
    const signature = parts[2]!;
    const samples = [claims, { exp: 1e300, iat: -1, nbf: '12', aud: ['x'], roles: {} }, {}].map((c) =>
      makeToken(c).split('.'),
    );
    const random = seeded(20_260_115);
    let tokens = 0;
    for (let i = 0; i < 100_000; i += 1) {
      const sample = samples[i % samples.length]!;
      const text = mutate([sample[0]!, sample[1]!, signature], random);
      const read = decodeToken(text);
      if (read.kind === 'no-token') {
        const why = plain(read.why);
        assert.ok(why.length < 120 && !why.includes(signature.slice(0, 12)));
        continue;
      }
      tokens += 1;
      const shown = JSON.stringify([explainClaims(read), explainHeader(read)]);
      assert.ok(!shown.includes(signature.slice(0, 16)));
      if (i % 500 === 0)
        assert.ok(!JSON.stringify(decodedTokenPage(read, [], now)).includes(signature.slice(0, 16)));
    }
    assert.ok(tokens > 10_000 && tokens < 90_000, `${tokens} were still tokens`);
  });

  it('is given up in a moment, whatever the length and the signs of a text', () => {
    const startedAt = computedMs();
    for (const sign of [',', '"', '`', ' ', '.', '=', 'eyJ', 'bearer ', 'a,'])
      for (const end of ['', 'x'])
        assert.equal(decodeToken(sign.repeat(131_000 / sign.length) + end).kind, 'no-token');
    assert.ok(computedMs() - startedAt < 2_000);
  });

  it('shows any claims without throwing, however deep, long or strange', function () {
    this.timeout(30_000);
    const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const part = (text: string): string => Buffer.from(text).toString('base64url');
    const read = decoded(`${part('{}')}.${part(deep)}.`);
    assert.equal(explainClaims(read).length, 1);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (any) => {
        const token = decoded(makeToken(any));
        asMarkdown(decodedTokenPage(token, [], now));
        for (const { name, value } of explainClaims(token))
          assert.ok(!/[\n\r]/.test(name + plain(verbatim(value))) && plain(verbatim(value)).length <= 503);
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });
});

/** A small generator, so that a failure can be found again (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Changes a token in one of the ways bytes get broken, or changes the JSON inside a part. */
function mutate(parts: readonly string[], random: () => number): string {
  const pick = (n: number): number => Math.floor(random() * n);
  const copy = [...parts];
  const which = pick(3);
  const part = copy[which]!;
  const json = Buffer.from(part, 'base64url');
  const at = pick(json.length);
  switch (pick(6)) {
    case 0:
      json[at] = pick(256);
      copy[which] = which === 2 ? part : json.toString('base64url');
      break;
    case 1:
      copy[which] = part.slice(0, pick(part.length));
      break;
    case 2:
      copy[which] = `${part.slice(0, at)}${String.fromCharCode(pick(0x3000))}${part.slice(at)}`;
      break;
    case 3:
      copy.splice(which, 1);
      break;
    case 4:
      copy.splice(which, 0, copy[pick(3)]!);
      break;
    default:
      return `${' '.repeat(pick(3))}${copy.join('.')}${'\n'.repeat(pick(3))}`;
  }
  return copy.join('.');
}
