import { plain } from '../../lifecycle/text';
import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const app = "'Microsoft.AppPlatform/Spring/apps@2023-12-01'";

describe('MI403 user-assigned-without-ids', () => {
  it('reports a missing and an empty list, instead of both kinds', async () => {
    await checkRule(
      'main.bicep',
      `resource a ${app} = {
  identity: {
    type: 'UserAssigned'
           ^^^^^^^^^^^^ MI403 error
  }
}
resource b ${app} = {
  identity: {
    type: 'SystemAssigned,UserAssigned'
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI403
    userAssignedIdentities: {}
  }
}`,
    );
    await checkRule(
      'main.tf',
      `resource "azurerm_spring_cloud_app" "orders" {
  identity {
    type         = "UserAssigned"
                    ^^^^^^^^^^^^ MI403
    identity_ids = []
  }
}`,
    );
  });

  it('is silent where ids may come from elsewhere', async () => {
    for (const identity of [
      "{ type: 'UserAssigned', userAssignedIdentities: ids }",
      "{ type: 'UserAssigned', userAssignedIdentities: toObject(names, n => n, n => {}) }",
      "{\n type: 'UserAssigned'\n ...given\n}",
      "{\n type: 'UserAssigned'\n userAssignedIdentities: {\n ...given\n }\n}",
      "{ type: many ? 'UserAssigned' : 'SystemAssigned' }",
      "union({ type: 'UserAssigned' }, given)",
    ])
      await checkRule('main.bicep', `resource a ${app} = {\n  identity: ${identity}\n}\n`);
    for (const ids of [
      'var.ids',
      '[for one in var.all : one.id]',
      'azurerm_user_assigned_identity.all[*].id',
      'toset(var.ids)',
    ])
      await checkRule(
        'main.tf',
        `resource "azurerm_spring_cloud_app" "a" {\nidentity {\ntype = "UserAssigned"\nidentity_ids = ${ids}\n}\n}`,
      );
  });

  it('is silent where the text is broken', async () => {
    await checkRule(
      'main.bicep',
      `resource a ${app} = {\n  identity: {\n    type: 'UserAssigned'\n    userAss\n  }\n}\n`,
    );
  });

  it('offers each identity of the file, and the system-assigned one alone where that is meant too', async () => {
    const text = `resource one 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'one-id' }
resource two 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: name }
resource a ${app} = {
  identity: { type: 'SystemAssigned,UserAssigned' }
}`;
    const [finding] = await findingsIn('main.bicep', text);
    assert.deepEqual(
      finding?.fixes?.map(({ title }) => plain(title)),
      ["Name identity 'one-id'", "Name identity 'two'", 'Keep only the system-assigned identity'],
    );
  });

  it('writes the list as the language has it', async () => {
    const json = `{
  "resources": [
    { "type": "Microsoft.ManagedIdentity/userAssignedIdentities", "name": "orders-id" },
    {
      "type": "Microsoft.AppPlatform/Spring/apps",
      "identity": {
        "type": "UserAssigned"
      }
    }
  ]
}`;
    const id = "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'orders-id')]";
    assert.equal(
      await fixed('main.json', json),
      json.replace(
        '"UserAssigned"\n',
        `"UserAssigned",\n        "userAssignedIdentities": {\n          "${id}": {}\n        }\n`,
      ),
    );
    const terraform = `resource "azurerm_user_assigned_identity" "orders" {
  name = "orders-id"
}
resource "azurerm_spring_cloud_app" "orders" {
  identity {
    type         = "UserAssigned"
    identity_ids = []
  }
}`;
    assert.match(
      await fixed('main.tf', terraform),
      /identity_ids = \[azurerm_user_assigned_identity\.orders\.id\]/,
    );
  });
});
