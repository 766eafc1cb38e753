import assert from 'node:assert/strict';

import { textOf } from '../lifecycle/bytes';
import { openSandboxWithin, type SandboxWithin } from './within';

async function ask(
  sandbox: SandboxWithin,
  method: string,
  target: string,
  { token, text = '' }: { token?: string; text?: string } = {},
) {
  const headers = {
    'content-type': token === undefined ? 'application/x-www-form-urlencoded' : 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const { status, body, headers: told } = await sandbox.answer({ method, target, headers, text });
  return { status, told, body: JSON.parse(textOf(body) || 'null') as Record<string, unknown> };
}

async function signedIn(sandbox: SandboxWithin): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: sandbox.clientId,
    client_secret: sandbox.clientSecret,
    scope: `${sandbox.url}/.default`,
  });
  const { status, body } = await ask(sandbox, 'POST', `/${sandbox.tenantId}/oauth2/v2.0/token`, {
    text: form.toString(),
  });
  assert.equal(status, 200, JSON.stringify(body));
  return String(body['access_token']);
}

describe('the sandbox without a server', () => {
  it('signs in and lists what is there, with links that lead to itself only', async () => {
    const sandbox = openSandboxWithin({ pageSize: 1 });
    const token = await signedIn(sandbox);
    const { status, body } = await ask(sandbox, 'GET', '/subscriptions?api-version=2022-12-01', { token });
    assert.equal(status, 200);
    assert.equal((body['value'] as unknown[]).length, 1);
    assert.match(String(body['nextLink']), /^https:\/\/sandbox\.invalid\/subscriptions\?/);
    const next = String(body['nextLink']);
    assert.equal((await ask(sandbox, 'GET', next, { token })).status, 200);
  });

  it('refuses a token of another sandbox, and one that was changed', async () => {
    const [sandbox, other] = [openSandboxWithin(), openSandboxWithin()];
    const asked = '/subscriptions?api-version=2022-12-01';
    const [header = '', , signature = ''] = (await signedIn(sandbox)).split('.');
    const claims = btoa(JSON.stringify({ tid: sandbox.tenantId, exp: 9e9 })).replaceAll('=', '');
    for (const token of [await signedIn(other), `${header}.${claims}.${signature}`, 'a.b.c', ''])
      assert.equal((await ask(sandbox, 'GET', asked, { token })).status, 401, token);
  });

  it('says in an answer that a request cannot be read', async () => {
    const { status } = await ask(openSandboxWithin(), 'GET', '/%E0%A4%A');
    assert.equal(status, 400);
  });
});
