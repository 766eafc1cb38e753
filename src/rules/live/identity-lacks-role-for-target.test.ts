import assert from 'node:assert/strict';
import { cannedApps } from '../../../test/rules/canned-apps';
import { facts, judgedFacts } from '../../../test/rules/check-app';
import { identityLacksRoleForTarget } from './identity-lacks-role-for-target';

const found = (app: keyof typeof cannedApps, ...told: Parameters<typeof judgedFacts>[2]) =>
  judgedFacts(identityLacksRoleForTarget, cannedApps[app], told);

describe('MI606 identity-lacks-role-for-target', () => {
  it('reports each host once where no identity has a role for data', () => {
    assert.equal(found('userWithoutRole', facts.storage, facts.storage, facts.otherStorage).length, 2);
    assert.equal(found('userWithRole', facts.storage, facts.otherStorage).length, 1);
  });

  it('is information for a vault, whose access policies are not roles', () => {
    assert.equal(found('userWithoutRole', facts.vault)[0]?.severity, 'info');
  });

  it('is silent where roles were not read, do not decide, or there is no identity', () => {
    assert.deepEqual(found('user', facts.storage), []);
    assert.deepEqual(found('userWithoutRole', facts.sql), []);
    assert.deepEqual(found('none', facts.storage), []);
    assert.deepEqual(judgedFacts(identityLacksRoleForTarget, undefined, [facts.storage]), []);
  });
});
