import assert from 'node:assert/strict';
import { checkRule, fixed } from '../../../test/rules/check-rule';

const identity = `resource "azurerm_user_assigned_identity" "till" {
  name = "till-id"
}
`;
const deployment = (variables: string) => `${identity}resource "azurerm_spring_cloud_java_deployment" "till" {
  environment_variables = {
${variables}
  }
}
`;
const bicepIdentity = `resource tillId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'till-id'
}
`;

describe('MI409 wrong-kind-of-id', () => {
  for (const [what, path, text] of [
    [
      'a resource ID as client ID',
      'main.tf',
      deployment(`    AZURE_CLIENT_ID = azurerm_user_assigned_identity.till.id
                                                          ^^`).replace(
        '                                                          ^^',
        '                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI409 error',
      ),
    ],
    [
      'the name of an identity as client ID',
      'main.tf',
      deployment(`    TILL_CLIENT_ID = azurerm_user_assigned_identity.till.name
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI409 error`),
    ],
    [
      'a literal name as the client ID of Azure',
      'main.tf',
      deployment(`    AZURE_CLIENT_ID = "till-id"
                       ^^^^^^^ MI409 warning`),
    ],
    [
      'a literal resource ID within a function',
      'main.tf',
      deployment(`    AZURE_CLIENT_ID = coalesce(var.id, "/subscriptions/7f3b9a52-41d0-4c1e-9f3e-2f2b8f5f0a11/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/till-id")
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI409 error`),
    ],
    [
      'a client ID in the list of a web app',
      'main.tf',
      `resource "azurerm_linux_web_app" "till" {
  identity {
    type         = "UserAssigned"
    identity_ids = concat(var.more, [azurerm_user_assigned_identity.till.client_id])
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI409 error
  }
}
`,
    ],
    [
      'principal IDs of a splat in a list',
      'main.tf',
      `resource "azurerm_container_app" "till" {
  identity {
    type         = "UserAssigned"
    identity_ids = azurerm_user_assigned_identity.till[*].principal_id
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI409 error
  }
}
`,
    ],
    [
      'a client ID as key of the map of identities',
      'main.bicep',
      `${bicepIdentity}resource till 'Microsoft.App/containerApps@2024-03-01' = {
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '\${tillId.properties.clientId}': {}
         ^^^^^^^^^^^^^^^^^^^^^^^^^^ MI409 error
    }
  }
}
`,
    ],
    [
      'a resource ID as principal of a role assignment',
      'main.bicep',
      `${bicepIdentity}resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  properties: {
    principalId: tillId.id
                 ^^^^^^^^^ MI409 error
    principalType: 'ServicePrincipal'
  }
}
`,
    ],
    [
      'a resource ID as client ID in a template',
      'main.json',
      `{"resources": [{"type": "Microsoft.AppPlatform/Spring/apps/deployments", "properties": {"deploymentSettings": {"environmentVariables": {
  "AZURE_CLIENT_ID": "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'till-id')]"
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI409 error
}}}}]}`,
    ],
  ] as const)
    it(`reports ${what}`, () => checkRule(path, text));

  for (const [what, path, text] of [
    [
      'the client ID',
      'main.tf',
      deployment('    AZURE_CLIENT_ID = azurerm_user_assigned_identity.till.client_id'),
    ],
    ['a GUID', 'main.tf', deployment('    AZURE_CLIENT_ID = "7f3b9a52-41d0-4c1e-9f3e-2f2b8f5f0a11"')],
    ['client IDs of other services', 'main.tf', deployment('    GITHUB_CLIENT_ID = "till-shop"')],
    [
      'the id of what is no identity',
      'main.tf',
      deployment('    TILL_CLIENT_ID = azurerm_storage_account.till.id'),
    ],
    ['what a module answers', 'main.tf', deployment('    AZURE_CLIENT_ID = module.till.id')],
    [
      'what is in a comment',
      'main.tf',
      deployment('    # AZURE_CLIENT_ID = azurerm_user_assigned_identity.till.id'),
    ],
    ['a gap to be filled', 'main.tf', deployment('    AZURE_CLIENT_ID = "<client-id>"')],
    ['a place of a template', 'main.tf', deployment('    AZURE_CLIENT_ID = "__CLIENT_ID__"')],
    [
      'the resource ID under another name',
      'main.tf',
      deployment('    TILL_IDENTITY_ID = azurerm_user_assigned_identity.till.id'),
    ],
    ['what a variable brings', 'main.tf', deployment('    AZURE_CLIENT_ID = var.client_id')],
    [
      'something within the identity',
      'main.tf',
      deployment('    TILL_CLIENT_ID = azurerm_user_assigned_identity.till.tags.id'),
    ],
    [
      'resource IDs in a list',
      'main.tf',
      `resource "azurerm_linux_web_app" "till" {
  identity {
    type         = "UserAssigned"
    identity_ids = [for one in azurerm_user_assigned_identity.till : one.id]
  }
}
`,
    ],
    [
      'lists of variables',
      'main.tf',
      'locals {\n  identity_ids = [azurerm_user_assigned_identity.till.client_id]\n}\n',
    ],
    [
      'resource IDs as keys',
      'main.bicep',
      `${bicepIdentity}resource till 'Microsoft.App/containerApps@2024-03-01' = {
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '\${tillId.id}': {}
      '\${resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'b')}': {}
    }
  }
}
`,
    ],
    [
      'the principal ID of a role assignment',
      'main.bicep',
      `${bicepIdentity}resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  properties: {
    principalId: tillId.properties.principalId
    principalType: 'ServicePrincipal'
  }
}
`,
    ],
    [
      'half of a declaration',
      'main.bicep',
      `${bicepIdentity}resource till 'Microsoft.App/containerApps@2024-03-01' = {\n  identity: { userAssignedIdentities: {`,
    ],
    [
      'the name where a name belongs',
      'main.tf',
      `resource "azurerm_postgresql_flexible_server_active_directory_administrator" "till" {
  object_id      = azurerm_user_assigned_identity.till.principal_id
  principal_name = azurerm_user_assigned_identity.till.name
}
`,
    ],
  ] as const)
    it(`is silent about ${what}`, () => checkRule(path, text));

  it('reads the ID that belongs there', async () => {
    const bicep = (id: string) =>
      `${bicepIdentity}resource till 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {\r\n  properties: { deploymentSettings: { environmentVariables: { AZURE_CLIENT_ID: ${id} /* of the till */ } } }\r\n}\r\n`;
    assert.equal(await fixed('main.bicep', bicep('tillId.id')), bicep('tillId.properties.clientId'));
    const keyed = (id: string) =>
      `${bicepIdentity}resource till 'Microsoft.App/containerApps@2024-03-01' = {\n\tidentity: {\n\t\ttype: 'UserAssigned'\n\t\tuserAssignedIdentities: { '\${${id}}': {} }\n\t}\n}\n`;
    assert.equal(await fixed('main.bicep', keyed('tillId.properties.clientId')), keyed('tillId.id'));
    const terraform = (id: string) =>
      deployment(`    AZURE_CLIENT_ID = try(azurerm_user_assigned_identity.till.${id}, null) # till`);
    assert.equal(await fixed('main.tf', terraform('id')), terraform('client_id'));
  });

  it('reports what several take from one variable once, and leaves that to people', async () => {
    await checkRule(
      'main.tf',
      `${identity}locals {
  client_id = azurerm_user_assigned_identity.till.id
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI409 error
}
resource "azurerm_spring_cloud_java_deployment" "till" {
  environment_variables = {
    AZURE_CLIENT_ID = local.client_id
    TILL_CLIENT_ID  = local.client_id
  }
}
`,
    );
  });
});
