import assert from 'node:assert/strict';
import { appWith, cannedApps, ids } from '../../../test/rules/canned-apps';
import { judgedFacts } from '../../../test/rules/check-app';
import type { ClientIdFact } from '../fact';
import { clientIdNotAssigned } from './client-id-not-assigned';

const stranger: ClientIdFact = {
  ...{ kind: 'clientId', value: '55555555-5555-4555-8555-555555555555' },
  ...{ span: { start: 0, end: 36 }, where: '.clientId(...)' },
};

describe('MI602 client-id-not-assigned', () => {
  it('reports a client ID the app does not have, with a fix for each it has', () => {
    const [finding] = judgedFacts(clientIdNotAssigned, cannedApps.users, [stranger]);
    const texts = (finding?.fixes ?? []).map((fix) =>
      fix.kind === 'edit' ? fix.edits[0]?.text : fix.kind === 'live' ? fix.action : fix.offer.kind,
    );
    assert.deepEqual(texts, [ids.ordersClient, ids.auditClient, 'assignUserAssigned']);
  });

  it('is silent where it may be the one of the system-assigned identity, which Azure did not tell', () => {
    assert.deepEqual(judgedFacts(clientIdNotAssigned, cannedApps.both, [stranger]), []);
    const told = appWith(cannedApps.both.identity, { systemClientId: ids.systemClient });
    assert.equal(judgedFacts(clientIdNotAssigned, told, [stranger]).length, 1);
  });

  it('is silent on client IDs of the app, on principal IDs (MI601), and without a linked app', () => {
    for (const value of [ids.ordersClient.toUpperCase(), ids.ordersPrincipal])
      assert.deepEqual(judgedFacts(clientIdNotAssigned, cannedApps.users, [{ ...stranger, value }]), []);
    assert.deepEqual(judgedFacts(clientIdNotAssigned, undefined, [stranger]), []);
  });
});
