import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const terraform = (identity: string, type = 'azurerm_spring_cloud_app') =>
  `resource "${type}" "till" {\n  identity {\n${identity}\n  }\n}\n`;
const bicep = (identity: string, type = 'Microsoft.AppPlatform/Spring/apps@2023-12-01') => `param ids object
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'till-id'
}
resource till '${type}' = {
  identity: {
${identity}
  }
}
`;

describe('MI411 ids-without-user-assigned', () => {
  for (const [path, text] of [
    [
      'main.tf',
      terraform(`    type         = "SystemAssigned"
    identity_ids = [azurerm_user_assigned_identity.till.id]
    ^^^^^^^^^^^^ MI411 error`),
    ],
    [
      'main.tf',
      terraform(
        `    identity_ids = concat([azurerm_user_assigned_identity.till.id], var.more)
    ^^^^^^^^^^^^ MI411 error
    type         = "SystemAssigned"`,
        'azurerm_linux_web_app',
      ),
    ],
    [
      'main.tf',
      terraform(
        `    type         = "None"
    identity_ids = [var.id]
    ^^^^^^^^^^^^ MI411 error`,
        'azurerm_container_app',
      ),
    ],
    [
      'main.tf',
      `locals {
  kind = "SystemAssigned"
}
${terraform(`    type         = local.kind
    identity_ids = [azurerm_user_assigned_identity.till.id]
    ^^^^^^^^^^^^ MI411 error`)}`,
    ],
    [
      'main.bicep',
      bicep(`    type: 'SystemAssigned'
    userAssignedIdentities: {
    ^^^^^^^^^^^^^^^^^^^^^^ MI411 error
      '\${id.id}': {}
    }`),
    ],
    [
      'main.bicep',
      bicep(
        `    userAssignedIdentities: union(ids, { '\${id.id}': {} })
    ^^^^^^^^^^^^^^^^^^^^^^ MI411 error
    type: 'systemassigned'`,
        'Microsoft.App/containerApps@2024-03-01',
      ),
    ],
    [
      'main.json',
      `{"resources": [{"type": "Microsoft.AppPlatform/Spring/apps", "identity": {"type": "SystemAssigned",
  "userAssignedIdentities": {"[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'till-id')]": {}}
   ^^^^^^^^^^^^^^^^^^^^^^ MI411 error
}}]}`,
    ],
  ] as const)
    it(`reports ${
      text
        .split('\n')
        .find((line) => /SystemAssigned|None/i.test(line))
        ?.trim() ?? ''
    } in ${path}`, () => checkRule(path, text));

  for (const [path, text] of [
    [
      'main.tf',
      terraform(
        '    type         = "UserAssigned"\n    identity_ids = [azurerm_user_assigned_identity.till.id]',
      ),
    ],
    ['main.tf', terraform('    type         = "SystemAssigned"\n    identity_ids = []')],
    ['main.tf', terraform('    type         = "SystemAssigned"\n    identity_ids = null')],
    ['main.tf', terraform('    type         = "SystemAssigned"\n    identity_ids = var.ids')],
    [
      'main.tf',
      terraform('    type         = var.kind\n    identity_ids = [azurerm_user_assigned_identity.till.id]'),
    ],
    [
      'main.tf',
      terraform(
        '    type         = length(var.ids) > 0 ? "UserAssigned" : "SystemAssigned"\n    identity_ids = [azurerm_user_assigned_identity.till.id]',
      ),
    ],
    [
      'main.tf',
      terraform('    type         = "SystemAssigned"\n    identity_ids = [for one in var.ids : one.id]'),
    ],
    [
      'main.tf',
      terraform(
        '    type         = "SystemAssigned"\n    # identity_ids = [azurerm_user_assigned_identity.till.id]',
      ),
    ],
    [
      'main.tf',
      terraform(
        '    type         = "SystemAssigned"\n    identity_ids = var.own ? [azurerm_user_assigned_identity.till.id] : []',
      ),
    ],
    [
      'main.tf',
      'module "till" {\n  source = "./till"\n  identity = {\n    type = "SystemAssigned"\n    identity_ids = [azurerm_user_assigned_identity.till.id]\n  }\n}\n',
    ],
    ['main.tf', terraform('    identity_ids = [azurerm_user_assigned_identity.till.id]')],
    ['main.bicep', bicep("    type: 'SystemAssigned'\n    userAssignedIdentities: ids")],
    ['main.bicep', bicep("    type: 'SystemAssigned'\n    userAssignedIdentities: {}")],
    [
      'main.bicep',
      bicep("    type: 'SystemAssigned'\n    userAssignedIdentities: {\n", 'Microsoft.Web/sites@2023-12-01'),
    ],
    [
      'main.bicep',
      bicep(
        "    type: 'SystemAssigned, UserAssigned'\n    userAssignedIdentities: { '${id.id}': {} }",
        'Microsoft.Web/sites@2023-12-01',
      ),
    ],
  ] as const)
    it(`is silent about ${text.slice(text.indexOf('identity'), text.indexOf('identity') + 120).replace(/\s+/g, ' ')}`, () =>
      checkRule(path, text));

  it('changes the type where it stands in place', async () => {
    const text = (type: string) =>
      bicep(
        `    type: '${type}' // of the till\r\n    userAssignedIdentities: {\r\n      '\${id.id}': {}\r\n    }`,
      );
    const after = await fixed('main.bicep', text('SystemAssigned'));
    assert.equal(after, text('UserAssigned'));
    assert.deepEqual(await findingsIn('main.bicep', after), []);
  });
});
