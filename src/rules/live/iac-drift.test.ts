import assert from 'node:assert/strict';
import type { DeclaredIdentityFact } from '../fact';
import { cannedApps } from '../../../test/rules/canned-apps';
import { said } from '../../../test/rules/check-rule';
import { judgedFacts } from '../../../test/rules/check-app';
import { iacDrift } from './iac-drift';

const declared: DeclaredIdentityFact = {
  kind: 'declaredIdentity',
  app: 'Orders',
  service: 'shop',
  type: 'UserAssigned',
  userAssigned: ['orders-id'],
  span: { start: 0, end: 5 },
};
const messages = (fact: Partial<DeclaredIdentityFact>, app = cannedApps.users) =>
  judgedFacts(iacDrift, app, [{ ...declared, ...fact }]).map(said);

describe('MI605 iac-drift', () => {
  it('reports another type, in words', () => {
    assert.match(
      messages({ type: 'SystemAssigned' })[0] ?? '',
      /declares a system-assigned identity, and 'orders' has user-assigned identities/,
    );
  });

  it('reports other user-assigned identities, both ways', () => {
    assert.match(
      messages({ userAssigned: ['orders-id', 'new-id'] })[0] ?? '',
      /does not have 'new-id'; this does not name 'audit-id'/,
    );
  });

  it('is silent on the same identities, on names it cannot tell, and on other apps', () => {
    assert.deepEqual(messages({ userAssigned: ['AUDIT-id', 'orders-id'] }), []);
    assert.deepEqual(messages({ userAssigned: undefined }), []);
    assert.deepEqual(messages({ type: 'None', app: 'billing' }), []);
    assert.deepEqual(messages({ type: 'None', app: undefined }), []);
    assert.deepEqual(messages({ type: 'None', service: 'bank' }), []);
  });
});
