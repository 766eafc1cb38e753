import { said } from '../../../test/rules/check-rule';
import assert from 'node:assert/strict';
import { appWith, cannedApps, ids } from '../../../test/rules/canned-apps';
import { facts, judged } from '../../../test/rules/check-app';
import { identityWithoutRole } from './identity-without-role';

describe('MI003 identity-without-role', () => {
  it('reports an identity that has no role for data at what the files name', () => {
    const [finding, ...others] = judged(identityWithoutRole, cannedApps.userWithoutRole, [facts.storage]);
    assert.deepEqual(others, []);
    assert.match(said(finding), /'orders-id' of 'orders' has no role for data at ordersdata\.blob/);
    assert.equal(finding?.related?.length, 1);
  });

  it('is silent when it has one at some target', () => {
    assert.deepEqual(
      judged(identityWithoutRole, cannedApps.userWithRole, [facts.otherStorage, facts.storage]),
      [],
    );
  });

  it('reports a role at another account of the same kind as none', () => {
    assert.equal(judged(identityWithoutRole, cannedApps.userWithRole, [facts.otherStorage]).length, 1);
  });

  it('names all identities without one in one finding', () => {
    const none = { assignments: [], unreadable: [] };
    const roles = new Map([
      [ids.ordersPrincipal, none],
      [ids.auditPrincipal, none],
    ]);
    const [finding, ...others] = judged(identityWithoutRole, appWith(cannedApps.users.identity, { roles }), [
      facts.storage,
    ]);
    assert.deepEqual(others, []);
    assert.match(said(finding), /'orders-id', 'audit-id' of 'orders' have no role/);
  });

  it('is silent where roles were not read, could not all be read, or do not decide', () => {
    assert.deepEqual(judged(identityWithoutRole, cannedApps.user, [facts.storage]), []);
    const unreadable = [{ subscriptionId: 's', name: 'Dev', why: 'not permitted' }];
    const roles = new Map([[ids.ordersPrincipal, { assignments: [], unreadable }]]);
    assert.deepEqual(
      judged(identityWithoutRole, appWith(cannedApps.user.identity, { roles }), [facts.storage]),
      [],
    );
    assert.deepEqual(judged(identityWithoutRole, cannedApps.userWithoutRole, [facts.sql]), []);
    assert.deepEqual(judged(identityWithoutRole, cannedApps.userWithoutRole), []);
  });

  /** What is found where the identity has a role of this name at a whole subscription, and a storage account is named. */
  function withRoleAtSubscription(roleName: string) {
    const grant = { id: 'a', scope: '/subscriptions/s', principalId: ids.ordersPrincipal };
    const assignments = [{ ...grant, roleDefinitionId: 'any', roleName }];
    const roles = new Map([[ids.ordersPrincipal, { assignments, unreadable: [] }]]);
    return judged(identityWithoutRole, appWith(cannedApps.user.identity, { roles }), [facts.storage]);
  }

  it('counts a role at a group or subscription, where the target may lie', () => {
    assert.deepEqual(withRoleAtSubscription('Storage Blob Data Reader'), []);
    assert.deepEqual(withRoleAtSubscription('Reads everything of our shop'), []);
  });

  it('does not count one there that is for another kind of service', () => {
    for (const role of [
      'App Configuration Data Reader',
      'Key Vault Secrets User',
      'Azure Event Hubs Data Owner',
    ])
      assert.equal(withRoleAtSubscription(role).length, 1, role);
  });

  it('is a hint where only vaults are named: their access policies are not roles', () => {
    const [finding] = judged(identityWithoutRole, cannedApps.userWithoutRole, [facts.vault]);
    assert.equal(finding?.severity, 'hint');
    assert.match(said(finding), /access policy/);
  });
});
