import { checkRule } from '../../../test/rules/check-rule';

const identity = `resource "azurerm_user_assigned_identity" "o" {
  name = "o"
}
`;
const grant = `variable "principal_id" { type = string }
resource "azurerm_role_assignment" "r" {
  scope                = "x"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = var.principal_id
}
`;
const deployment = (id: string) => `resource "azurerm_spring_cloud_java_deployment" "d" {
  environment_variables = { AZURE_CLIENT_ID = ${id} }
}
`;

describe('IDs that other files of a template give to a name', () => {
  it('are told where the name is given a wrong one, and not where it is used', async () => {
    const locals = `${identity}locals {
  client_id = azurerm_user_assigned_identity.o.principal_id
}
`;
    await checkRule('app.tf', deployment('local.client_id'), { others: { 'locals.tf': locals } });
    await checkRule(
      'locals.tf',
      `${identity}locals {
  client_id = azurerm_user_assigned_identity.o.principal_id
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI405 error
}
`,
      { others: { 'app.tf': deployment('local.client_id') } },
    );
    await checkRule('grant/main.tf', grant, {
      others: {
        'main.tf': `${identity}module "g" {
  source       = "./grant"
  principal_id = azurerm_user_assigned_identity.o.client_id
}
`,
      },
    });
  });

  it('are told where they are used, when the name says nothing', () =>
    checkRule(
      'app.tf',
      `resource "azurerm_spring_cloud_java_deployment" "d" {
  environment_variables = { AZURE_CLIENT_ID = local.shelf }
                                              ^^^^^^^^^^^ MI405 error
}
`,
      {
        others: {
          'locals.tf': `${identity}locals { shelf = azurerm_user_assigned_identity.o.principal_id }\n`,
        },
      },
    ));
});

describe('places that take an identity', () => {
  it('are the names of administrators of PostgreSQL', () =>
    checkRule(
      'main.bicep',
      `
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: 'o' }
resource a 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2022-12-01' = {
  name: 'server/\${id.properties.clientId}'
                  ^^^^^^^^^^^^^^^^^^^^^^ MI406 error
  properties: { principalType: 'ServicePrincipal', principalName: id.name }
}
resource b 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2022-12-01' = {
  name: 'server/\${id.properties.principalId}'
  properties: { principalType: 'ServicePrincipal', principalName: id.name }
}
resource c 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2022-12-01' = {
  name: 'server/\${id.properties.clientId}'
}
`,
    ));

  it('are not empty where coalesce passes over what is', () =>
    checkRule(
      'main.tf',
      `
variable "client_id" { default = "" }
${identity}resource "azurerm_container_app" "o" {
  template {
    container {
      env {
        name  = "AZURE_CLIENT_ID"
        value = coalesce(var.client_id, azurerm_user_assigned_identity.o.client_id)
      }
      env {
        name  = "AZURE_CLIENT_ID"
        value = var.client_id
                ^^^^^^^^^^^^^ MI410 info
      }
    }
  }
}
`,
    ));

  it('are compared with the linked app through variables, too', () =>
    checkRule(
      'main.tf',
      `
variable "shelf" { default = "22222222-2222-4222-8222-222222222222" }
variable "till" { default = "22222222-2222-4222-8222-2222222222c2" }
resource "azurerm_spring_cloud_java_deployment" "d" {
  environment_variables = {
    AZURE_CLIENT_ID = var.shelf
                      ^^^^^^^^^ MI601 error
    TILL_CLIENT_ID = var.till
  }
}
`,
      { app: 'users' },
    ));

  it('are what lies in a resource of an ARM template, too', () => {
    const grant = (name: string, scope: string, mark = '') => `    {
      "type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "${name}", "scope": "${scope}",
      "properties": { "principalType": "ServicePrincipal", "principalId": "[parameters('p')]",
        "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6" }
${mark}    }`;
    const reported = `${' '.repeat(29)}${'^'.repeat(87)} MI414 warning\n`;
    return checkRule(
      'main.json',
      `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "shop", "properties": { "enableRbacAuthorization": false } },
${grant('a', 'Microsoft.KeyVault/vaults/shop/secrets/db', reported)},
${grant('b', "[format('Microsoft.KeyVault/vaults/{0}/keys/{1}', 'shop', 'k')]", reported)},
${grant('c', 'Microsoft.KeyVault/vaults/other/secrets/db')},
${grant('d', 'Microsoft.Storage/storageAccounts/shop/blobServices/default')}
  ]
}
`,
    );
  });

  it('are settings of an app that it is given by a name, too', async () => {
    const app = (settings: string) => `resource "azurerm_linux_web_app" "w" {
  app_settings = ${settings}
}
`;
    const locals = `locals {
  base = { LOG = "info" }
  all  = merge(local.base, { AZURE_CLIENT_ID = azurerm_user_assigned_identity.o.client_id })
}
`;
    const code = (mark = '') =>
      `import com.azure.identity.*;\nclass A { Object c = new DefaultAzureCredentialBuilder().build(); }\n${mark}`;
    await checkRule('src/main/java/A.java', code(), {
      others: { 'main.tf': `${locals}${app('local.all')}` },
    });
    await checkRule('src/main/java/A.java', code(`${' '.repeat(21)}${'^'.repeat(43)} MI101 hint\n`), {
      others: { 'main.tf': `${locals}${app('local.base')}` },
    });
    await checkRule(
      'main.bicep',
      `
var settings = {
  SPRING_CLOUD_AZURE_CREDENTIAL_CLIENTID: '22222222-2222-4222-8222-2222222222c2'
}
resource d 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  name: 's/o/default'
  properties: { deploymentSettings: { environmentVariables: settings } }
                                                            ^^^^^^^^ MI202 warning
}
`,
    );
  });
});

describe('secrets and scripts of resources', () => {
  it('are found where a provisioner or a service is given them', () =>
    checkRule(
      'main.tf',
      `
resource "terraform_data" "t" {
  provisioner "local-exec" {
    command     = "./deploy.sh"
    environment = { AZURE_CLIENT_SECRET = "Kx78Q~vR2mZt9LwYb4nHs6Jd1Gf8Ce3Xq5Uo7P", CLIENT_SECRET_NAME = "orders" }
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI408 error
  }
  provisioner "remote-exec" {
    inline = ["true", "az spring app create -n o -s s -g g --assign-identity"]
                                                           ^^^^^^^^^^^^^^^^^ MI501 warning
  }
}
resource "azurerm_kubernetes_cluster" "k" {
  service_principal {
    client_id     = var.id
    client_secret = "Kx78Q~vR2mZt9LwYb4nHs6Jd1Gf8Ce3Xq5Uo7P"
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI408 error
  }
}
resource "azurerm_storage_account" "s" {
  shared_access_key_enabled = false
  tags = { access_key = "Kx78Qv-rotated-2024", environment = "prod" }
}
resource "azurerm_linux_function_app" "f" {
  storage_account_access_key = azurerm_storage_account.s.primary_access_key
}
`,
    ));
});
