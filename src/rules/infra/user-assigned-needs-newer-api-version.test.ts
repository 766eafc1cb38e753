import { checkRule, fixed } from '../../../test/rules/check-rule';
import assert from 'node:assert/strict';

const orders = (
  version: string,
  identity: string,
) => `resource orders 'Microsoft.AppPlatform/Spring/apps@${version}' = {
  identity: ${identity}
}`;
const user = "{ type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } }";

describe('MI402 user-assigned-needs-newer-api-version', () => {
  it('reports each version that lacks them', async () => {
    for (const version of [
      ...['2020-07-01', '2020-11-01-preview', '2021-06-01-preview', '2021-09-01-preview'],
      ...['2022-01-01-preview', '2022-04-01'],
    ]) {
      const carets = ' '.repeat(51) + '^'.repeat(version.length);
      const [head = '', ...rest] = orders(version, user).split('\n');
      await checkRule('main.bicep', [head, `${carets} MI402 error`, ...rest].join('\n'));
    }
  });

  it('is silent on versions that have them, the early preview among them, and on a computed one', async () => {
    for (const version of ['2022-03-01-preview', '2022-05-01-preview', '2022-12-01', '2023-12-01'])
      await checkRule('main.bicep', orders(version, user));
    await checkRule(
      'main.json',
      `{"variables": {"v": "2022-04-01"}, "resources": [{
        "type": "Microsoft.AppPlatform/Spring/apps", "apiVersion": "[variables('v')]",
        "identity": {"type": "UserAssigned", "userAssignedIdentities": {"a": {}}}}]}`,
    );
  });

  it('is silent where only a system-assigned identity is wanted', async () => {
    for (const identity of [
      "{ type: 'SystemAssigned' }",
      "{ type: 'SystemAssigned', userAssignedIdentities: {} }",
    ])
      await checkRule('main.bicep', orders('2020-07-01', identity));
  });

  it('counts ids without a known type, and the version of the service around', async () => {
    await checkRule(
      'main.bicep',
      `param kind string
resource shop 'Microsoft.AppPlatform/Spring@2022-04-01' = {
                                            ^^^^^^^^^^ MI402
  resource orders 'apps' = {
    identity: { type: kind, userAssignedIdentities: { '\${id.id}': {} } }
  }
}`,
    );
  });

  it('raises the version, also of an azapi resource', async () => {
    const text = (version: string) => `resource "azapi_resource" "orders" {
  type = "Microsoft.AppPlatform/Spring/apps@${version}"
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.orders.id]
  }
}`;
    assert.equal(await fixed('main.tf', text('2022-04-01')), text('2023-12-01'));
    assert.equal(await fixed('main.tf', text('2022-04-01'), { title: /2022-12-01/ }), text('2022-12-01'));
  });
});
