import assert from 'node:assert/strict';
import { createPipelineRequest } from '@azure/core-rest-pipeline';
import { createServer as createPlainServer, type Server as PlainServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import { Canned, reply, type Handler } from '../../../test/azure/canned';
import { Failure, isAbort } from '../../lifecycle/failure';
import { createCertificate } from '../../sandbox/server/certificate';
import { say } from '../../lifecycle/text';

const isFailure =
  (code: Failure['code'], ...words: RegExp[]) =>
  (error: unknown): boolean => {
    assert.ok(Failure.is(error), String(error));
    assert.equal(error.code, code, error.message);
    for (const word of words) assert.match(error.message, word);
    return true;
  };

describe('Arm', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let canned: Canned;
  beforeEach(async () => {
    canned = await new Canned().start();
  });
  afterEach(async () => {
    await canned.stop();
  });

  describe('tokens', () => {
    it('asks for a token once for many requests at the same time', async () => {
      await Promise.all([canned.get(), canned.get(), canned.get()]);

      assert.equal(canned.asked.length, 1);
      assert.ok(canned.seen.every(({ authorization }) => authorization === 'Bearer first-token'));
    });

    it('answers a claims challenge once for all requests that meet it, then repeats them', async () => {
      canned.tokens = ['first-token', 'stronger-token'];
      const challenge =
        'Bearer authorization_uri="https://x", error="insufficient_claims", claims="eyJhIjoxfQ=="';
      canned.handler = (request, response) => {
        if (request.headers.authorization === 'Bearer stronger-token') reply(response, 200, { ok: true });
        else reply(response, 401, {}, { 'www-authenticate': challenge });
      };

      const answers = await Promise.all([canned.get(), canned.get()]);

      assert.deepEqual(answers, [{ ok: true }, { ok: true }]);
      assert.deepEqual(
        canned.asked.map((request) => request.challenge),
        [undefined, challenge],
      );
    });

    it('gets a fresh token once when the one it has is refused as expired', async () => {
      canned.tokens = ['stale-token', 'fresh-token'];
      canned.handler = (request, response) => {
        const fresh = request.headers.authorization === 'Bearer fresh-token';
        reply(response, fresh ? 200 : 401, fresh ? { ok: true } : {});
      };

      assert.deepEqual(await canned.get(), { ok: true });
      assert.deepEqual(
        canned.asked.map(({ fresh }) => fresh),
        [undefined, true],
      );
    });

    it('gives up after one fresh token, with the challenge for whoever can show a dialog', async () => {
      canned.tokens = ['one', 'two', 'three'];
      const challenge = 'Bearer error="insufficient_claims", claims="eyJhIjoxfQ=="';
      canned.handler = (_, response) => {
        reply(response, 401, {}, { 'www-authenticate': challenge });
      };

      await assert.rejects(canned.get(), (error) => {
        assert.ok(Failure.is(error, 'unauthorized'));
        assert.equal(error.challenge, challenge);
        assert.equal(error.action, 'sign-in');
        return true;
      });
      assert.equal(canned.seen.length, 2);
    });

    it('never sends a token to another host than ARM', async () => {
      const other = await new Canned().start();
      try {
        const ask = {
          access: { accountId: 'a', tenantId: 't' },
          what: say('Could not look.'),
          signal: canned.signal,
        };
        await assert.rejects(canned.arm.follow(`${other.url}/x`, ask), isFailure('unexpected'));
        canned.handler = (_, response) => {
          reply(response, 200, { value: [], nextLink: `${other.url}/page2` });
        };
        const read = async (): Promise<void> => {
          for await (const page of canned.arm.pages('/list', ask)) assert.ok(page);
        };
        await assert.rejects(read(), isFailure('unexpected'));
        assert.equal(other.seen.length, 0);
      } finally {
        await other.stop();
      }
    });
  });

  describe('trying again', () => {
    it('waits as long as a 429 asks, and lets other requests of the subscription wait with it', async () => {
      let throttled = 0;
      const startedAt = Date.now();
      const times: number[] = [];
      canned.handler = (_, response) => {
        times.push(Date.now() - startedAt);
        if (throttled++ === 0) reply(response, 429, {}, { 'retry-after': '1' });
        else reply(response, 200, {});
      };
      const first = canned.get();
      while (canned.lines.every((line) => !line.includes('429'))) await new Promise(setImmediate);
      await Promise.all([first, canned.get(), canned.get()]);

      assert.equal(times.length, 4);
      assert.ok(
        times.slice(1).every((time) => time >= 990),
        times.join(' '),
      );
    });

    it('does not wait longer than it has patience for, and says how long Azure asks to wait', async () => {
      canned.handler = (_, response) => {
        reply(response, 429, {}, { 'retry-after': '3600' });
      };

      await assert.rejects(canned.get(), isFailure('throttled', /3600 s/));
      assert.equal(canned.seen.length, 1);
      assert.ok(canned.lines.some((line) => line.includes('too long')));
    });

    it('lets others through while one waits out its 429', async () => {
      canned.handler = (request, response) => {
        if (request.url?.includes('/busy') === true) reply(response, 429, {}, { 'retry-after': '60' });
        else reply(response, 200, {});
      };
      const control = new AbortController();
      const ask = {
        access: { accountId: 'a', tenantId: 't' },
        what: say('Could not look.'),
        signal: control.signal,
      };
      // More waiting requests than there are places: were they to hold them, nobody else would get through.
      const busy = Array.from({ length: 20 }, (_, i) => canned.arm.get(`/subscriptions/busy${i}/x`, ask));
      await Promise.all(Array.from({ length: 40 }, (_, i) => canned.get(`/subscriptions/free${i}/x`)));
      control.abort();

      const ends = await Promise.allSettled(busy);
      assert.ok(ends.every((end) => end.status === 'rejected' && isAbort(end.reason)));
    });

    it('repeats a GET whose connection breaks off in the middle of the body', async () => {
      canned.handler = (_, response) => {
        if (canned.seen.length > 1) {
          reply(response, 200, { ok: true });
          return;
        }
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"value":[', () => response.socket?.destroy());
      };

      assert.deepEqual(await canned.get(), { ok: true });
    });

    it('repeats a GET that Azure answers 503, but not for ever', async () => {
      canned.handler = (_, response) => {
        reply(response, 503, { error: { code: 'ServerTimeout', message: 'Busy' } });
      };

      await assert.rejects(canned.get(), isFailure('unavailable', /503/, /Busy/));
      assert.equal(canned.seen.length, 4);
    });

    it('does not repeat a PATCH after 5xx or a broken connection: that is looked into elsewhere', async () => {
      const ask = {
        access: { accountId: 'a', tenantId: 't' },
        what: say('Could not change.'),
        signal: canned.signal,
        recheck: () => Promise.resolve(),
      };
      const patch = { method: 'PATCH', path: '/x/y', body: {} } as const;
      canned.handler = (_, response) => {
        reply(response, 502, {});
      };
      await assert.rejects(canned.arm.write(patch, ask), isFailure('unavailable'));
      canned.handler = (_, response) => response.socket?.destroy();
      await assert.rejects(canned.arm.write(patch, ask), isFailure('offline', /broke off/));

      assert.equal(canned.seen.length, 2);
    });

    it('lets no write of an SDK client out, which nobody would check before it is sent again', async () => {
      const pipeline = canned.arm.createClientPipeline({ accountId: 'a', tenantId: 't' });
      for (const method of ['PUT', 'PATCH', 'POST', 'DELETE'] as const)
        await assert.rejects(
          pipeline.sendRequest(
            canned.arm.http,
            createPipelineRequest({ url: `${canned.url}/subscriptions/s/x`, method }),
          ),
          /unchecked/,
        );
      assert.equal(canned.seen.length, 0);
    });

    it('ends a request that is never answered', async () => {
      await canned.stop();
      canned = await new Canned().start(100);
      canned.handler = () => undefined;

      await assert.rejects(canned.get(), isFailure('timeout', /did not answer in time/));
      assert.ok(canned.seen.length > 1, 'a timed-out GET is tried again');
    });
  });

  describe('an answer that is none of Azure', () => {
    for (const body of ['<html><body>Sign in to the network</body></html>', '{"value": [', 'x', '\u0000'])
      it(`is told as such, without its text: ${body.slice(0, 12)}`, async () => {
        canned.handler = (_, response) => {
          response.writeHead(200, { 'content-type': 'text/html' });
          response.end(body);
        };
        const error = await canned.get().catch((thrown: unknown) => thrown);
        assert.ok(Failure.is(error, 'unavailable'));
        assert.doesNotMatch(error.message, /defect|Unexpected|html|JSON\.parse/);
      });
  });

  describe('no answer at all', () => {
    it('says offline when nobody listens', async () => {
      const url = canned.url;
      await canned.stop();
      canned.lines.length = 0;
      const arm = new Canned();
      Object.defineProperty(arm, 'url', { value: url });

      await assert.rejects(canned.get('/x/y', arm.open({ ca: '' })), isFailure('offline', /ECONNREFUSED/));
      canned = await new Canned().start();
    });

    it('says certificate when the host is not signed by who it should be', async () => {
      const { certPem: stranger } = await createCertificate();

      await assert.rejects(
        canned.get('/x/y', canned.open({ ca: stranger })),
        isFailure('certificate', /not trusted/),
      );
      assert.equal(canned.seen.length, 0);
    });

    it('says proxy when the proxy refuses, and never sends it the token', async () => {
      const heard: string[] = [];
      const proxy: PlainServer = createPlainServer();
      proxy.on('connect', (request, socket) => {
        heard.push(JSON.stringify(request.headers));
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const { HTTPS_PROXY: before } = process.env;
      process.env['HTTPS_PROXY'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      try {
        await assert.rejects(canned.get('/x/y', canned.open({})), isFailure('proxy', /proxy/i));
      } finally {
        if (before === undefined) delete process.env['HTTPS_PROXY'];
        else process.env['HTTPS_PROXY'] = before;
        await new Promise((resolve) => proxy.close(resolve));
      }
      assert.equal(heard.length, 1);
      assert.ok(!heard.join().includes('first-token'));
    });

    it('reaches a sandbox past any proxy', async () => {
      process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1';
      try {
        const { certPem } = await createCertificate();
        await assert.rejects(canned.get('/x/y', canned.open({ ca: certPem })), isFailure('certificate'));
      } finally {
        delete process.env['HTTPS_PROXY'];
      }
    });

    it('never contacts a link-local address', async () => {
      const arm = new Canned();
      Object.defineProperty(arm, 'url', { value: 'https://169.254.169.254' });

      await assert.rejects(canned.get('/x/y', arm.open({})), isFailure('offline'));
    });
  });

  describe('secrets', () => {
    const canary = `canary-${'z'.repeat(40)}`;
    const troubles: [string, Handler][] = [
      [
        '401',
        (_, response) => {
          reply(response, 401, {});
        },
      ],
      [
        '403',
        (_, response) => {
          reply(response, 403, { error: { code: 'AuthorizationFailed', message: 'no' } });
        },
      ],
      [
        '500',
        (_, response) => {
          reply(response, 501, 'oops');
        },
      ],
      [
        'a body that is no JSON',
        (_, response) => {
          reply(response, 200, '<html>');
        },
      ],
      ['a broken connection', (_, response) => response.socket?.destroy()],
    ];
    for (const [title, handler] of troubles)
      it(`keeps the token out of the failure of ${title}, its causes and the log`, async () => {
        canned.tokens = [canary];
        canned.handler = handler;
        const error: unknown = await canned.get('/x/y').catch((caught: unknown) => caught);

        assert.ok(Failure.is(error));
        assert.equal(canned.seen[0]?.authorization, `Bearer ${canary}`);
        for (let link: unknown = error; link instanceof Error; link = link.cause) {
          assert.ok(!inspect(link, { depth: 12, showHidden: true, getters: true }).includes(canary));
          assert.ok(!(link.stack ?? '').includes(canary));
        }
        assert.ok(!canned.lines.join('\n').includes(canary));
      });
  });
});
