import { checkRule } from '../../../test/rules/check-rule';

const terraform = (variables: string) => `resource "azurerm_spring_cloud_java_deployment" "till" {
  environment_variables = {
${variables}
  }
}
`;
const bicep = (variables: string) => `param id string
param given string = ''
resource till 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  properties: {
    deploymentSettings: {
      environmentVariables: {
${variables}
      }
    }
  }
}
`;

describe('MI410 client-id-may-be-empty', () => {
  for (const [path, text] of [
    [
      'main.tf',
      terraform(`    AZURE_CLIENT_ID = ""
                      ^^ MI410 info`),
    ],
    [
      'main.tf',
      terraform(`    AZURE_CLIENT_ID = var.own ? azurerm_user_assigned_identity.till.client_id : ""
                                                                                ^^ MI410 info`),
    ],
    [
      'main.tf',
      terraform(`    AZURE_CLIENT_ID = try(azurerm_user_assigned_identity.till[0].client_id, "")
                                                                            ^^ MI410 info`),
    ],
    [
      'main.bicep',
      bicep(`        AZURE_CLIENT_ID: id == 'x' ? id : ''
                                          ^^ MI410 info`),
    ],
    [
      'main.bicep',
      bicep(`        AZURE_CLIENT_ID: given
                         ^^^^^ MI410 info`),
    ],
    [
      'main.bicep',
      `resource till 'Microsoft.App/containerApps@2024-03-01' = {
  properties: {
    template: {
      containers: [
        {
          env: [
            {
              name: 'AZURE_CLIENT_ID'
              value: ''
                     ^^ MI410 info
            }
          ]
        }
      ]
    }
  }
}
`,
    ],
    [
      'main.json',
      `{"resources": [{"type": "Microsoft.Web/sites", "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "properties": {"siteConfig": {"appSettings": [{"name": "AZURE_CLIENT_ID",
    "value": "[if(parameters('own'), reference('id').clientId, '')]"
                                                               ^^ MI410 info
  }]}}}]}`,
    ],
  ] as const)
    it(`reports ${
      text
        .split('\n')
        .find((line) => line.includes('AZURE_CLIENT_ID'))
        ?.trim() ?? ''
    }`, () => checkRule(path, text));

  for (const [path, text] of [
    ['main.tf', terraform('    AZURE_CLIENT_ID = null')],
    ['main.tf', terraform('    AZURE_CLIENT_ID = try(azurerm_user_assigned_identity.till.client_id, null)')],
    ['main.tf', terraform('    AZURE_CLIENT_ID = var.client_id')],
    ['main.tf', terraform('    TILL_CLIENT_ID = ""')],
    ['main.tf', terraform('    AZURE_CLIENT_SECRET = ""')],
    ['main.tf', terraform('    # AZURE_CLIENT_ID = ""')],
    ['main.tf', terraform('    NOTE = "AZURE_CLIENT_ID = \\"\\""')],
    ['main.tf', 'locals {\n  AZURE_CLIENT_ID = ""\n}\n'],
    ['main.tf', 'variable "AZURE_CLIENT_ID" {\n  default = ""\n}\n'],
    [
      'main.tf',
      terraform(
        '    AZURE_CLIENT_ID = coalesce(azurerm_user_assigned_identity.till.client_id, "7f3b9a52-41d0-4c1e-9f3e-2f2b8f5f0a11")',
      ),
    ],
    ['main.tf', 'resource "terraform_data" "till" {\n  input = { AZURE_CLIENT_ID = "" }\n}\n'],
    ['main.bicep', bicep('        AZURE_CLIENT_ID: id')],
    ['main.bicep', bicep("        AZURE_CLIENT_ID: '${id}'")],
    ['main.bicep', bicep("        ...(id == '' ? {} : { AZURE_CLIENT_ID: id })")],
    ['main.bicep', bicep('        AZURE_CLIENT_ID:')],
  ] as const)
    it(`is silent about ${
      text
        .split('\n')
        .find((line) => line.includes('AZURE_CLIENT'))
        ?.trim() ?? ''
    }`, () => checkRule(path, text));

  it('leaves what is a wrong ID otherwise to the rule over those', () =>
    checkRule(
      'main.tf',
      terraform(`    AZURE_CLIENT_ID = try(azurerm_user_assigned_identity.till.principal_id, "")
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI405 error`),
    ));
});
