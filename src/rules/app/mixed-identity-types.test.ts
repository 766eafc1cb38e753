import { said } from '../../../test/rules/check-rule';
import assert from 'node:assert/strict';
import { cannedApps } from '../../../test/rules/canned-apps';
import { judged } from '../../../test/rules/check-app';
import { mixedIdentityTypes } from './mixed-identity-types';

describe('MI001 mixed-identity-types', () => {
  it('reports an app with both kinds, at its identity type, and names the count', () => {
    const [finding, ...others] = judged(mixedIdentityTypes, cannedApps.both);
    assert.deepEqual(others, []);
    assert.deepEqual(finding?.at, ['identity', 'type']);
    assert.match(said(finding), /'orders' has a system-assigned identity and 1 user-assigned/);
  });

  it('is silent on an app with one kind or none', () => {
    for (const name of ['none', 'system', 'user', 'users'] as const)
      assert.deepEqual(judged(mixedIdentityTypes, cannedApps[name]), [], name);
  });
});
