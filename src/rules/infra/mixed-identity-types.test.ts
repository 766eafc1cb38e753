import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';
import type { EditFix } from '../finding';

describe('MI401 mixed-identity-types', () => {
  it('reports the type in Bicep, with and without the blank, in whatever case, also nested', async () => {
    await checkRule(
      'infra/main.bicep',
      `resource shop 'Microsoft.AppPlatform/Spring@2023-12-01' = {
  name: 'shop'
  resource orders 'apps' = if (deployOrders) {
    name: 'orders'
    identity: {
      type: 'systemassigned, userassigned'
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI401 warning
      userAssignedIdentities: { '\${id.id}': {} }
    }
  }
}
resource apps 'microsoft.appplatform/spring/apps@2023-12-01' = [for name in names: {
  name: name
  identity: {
    type: both ? 'SystemAssigned,UserAssigned' : 'UserAssigned'
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI401
    userAssignedIdentities: ids
  }
}]`,
    );
  });

  it('follows variables and the defaults of parameters', async () => {
    await checkRule(
      'infra/main.bicep',
      `param kind string = 'SystemAssigned,UserAssigned'
var type = kind
resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  identity: {
    type: type
          ^^^^ MI401
    userAssignedIdentities: ids
  }
}`,
    );
    await checkRule(
      'infra/main.tf',
      `locals {
  kind = "SystemAssigned, UserAssigned"
}
resource "azurerm_spring_cloud_app" "orders" {
  identity {
    type         = local.kind
                   ^^^^^^^^^^ MI401
    identity_ids = var.ids
  }
}`,
    );
  });

  it('reads azapi bodies, encoded or not, and their identity blocks', async () => {
    const app = 'type = "Microsoft.AppPlatform/Spring/apps@2023-12-01"';
    const identity =
      'identity = { type = "SystemAssigned,UserAssigned", userAssignedIdentities = local.ids }';
    for (const body of [
      `body = jsonencode({ ${identity} })`,
      `body = { ${identity} }`,
      'identity {\n  type = "SystemAssigned, UserAssigned"\n  identity_ids = local.ids\n}',
    ]) {
      const found = await findingsIn('main.tf', `resource "azapi_resource" "orders" {\n${app}\n${body}\n}`);
      assert.deepEqual(
        found.map(({ rule }) => rule.id),
        ['MI401'],
        body,
      );
    }
  });

  it('reads resources within nested deployments, and those nested in their service', async () => {
    const identity = `"identity": { "type": "[variables('kind')]", "userAssignedIdentities": "[variables('ids')]" }`;
    const template = (variables: string) => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "variables": { "kind": "SystemAssigned,UserAssigned" },
  "resources": [{
    "type": "Microsoft.Resources/deployments",
    "properties": {
      ${variables}
      "template": {
        "resources": [{
          "type": "Microsoft.AppPlatform/Spring",
          "resources": [{ "type": "apps", "name": "shop/orders", ${identity} }]
        }]
      }
    }
  }]
}`;
    const count = async (text: string) => (await findingsIn('main.json', text)).length;
    assert.equal(await count(template('')), 1);
    // With a scope of its own, the outer variable is another one.
    assert.equal(await count(template('"expressionEvaluationOptions": { "scope": "inner" },')), 0);
  });

  it('is silent on other resources, on what exists already, and on what is not known', async () => {
    const both = "identity: { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: ids }";
    for (const resource of [
      `'Microsoft.AppPlatform/Spring@2023-12-01' = { ${both} }`,
      `'Microsoft.App/containerApps@2023-05-01' = { ${both} }`,
      `'Microsoft.Web/sites@2023-12-01' = { ${both} }`,
      `'Microsoft.AppPlatform/Spring/apps@2023-12-01' existing = { ${both} }`,
      `'Microsoft.AppPlatform/Spring/apps@2023-12-01' = { identity: { type: kind, userAssignedIdentities: ids } }`,
      `'Microsoft.AppPlatform/Spring/apps@2023-12-01' = { identity: identity }`,
    ])
      await checkRule('main.bicep', `param kind string\nresource x ${resource}\n`);
    const block = 'type = "SystemAssigned, UserAssigned"\nidentity_ids = [a.b.id]';
    for (const text of [
      `resource "azurerm_spring_cloud_service" "x" {\nidentity {\n${block}\n}\n}`,
      `data "azurerm_spring_cloud_app" "x" {\nidentity {\n${block}\n}\n}`,
      `resource "azurerm_spring_cloud_app" "x" {\ndynamic "identity" {\nfor_each = [1]\ncontent {\n${block}\n}\n}\n}`,
    ])
      await checkRule('main.tf', text);
  });

  it('keeps either kind, with the ends of lines and the commas of the file', async () => {
    const bicep = `resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {\r
  identity: {\r
    type: 'SystemAssigned,UserAssigned'\r
    userAssignedIdentities: {\r
      '\${id.id}': {}\r
    }\r
  }\r
}`;
    assert.equal(
      await fixed('main.bicep', bicep, { title: /system-assigned/ }),
      `resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {\r
  identity: {\r
    type: 'SystemAssigned'\r
  }\r
}`,
    );
    assert.match(await fixed('main.bicep', bicep), /type: 'UserAssigned'\r\n {4}userAssignedIdentities/);
    const app = '"type": "Microsoft.AppPlatform/Spring/apps"';
    const json = (identity: string) => `{"resources": [{${app}, "identity": {${identity}}}]}`;
    const type = '"type": "SystemAssigned,UserAssigned"';
    for (const identity of [
      `${type}, "userAssignedIdentities": {"a": {}}`,
      `"userAssignedIdentities": {"a": {}}, ${type}`,
    ])
      assert.equal(
        await fixed('main.json', json(identity), { title: /system-assigned/ }),
        json('"type": "SystemAssigned"'),
      );
  });

  it('changes no variable, which may serve others', async () => {
    const text = `var both = 'SystemAssigned,UserAssigned'
resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  identity: { type: both, userAssignedIdentities: ids }
}`;
    const [finding] = await findingsIn('main.bicep', text);
    assert.deepEqual(
      (finding?.fixes ?? []).filter((fix): fix is EditFix => fix.kind === 'edit'),
      [],
    );
  });

  const terraform = (identity: string) =>
    `resource "azurerm_spring_cloud_app" "till" {\n  identity {\n${identity}\n    identity_ids = [azurerm_user_assigned_identity.till.id]\n  }\n}\n`;
  const bicepApp = (identity: string) =>
    `resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {\n  name: 'till-id'\n}\nresource till 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {\n  name: 'shop/till'\n  identity: ${identity}\n}\n`;
  for (const [what, path, text] of [
    [
      'a branch',
      'main.tf',
      terraform(`    type = var.both ? "SystemAssigned, UserAssigned" : "UserAssigned"
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI401 warning`),
    ],
    [
      'a list that is joined',
      'main.tf',
      terraform(`    type = join(", ", ["SystemAssigned", "UserAssigned"])
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI401 warning`),
    ],
    [
      'a format',
      'main.tf',
      terraform(`    type = format("%s, %s", "SystemAssigned", "UserAssigned")
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI401 warning`),
    ],
    [
      'a member of a map',
      'main.tf',
      `locals {
  kinds = { till = "SystemAssigned, UserAssigned" }
}
${terraform(`    type = local.kinds["till"]
           ^^^^^^^^^^^^^^^^^^^ MI401 warning`)}`,
    ],
    [
      'an identity by condition',
      'main.bicep',
      bicepApp(`own ? {
    type: 'SystemAssigned,UserAssigned'
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI401 warning
    userAssignedIdentities: { '\${id.id}': {} }
  } : null`),
    ],
    [
      'a text that is put together',
      'main.bicep',
      `var first = 'SystemAssigned'
${bicepApp(`{
    type: '\${first},UserAssigned'
           ^^^^^^^^^^^^^^^^^^^^^ MI401 warning
    userAssignedIdentities: { '\${id.id}': {} }
  }`)}`,
    ],
    [
      'a list of parts',
      'main.tf.json',
      `{"resource": {"azurerm_spring_cloud_app": {"till": {"identity": [{
  "type": "SystemAssigned, UserAssigned",
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI401 warning
  "identity_ids": ["\${azurerm_user_assigned_identity.till.id}"]}]}}}}
`,
    ],
  ] as const)
    it(`reports it in ${what}`, () => checkRule(path, text));

  for (const [what, path, text] of [
    ['one kind in each branch', 'main.tf', terraform('    type = var.own ? "UserAssigned" : "UserAssigned"')],
    ['a type that comes from outside', 'main.tf', `variable "kind" {}\n${terraform('    type = var.kind')}`],
    ['a comment', 'main.tf', terraform('    type = "UserAssigned" # or "SystemAssigned, UserAssigned"')],
    ['a text in part unknown', 'main.tf', terraform('    type = "${var.more}UserAssigned"')],
    ['an identity from outside', 'main.bicep', `param given object\n${bicepApp('given')}`],
    [
      'an identity or none',
      'main.bicep',
      bicepApp("own ? { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } } : null"),
    ],
    [
      'either kind',
      'main.bicep',
      bicepApp(
        "own ? { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } } : { type: 'SystemAssigned' }",
      ),
    ],
    [
      'the service around',
      'main.tf.json',
      '{"resource": {"azurerm_spring_cloud_service": {"till": {"identity": {"type": "SystemAssigned, UserAssigned", "identity_ids": ["a"]}}}}}',
    ],
    ['a half-typed type', 'main.bicep', bicepApp("{\n    type: 'SystemAssigned,\n  }")],
  ] as const)
    it(`is silent about ${what}`, () => checkRule(path, text));
});
