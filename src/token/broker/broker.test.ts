import assert from 'node:assert/strict';

import {
  answer,
  guidOf,
  makeToken,
  PretendEndpoint,
  pretendIdentities,
} from '../../../test/token/pretend-endpoint';
import { HandClock } from '../../../test/token/hand-clock';
import { Failure, isAbort } from '../../lifecycle/failure';
import { Redactor } from '../../lifecycle/log';
import { TokenOwner } from '../held-token';
import type { AskedFor } from '../protocol/query';
import { TokenBroker, type Granted, type TokenOutcome } from './broker';

const vault = 'https://vault.azure.net';
const never = new AbortController().signal;

function ask(resource = vault, clientId?: string, fresh = false): AskedFor {
  return {
    wish: {
      resource,
      identity: clientId === undefined ? { by: 'none' } : { by: 'client-id', value: clientId },
    },
    fresh,
  };
}

function granted(outcome: TokenOutcome): Granted {
  assert.ok(outcome.kind === 'granted', outcome.kind);
  return outcome;
}

describe('the token broker', () => {
  let clock: HandClock;
  let far: PretendEndpoint;
  let redactor: Redactor;
  let owner: TokenOwner;
  let broker: TokenBroker;
  beforeEach(() => {
    clock = new HandClock();
    far = new PretendEndpoint(pretendIdentities(5));
    far.now = clock.now;
    redactor = new Redactor();
    owner = new TokenOwner(redactor);
    broker = new TokenBroker({ route: far, protocol: { kind: 'imds' }, owner, clock });
  });

  it('asks 20 times for 200 questions at once about 5 identities and 4 resources, 4 at a time', async () => {
    let open = (): void => undefined;
    far.gate = new Promise((resolve) => (open = resolve));
    const questions = Array.from({ length: 200 }, (_, i) =>
      broker.ask(ask(`https://resource-${i % 4}.invalid`, guidOf(100 + (i % 5))), never),
    );
    await new Promise(setImmediate);
    assert.equal(far.requests.length, 4);
    open();
    const outcomes = (await Promise.all(questions)).map(granted);

    assert.equal(far.requests.length, 20);
    assert.equal(far.mostAtOnce, 4);
    for (const [i, outcome] of outcomes.entries()) {
      assert.equal(outcome.decoded?.clientId, guidOf(100 + (i % 5)));
      assert.equal(outcome.decoded.audience, `https://resource-${i % 4}.invalid`);
    }
  });

  it('answers from memory until five minutes before the expiry, and at most for ten minutes', async () => {
    granted(await broker.ask(ask(), never)).token.dispose();
    clock.time += 9 * 60_000;
    const again = granted(await broker.ask(ask(), never));
    assert.equal(again.fromCache, true);
    assert.equal(far.requests.length, 1);
    clock.time += 2 * 60_000;
    assert.equal(granted(await broker.ask(ask(), never)).fromCache, false);
    assert.equal(far.requests.length, 2);

    far.lifetimeSeconds = 8 * 60;
    await broker.ask(ask('https://short.invalid'), never);
    clock.time += 2 * 60_000;
    assert.equal(granted(await broker.ask(ask('https://short.invalid'), never)).fromCache, true);
    clock.time += 60_000;
    assert.equal(granted(await broker.ask(ask('https://short.invalid'), never)).fromCache, false);
  });

  it('asks anew when told to leave memory out, and keeps what comes', async () => {
    await broker.ask(ask(), never);
    assert.equal(granted(await broker.ask(ask(vault, undefined, true), never)).fromCache, false);
    assert.equal(far.requests.length, 2);
    assert.match(far.requests[1]?.target ?? '', /bypass_cache=true/);
  });

  it('holds nothing readable or registered once every receiver let go and memory is forgotten', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => broker.ask(ask(), never)));
    const raws = outcomes.map((outcome) => granted(outcome).token.use((raw) => raw));
    assert.equal(new Set(raws).size, 1);
    assert.equal(redactor.redact(`x ${raws[0]} x`), 'x [redacted] x');
    assert.equal(owner.size, 4);
    for (const outcome of outcomes) granted(outcome).token.dispose();
    assert.equal(owner.size, 1);
    broker.forget();
    assert.equal(owner.size, 0);
    // Nothing is registered any more; what is left is the look of a token.
    assert.equal(redactor.redact(`x ${raws[0]} x`), 'x [redacted token] x');
  });

  for (const [status, waits] of [
    [404, [2_000, 6_000, 14_000, 30_000]],
    [410, [2_000, 6_000, 14_000, 30_000, 30_000]],
    [429, [2_000, 6_000, 14_000, 30_000]],
    [500, [1_000, 2_000, 6_000, 14_000]],
    [503, [1_000, 2_000, 6_000, 14_000]],
    [400, []],
    [401, []],
    [403, []],
    [405, []],
  ] as const)
    it(`after ${status} waits ${waits.join(', ') || 'for nothing'} ms and then passes it on as it came`, async () => {
      const body = { error: 'some_error', error_description: `words of ${status}` };
      far.troubles.push(...Array.from({ length: 9 }, () => answer(status, body)));
      const outcome = await broker.ask(ask(), never);

      assert.equal(outcome.kind, 'refused');
      assert.deepEqual(clock.waits, waits);
      assert.equal(outcome.answer.status, status);
      assert.deepEqual(JSON.parse(new TextDecoder().decode(outcome.answer.body)), body);
      assert.deepEqual(outcome.words, { error: 'some_error', description: `words of ${status}` });
      assert.equal(outcome.tries, waits.length + 1);
    });

  it('keeps trying for the 70 seconds an update of the endpoint may take', async () => {
    far.troubles.push(...Array.from({ length: 99 }, () => answer(410, '')));
    const startedAt = clock.time;
    await broker.ask(ask(), never);
    assert.ok(clock.time - startedAt >= 70_000, `${clock.time - startedAt} ms`);
  });

  it('succeeds when the trouble passes, and obeys Retry-After up to a minute', async () => {
    far.troubles.push(answer(429, '', { 'retry-after': '20' }), answer(500, ''));
    const outcome = granted(await broker.ask(ask(), never));
    assert.deepEqual(clock.waits, [20_000, 2_000]);
    assert.equal(outcome.tries, 3);

    far.troubles.push(answer(429, '', { 'retry-after': '3600' }));
    assert.equal((await broker.ask(ask('https://other.invalid'), never)).kind, 'refused');
  });

  it('does not remember refusals', async () => {
    far.troubles.push(answer(400, { error: 'invalid_request' }));
    assert.equal((await broker.ask(ask(), never)).kind, 'refused');
    assert.equal((await broker.ask(ask(), never)).kind, 'granted');
  });

  it('lets one receiver leave without disturbing the others, and ends the exchange with the last one', async () => {
    let open = (): void => undefined;
    far.gate = new Promise((resolve) => (open = resolve));
    const [leaves, stays] = [new AbortController(), new AbortController()];
    const left = broker.ask(ask(), leaves.signal);
    const stayed = broker.ask(ask(), stays.signal);
    leaves.abort();
    await assert.rejects(left, isAbort);
    open();
    assert.equal((await stayed).kind, 'granted');
    assert.equal(far.requests.length, 1);

    far.gate = new Promise(() => undefined);
    const last = new AbortController();
    const alone = broker.ask(ask('https://alone.invalid'), last.signal);
    last.abort();
    await assert.rejects(alone, isAbort);
    far.gate = Promise.resolve();
    assert.equal((await broker.ask(ask('https://alone.invalid'), never)).kind, 'granted');
  });

  it('fails with a timeout when the endpoint never answers, and a later question is asked anew', async () => {
    far.gate = new Promise(() => undefined);
    const asked = broker.ask(ask(), never);
    const [deadline] = clock.deadlines;
    assert.equal(deadline?.ms, 120_000);
    deadline.call();
    await assert.rejects(asked, (error) => Failure.is(error, 'timeout'));
    far.gate = Promise.resolve();
    assert.equal((await broker.ask(ask(), never)).kind, 'granted');
    assert.equal(clock.deadlines.size, 0);
  });

  it('passes on what a route says when it breaks, and says so when a 200 holds no token', async () => {
    far.troubles.push(new Failure({ code: 'offline', what: 'No.', why: 'The instance is gone.' }));
    await assert.rejects(broker.ask(ask(), never), (error) => Failure.is(error, 'offline'));
    const canary = makeToken({ sub: 'x' });
    far.troubles.push(answer(200, { token: canary }));
    await assert.rejects(
      broker.ask(ask(), never),
      (error) =>
        Failure.is(error, 'unexpected') && !`${error.message}${JSON.stringify(error)}`.includes(canary),
    );
  });

  it('rejects those who wait and whoever asks later once it was disposed, and makes given tokens unreadable', async () => {
    const { token } = granted(await broker.ask(ask(), never));
    far.gate = new Promise(() => undefined);
    const waiting = broker.ask(ask('https://waits.invalid'), never);
    broker.dispose();
    await assert.rejects(waiting, (error) => Failure.is(error, 'refused'));
    await assert.rejects(broker.ask(ask(), never), (error) => Failure.is(error, 'refused'));
    assert.throws(
      () => token.use((raw) => raw),
      (error) => Failure.is(error, 'refused'),
    );
    assert.equal(owner.size, 0);
  });

  it('refuses to send what is no resource or id, without asking', async () => {
    for (const wrong of ["a'b", 'a b', 'a\nb', '$(id)`', ''])
      await assert.rejects(broker.ask(ask(wrong), never), (error) => Failure.is(error, 'invalid'));
    await assert.rejects(broker.ask(ask(vault, 'not-a-guid'), never), (error) =>
      Failure.is(error, 'invalid'),
    );
    assert.equal(far.requests.length, 0);
  });

  it('asks a forwarded App Service endpoint in its form', async () => {
    const endpoint = { kind: 'app-service', path: '/msi/token', secret: 's3cr3t-of-the-app' } as const;
    const other = new TokenBroker({ route: far, protocol: endpoint, owner, clock });
    far.troubles.push(
      answer(200, { access_token: 'opaque-token', expires_on: String(clock.time / 1000 + 9999) }),
    );
    const outcome = granted(await other.ask(ask(vault, guidOf(1)), never));

    assert.equal(outcome.decoded, undefined);
    const { target, headers } = far.requests[0] ?? {};
    assert.equal(
      target,
      `/msi/token?resource=https%3A%2F%2Fvault.azure.net&api-version=2019-08-01&client_id=${guidOf(1)}`,
    );
    assert.deepEqual(headers, { 'X-IDENTITY-HEADER': 's3cr3t-of-the-app' });
  });
});
