import { checkRule } from '../../../test/rules/check-rule';

const policies = `    accessPolicies: [
      { objectId: principal }
    ]`;
const bicep = (version: string, properties: string, more = '') => `param principal string
param flag bool
resource vault 'Microsoft.KeyVault/vaults@${version}' = {
  name: 'till-kv'
  properties: {
${properties}
  }
}
${more}`;
const role = (carets = '') => `resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('till')
  scope: vault
  properties: {
    principalId: principal
    principalType: 'ServicePrincipal'
    roleDefinitionId: '/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6'
${carets}  }
}
`;
const reported = `                       ${'^'.repeat(87)} MI414 warning\n`;
const vault = (more = '') => `resource "azurerm_key_vault" "till" {\n  name = "till-kv"\n${more}}\n`;
const grant = (name: string) =>
  `resource "azurerm_role_assignment" "till" {\n  scope                = azurerm_key_vault.till.id\n  role_definition_name = "${name}"\n`;
const policy = 'resource "azurerm_key_vault_access_policy" "till" {\n';

describe('MI414 vault-access-without-effect', () => {
  for (const [what, path, text] of [
    [
      'policies of a new vault at a new version',
      'main.bicep',
      bicep('2026-02-01', policies.replace('[\n', '[\n    ^^^^^^^^^^^^^^ MI414 warning\n')),
    ],
    [
      'policies beside a flag for roles',
      'main.bicep',
      bicep(
        '2023-07-01',
        `    enableRbacAuthorization: true\n${policies.replace('[\n', '[\n    ^^^^^^^^^^^^^^ MI414 warning\n')}`,
      ),
    ],
    [
      'a role at a vault of an old version',
      'main.bicep',
      bicep('2023-07-01', '    tenantId: principal', role(reported)),
    ],
    [
      'a role beside a flag for policies',
      'main.bicep',
      bicep('2026-02-01', '    enableRbacAuthorization: false', role(reported)),
    ],
    [
      'a role at a vault of Terraform',
      'main.tf',
      `${vault()}${grant('Key Vault Secrets User')}                          ^^^^^^^^^^^^^^^^^^^^^^ MI414 warning\n}\n`,
    ],
    [
      'a policy for a vault that takes roles',
      'main.tf',
      `${vault('  rbac_authorization_enabled = true\n')}${policy}          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI414 warning\n  key_vault_id = azurerm_key_vault.till.id\n}\n`,
    ],
    [
      'a block of policies in a vault that takes roles',
      'main.tf',
      vault(
        '  enable_rbac_authorization = true\n  access_policy {\n  ^^^^^^^^^^^^^ MI414 warning\n    object_id = var.principal\n  }\n',
      ),
    ],
  ] as const)
    it(`reports ${what}`, () => checkRule(path, text));

  for (const [what, path, text] of [
    ['policies at an old version', 'main.bicep', bicep('2023-07-01', policies)],
    ['policies at the version before', 'main.bicep', bicep('2025-05-01', policies)],
    ['no policies at a new version', 'main.bicep', bicep('2026-02-01', '    accessPolicies: []', role())],
    [
      'a role where the flag says so',
      'main.bicep',
      bicep('2023-07-01', '    enableRbacAuthorization: true', role()),
    ],
    ['a role at a new version', 'main.bicep', bicep('2026-02-01', '    tenantId: principal', role())],
    [
      'a flag that comes from outside',
      'main.bicep',
      bicep('2023-07-01', `    enableRbacAuthorization: flag\n${policies}`, role()),
    ],
    ['a vault that may say more', 'main.bicep', bicep('2023-07-01', '    ...union({}, {})', role())],
    [
      'a vault that exists',
      'main.bicep',
      `param principal string\nresource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {\n  name: 'till-kv'\n}\n${role()}`,
    ],
    ['a role that manages the vault', 'main.tf', `${vault()}${grant('Key Vault Contributor')}}\n`],
    [
      'a role elsewhere',
      'main.tf',
      `${vault()}${grant('Key Vault Secrets User').replace('azurerm_key_vault.till.id', 'var.scope')}}\n`,
    ],
    ['a role of another service', 'main.tf', `${vault()}${grant('Storage Blob Data Reader')}}\n`],
    [
      'a policy for another vault',
      'main.tf',
      `${vault('  rbac_authorization_enabled = true\n')}${policy}  key_vault_id = azurerm_key_vault.other.id\n}\n`,
    ],
    [
      'a role where Terraform says so',
      'main.tf',
      `${vault('  rbac_authorization_enabled = true\n')}${grant('Key Vault Secrets User')}}\n`,
    ],
    [
      'a comment',
      'main.tf',
      `${vault('  # rbac_authorization_enabled = true\n')}${policy}  key_vault_id = azurerm_key_vault.till.id\n}\n`,
    ],
  ] as const)
    it(`is silent about ${what}`, () => checkRule(path, text));
});
