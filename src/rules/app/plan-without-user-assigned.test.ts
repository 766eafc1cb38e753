import assert from 'node:assert/strict';
import { appWith, cannedApps } from '../../../test/rules/canned-apps';
import { judged } from '../../../test/rules/check-app';
import type { DeclaredIdentityFact } from '../fact';
import { planWithoutUserAssigned } from './plan-without-user-assigned';

const plan = 'Consumption';
const wish: DeclaredIdentityFact = {
  kind: 'declaredIdentity',
  app: 'orders',
  service: undefined,
  type: 'UserAssigned',
  userAssigned: undefined,
  span: { start: 5, end: 9 },
};

describe('MI005 plan-without-user-assigned', () => {
  it('reports user-assigned identities on the consumption plan', () => {
    assert.equal(judged(planWithoutUserAssigned, appWith(cannedApps.user.identity, { plan })).length, 1);
  });

  it('reports a file that wants one there, and points at it', () => {
    const app = appWith(cannedApps.system.identity, { plan });
    const [finding] = judged(planWithoutUserAssigned, app, [wish]);
    assert.deepEqual(finding?.related?.[0]?.span, wish.span);
    assert.deepEqual(judged(planWithoutUserAssigned, app, [{ ...wish, app: 'billing' }]), []);
  });

  it('is silent on other plans and on a system-assigned identity', () => {
    assert.deepEqual(judged(planWithoutUserAssigned, cannedApps.user, [wish]), []);
    assert.deepEqual(judged(planWithoutUserAssigned, appWith(cannedApps.system.identity, { plan })), []);
  });
});
