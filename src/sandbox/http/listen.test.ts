import assert from 'node:assert/strict';
import { Agent, get } from 'node:https';
import { connect } from 'node:net';

import { Failure } from '../../lifecycle/failure';
import { shop, version, withSandbox } from '../../../test/sandbox/opened';
import { openSandbox } from '../server/open';

function statusOf(
  url: string,
  ca: string | undefined,
  headers: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const agent = new Agent({ ...(ca === undefined ? {} : { ca }), keepAlive: false });
    const servername = 'host' in headers ? { servername: 'localhost' } : {};
    get(url, { agent, headers, ...servername }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject);
  });
}

describe('where the sandbox listens', () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'example.com'])
    it(`refuses to listen on ${host}`, async () => {
      await assert.rejects(openSandbox({ host }), (error) => Failure.is(error, 'refused'));
    });

  it('refuses a port that is taken, in words', () =>
    withSandbox({}, async ({ sandbox }) => {
      const port = Number(new URL(sandbox.url).port);
      await assert.rejects(
        openSandbox({ port }),
        (error) => Failure.is(error, 'refused') && error.message.includes(String(port)),
      );
    }));

  it('is trusted through its certificate under 127.0.0.1 and localhost, and not without it', () =>
    withSandbox({}, async ({ sandbox }) => {
      const path = '/sandbox/requests';
      const { port } = new URL(sandbox.url);
      for (const name of ['127.0.0.1', 'localhost'])
        assert.equal(await statusOf(`https://${name}:${port}${path}`, sandbox.caPem), 200, name);
      await assert.rejects(statusOf(`${sandbox.url}${path}`, undefined), /self-signed|unable to verify/i);
    }));

  it('answers nobody who calls it by another name or from a web page', () =>
    withSandbox({}, async ({ sandbox }) => {
      const url = `${sandbox.url}/sandbox/requests`;
      assert.equal(await statusOf(url, sandbox.caPem, { host: 'sandbox.example.com' }), 421);
      assert.equal(await statusOf(url, sandbox.caPem, { origin: 'https://example.com' }), 421);
    }));

  it('takes two slashes at the start of a path, or anywhere in it, for one', () =>
    withSandbox({}, async ({ asker }) => {
      const straight = await asker.arm('GET', `${shop}/apps?${version}`);
      for (const path of [`/${shop}/apps`, `//${shop}//apps`, `${shop}/apps/`]) {
        const answer = await asker.arm('GET', `${path}?${version}`);
        assert.deepEqual([answer.status, answer.body], [200, straight.body], path);
      }
    }));

  it('frees the port when stopped, with connections open, and may be stopped twice', async () => {
    const sandbox = await openSandbox();
    const { port } = new URL(sandbox.url);
    const agent = new Agent({ ca: sandbox.caPem, keepAlive: true });
    await new Promise((resolve, reject) => {
      get(`${sandbox.url}/sandbox/requests`, { agent }, (response) => {
        response.resume();
        response.on('end', resolve);
      }).on('error', reject);
    });
    await sandbox.stop();
    await sandbox.stop();
    agent.destroy();
    const refused = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('connect', () => {
        socket.destroy();
        resolve('connected');
      });
      socket.on('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code ?? '');
      });
    });
    assert.equal(refused, 'ECONNREFUSED');
  });
});
