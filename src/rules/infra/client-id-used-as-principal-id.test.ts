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

  const client = 'azurerm_user_assigned_identity.till.client_id';
  const under = '^'.repeat(client.length);
  for (const [what, path, text] of [
    [
      'an administrator of PostgreSQL',
      'main.tf',
      `resource "azurerm_postgresql_flexible_server_active_directory_administrator" "a" {
  object_id = ${client}
              ${under} MI406 error
}
`,
    ],
    [
      'a grant at a cache',
      'main.tf',
      `resource "azurerm_redis_cache_access_policy_assignment" "a" {
  object_id       = ${client}
                    ${under} MI406 error
  object_id_alias = "till"
}
`,
    ],
    [
      'a grant at Cosmos DB',
      'main.tf',
      `resource "azurerm_cosmosdb_sql_role_assignment" "a" {
  principal_id = try(${client}, var.x)
                     ${under} MI406 error
}
`,
    ],
    [
      'a grant at a cache in Bicep',
      'main.bicep',
      `resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'till-id'
}
resource a 'Microsoft.Cache/redis/accessPolicyAssignments@2024-11-01' = {
  name: 'till'
  properties: {
    accessPolicyName: 'Data Reader'
    objectId: id.properties.clientId
              ^^^^^^^^^^^^^^^^^^^^^^ MI406 error
  }
}
`,
    ],
    [
      'a member of a group',
      'main.tf',
      `resource "azuread_group_member" "a" {
  member_object_id = ${client}
                     ${under} MI406 error
}
`,
    ],
    [
      'the object of an application',
      'main.tf',
      `resource "azurerm_role_assignment" "a" {
  role_definition_name = "Reader"
  principal_id         = azuread_application.till.object_id
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI406 error
}
`,
    ],
    [
      'bare labels',
      'main.tf',
      `resource azurerm_role_assignment a {
  role_definition_name = "Reader"
  principal_id         = ${client}
                         ${under} MI406 error
}
`,
    ],
  ] as const)
    it(`reports it at ${what}`, () => checkRule(path, text));

  const grant = (principal: string) =>
    `resource "azurerm_role_assignment" "a" {\n  role_definition_name = "Reader"\n  principal_id         = ${principal}\n}\n`;
  for (const [what, path, text] of [
    ['the principal ID', 'main.tf', grant('azurerm_user_assigned_identity.till.principal_id')],
    ['the object of a service principal', 'main.tf', grant('azuread_service_principal.till.object_id')],
    ['people', 'main.tf', grant('data.azurerm_client_config.me.object_id')],
    [
      'a choice of right ones',
      'main.tf',
      grant(
        'var.own ? azurerm_user_assigned_identity.till.principal_id : azurerm_linux_web_app.till.identity[0].principal_id',
      ),
    ],
    ['a splat of right ones', 'main.tf', grant('one(azurerm_user_assigned_identity.till[*].principal_id)')],
    ['what comes from outside', 'main.tf', grant('var.till')],
    [
      'an administrator of Azure SQL',
      'main.tf',
      `resource "azurerm_mssql_server" "a" {\n  azuread_administrator {\n    object_id = ${client}\n  }\n}\n`,
    ],
    [
      'a variable of a program',
      'main.tf',
      `resource "azurerm_linux_web_app" "a" {\n  app_settings = { PRINCIPAL_ID = ${client} }\n}\n`,
    ],
    [
      'the client ID beside it',
      'main.tf',
      `resource "azurerm_postgresql_flexible_server_active_directory_administrator" "a" {\n  object_id      = azurerm_user_assigned_identity.till.principal_id\n  principal_name = "till"\n}\noutput "client_id" {\n  value = ${client}\n}\n`,
    ],
    ['a comment', 'main.tf', `${grant('var.x')}# principal_id = ${client}\n`],
    [
      'the application for sign-in',
      'main.tf',
      'resource "azurerm_linux_web_app" "a" {\n  auth_settings_v2 {\n    active_directory_v2 {\n      client_id = azuread_application.till.client_id\n    }\n  }\n}\n',
    ],
    [
      'half of an entry',
      'main.bicep',
      "resource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  properties: {\n    principalId:\n",
    ],
  ] as const)
    it(`is silent about ${what}`, () => checkRule(path, text));

  it('is a warning where only a variable is called so', () =>
    checkRule(
      'main.tf',
      `resource "azurerm_role_assignment" "a" {
  principal_id = var.client_id
                 ^^^^^^^^^^^^^ MI406 warning
}
`,
    ));
});
