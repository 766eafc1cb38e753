import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const access = (id: string) => `resource "azurerm_role_assignment" "a" {\n  principal_id = ${id}\n}\n`;
const app = (inner = '') => `resource "azurerm_spring_cloud_app" "orders" {\n  name = "orders"\n${inner}}\n`;
const deployment = (id: string) => `resource "azurerm_spring_cloud_java_deployment" "d" {
  spring_cloud_app_id = azurerm_spring_cloud_app.orders.id
  environment_variables = {
    AZURE_CLIENT_ID = ${id}
  }
}
`;
const idsIn = async (path: string, text: string) => (await findingsIn(path, text)).map(({ rule }) => rule.id);

describe('MI407 app-without-identity', () => {
  it('reports an app whose principal ID is read', async () => {
    await checkRule(
      'main.tf',
      `resource "azurerm_spring_cloud_app" "orders" {
          ^^^^^^^^^^^^^^^^^^^^^^^^ MI407 hint
  name = "orders"
}
${access('azurerm_spring_cloud_app.orders.identity[0].principal_id')}`,
    );
  });

  it('reports an app whose deployment is given the client ID of an identity', async () => {
    assert.deepEqual(
      await idsIn('main.tf', app() + deployment('azurerm_user_assigned_identity.x.client_id')),
      ['MI407'],
    );
    const bicep = `resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: 'orders-id' }
resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop/orders'
  resource main 'deployments' = {
    properties: { deploymentSettings: { environmentVariables: { AZURE_CLIENT_ID: id.properties.clientId } } }
  }
}`;
    assert.deepEqual(await idsIn('main.bicep', bicep), ['MI407']);
  });

  it('reads what a template refers to by name', async () => {
    const json = (identity: string) => `{
  "resources": [
    {
      "type": "Microsoft.AppPlatform/Spring/apps",
      "name": "shop/orders"${identity}
    },
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "properties": {
        "principalId": "[reference(resourceId('Microsoft.AppPlatform/Spring/apps', 'shop', 'orders'), '2023-12-01', 'full').identity.principalId]"
      }
    }
  ]
}`;
    assert.equal(
      await fixed('main.json', json('')),
      json(',\n      "identity": {\n        "type": "SystemAssigned"\n      }'),
    );
  });

  it('is silent where nothing counts on an identity, or it may be elsewhere', async () => {
    const read = access('azurerm_spring_cloud_app.orders.identity[0].principal_id');
    for (const text of [
      app(),
      app() + access('azurerm_spring_cloud_app.other.identity[0].principal_id'),
      app() + access('azurerm_user_assigned_identity.x.principal_id'),
      app() + deployment('var.client_id'),
      app('  identity {\n    type = "SystemAssigned"\n  }\n') + read,
      app('  dynamic "identity" {\n    for_each = var.x\n    content {\n    }\n  }\n') + read,
      app('  lifecycle {\n    ignore_changes = [identity]\n  }\n') + read,
    ])
      assert.deepEqual(await idsIn('main.tf', text), [], text);
  });
});
