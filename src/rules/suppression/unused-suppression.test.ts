import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const app = (identity: string) => `resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop/orders'
  identity: {
${identity}
    userAssignedIdentities: {
      '\${id.id}': {}
    }
  }
}
`;

describe('MI901 unused-suppression', () => {
  it('reports a comment that silences nothing, and removes it with its line', async () => {
    await checkRule(
      'main.bicep',
      app(`    // managed-identity:ignore MI401 why
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI901 hint
    type: 'UserAssigned'`),
    );
    const text = app("    // managed-identity:ignore MI401 why\n    type: 'UserAssigned'");
    assert.equal(await fixed('main.bicep', text), app("    type: 'UserAssigned'"));
  });

  it('removes a comment behind something, and leaves that', async () => {
    const text = app("    type: 'UserAssigned' // managed-identity:ignore MI401 why");
    assert.equal(await fixed('main.bicep', text), app("    type: 'UserAssigned'"));
  });

  it('is silent on a comment that is used, and on rules that need a linked app while there is none', async () => {
    for (const identity of [
      "    type: 'SystemAssigned,UserAssigned' // managed-identity:ignore MI401 why",
      "    type: 'UserAssigned' // managed-identity:ignore MI605 why",
    ])
      assert.deepEqual(await findingsIn('main.bicep', app(identity)), []);
  });
});
