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
});
