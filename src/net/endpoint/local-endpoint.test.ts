import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import fc from 'fast-check';

import {
  answer,
  guidOf,
  PretendEndpoint,
  pretendIdentities,
  tenantId,
} from '../../../test/token/pretend-endpoint';
import { Failure } from '../../lifecycle/failure';
import { Redactor, type Log } from '../../lifecycle/log';
import { TokenBroker } from '../../token/broker/broker';
import { TokenOwner } from '../../token/held-token';
import { openLocalEndpoint, type EndpointOptions, type LocalEndpoint } from './local-endpoint';
import { systemClock } from '../system-clock';
import { readSocketOwners } from '../../disk/socket-owner';

const imdsPath = '/metadata/identity/oauth2/token';
const vault = 'resource=https%3A%2F%2Fvault.azure.net';
const metadata = { Metadata: 'true' };

interface Got {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** Plain requests, so that every header is as the test says. */
function get(
  port: number,
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  method = 'GET',
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          let json: Record<string, unknown> = {};
          try {
            json = JSON.parse(text) as Record<string, unknown>;
          } catch {
            // Not every answer is JSON.
          }
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      },
    );
    request.on('error', reject);
    request.end();
  });
}

describe('the local token endpoint', () => {
  let far: PretendEndpoint;
  let redactor: Redactor;
  let broker: TokenBroker;
  let endpoint: LocalEndpoint;
  let lines: string[];
  let options: EndpointOptions;
  beforeEach(async () => {
    far = new PretendEndpoint(pretendIdentities(3));
    redactor = new Redactor();
    lines = [];
    const keep = (line: string, error?: unknown): void => void lines.push(`${line} ${String(error)}`);
    const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
    const owner = new TokenOwner(redactor);
    broker = new TokenBroker({ route: far, protocol: { kind: 'imds' }, owner, clock: systemClock });
    options = { broker, log, redactor, now: Date.now, tenantId, form: 'imds', peer: readSocketOwners };
    endpoint = await openLocalEndpoint(options);
  });
  afterEach(async () => {
    await endpoint.close();
    broker.dispose();
  });

  const imds = (query = vault, headers: http.OutgoingHttpHeaders = metadata): Promise<Got> =>
    get(endpoint.port, `${imdsPath}?api-version=2018-02-01&${query}`, headers);
  const appService = (query = vault, headers?: http.OutgoingHttpHeaders): Promise<Got> =>
    get(
      endpoint.port,
      `/msi/token?api-version=2019-08-01&${query}`,
      headers ?? { 'X-IDENTITY-HEADER': endpoint.identityHeader },
    );

  it('answers in IMDS form, every value a text and both expiry fields among them', async () => {
    const { status, json, headers } = await imds();
    assert.equal(status, 200);
    assert.ok(Object.values(json).every((value) => typeof value === 'string'));
    const left = Number(json['expires_on']) - Math.floor(Date.now() / 1000);
    assert.ok(Math.abs(left - Number(json['expires_in'])) <= 1 && left > 86_000);
    assert.equal(json['resource'], 'https://vault.azure.net');
    assert.equal(json['token_type'], 'Bearer');
    assert.equal(json['client_id'], guidOf(100));
    assert.equal(headers['cache-control'], 'no-store');
  });

  for (const path of [`${imdsPath}/`, `/${imdsPath}`, `/${imdsPath}/`, '/Metadata/Identity/OAuth2/Token'])
    it(`takes ${path} for the token path`, async () => {
      const { status } = await get(endpoint.port, `${path}?api-version=2018-02-01&${vault}`, metadata);
      assert.equal(status, 200);
    });

  for (const [parameter, value] of [
    ['client_id', guidOf(102)],
    ['object_id', guidOf(202)],
    ['msi_res_id', encodeURIComponent(pretendIdentities(3)[2]!.resourceId)],
    ['mi_res_id', encodeURIComponent(pretendIdentities(3)[2]!.resourceId)],
  ] as const)
    it(`finds an identity by ${parameter} in both forms`, async () => {
      for (const ask of [imds, appService]) {
        const { status, json } = await ask(`${vault}&${parameter}=${value}`);
        assert.equal(status, 200);
        assert.equal(json['client_id'], guidOf(102));
      }
    });

  it('ignores parameters it does not know, and refuses two identities, two resources, and none', async () => {
    assert.equal((await imds(`${vault}&token_sha256_to_refresh=abc&xms_cc=cp1&x=1`)).status, 200);
    assert.equal((await imds(`${vault}&client_id=${guidOf(100)}&object_id=${guidOf(200)}`)).status, 400);
    assert.equal((await imds(`${vault}&${vault}`)).status, 400);
    assert.equal((await imds('a=b')).json['error'], 'invalid_request');
    assert.equal((await get(endpoint.port, `${imdsPath}?${vault}`, metadata)).status, 400);
  });

  it('wants the metadata header and GET, and turns away browsers and proxies', async () => {
    const before = far.requests.length;
    for (const headers of [
      {},
      { Metadata: 'false' },
      { ...metadata, Origin: 'https://evil.invalid' },
      { ...metadata, Origin: 'null' },
      { ...metadata, 'X-Forwarded-For': '10.0.0.1' },
    ])
      assert.equal((await imds(vault, headers)).status, 400, JSON.stringify(headers));
    assert.equal((await get(endpoint.port, imdsPath, metadata, 'POST')).status, 405);
    assert.equal(
      (await get(endpoint.port, imdsPath, { ...metadata, Origin: 'https://a.b' }, 'OPTIONS')).status,
      405,
    );
    assert.equal(far.requests.length, before);
    assert.equal(endpoint.stats.turnedAway, 7);
  });

  it('never allows another origin', async () => {
    for (const got of [
      await imds(),
      await imds(vault, { ...metadata, Origin: 'https://evil.invalid' }),
      await appService(vault, {
        'X-IDENTITY-HEADER': endpoint.identityHeader,
        Origin: 'https://evil.invalid',
      }),
    ])
      assert.deepEqual(
        Object.keys(got.headers).filter((name) => name.startsWith('access-control-')),
        [],
      );
  });

  it('answers to its loopback names only, so that a page whose name leads here gets nothing', async () => {
    const { port } = endpoint;
    for (const host of [
      'evil.invalid',
      `evil.invalid:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `[::1]:${port}`,
    ])
      assert.equal((await imds(vault, { ...metadata, Host: host })).status, 403, host);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`])
      assert.equal((await imds(vault, { ...metadata, Host: host })).status, 200, host);
    const proxied = await get(
      port,
      `http://127.0.0.1:${port}${imdsPath}?api-version=2018-02-01&${vault}`,
      metadata,
    );
    assert.equal(proxied.status, 400);
  });

  for (const header of [
    'Sec-Fetch-Site',
    'sec-fetch-mode',
    'SEC-FETCH-DEST',
    'Sec-Fetch-User',
    'Sec-Fetch-Storage-Access',
  ])
    for (const value of ['same-origin', 'none', ''])
      it(`answers no browser, not even of its own origin: ${header}: ${value}`, async () => {
        const given = { ...metadata, 'X-IDENTITY-HEADER': endpoint.identityHeader, [header]: value };
        assert.equal((await imds(vault, given)).status, 403);
        assert.equal((await appService(vault, given)).status, 403);
        assert.equal((await get(endpoint.port, '/metadata/identity/info', given)).status, 403);
        assert.equal(far.requests.length, 0);
      });

  it('takes the fetch of Node.js for a program, and nothing that says more than it does', async () => {
    const node = { ...metadata, 'Sec-Fetch-Mode': 'cors' };
    assert.equal((await imds(vault, node)).status, 200);
    for (const more of [{ 'Sec-Fetch-Site': 'none' }, { Origin: 'http://x' }, { Referer: 'http://x/' }])
      assert.equal((await imds(vault, { ...node, ...more })).status, 403, JSON.stringify(more));
  });

  it('refuses so many headers that a limit would drop some, and sees the last of those it takes', async () => {
    const padding = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`x-${i}`, '1']));
    assert.equal((await imds(vault, { ...padding(90), ...metadata })).status, 200);
    assert.equal((await imds(vault, { ...padding(90), ...metadata, 'Sec-Fetch-Site': 'none' })).status, 403);
    for (const count of [101, 150, 999, 1_500, 1_990]) {
      const given = { ...metadata, ...padding(count), 'Sec-Fetch-Site': 'none' };
      assert.ok([403, 431].includes((await imds(vault, given)).status), String(count));
    }
    assert.equal((await imds(vault, { ...metadata, ...padding(101) })).status, 431);
  });

  it('gives tokens in App Service form only, where nobody asked for that of IMDS', async () => {
    const other = await openLocalEndpoint({ ...options, form: 'app-service' });
    try {
      for (const path of [
        imdsPath,
        `${imdsPath}/`,
        `/${imdsPath}`,
        '/METADATA/identity/oauth2/token',
        '/metadata/identity/info',
      ]) {
        const { status, text } = await get(other.port, `${path}?api-version=2018-02-01&${vault}`, metadata);
        assert.equal(status, 403, path);
        assert.match(text, /IDENTITY_HEADER/);
        assert.ok(!text.includes(other.identityHeader));
      }
      assert.equal(far.requests.length, 0);
      const asked = await get(other.port, `/msi/token?api-version=2019-08-01&${vault}`, {
        'X-IDENTITY-HEADER': other.identityHeader,
      });
      assert.equal(asked.status, 200);
    } finally {
      await other.close();
    }
  });

  for (const [whose, owner, status] of [
    ['another user', 4_711, 403],
    ['somebody who has gone', 'gone', 403],
    ['the own user', process.getuid?.() ?? 0, 200],
    ['root, from whom nothing can be kept', 0, 200],
    ['nobody the system tells of', 'unknown', 200],
  ] as const)
    it(`answers ${status} to ${whose}`, async () => {
      const other = await openLocalEndpoint({ ...options, peer: () => Promise.resolve(() => owner) });
      try {
        const given = { ...metadata, 'X-IDENTITY-HEADER': other.identityHeader };
        for (const path of [
          `${imdsPath}?api-version=2018-02-01&${vault}`,
          `/msi/token?api-version=2019-08-01&${vault}`,
        ])
          assert.equal((await get(other.port, path, given)).status, status);
        if (status === 403) assert.equal(far.requests.length, 0);
      } finally {
        await other.close();
      }
    });

  it('answers while 1,100 others hold connections and say nothing, or half a request', async () => {
    for (const said of ['', 'GET / HT']) {
      const idle = await Promise.all(
        Array.from(
          { length: 1_100 },
          () =>
            new Promise<net.Socket>((resolve) => {
              const socket = net.connect(endpoint.port, '127.0.0.1', () => {
                socket.write(said);
                resolve(socket);
              });
              socket.on('error', () => undefined);
            }),
        ),
      );
      const startedAt = performance.now();
      assert.equal((await imds()).status, 200);
      assert.ok(performance.now() - startedAt < 3_000);
      for (const socket of idle) socket.destroy();
    }
  });

  it('answers nobody who names two hosts', async () => {
    const { port } = endpoint;
    const reply = await new Promise<string>((resolve) => {
      let got = '';
      const socket = net.connect(port, '127.0.0.1');
      socket.on('data', (part: Buffer) => {
        got += part.toString('latin1');
      });
      socket.on('close', () => {
        resolve(got);
      });
      socket.write(
        `GET ${imdsPath}?api-version=2018-02-01&${vault} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.invalid\r\n` +
          'Metadata: true\r\nConnection: close\r\n\r\n',
      );
    });
    assert.match(reply, /^HTTP\/1\.1 4\d\d /);
    assert.equal(far.requests.length, 0);
  });

  it('listens on 127.0.0.1 and nowhere else', async () => {
    await assert.rejects(
      new Promise((resolve, reject) => {
        net
          .connect({ host: '127.0.0.2', port: endpoint.port })
          .once('connect', resolve)
          .once('error', reject);
      }),
      /ECONNREFUSED/,
    );
  });

  it('answers in App Service form to whoever knows the secret of this session, in one version', async () => {
    const { status, json } = await appService();
    assert.equal(status, 200);
    assert.match(String(json['expires_on']), /^\d+$/);
    assert.match(String(json['expires_in']), /^\d+$/);
    assert.equal(json['client_id'], guidOf(100));
    const before = far.requests.length;
    for (const secret of [
      '',
      'x',
      endpoint.identityHeader.slice(1),
      endpoint.identityHeader.toUpperCase() + 'x',
    ])
      assert.equal((await appService(vault, { 'X-IDENTITY-HEADER': secret })).status, 401);
    assert.equal((await appService(vault, {})).status, 401);
    const secret = { 'X-IDENTITY-HEADER': endpoint.identityHeader };
    assert.equal(
      (await get(endpoint.port, `/msi/token?api-version=2017-09-01&${vault}`, secret)).status,
      400,
    );
    assert.equal((await appService(vault, { ...secret, Origin: 'http://localhost' })).status, 403);
    assert.equal(far.requests.length, before);
  });

  it('has another secret in every session, hides it from the log while it lives', async () => {
    const other = await openLocalEndpoint(options);
    assert.notEqual(other.identityHeader, endpoint.identityHeader);
    assert.ok(other.identityHeader.length >= 64);
    assert.equal(redactor.redact(other.identityHeader), '[redacted]');
    await other.close();
    assert.equal(redactor.redact(other.identityHeader), other.identityHeader);
  });

  it('keeps status and body of what the far endpoint refuses, in both forms', async () => {
    const body = { error: 'invalid_request', error_description: 'Identity not found', extra: [1, 'ä'] };
    for (const ask of [imds, appService]) {
      far.troubles.push(answer(400, body));
      const got = await ask();
      assert.equal(got.status, 400);
      assert.deepEqual(got.json, body);
    }
    far.troubles.push(answer(403, 'plain words', { 'content-type': 'text/plain' }));
    const got = await imds();
    assert.deepEqual([got.status, got.text, got.headers['content-type']], [403, 'plain words', 'text/plain']);
    assert.equal(endpoint.stats.errors, 3);
  });

  it('says in the form asked why no answer came, without a token in it', async () => {
    far.troubles.push(
      new Failure({ code: 'timeout', what: 'No answer.', why: 'It took eyJabcdefgh.ijkl.mnop too long.' }),
    );
    const late = await imds();
    assert.equal(late.status, 504);
    assert.match(String(late.json['error_description']), /too long/);
    assert.doesNotMatch(late.text, /eyJ/);
    far.troubles.push(new Failure({ code: 'offline', what: 'No answer.', why: 'The instance is gone.' }));
    const gone = await appService();
    assert.equal(gone.status, 502);
    assert.deepEqual(gone.json, { statusCode: 502, message: 'No answer. The instance is gone.' });
    far.troubles.push(answer(302, '', { location: 'http://elsewhere.invalid' }));
    const moved = await imds();
    assert.equal(moved.status, 502);
    assert.equal(moved.headers.location, undefined);
  });

  it('refuses bodies, overlong targets and overlong headers', async () => {
    assert.equal(
      (
        await imds(vault, { ...metadata, 'Content-Length': '5', Connection: 'close' }).catch(() => ({
          status: 413,
        }))
      ).status,
      413,
    );
    assert.equal((await imds(`${vault}&x=${'x'.repeat(9_000)}`)).status, 414);
    assert.equal((await imds(vault, { ...metadata, 'x-long': 'x'.repeat(20_000) })).status, 431);
    assert.equal(far.requests.length, 0);
  });

  it('turns away what is too much, says when to come back, and is as before afterwards', async () => {
    let now = 1_000_000;
    const slow = await openLocalEndpoint({ ...options, now: () => now, rate: { perSecond: 2, burst: 3 } });
    const ask = (): Promise<Got> => get(slow.port, `${imdsPath}?api-version=2018-02-01&${vault}`, metadata);
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await ask()).status);
    assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
    assert.equal((await ask()).headers['retry-after'], '1');
    now += 1_000;
    assert.deepEqual([(await ask()).status, (await ask()).status, (await ask()).status], [200, 200, 429]);
    await slow.close();
  });

  it('leads 200 requests at once for 5 identities and 4 resources to 20 exchanges and no error', async () => {
    far.identities = pretendIdentities(5);
    const got = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        imds(`resource=https%3A%2F%2Fr${i % 4}.invalid&client_id=${guidOf(100 + (i % 5))}`),
      ),
    );
    assert.deepEqual(new Set(got.map(({ status }) => status)), new Set([200]));
    assert.equal(far.requests.length, 20);
    assert.deepEqual(
      got.map(({ json }) => json['client_id']),
      Array.from({ length: 200 }, (_, i) => guidOf(100 + (i % 5))),
    );
  });

  it('counts what it served and names the identity of the last token, never the token', async () => {
    const named = await openLocalEndpoint({
      ...options,
      nameIdentity: (token) => `app of ${token.clientId ?? ''}`,
    });
    const seen: number[] = [];
    named.onDidChange(({ requests }) => void seen.push(requests));
    await get(named.port, `${imdsPath}?api-version=2018-02-01&${vault}`, metadata);
    await get(named.port, '/elsewhere');
    const { startedAt, lastIdentity, ...counts } = named.stats;
    assert.deepEqual(counts, { requests: 2, tokens: 1, turnedAway: 0, errors: 0, waiting: 0 });
    assert.equal(lastIdentity?.name, `app of ${guidOf(100)}`);
    assert.ok(startedAt <= lastIdentity.at);
    assert.deepEqual(seen, [1, 2]);
    assert.doesNotMatch(JSON.stringify(named.stats), /eyJ/);
    await named.close();
  });

  it('tells the tenant as IMDS does', async () => {
    assert.deepEqual((await get(endpoint.port, '/metadata/identity/info', metadata)).json, { tenantId });
    assert.equal((await get(endpoint.port, '/metadata/identity/info')).status, 400);
  });

  it('frees its port when closed, ends requests under way and the exchange behind them', async () => {
    far.gate = new Promise(() => undefined);
    const waiting = imds();
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (far.under > 0) resolve();
        else setImmediate(look);
      };
      look();
    });
    const { port } = endpoint;
    await Promise.all([assert.rejects(waiting), endpoint.close()]);
    const again = await openLocalEndpoint({ ...options, port });
    assert.equal(again.port, port);
    await again.close();
    await endpoint.close();
  });

  it('says that a chosen port is taken', async () => {
    await assert.rejects(openLocalEndpoint({ ...options, port: endpoint.port }), (error) =>
      Failure.is(error, 'conflict'),
    );
  });

  it('ends the exchange when its only client hangs up', async () => {
    let ended = false;
    far.gate = new Promise(() => undefined);
    const exchange = far.exchange.bind(far);
    far.exchange = (request, signal) => {
      signal.addEventListener('abort', () => (ended = true));
      return exchange(request, signal);
    };
    const socket = net.connect(endpoint.port, '127.0.0.1');
    socket.write(
      `GET ${imdsPath}?api-version=2018-02-01&${vault} HTTP/1.1\r\nHost: 127.0.0.1:${endpoint.port}\r\nMetadata: true\r\n\r\n`,
    );
    const until = async (ready: () => boolean): Promise<void> => {
      while (!ready()) await new Promise(setImmediate);
    };
    await until(() => far.under > 0);
    socket.destroy();
    await until(() => ended);
    assert.equal(endpoint.stats.tokens, 0);
  });

  it('leaves no socket, timer or listener behind after 200 openings and closings', async function () {
    this.timeout(60_000);
    const handles = (): number => process.getActiveResourcesInfo().length;
    await endpoint.close();
    const before = handles();
    for (let i = 0; i < 200; i += 1) {
      const one = await openLocalEndpoint(options);
      await get(one.port, `${imdsPath}?api-version=2018-02-01&${vault}`, metadata);
      await one.close();
    }
    await new Promise(setImmediate);
    assert.ok(handles() <= before + 2, `${before} before, ${handles()} after`);
  });

  it('never writes a token to the log', async () => {
    await imds();
    await appService();
    far.troubles.push(answer(200, 'not json eyJabcdefgh.abc.def'));
    assert.equal((await imds(`${vault}%2Fother`)).status, 500);
    assert.doesNotMatch(lines.join('\n'), /eyJ/);
  });

  it('survives any bytes: each connection ends or is answered, and it goes on serving', async function () {
    this.timeout(60_000);
    const { port } = endpoint;
    const sample = `GET ${imdsPath}?api-version=2018-02-01&${vault} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nMetadata: true\r\n\r\n`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(sample.length), fc.string({ maxLength: 6 })), { maxLength: 4 }),
        async (edits) => {
          let bytes = sample;
          for (const [at, text] of edits) bytes = bytes.slice(0, at) + text + bytes.slice(at + text.length);
          const reply = await new Promise<string>((resolve) => {
            let got = '';
            const socket = net.connect(port, '127.0.0.1');
            socket.on('data', (part: Buffer) => {
              got += part.toString('latin1');
            });
            socket.on('error', () => undefined);
            socket.on('close', () => {
              resolve(got);
            });
            socket.end(bytes, 'latin1');
          });
          assert.ok(reply === '' || /^HTTP\/1\.1 [2-5]\d\d /.test(reply), reply);
          if (reply.includes('eyJ')) assert.match(reply, /^HTTP\/1\.1 200 /);
        },
      ),
      { numRuns: 2_000, seed: 7 },
    );
    assert.equal((await imds()).status, 200);
  });
});
