import assert from 'node:assert/strict';
import { cannedApps } from '../../../test/rules/canned-apps';
import type { LinkedApp } from '../linked-app';
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

  it('leads to what gives access at the target, never to the app', () => {
    const fixes = (app: LinkedApp, ...told: Parameters<typeof judgedFacts>[2]) =>
      (judgedFacts(identityLacksRoleForTarget, app, told)[0]?.fixes ?? []).map((fix) =>
        fix.kind === 'offer' ? fix.offer : undefined,
      );
    const [grant, line] = fixes(cannedApps.userWithoutRole, facts.storage);
    assert.deepEqual([grant?.kind, line?.kind], ['grant', 'copy']);
    const vault = { id: '/v/orders', name: 'orders', usesRbac: true, policies: [] };
    const open = fixes({ ...cannedApps.userWithoutRole, vaults: [vault] }, facts.vault).at(-1);
    assert.ok(open?.kind === 'open-portal');
    assert.deepEqual([open.id, open.page], [vault.id, 'users']);
    const byPolicy = { ...cannedApps.userWithoutRole, vaults: [{ ...vault, usesRbac: false }] };
    const policies = fixes(byPolicy, facts.vault).at(-1);
    assert.ok(policies?.kind === 'open-portal');
    assert.deepEqual([policies.id, policies.page], [vault.id, 'access_policies']);
  });

  it('is silent where roles were not read, do not decide, or there is no identity', () => {
    assert.deepEqual(found('user', facts.storage), []);
    assert.deepEqual(found('userWithoutRole', facts.sql), []);
    assert.deepEqual(found('none', facts.storage), []);
    assert.deepEqual(judgedFacts(identityLacksRoleForTarget, undefined, [facts.storage]), []);
  });
});
