import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';

import { ClientSecretCredential, EnvironmentCredential, type TokenCredential } from '@azure/identity';

import type { Asker } from '../../../test/sandbox/ask';
import { withSandbox } from '../../../test/sandbox/opened';
import type { Sandbox } from '../contract';
import { sampleIds } from '../sample/sample-ids';

function credentialFor(sandbox: Sandbox, tenantId: string, secret = sandbox.clientSecret): TokenCredential {
  return new ClientSecretCredential(tenantId, sandbox.clientId, secret, {
    authorityHost: sandbox.url,
    disableInstanceDiscovery: true,
    // The package's types leave this out; its HTTP pipeline takes it.
    tlsOptions: { ca: sandbox.caPem },
  });
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
}

async function accessToken(asker: Asker, tenantId?: string, extra?: Record<string, string>): Promise<string> {
  const { body } = await asker.requestToken(tenantId, extra);
  return (body as { access_token: string }).access_token;
}

async function listSubscriptions(asker: Asker, sandbox: Sandbox, token: string): Promise<string[]> {
  const { body } = await asker.send({
    method: 'GET',
    url: `${sandbox.url}/subscriptions?api-version=2022-12-01`,
    headers: { authorization: `Bearer ${token}` },
  });
  return (body as { value: { displayName: string }[] }).value.map((item) => item.displayName);
}

describe('signing in to the sandbox', () => {
  it('gives @azure/identity a token in both tenants, and each lists its own subscriptions only', () =>
    withSandbox({ now: Date.now }, async ({ sandbox, asker }) => {
      const listed = async (tenantId: string) => {
        const token = await credentialFor(sandbox, tenantId).getToken(`${sandbox.url}/.default`);
        return listSubscriptions(asker, sandbox, token!.token);
      };
      assert.deepEqual(await listed(sampleIds.shopTenant), ['Shop Production', 'Shop Development']);
      assert.deepEqual(await listed(sampleIds.partnerTenant), ['Partner Portal']);
    }));

  it("gives EnvironmentCredential a token from the environment's three variables", () =>
    withSandbox({ now: Date.now }, async ({ sandbox, asker }) => {
      const variables = {
        AZURE_TENANT_ID: sandbox.tenantId,
        AZURE_CLIENT_ID: sandbox.clientId,
        AZURE_CLIENT_SECRET: sandbox.clientSecret,
      };
      const before = { ...process.env };
      Object.assign(process.env, variables);
      try {
        const credential = new EnvironmentCredential({
          authorityHost: sandbox.url,
          disableInstanceDiscovery: true,
          tlsOptions: { ca: sandbox.caPem },
        });
        const { token } = await credential.getToken(`${sandbox.url}/.default`);
        assert.equal((await listSubscriptions(asker, sandbox, token)).length, 2);
      } finally {
        for (const name of Object.keys(variables))
          if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
          else process.env[name] = before[name];
      }
    }));

  it('refuses a wrong secret with 401 invalid_client and AADSTS7000215, which the package passes on', () =>
    withSandbox({ now: Date.now }, async ({ sandbox, asker }) => {
      const { status, body } = await asker.requestToken(undefined, { client_secret: 'wrong' });
      assert.equal(status, 401);
      assert.equal((body as { error: string }).error, 'invalid_client');
      assert.deepEqual((body as { error_codes: number[] }).error_codes, [7000215]);
      await assert.rejects(
        async () => credentialFor(sandbox, sandbox.tenantId, 'wrong').getToken(`${sandbox.url}/.default`),
        /AADSTS7000215/,
      );
    }));

  for (const [what, extra, code] of [
    ['an unknown application', { client_id: '5a4db000-0000-4000-a000-000000000001' }, 700016],
    ['another grant', { grant_type: 'password' }, 70003],
    ['a scope without /.default', { scope: 'openid' }, 1002012],
    ['claims that are no JSON', { claims: '{' }, 50148],
  ] as const)
    it(`refuses ${what} with AADSTS${code}`, () =>
      withSandbox({}, async ({ asker }) => {
        const { status, body } = await asker.requestToken(undefined, extra);
        assert.equal(status, 400);
        assert.deepEqual((body as { error_codes: number[] }).error_codes, [code]);
      }));

  it('refuses a tenant it does not have with AADSTS90002', () =>
    withSandbox({}, async ({ asker }) => {
      const { body } = await asker.requestToken('5a4db000-0000-4000-a000-000000000002');
      assert.deepEqual((body as { error_codes: number[] }).error_codes, [90002]);
    }));

  it('signs RS256 with a key whose public half, and nothing more, is in its key set', () =>
    withSandbox({}, async ({ sandbox, asker }) => {
      const token = await accessToken(asker);
      const discovery = await asker.send({
        method: 'GET',
        url: `${sandbox.url}/${sandbox.tenantId}/v2.0/.well-known/openid-configuration`,
      });
      const { jwks_uri: url } = discovery.body as { jwks_uri: string };
      const { body } = await asker.send({ method: 'GET', url });
      const [key] = (body as { keys: Record<string, string>[] }).keys;
      assert.deepEqual(Object.keys(key!).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5t']);
      const [header = '', claims = '', signature = ''] = token.split('.');
      const publicKey = createPublicKey({ key: key!, format: 'jwk' });
      assert.ok(
        verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url')),
      );
    }));

  it('says in the token for whom it is, which tenant, and that no real issuer made it', () =>
    withSandbox({}, async ({ sandbox, asker, clock }) => {
      const claims = claimsOf(await accessToken(asker, sampleIds.partnerTenant));
      assert.equal(claims['aud'], 'https://management.core.windows.net/');
      assert.equal(claims['tid'], sampleIds.partnerTenant);
      assert.equal(claims['appid'], sandbox.clientId);
      assert.equal(claims['ver'], '1.0');
      assert.equal(claims['exp'], clock.time / 1000 + 86_400);
      assert.match(new URL(String(claims['iss'])).hostname, /\.invalid$/);
      assert.notEqual(claims['oid'], claimsOf(await accessToken(asker, sampleIds.shopTenant))['oid']);
    }));

  it('takes a resource at the v1 token address and keeps its slash in aud', () =>
    withSandbox({}, async ({ sandbox, asker }) => {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: sandbox.clientId,
        client_secret: sandbox.clientSecret,
        resource: 'https://management.azure.com/',
      });
      const { body } = await asker.send({
        method: 'POST',
        url: `${sandbox.url}/${sandbox.tenantId}/oauth2/token`,
        body: form.toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      const { access_token, ...told } = body as Readonly<Record<string, string>>;
      const expiresOn = Number(claimsOf(access_token ?? '')['exp']);
      assert.deepEqual(told, {
        token_type: 'Bearer',
        expires_in: '86400',
        ext_expires_in: '86400',
        not_before: String(expiresOn - 86_400),
        expires_on: String(expiresOn),
        resource: 'https://management.azure.com/',
      });
      assert.equal(
        claimsOf((body as { access_token: string }).access_token)['aud'],
        'https://management.azure.com/',
      );
    }));
});
