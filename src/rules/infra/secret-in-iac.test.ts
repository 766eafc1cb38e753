import { checkRule, fixed } from '../../../test/rules/check-rule';
import assert from 'node:assert/strict';

const connection = 'DefaultEndpointsProtocol=https;AccountName=orders;AccountKey=bm90IHJlYWxseSBhIGtleQ==';

describe('MI408 secret-in-iac', () => {
  it('reports environment variables, in every way they are written', async () => {
    await checkRule(
      'main.bicep',
      `resource d 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  properties: {
    deploymentSettings: {
      environmentVariables: {
        DB_PASSWORD: 'Tr0ub4dor&3'
                      ^^^^^^^^^^^ MI408 error
        STORAGE: '${connection}'
                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^ MI408
      }
    }
  }
}
resource w 'Microsoft.Web/sites@2023-12-01' = {
  properties: {
    siteConfig: {
      appSettings: [
        {
          name: 'AZURE_CLIENT_SECRET'
          value: 'Zm9v~bar8Q'
                  ^^^^^^^^^^ MI408
        }
      ]
    }
  }
}`,
    );
  });

  it('reports variables and defaults', async () => {
    await checkRule(
      'main.tf',
      `locals {
  db = { admin_password = "Tr0ub4dor&3" }
                           ^^^^^^^^^^^ MI408
}
variable "storage" {
  default = "${connection}"
                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ MI408
}`,
    );
    await checkRule(
      'main.json',
      `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": {
    "password": { "type": "string", "defaultValue": "Tr0ub4dor&3" },
                                                     ^^^^^^^^^^^ MI408
    "other-password": { "type": "securestring", "defaultValue": "Tr0ub4dor&3" }
  },
  "resources": []
}`,
    );
  });

  it('is silent on references, placeholders, names of secrets, and what is secure', async () => {
    await checkRule(
      'main.bicep',
      `@description('x')
@secure()
param databasePassword string = 'Tr0ub4dor&3'
param adminPassword string
param clientSecret string = ''
param passwordSecretName string = 'orders-db'
var dbSecret = 'orders-db-password'
resource d 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  properties: {
    deploymentSettings: {
      environmentVariables: {
        A_PASSWORD: adminPassword
        B_PASSWORD: '<password>'
        C_PASSWORD: vault.getSecret('db')
        D_SECRET: '@Microsoft.KeyVault(SecretUri=https://orders.vault.azure.net/secrets/db)'
        E_PASSWORD: '\${prefix}-x'
      }
    }
  }
  tags: { password: 'Tr0ub4dor&3' }
}`,
    );
    await checkRule(
      'main.tf',
      `variable "db_password" {
  sensitive = true
  default   = "Tr0ub4dor&3"
}
resource "azurerm_linux_web_app" "w" {
  app_settings = {
    DB_PASSWORD  = random_password.db.result
    API_KEY      = var.api_key
    KEY_PASSWORD = "changeme"
  }
}`,
    );
  });

  it('makes the parameter secure, with the ends of lines of the file', async () => {
    assert.equal(
      await fixed(
        'main.bicep',
        "// x\r\n@description('x')\r\nparam dbPassword string = 'Tr0ub4dor&3'\r\nvar x = 1\r\n",
      ),
      "// x\r\n@description('x')\r\n@secure()\r\nparam dbPassword string\r\nvar x = 1\r\n",
    );
    assert.equal(
      await fixed('main.tf', 'variable "pwd" {\n  description = "x"\n  default     = "Tr0ub4dor&3"\n}\n'),
      'variable "pwd" {\n  description = "x"\n  sensitive   = true\n}\n',
    );
  });

  const key = 'q7Hs0Zt4Lk9PwXv2Rb6Nd8Yc1Ea3Gf5Ji7Kl9Mn0Op2Qr4St6Uv8Wx0Yz1Ab3Cd5Ef7Gh9Ij1Kl3Mn==';
  const deployment = (variables: string) =>
    `resource "azurerm_spring_cloud_java_deployment" "till" {\n  environment_variables = ${variables}\n}\n`;
  for (const [what, path, text] of [
    [
      'a list of secrets and of variables',
      'main.tf',
      `resource "azurerm_container_app" "till" {
  secret {
    name  = "db-password"
    value = "hV8~Qk2vJd93nXpL0"
             ^^^^^^^^^^^^^^^^^ MI408 error
  }
  template {
    container {
      env {
        name  = "REDIS_PASSWORD"
        value = "pZ3!wQ8rTn51kLmB"
                 ^^^^^^^^^^^^^^^^ MI408 error
      }
    }
  }
}
`,
    ],
    [
      'secrets of a container app in Bicep',
      'main.bicep',
      `resource till 'Microsoft.App/containerApps@2024-03-01' = {
  properties: {
    configuration: {
      secrets: [
        {
          name: 'api-secret'
          value: 'hV8~Qk2vJd93nXpL0'
                  ^^^^^^^^^^^^^^^^^ MI408 error
        }
      ]
    }
  }
}
`,
    ],
    [
      'one among secrets whose name does not tell',
      'main.bicep',
      `resource till 'Microsoft.App/containerApps@2024-03-01' = {
  properties: {
    configuration: {
      secrets: [
        { name: 'redis', value: 'hV8~Qk2vJd93nXpL0' }
                                 ^^^^^^^^^^^^^^^^^ MI408 error
        { name: 'smtp', value: smtpSecret }
        { name: 'client', value: '3f1d2c7a-9e54-4b0c-8a67-5d2e1f9b7c30' }
        { name: 'hook', keyVaultUrl: 'https://till-kv.vault.azure.net/secrets/hook', identity: 'system' }
      ]
    }
  }
}
`,
    ],
    [
      'a branch, and an argument',
      'main.tf',
      deployment(`merge(var.common, {
    A_PASSWORD = var.own ? var.password : "hV8~Qk2vJd93nXpL0"
                                           ^^^^^^^^^^^^^^^^^ MI408 error
    B_PASSWORD = try(var.b, "pZ3!wQ8rTn51kLmB")
                             ^^^^^^^^^^^^^^^^ MI408 error
  })`),
    ],
    [
      'the key in a text that is put together',
      'main.tf',
      deployment(`{
    STORAGE = "DefaultEndpointsProtocol=https;AccountName=\${var.account};AccountKey=${key}"
                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI408 error
  }`),
    ],
    [
      'values for the parameters of another file',
      'prod.auto.tfvars',
      `location          = "westeurope"
database_password = "Tr0ub4dor&3"
                     ^^^^^^^^^^^ MI408 error
`,
    ],
    [
      'parameters of a Bicep file',
      'main.prod.bicepparam',
      `using './main.bicep'
param location = 'westeurope'
param databasePassword = 'Tr0ub4dor&3'
                          ^^^^^^^^^^^ MI408 error
`,
    ],
    [
      'parameters of a template',
      'main.parameters.json',
      `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "parameters": {
    "adminPassword": { "value": "Tr0ub4dor&3" },
                                 ^^^^^^^^^^^ MI408 error
    "otherPassword": { "reference": { "keyVault": { "id": "[x]" }, "secretName": "other" } }
  }
}
`,
    ],
    [
      "Terraform's JSON",
      'main.tf.json',
      `{"variable": {"db_password": {"type": "string",
  "default": "Tr0ub4dor&3"}},
              ^^^^^^^^^^^ MI408 error
"resource": {"azurerm_linux_web_app": {"w": {"app_settings": {"A_PASSWORD": "\${var.db_password}", "B_PASSWORD": "\${random_password.b.result}"}}}}}
`,
    ],
    [
      'the password of a server',
      'main.tf',
      `resource "azurerm_postgresql_flexible_server" "till" {
  administrator_login    = "tilladmin"
  administrator_password = "hV8~Qk2vJd93nXpL0"
                            ^^^^^^^^^^^^^^^^^ MI408 error
}
`,
    ],
  ] as const)
    it(`reports ${what}`, () => checkRule(path, text));

  for (const [what, path, text] of [
    [
      'places',
      'main.tf',
      'locals {\n  a = { secret = "203.0.113.7" }\n  b = { hook_secret = "https://till.dev/hook" }\n  c = { db_secret = "https://till-kv.vault.azure.net/secrets/db" }\n}\n',
    ],
    [
      'names of keys',
      'main.tf',
      deployment('{\n    KEY_VAULT_KEY = "till-key"\n    SSH_KEY = "id_rsa"\n  }'),
    ],
    [
      'secrets that are given by name',
      'main.tf',
      'resource "azurerm_container_app" "till" {\n  template {\n    container {\n      env {\n        name        = "DB_PASSWORD"\n        secret_name = "db-password"\n      }\n    }\n  }\n}\n',
    ],
    [
      'places in parameter files',
      'prod.tfvars',
      'admin_password = "<set by the pipeline>"\ndatabase_password_secret_name = "till-db"\n',
    ],
    [
      'comments in parameter files',
      'prod.tfvars',
      '# admin_password = "Tr0ub4dor&3"\nlocation = "westeurope"\n',
    ],
    [
      'parameters that are read elsewhere',
      'main.bicepparam',
      "using './main.bicep'\nparam adminPassword = readEnvironmentVariable('ADMIN_PASSWORD')\nparam other = az.getSecret('a', 'b', 'c', 'd')\n",
    ],
    [
      'values of a key vault',
      'main.parameters.json',
      '{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "parameters": {"adminPassword": {"reference": {"keyVault": {"id": "x"}, "secretName": "Tr0ub4dor-3"}}}}',
    ],
    [
      'the secret of another variable',
      'main.tf',
      deployment('{\n    A_PASSWORD = var.own ? var.a_password : random_password.a.result\n  }'),
    ],
    [
      'a text without a key',
      'main.tf',
      deployment('{\n    STORAGE = "AccountName=${var.account};AccountKey=${var.key}"\n  }'),
    ],
    [
      'what is written on a label',
      'main.tf',
      'resource "azurerm_linux_web_app" "w" {\n  tags = { password = "Tr0ub4dor&3" }\n}\n',
    ],
    [
      'a half-typed list',
      'main.tf',
      'resource "azurerm_container_app" "till" {\n  secret {\n    name = "db-password"\n    value = "',
    ],
    [
      'JSON that is something else',
      'package.json',
      '{"parameters": {"adminPassword": {"value": "Tr0ub4dor&3"}}}',
    ],
  ] as const)
    it(`is silent about ${what}`, () => checkRule(path, text));
});
