import assert from 'node:assert/strict';
import { checkRule, fixed } from '../../../test/rules/check-rule';

describe('MI406 client-id-used-as-principal-id', () => {
  it('reports role assignments and access policies', async () => {
    await checkRule(
      'main.tf',
      `resource "azurerm_role_assignment" "a" {
  principal_id = azurerm_user_assigned_identity.orders.client_id
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI406 error
}
resource "azurerm_key_vault" "v" {
  access_policy {
    object_id = data.azurerm_client_config.current.client_id
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI406
  }
}
resource "azurerm_key_vault_access_policy" "p" {
  object_id = azuread_application.orders.application_id
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI406
}`,
    );
    await checkRule(
      'main.bicep',
      `resource v 'Microsoft.KeyVault/vaults@2023-07-01' = {
  properties: {
    accessPolicies: [
      {
        objectId: id.properties.clientId
                  ^^^^^^^^^^^^^^^^^^^^^^ MI406
      }
    ]
  }
}
module access 'access.bicep' = {
  params: {
    principalId: id.outputs.clientId
                 ^^^^^^^^^^^^^^^^^^^ MI406
  }
}`,
    );
  });

  it('is silent where the client ID belongs or what is wanted is not known', async () => {
    await checkRule(
      'main.tf',
      `resource "azurerm_role_assignment" "a" {
  principal_id = azurerm_user_assigned_identity.orders.principal_id
}
resource "azurerm_mysql_flexible_server_active_directory_administrator" "a" {
  object_id = azurerm_user_assigned_identity.orders.client_id
}
resource "azurerm_key_vault_access_policy" "p" {
  object_id      = azuread_service_principal.orders.object_id
  application_id = azuread_application.orders.client_id
}`,
    );
  });

  it('reads the principal ID instead, by the name it has there', async () => {
    const role = (id: string) => `resource "azurerm_role_assignment" "a" {\n  principal_id = ${id}\n}`;
    for (const [wrong, right] of [
      ['azurerm_user_assigned_identity.x.client_id', 'azurerm_user_assigned_identity.x.principal_id'],
      ['data.azurerm_client_config.me.client_id', 'data.azurerm_client_config.me.object_id'],
      ['azuread_service_principal.x.client_id', 'azuread_service_principal.x.object_id'],
    ] as const)
      assert.equal(await fixed('main.tf', role(wrong)), role(right));
  });
});
