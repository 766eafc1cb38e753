import assert from 'node:assert/strict';
import { checkRule, fixed } from '../../../test/rules/check-rule';

describe('MI502 obsolete-cli-group', () => {
  it('reports the old group where identities are meant', async () => {
    await checkRule(
      'a.sh',
      'az spring-cloud app identity show -n orders\n   ^^^^^^^^^^^^ MI502 info\n' +
        'az spring-cloud app create --assign-identity\n   ^^^^^^^^^^^^ MI502\n',
    );
  });

  it('is silent for what else the old group does', async () => {
    await checkRule(
      'a.sh',
      'az spring-cloud app create -n orders\naz spring-cloud app deploy -n orders --jar-path a.jar\n' +
        'az spring app identity show -n orders\necho spring-cloud\n',
    );
  });

  it('writes flags as the new group knows them', async () => {
    assert.equal(
      await fixed('a.ps1', 'az spring-cloud app identity assign -n orders'),
      'az spring app identity assign --system-assigned -n orders',
    );
    assert.equal(
      await fixed('a.sh', 'az spring-cloud app create --assign-identity -n orders'),
      'az spring app create --system-assigned -n orders',
    );
  });
});
