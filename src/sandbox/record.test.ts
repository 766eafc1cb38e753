import assert from 'node:assert/strict';

import { shop, version, withSandbox } from '../../test/sandbox/opened';
import { withoutSecrets, type RecordedExchange } from './record';

describe('what the sandbox records', () => {
  it('is every request and answer, with no token or secret in it', async () => {
    const entries: RecordedExchange[] = [];
    let secrets: string[] = [];
    await withSandbox({ record: (entry) => entries.push(entry) }, async ({ sandbox, asker }) => {
      secrets = [sandbox.clientSecret, await asker.token()];
      await asker.arm('GET', `${shop}/apps/orders?${version}`);
      const path = `${shop}/apps/orders?${version}`;
      const changed = await asker.arm('PATCH', path, { identity: { type: 'None' } });
      for (const name of ['azure-asyncoperation', 'location'] as const)
        secrets.push(...[...new URL(String(changed.headers[name])).searchParams.values()].slice(1));
      await asker.arm('GET', String(changed.headers['azure-asyncoperation']));
      await asker.arm('POST', `${shop}/listTestKeys?${version}`);
      sandbox.trouble.add({ kind: 'dropped-connection' });
      await assert.rejects(asker.arm('GET', `${shop}?${version}`));
      await asker.control('GET', 'requests');
    });
    assert.deepEqual(
      entries.map(({ method, status }) => [method, status]),
      [
        ['POST', 200],
        ['GET', 200],
        ['PATCH', 202],
        ['GET', 200],
        ['POST', 200],
        ['GET', 0],
      ],
    );
    assert.deepEqual(entries[2]?.requestBody, { identity: { type: 'None' } });
    assert.ok('azure-asyncoperation' in entries[2].headers);
    const text = JSON.stringify(entries);
    for (const secret of [...secrets, 'is-no-key']) assert.ok(!text.includes(secret));
    assert.ok(text.includes('[redacted]'));
  });

  it('keeps what is no secret, and hides what is, however deep', () => {
    const value = {
      a: [{ client_secret: 'x', clientId: 'y' }],
      primaryKey: 'z',
      n: 1,
      clientSecretUrl: 'u',
      none: null,
    };
    const hidden = '[redacted]';
    assert.deepEqual(withoutSecrets(value), {
      a: [{ client_secret: hidden, clientId: 'y' }],
      primaryKey: hidden,
      n: 1,
      clientSecretUrl: hidden,
      none: null,
    });
  });
});
