import assert from 'node:assert/strict';
import { plain } from '../../lifecycle/text';
import { checkRule, findingsIn } from '../../../test/rules/check-rule';

const app = `resource "azurerm_spring_cloud_app" "till" {
  name = "till"
  identity {
    type = "SystemAssigned"
  }
}
`;
const user = (type = 'azurerm_container_app') => `resource "azurerm_user_assigned_identity" "till" {
  name = "till-id"
}
resource "${type}" "till" {
  name = "till"
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.till.id]
  }
}
`;
const grant = (
  role: string,
  principal = 'azurerm_spring_cloud_app.till.identity[0].principal_id',
  scope = 'var.scope',
) => `resource "azurerm_role_assignment" "grant" {
  scope = ${scope}
  ${role}
  principal_id = ${principal}
}
`;
const ofUser = 'azurerm_user_assigned_identity.till.principal_id';
const bicep = (role: string, kind = 'Microsoft.Web/sites@2023-12-01') => `resource till '${kind}' = {
  name: 'till'
  identity: {
    type: 'SystemAssigned'
  }
}
resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('till')
  properties: {
    principalId: till.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: ${role}
  }
}
`;

describe('MI413 role-wider-than-needed', () => {
  for (const [what, path, text] of [
    [
      'Contributor',
      'main.tf',
      app +
        grant(`role_definition_name = "Contributor"
                          ^^^^^^^^^^^ MI413 warning`),
    ],
    [
      'Owner to a user-assigned identity of an app',
      'main.tf',
      user() +
        grant(
          `role_definition_name = "Owner"
                          ^^^^^ MI413 warning`,
          ofUser,
        ),
    ],
    [
      'the id of a role',
      'main.tf',
      user('azurerm_linux_web_app') +
        grant(
          `role_definition_id = "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI413 warning`,
          ofUser,
        ),
    ],
    [
      'the id of a role in Bicep',
      'main.bicep',
      bicep(`subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI413 warning`),
    ],
    [
      'a role in a variable',
      'main.bicep',
      `var role = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'
${bicep(`subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI413 warning`)}`,
    ],
    [
      'an existing definition',
      'main.bicep',
      `resource definition 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  name: 'b24988ac-6180-42a0-ab88-20f7382dd24c'
}
${bicep(`definition.id
                      ^^^^^^^^^^^^^ MI413 warning`)}`,
    ],
    [
      'a role that manages vaults',
      'main.tf',
      app +
        grant(`role_definition_name = "Key Vault Administrator"
                          ^^^^^^^^^^^^^^^^^^^^^^^ MI413 warning`),
    ],
  ] as const)
    it(`reports ${what}`, () => checkRule(path, text));

  for (const [what, path, text] of [
    ['roles for data', 'main.tf', app + grant('role_definition_name = "Storage Blob Data Contributor"')],
    ['Reader', 'main.tf', app + grant('role_definition_name = "Reader"')],
    ['a role that comes from outside', 'main.tf', app + grant('role_definition_name = var.role')],
    [
      'the identity of a cluster',
      'main.tf',
      'resource "azurerm_kubernetes_cluster" "k" {\n  identity {\n    type = "SystemAssigned"\n  }\n}\n' +
        grant(
          'role_definition_name = "Contributor"',
          'azurerm_kubernetes_cluster.k.identity[0].principal_id',
        ),
    ],
    [
      'a user-assigned identity of a cluster',
      'main.tf',
      user('azurerm_kubernetes_cluster') + grant('role_definition_name = "Contributor"', ofUser),
    ],
    [
      'an identity that no app has here',
      'main.tf',
      'resource "azurerm_user_assigned_identity" "till" {\n  name = "till-id"\n}\n' +
        grant('role_definition_name = "Contributor"', ofUser),
    ],
    [
      'people',
      'main.tf',
      app + grant('role_definition_name = "Contributor"', 'data.azurerm_client_config.me.object_id'),
    ],
    ['a role of like name', 'main.tf', app + grant('role_definition_name = "Website Contributor"')],
    [
      'a custom role',
      'main.tf',
      app + grant('role_definition_id = azurerm_role_definition.till.role_definition_resource_id'),
    ],
    [
      'an unknown id',
      'main.bicep',
      bicep("'/providers/Microsoft.Authorization/roleDefinitions/7f3b9a52-41d0-4c1e-9f3e-2f2b8f5f0a11'"),
    ],
    ['a comment', 'main.tf', app + grant('# role_definition_name = "Contributor"')],
    [
      'another resource that names the role',
      'main.tf',
      app + 'locals {\n  role_definition_name = "Contributor"\n}\n',
    ],
    [
      'the identity of a virtual machine',
      'main.bicep',
      bicep(
        "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')",
        'Microsoft.Compute/virtualMachines@2024-03-01',
      ),
    ],
    [
      'a half-typed grant',
      'main.tf',
      app + 'resource "azurerm_role_assignment" "grant" {\n  role_definition_name = "Contrib',
    ],
  ] as const)
    it(`is silent about ${what}`, () => checkRule(path, text));

  it('names the roles that are enough where it is known what for', async () => {
    const [finding] = await findingsIn(
      'main.tf',
      `${app}resource "azurerm_storage_account" "a" {\n  name = "till"\n}\n${grant('role_definition_name = "Contributor"', undefined, 'azurerm_storage_account.a.id')}`,
    );
    assert.match(
      finding === undefined ? '' : plain(finding.message),
      /'Storage Blob Data Reader' or 'Storage Blob Data Contributor' is enough/,
    );
  });
});
