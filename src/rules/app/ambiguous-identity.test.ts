import { said } from '../../../test/rules/check-rule';
import assert from 'node:assert/strict';
import { cannedApps } from '../../../test/rules/canned-apps';
import { facts, judged } from '../../../test/rules/check-app';
import { ambiguousIdentity } from './ambiguous-identity';

describe('MI603 ambiguous-identity', () => {
  it('reports an app with several identities whose files name none, and lists the places', () => {
    for (const app of [cannedApps.both, cannedApps.users]) {
      const [finding] = judged(ambiguousIdentity, app, [facts.unnamed, facts.named, facts.defaultChain]);
      assert.equal(finding?.related?.length, 2);
      assert.match(said(finding), /2 places/);
    }
  });

  it('is silent with one identity, with named ones, and without a linked folder', () => {
    assert.deepEqual(judged(ambiguousIdentity, cannedApps.user, [facts.unnamed]), []);
    assert.deepEqual(judged(ambiguousIdentity, cannedApps.both, [facts.named]), []);
    assert.deepEqual(judged(ambiguousIdentity, cannedApps.both), []);
  });
});
