import { checkRule } from '../../../test/rules/check-rule';

describe('MI902 suppression-without-reason', () => {
  it('reports a comment that is used and gives no reason', async () => {
    await checkRule(
      'main.bicep',
      `resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop/orders'
  identity: {
    // managed-identity:ignore MI401
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI902 hint
    type: 'SystemAssigned,UserAssigned'
    userAssignedIdentities: {
      '\${id.id}': {}
    }
  }
}
`,
    );
  });
});
