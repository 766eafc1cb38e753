import assert from 'node:assert/strict';
import { cannedApps } from '../../../test/rules/canned-apps';
import { facts, judged } from '../../../test/rules/check-app';
import { identityDisabled } from './identity-disabled';

describe('MI006 identity-disabled', () => {
  it('reports an app without an identity whose files ask for its token', () => {
    const [finding] = judged(identityDisabled, cannedApps.none, [facts.named]);
    assert.deepEqual(finding?.related?.[0]?.path, 'src/App.java');
  });

  it('is silent when it has one, when no file asks, and for DefaultAzureCredential alone', () => {
    assert.deepEqual(judged(identityDisabled, cannedApps.system, [facts.unnamed]), []);
    assert.deepEqual(judged(identityDisabled, cannedApps.none, [facts.storage]), []);
    assert.deepEqual(judged(identityDisabled, cannedApps.none, [facts.defaultChain]), []);
    assert.deepEqual(judged(identityDisabled, cannedApps.none), []);
  });
});
