import assert from 'node:assert/strict';
import { cannedApps } from '../../../test/rules/canned-apps';
import { checkRule } from '../../../test/rules/check-rule';
import { judgedFacts } from '../../../test/rules/check-app';
import type { DeclaredIdentityFact } from '../fact';
import { userAssignedOnConsumption } from './user-assigned-on-consumption';

const declared: DeclaredIdentityFact = {
  kind: 'declaredIdentity',
  app: 'orders',
  service: 'shop',
  type: 'UserAssigned',
  userAssigned: ['orders-id'],
  span: { start: 0, end: 5 },
};
const found = (fact: Partial<DeclaredIdentityFact>, app = cannedApps.flex) =>
  judgedFacts(userAssignedOnConsumption, app, [{ ...declared, ...fact }]).length;

describe('MI609 user-assigned-on-consumption', () => {
  it('reports user-assigned identities for an app of that plan, with and without the other kind', () => {
    assert.equal(found({}), 1);
    assert.equal(found({ type: 'SystemAssigned,UserAssigned' }), 1);
    assert.equal(found({ service: undefined, app: 'ORDERS' }), 1);
  });

  it('is silent on the system-assigned one, on other apps and services, and on other plans', () => {
    assert.equal(found({ type: 'SystemAssigned' }), 0);
    assert.equal(found({ type: 'None' }), 0);
    assert.equal(found({ app: 'billing' }), 0);
    assert.equal(found({ app: undefined }), 0);
    assert.equal(found({ service: 'bank' }), 0);
    assert.equal(found({}, cannedApps.user), 0);
  });

  it('says it in the file, and not that the app differs as well', () =>
    checkRule(
      'infra/main.bicep',
      `resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop/orders'
  location: 'westeurope'
  identity: {
    type: 'UserAssigned'
           ^^^^^^^^^^^^ MI609 warning
    userAssignedIdentities: {
      '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-id': {}
    }
  }
}`,
      { app: 'flex' },
    ));
});
