import assert from 'node:assert/strict';
import { cannedApps } from '../../../test/rules/canned-apps';
import { facts, fileWith, judged } from '../../../test/rules/check-app';
import type { DeclaredIdentityFact } from '../fact';
import { unusedUserAssigned } from './unused-user-assigned';

const declared: DeclaredIdentityFact = {
  kind: 'declaredIdentity',
  app: 'orders',
  service: 'shop',
  type: 'UserAssigned',
  userAssigned: ['Orders-Id', 'audit-id'],
  span: { start: 0, end: 1 },
};

describe('MI004 unused-user-assigned', () => {
  it('reports the identity that is not named while another one is, whatever the case of its GUID', () => {
    const found = judged(unusedUserAssigned, cannedApps.users, [facts.ordersClientId]);
    assert.deepEqual(
      found.map(({ at }) => at.at(-1)?.split('/').at(-1)),
      ['audit-id'],
    );
  });

  it('is silent when files name none, when they declare all, and when no folder is linked', () => {
    assert.deepEqual(judged(unusedUserAssigned, cannedApps.users, [facts.unnamed]), []);
    assert.deepEqual(judged(unusedUserAssigned, cannedApps.users, [declared]), []);
    assert.deepEqual(judged(unusedUserAssigned, cannedApps.users), []);
  });

  it('is silent while only some of the files were read: another one may name it', () => {
    const view = { app: cannedApps.users, files: [fileWith(facts.ordersClientId)] };
    assert.equal([...unusedUserAssigned.check(view)].length, 1);
    assert.deepEqual([...unusedUserAssigned.check({ ...view, partial: true })], []);
  });
});
