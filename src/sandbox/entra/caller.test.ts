import assert from 'node:assert/strict';

import { codeOf, partner, production, shop, version, withSandbox } from '../../../test/sandbox/opened';
import { sampleIds } from '../sample/sample-ids';

const path = `${shop}/apps/orders?${version}`;

describe('who may ask the sandbox', () => {
  it('refuses a request without a token, and one with a token somebody else signed', () =>
    withSandbox({}, async ({ sandbox, asker }) => {
      const url = `${sandbox.url}${path}`;
      const bare = await asker.send({ method: 'GET', url });
      assert.deepEqual([bare.status, codeOf(bare)], [401, 'AuthenticationFailed']);
      const [header, claims, signature] = (await asker.token()).split('.');
      const forged = Buffer.from(claims!, 'base64url')
        .toString()
        .replace(sampleIds.shopTenant, sampleIds.partnerTenant);
      for (const token of [
        `${header!}.${Buffer.from(forged).toString('base64url')}.${signature!}`,
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims!}.`,
        'nonsense',
      ]) {
        const answer = await asker.send({
          method: 'GET',
          url,
          headers: { authorization: `Bearer ${token}` },
        });
        assert.deepEqual([answer.status, codeOf(answer)], [401, 'InvalidAuthenticationToken']);
      }
    }));

  it('refuses an expired token and says in WWW-Authenticate that it is', () =>
    withSandbox({ tokenSeconds: 60 }, async ({ asker, clock }) => {
      assert.equal((await asker.arm('GET', path)).status, 200);
      clock.time += 60_000;
      const answer = await asker.arm('GET', path);
      assert.deepEqual([answer.status, codeOf(answer)], [401, 'ExpiredAuthenticationToken']);
      assert.match(
        String(answer.headers['www-authenticate']),
        /error_description="The access token has expired\."/,
      );
    }));

  it('refuses a token for another resource, and takes ARM of every cloud and the sandbox itself', () =>
    withSandbox({}, async ({ sandbox, asker }) => {
      const ask = async (scope: string) => {
        const { body } = await asker.requestToken(undefined, { scope });
        const authorization = `Bearer ${(body as { access_token: string }).access_token}`;
        return asker.send({ method: 'GET', url: `${sandbox.url}${path}`, headers: { authorization } });
      };
      const vault = await ask('https://vault.azure.net/.default');
      assert.deepEqual([vault.status, codeOf(vault)], [401, 'InvalidAuthenticationTokenAudience']);
      for (const scope of [
        `${sandbox.url}/.default`,
        'https://management.azure.com//.default',
        'https://management.core.chinacloudapi.cn/.default',
        'https://management.usgovcloudapi.net/.default',
      ])
        assert.equal((await ask(scope)).status, 200, scope);
    }));

  it("refuses one tenant's token for a subscription of the other, and names the tenant it needs", () =>
    withSandbox({}, async ({ asker }) => {
      const answer = await asker.arm(
        'GET',
        `${partner}?api-version=2022-12-01`,
        undefined,
        sampleIds.shopTenant,
      );
      assert.deepEqual([answer.status, codeOf(answer)], [401, 'InvalidAuthenticationTokenTenant']);
      assert.ok(String(answer.headers['www-authenticate']).includes(sampleIds.partnerTenant));
      const right = await asker.arm(
        'GET',
        `${partner}?api-version=2022-12-01`,
        undefined,
        sampleIds.partnerTenant,
      );
      assert.equal(right.status, 200);
    }));

  it('may read everything but role assignments in the subscription whose roles are private', () =>
    withSandbox({}, async ({ asker }) => {
      const roles = 'providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01';
      const refused = await asker.arm('GET', `${partner}/${roles}`, undefined, sampleIds.partnerTenant);
      assert.deepEqual([refused.status, codeOf(refused)], [403, 'AuthorizationFailed']);
      const { message } = (refused.body as { error: { message: string } }).error;
      assert.ok(message.includes("action 'Microsoft.Authorization/roleAssignments/read'"), message);
      assert.ok(message.includes(`scope '${partner}'`), message);
      assert.equal(refused.headers['x-ms-failure-cause'], 'gateway');
      assert.equal((await asker.arm('GET', `${production}/${roles}`)).status, 200);
    }));

  it('answers 404 SubscriptionNotFound for a subscription nobody has', () =>
    withSandbox({}, async ({ asker }) => {
      const none = '/subscriptions/5a4db000-0000-4000-a000-00000000000f';
      const answer = await asker.arm('GET', `${none}/providers/Microsoft.AppPlatform/Spring?${version}`);
      assert.deepEqual([answer.status, codeOf(answer)], [404, 'SubscriptionNotFound']);
    }));
});
