import assert from 'node:assert/strict';

import type { Answer } from '../../test/sandbox/ask';
import { archive, codeOf, shop, version, withSandbox, type Opened } from '../../test/sandbox/opened';
import type { TroubleRule } from './trouble';

const apps = `${shop}/apps?${version}`;
const orders = `${shop}/apps/orders?${version}`;

async function struckBy(opened: Opened, rule: TroubleRule, method = 'GET'): Promise<Answer> {
  const added = opened.sandbox.trouble.add(rule);
  const answer = await opened.asker.arm(
    method,
    orders,
    method === 'GET' ? undefined : { identity: { type: 'None' } },
  );
  added.dispose();
  return answer;
}

describe('switchable trouble', () => {
  for (const [rule, status, code] of [
    [{ kind: 'forbidden' }, 403, 'AuthorizationFailed'],
    [{ kind: 'linked-forbidden' }, 403, 'LinkedAuthorizationFailed'],
    [{ kind: 'not-found' }, 404, 'NotFound'],
    [{ kind: 'resource-not-found' }, 404, 'ResourceNotFound'],
    [{ kind: 'conflict' }, 409, 'Conflict'],
    [{ kind: 'token-expired' }, 401, 'ExpiredAuthenticationToken'],
    [{ kind: 'server-error' }, 500, 'InternalServerError'],
    [{ kind: 'server-error', status: 503 }, 503, 'ServerTimeout'],
    [{ kind: 'server-error', status: 504 }, 504, 'GatewayTimeout'],
    [{ kind: 'throttled' }, 429, 'SubscriptionRequestsThrottled'],
  ] as const)
    it(`${JSON.stringify(rule)} answers ${status} ${code}`, () =>
      withSandbox({}, async (opened) => {
        const answer = await struckBy(opened, rule);
        assert.deepEqual([answer.status, codeOf(answer)], [status, code]);
        assert.equal((await opened.asker.arm('GET', orders)).status, 200, 'gone once disposed');
      }));

  it('429 carries Retry-After when asked to, and none otherwise, with the seconds in its words', () =>
    withSandbox({}, async (opened) => {
      const wait = await struckBy(opened, { kind: 'throttled', retryAfterSeconds: 3 });
      assert.equal(wait.headers['retry-after'], '3');
      const silent = await struckBy(opened, { kind: 'throttled' });
      assert.ok(!('retry-after' in silent.headers));
      assert.match(JSON.stringify(silent.body), /try again after '6' seconds/);
    }));

  it('403 names the action and the scope of the very request', () =>
    withSandbox({}, async (opened) => {
      const { body } = await struckBy(opened, { kind: 'forbidden' }, 'PATCH');
      const { message } = (body as { error: { message: string } }).error;
      assert.ok(
        message.includes("perform action 'Microsoft.AppPlatform/Spring/apps/write' over scope"),
        message,
      );
      assert.ok(message.includes(`'${shop}/apps/orders'`), message);
    }));

  it('a claims challenge is answered by a token that was asked for with its claims, and by no other', () =>
    withSandbox({}, async ({ sandbox, asker }) => {
      sandbox.trouble.add({ kind: 'claims-challenge' });
      const url = `${sandbox.url}${orders}`;
      const challenged = await asker.arm('GET', orders);
      assert.equal(challenged.status, 401);
      const header = String(challenged.headers['www-authenticate']);
      const claims = Buffer.from(/claims="([^"]+)"/.exec(header)![1]!, 'base64').toString();
      const { body } = await asker.requestToken(undefined, { claims });
      const authorization = `Bearer ${(body as { access_token: string }).access_token}`;
      assert.equal((await asker.send({ method: 'GET', url, headers: { authorization } })).status, 200);
      assert.equal((await asker.arm('GET', orders)).status, 401);
    }));

  it('a dropped connection ends without any answer', () =>
    withSandbox({}, async ({ sandbox, asker }) => {
      await asker.token();
      sandbox.trouble.add({ kind: 'dropped-connection', times: 1 });
      await assert.rejects(asker.arm('GET', orders), /socket hang up|ECONNRESET/);
      assert.equal((await asker.arm('GET', orders)).status, 200);
      assert.equal(sandbox.requests.read().byStatus['0'], 1);
    }));

  it('a slow answer takes as long as told', () =>
    withSandbox({}, async (opened) => {
      await opened.asker.token();
      const started = performance.now();
      await struckBy(opened, { kind: 'slow', delayMs: 120 });
      assert.ok(performance.now() - started >= 115);
    }));

  it('reaches sign-in only when its path says so', () =>
    withSandbox({}, async ({ sandbox, asker }) => {
      sandbox.trouble.add({ kind: 'server-error', times: 1 });
      assert.equal((await asker.requestToken()).status, 200);
      sandbox.trouble.add({ kind: 'throttled', path: '*/oauth2/v2.0/token', times: 1, retryAfterSeconds: 2 });
      const refused = await asker.requestToken();
      assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '2']);
      assert.equal((refused.body as { error: string }).error, 'temporarily_unavailable');
      sandbox.trouble.add({ kind: 'dropped-connection', path: '*/token', times: 1 });
      await assert.rejects(asker.requestToken(), /socket hang up|ECONNRESET/);
      assert.equal((await asker.requestToken()).status, 200);
      assert.equal((await asker.arm('GET', orders)).status, 500, 'the first rule still waits for ARM');
    }));

  it('strikes as often as told, after as many as told, and only the method and path told', () =>
    withSandbox({}, async ({ sandbox, asker }) => {
      sandbox.trouble.add({ kind: 'conflict', method: 'get', path: '*/APPS/orders', times: 2, after: 1 });
      const statuses = [];
      for (let i = 0; i < 4; i += 1) statuses.push((await asker.arm('GET', orders)).status);
      assert.deepEqual(statuses, [200, 409, 409, 200]);
      assert.equal((await asker.arm('GET', apps)).status, 200);
      assert.equal(sandbox.trouble.list()[0]?.struck, 2);
    }));

  it('takes the characters of a path as they are, but for the star', () =>
    withSandbox({}, async ({ sandbox, asker }) => {
      sandbox.trouble.add({ kind: 'conflict', path: '*/apps/or.ers' });
      assert.equal((await asker.arm('GET', orders)).status, 200);
    }));

  it('has a thousand rules at most', () =>
    withSandbox({}, async ({ asker, sandbox }) => {
      for (let i = 0; i < 1000; i += 1) sandbox.trouble.add({ kind: 'slow', path: `/nowhere/${i}/*` });
      const refused = await asker.control('POST', 'trouble', { kind: 'conflict' });
      assert.equal(refused.status, 400);
      assert.match(JSON.stringify(refused.body), /There are 1000 already/);
      assert.equal((await asker.arm('GET', orders)).status, 200);
    }));

  it('clears one rule or all of them', () =>
    withSandbox({}, ({ sandbox: { trouble } }) => {
      const { id } = trouble.add({ kind: 'conflict' });
      trouble.add({ kind: 'forbidden' });
      trouble.add({ kind: 'not-found' });
      trouble.clear(id);
      assert.deepEqual(
        trouble.list().map((rule) => rule.kind),
        ['forbidden', 'not-found'],
      );
      trouble.clear();
      assert.deepEqual(trouble.list(), []);
      return Promise.resolve();
    }));
});

describe("the sandbox's own switches over HTTP", () => {
  it('add, list and remove trouble', () =>
    withSandbox({}, async ({ asker }) => {
      const { status, body } = await asker.control('POST', 'trouble', { kind: 'server-error', status: 503 });
      assert.equal(status, 201);
      assert.equal((await asker.arm('GET', orders)).status, 503);
      const { rules } = (await asker.control('GET', 'trouble')).body as {
        rules: { id: string; struck: number }[];
      };
      assert.deepEqual(
        rules.map((rule) => [rule.id, rule.struck]),
        [[(body as { id: string }).id, 1]],
      );
      assert.equal((await asker.control('DELETE', `trouble?id=${rules[0]!.id}`)).status, 204);
      assert.equal((await asker.arm('GET', orders)).status, 200);
    }));

  for (const [what, rule, words] of [
    ['an unknown kind', { kind: 'rain' }, /'kind' is "rain"/],
    ['a number that is none', { kind: 'slow', delayMs: 'long' }, /'delayMs' must be a number/],
    ['an unknown field', { kind: 'slow', delay: 5 }, /'delay' is not known/],
    [
      'a status it cannot give',
      { kind: 'server-error', status: 418 },
      /'status' must be 500, 502, 503 or 504/,
    ],
    ['something that is no object', 'slow', /must be an object/],
  ] as const)
    it(`refuse ${what} in words`, () =>
      withSandbox({}, async ({ asker }) => {
        const { status, body } = await asker.control('POST', 'trouble', rule);
        assert.equal(status, 400);
        assert.match(JSON.stringify(body).replaceAll('\\"', '"'), words);
      }));

  it('count requests, answers, 429s and sockets, and count anew', () =>
    withSandbox({ latencyMs: 50 }, async ({ asker, sandbox }) => {
      await asker.token();
      sandbox.trouble.add({ kind: 'throttled', times: 1 });
      await Promise.all(Array.from({ length: 4 }, () => asker.arm('GET', apps)));
      const counts = (await asker.control('GET', 'requests')).body as ReturnType<
        typeof sandbox.requests.read
      >;
      assert.equal(counts.throttled, 1);
      assert.equal(counts.byStatus['200'], counts.total - 1);
      assert.equal(Object.entries(counts.byRoute).find(([name]) => name.endsWith('/{service}/apps'))?.[1], 4);
      assert.ok(counts.maxOpenSockets >= 4 && counts.maxInFlight >= 2, JSON.stringify(counts));
      await asker.control('DELETE', 'requests');
      assert.equal(sandbox.requests.read().total, 0);
    }));

  it('put everything back to the start', () =>
    withSandbox({}, async ({ asker, sandbox, clock }) => {
      await asker.arm('DELETE', orders);
      clock.time += 60_000;
      assert.equal((await asker.arm('GET', orders)).status, 404);
      sandbox.trouble.add({ kind: 'forbidden' });
      await asker.control('PATCH', 'behaviour', { pageSize: 2 });
      assert.equal((await asker.control('POST', 'reset')).status, 204);
      assert.equal((await asker.arm('GET', orders)).status, 200);
      const { body } = await asker.arm('GET', apps);
      assert.equal((body as { value: unknown[] }).value.length, 13);
    }));

  it('change latency, duration, page size and read bucket, and say what they are', () =>
    withSandbox({}, async ({ asker }) => {
      const wanted = {
        latencyMs: 3,
        operationSeconds: 2,
        pageSize: 7,
        readBucket: { size: 5, refillPerSecond: 1 },
      };
      const { body } = await asker.control('PATCH', 'behaviour', wanted);
      assert.deepEqual({ ...(body as object), ...wanted }, body);
      const refused = await asker.control('PATCH', 'behaviour', { latencyMs: -1 });
      assert.equal(refused.status, 400);
      const off = await asker.control('PATCH', 'behaviour', { pageSize: null, readBucket: null });
      assert.deepEqual(
        [(off.body as typeof wanted).pageSize, (off.body as typeof wanted).readBucket],
        [null, null],
      );
    }));

  it("describe the cloud for VS Code's custom environment, every address the sandbox's own", () =>
    withSandbox({}, async ({ asker, sandbox }) => {
      const { body } = await asker.control('GET', 'environment');
      const environment = body as Record<string, string>;
      for (const name of [
        'portalUrl',
        'managementEndpointUrl',
        'resourceManagerEndpointUrl',
        'activeDirectoryEndpointUrl',
        'activeDirectoryResourceId',
      ])
        assert.equal(new URL(environment[name]!).origin, sandbox.url, name);
      assert.equal(typeof environment['name'], 'string');
    }));

  it('know nothing else', () =>
    withSandbox({}, async ({ asker }) => {
      assert.equal((await asker.control('GET', 'weather')).status, 404);
    }));
});

describe("ARM's read throttling", () => {
  it('is off unless asked for', () =>
    withSandbox({}, async ({ asker }) => {
      for (let i = 0; i < 30; i += 1) assert.equal((await asker.arm('GET', orders)).status, 200);
    }));

  it('lets the bucket through, then answers 429 with Retry-After, and refills by the second', () =>
    withSandbox({ readBucket: { size: 3, refillPerSecond: 2 } }, async ({ asker, clock }) => {
      const statuses = async (count: number) => {
        const seen = [];
        for (let i = 0; i < count; i += 1) seen.push((await asker.arm('GET', orders)).status);
        return seen;
      };
      assert.deepEqual(await statuses(4), [200, 200, 200, 429]);
      const refused = await asker.arm('GET', orders);
      assert.equal(refused.headers['retry-after'], '1');
      clock.time += 1000;
      assert.deepEqual(await statuses(3), [200, 200, 429]);
      clock.time += 60_000;
      assert.deepEqual(await statuses(4), [200, 200, 200, 429]);
    }));

  it('counts subscriptions apart, and polls as reads, but no writes', () =>
    withSandbox({ readBucket: { size: 2, refillPerSecond: 1 } }, async ({ asker }) => {
      const started = await asker.arm('PATCH', orders, { identity: { type: 'None' } });
      assert.equal(started.status, 202);
      assert.equal((await asker.arm('GET', String(started.headers['azure-asyncoperation']))).status, 200);
      assert.equal((await asker.arm('GET', String(started.headers.location))).status, 202);
      assert.equal((await asker.arm('GET', orders)).status, 429);
      assert.equal((await asker.arm('GET', `${archive}?${version}`)).status, 200);
    }));
});
