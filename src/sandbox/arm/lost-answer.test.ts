import assert from 'node:assert/strict';

import { getApp, shop, version, withSandbox, type AppBody, type Opened } from '../../../test/sandbox/opened';

const app = `${shop}/apps/orders`;
const orders = `${app}?${version}`;

describe('an answer that is lost', () => {
  const change = { identity: { type: 'None' } };
  const isUpdating = async (opened: Opened) =>
    (await getApp(opened, app)).properties.provisioningState === 'Updating';

  for (const rule of [{ kind: 'server-error', status: 504 }, { kind: 'dropped-connection' }] as const) {
    it(`by ${rule.kind} leaves the app alone, unless it came after the effect`, () =>
      withSandbox({}, async (opened) => {
        const { asker, sandbox } = opened;
        for (const applied of [false, true]) {
          sandbox.trouble.add({ ...rule, applied, method: 'PATCH', times: 1 });
          const sent = asker.arm('PATCH', orders, change);
          if (rule.kind === 'server-error') assert.equal((await sent).status, 504);
          else await assert.rejects(sent);
          assert.equal(await isUpdating(opened), applied);
        }
      }));
  }

  it('does not make a conflict of the same change sent again: 202, Updating, the same operation', () =>
    withSandbox({}, async ({ asker, sandbox }) => {
      const first = await asker.arm('PATCH', orders, change);
      const again = await asker.arm('PATCH', orders, change);
      assert.equal(again.status, 202);
      assert.equal((again.body as AppBody).properties.provisioningState, 'Updating');
      assert.equal(again.headers['azure-asyncoperation'], first.headers['azure-asyncoperation']);
      assert.equal((await asker.arm('PUT', orders, change)).status, 409);
      const other = await asker.arm('PATCH', orders, { identity: { type: 'SystemAssigned' } });
      assert.equal(other.status, 409);
      assert.equal(sandbox.requests.read().byStatus['202'], 2);
    }));

  for (const [rule, words] of [
    [{ kind: 'slow', applied: true }, /'applied' is for/],
    [{ kind: 'server-error', applied: 'yes' }, /true or false/],
    [{ kind: 'operation-fails', error: 'Bored' }, /'error' must be one of BadRequest, InternalServerError/],
    [{ kind: 'slow', path: '*'.repeat(3000) }, /2048 characters/],
  ] as const)
    it(`cannot be asked for as ${JSON.stringify(rule).slice(0, 50)}`, () =>
      withSandbox({}, async ({ asker }) => {
        const answer = await asker.control('POST', 'trouble', rule);
        assert.equal(answer.status, 400);
        assert.match(JSON.stringify(answer.body), words);
      }));
});
