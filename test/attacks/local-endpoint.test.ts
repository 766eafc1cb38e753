import assert from 'node:assert/strict';
import type http from 'node:http';
import net from 'node:net';
import { resourceKey } from '../../src/estate/resources';
import type { TokenForward } from '../../src/ui/ways-in';
import { CommandStage } from '../double/commands';
import { plainGet } from '../token/plain-get';

const query = 'api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net';
const imds = `/metadata/identity/oauth2/token?${query}`;
const metadata = { Metadata: 'true' };

/** The endpoint as the command opens it, attacked over HTTP by other programs of this computer. */
describe('attacks on the endpoint of this computer', function () {
  this.timeout(60_000);
  let stage: CommandStage;
  let forward: TokenForward;

  async function open(form: string): Promise<void> {
    const target = { kind: 'app', key: resourceKey(stage.app('catalog').app) } as const;
    await stage.run('startPortForward', target, { pickOne: form }, { confirm: 'yes' });
    const [found] = stage.forwards.all;
    assert.ok(found?.kind === 'tokens');
    forward = found;
  }

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  async function isRefused(path: string, headers: http.OutgoingHttpHeaders): Promise<void> {
    const { status, json } = await plainGet(`${forward.endpoint.url}${path}`, headers);
    assert.ok(status >= 400 && status < 500, `${status} for ${JSON.stringify(headers).slice(0, 80)}`);
    assert.doesNotMatch(JSON.stringify(json), /access_token|eyJ/);
  }

  it('from pages of a browser are refused, whatever origin they have', async () => {
    await open('Every Program of Yours');
    assert.equal((await plainGet(`${forward.endpoint.url}${imds}`, metadata)).status, 200);
    for (const headers of [
      { 'Sec-Fetch-Site': 'same-origin' },
      { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Host: 'evil.example' },
      { Host: `evil.example:${new URL(forward.endpoint.url).port}` },
      { 'X-Forwarded-For': '10.0.0.4' },
    ])
      await isRefused(imds, { ...metadata, ...headers });
    await isRefused(imds, {});
    // A limit that drops headers would drop those that tell of the browser.
    const many = Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`x-${i}`, '1']));
    await isRefusedOrCut({ ...metadata, ...many, Origin: 'https://evil.example' });
  });

  async function isRefusedOrCut(headers: http.OutgoingHttpHeaders): Promise<void> {
    try {
      await isRefused(imds, headers);
    } catch (error) {
      // Nothing that is JSON, or nothing at all, is no token either.
      assert.ok(
        error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ECONNRESET',
        String(error),
      );
    }
  }

  it('without the secret are refused, and IMDS is not there beside it', async () => {
    await open('Those That Know a Secret');
    const path = new URL(forward.endpoint.identityEndpoint).pathname;
    const asked = `${path}?api-version=2019-08-01&resource=https%3A%2F%2Fvault.azure.net`;
    for (const headers of [
      {},
      metadata,
      { 'X-IDENTITY-HEADER': '' },
      { 'X-IDENTITY-HEADER': 'x'.repeat(4_000) },
    ])
      await isRefused(asked, headers);
    await isRefused(imds, metadata);
  });

  it('by 1,100 connections that say nothing do not keep programs from their tokens', async () => {
    await open('Every Program of Yours');
    const { port } = new URL(forward.endpoint.url);
    const idle = Array.from({ length: 1_100 }, () => {
      const socket = net.connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      return socket;
    });
    try {
      await Promise.all(
        idle.map(
          (socket) => new Promise((resolve) => socket.once('connect', resolve).once('close', resolve)),
        ),
      );
      const { status } = await plainGet(`${forward.endpoint.url}${imds}`, metadata);
      assert.equal(status, 200);
    } finally {
      for (const socket of idle) socket.destroy();
    }
  });
});
