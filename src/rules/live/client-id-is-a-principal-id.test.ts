import { said } from '../../../test/rules/check-rule';
import assert from 'node:assert/strict';
import { appWith, cannedApps, ids } from '../../../test/rules/canned-apps';
import { judgedFacts } from '../../../test/rules/check-app';
import { clientIdIsAPrincipalId } from './client-id-is-a-principal-id';

const clientId = (value: string) =>
  ({ kind: 'clientId', value, span: { start: 0, end: value.length }, where: '.clientId(...)' }) as const;

describe('MI601 client-id-is-a-principal-id', () => {
  it('names the identity and puts its client ID, whatever the case of the GUID', () => {
    const [finding] = judgedFacts(clientIdIsAPrincipalId, cannedApps.users, [
      clientId(ids.auditPrincipal.toUpperCase()),
    ]);
    assert.match(said(finding), /principal ID \(object ID\) of 'audit-id'/);
    const [fix] = finding?.fixes ?? [];
    assert.ok(fix?.kind === 'edit' && fix.safe);
    assert.equal(fix.edits[0]?.text, ids.auditClient);
  });

  it('tells how to find the client ID of a system-assigned identity where Azure did not tell it', () => {
    const [finding] = judgedFacts(clientIdIsAPrincipalId, appWith(cannedApps.both.identity), [
      clientId(ids.systemPrincipal),
    ]);
    assert.match(said(finding), /az ad sp show --id 1{8}-.* --query appId/);
    assert.deepEqual(finding?.fixes, []);
  });

  it('is silent on client IDs, on GUIDs of others, and without a linked app', () => {
    for (const value of [ids.ordersClient, '55555555-5555-4555-8555-555555555555'])
      assert.deepEqual(judgedFacts(clientIdIsAPrincipalId, cannedApps.users, [clientId(value)]), []);
    assert.deepEqual(judgedFacts(clientIdIsAPrincipalId, undefined, [clientId(ids.ordersPrincipal)]), []);
  });
});
