import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { assertWithin } from '../../../test/rules/within-text';
import { grammarsOf } from '../grammar/grammars';
import { computedMs } from '../../../test/cpu-time';

const bicep = `// orders
@secure()
param password string = 'Tr0ub4dor&3'
param kind string = 'SystemAssigned,UserAssigned'
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: 'orders-id' }
resource shop 'Microsoft.AppPlatform/Spring@2022-04-01' = {
  name: 'shop'
  resource orders 'apps' = if (deploy) {
    name: '\${prefix}-orders'
    identity: {
      type: kind == '' ? 'UserAssigned' : kind
      userAssignedIdentities: {
        '\${id.id}': {}
        ...others
      }
    }
    properties: { env: [for n in names: { name: n, value: id.?properties.principalId }] }
  }
}
output clientId string = id!.properties['principalId']
`;
const terraform = `# orders
variable "db_password" {
  default = "Tr0ub4dor&3"
}
locals { kind = "SystemAssigned, UserAssigned", ids = [for i in var.ids : i.id] }
resource "azurerm_spring_cloud_app" "orders" {
  name = "\${var.prefix}-orders"
  identity {
    type         = local.kind
    identity_ids = concat([azurerm_user_assigned_identity.a[0].id], local.ids)
  }
  dynamic "identity" {
    for_each = []
    content {}
  }
}
resource "azapi_resource" "billing" {
  type = "Microsoft.AppPlatform/Spring/apps@2022-04-01"
  body = jsonencode({ identity = { type = "UserAssigned" } })
}
resource "azurerm_role_assignment" "a" {
  principal_id = azurerm_user_assigned_identity.a.client_id
  description  = <<-EOT
    x \${var.y}
  EOT
}
`;
const arm = `{ // orders
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": { "password": { "type": "string", "defaultValue": "Tr0ub4dor&3" } },
  "variables": { "kind": "[if(equals(1, 2), 'UserAssigned', variables('kind'))]" },
  "resources": [
    { "type": "Microsoft.AppPlatform/Spring/apps", "apiVersion": "2022-04-01",
      "name": "[concat(parameters('shop'), '/orders')]",
      "identity": { "type": "[variables('kind')]", "userAssignedIdentities": {
        "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'orders-id')]": {} } } },
    { "type": "Microsoft.Resources/deployments", "properties": { "template": { "resources": {
      "a": { "type": "Microsoft.Authorization/roleAssignments", "properties": {
        "principalId": "[reference('x')['clientId']]" } } } } } }
  ],
  "outputs": { "clientId": { "value": "[reference(resourceId('a', 'b'), '2023-01-31').principalId]" } }
}
`;
const samples = [
  ['main.bicep', bicep],
  ['main.tf', terraform],
  ['main.json', arm],
] as const;
const grammars = packageGrammars();

const judge = (file: string, text: string) => {
  assertWithin(file, text, grammars);
};

describe('reading infrastructure files', () => {
  before(() => grammars.load([...grammarsOf('bicep'), ...grammarsOf('terraform'), ...grammarsOf('json')]));

  for (const [path, text] of samples)
    it(`bears whatever becomes of ${path}`, () => {
      const at = fc.nat(text.length);
      const piece = fc.oneof(
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          "'",
          '"',
          '${',
          '(',
          ')',
          '...',
          '\n',
          '@',
          "'''",
          '/*',
          '=',
          '\\',
          '😀',
          ',',
        ),
        fc.tuple(at, at).map(([a, b]) => text.slice(Math.min(a, b), Math.min(a, b) + 40)),
      );
      fc.assert(
        fc.property(
          at,
          fc.nat(60),
          fc.array(piece, { maxLength: 4 }),
          fc.boolean(),
          (from, length, pieces, cut) => {
            judge(path, text.slice(0, from) + pieces.join('') + (cut ? '' : text.slice(from + length)));
          },
        ),
        { numRuns: 100, seed: 8 },
      );
    });

  it('bears nesting and lines beyond all measure', () => {
    for (const [path, text] of [
      ['main.bicep', `var a = ${'['.repeat(20_000)}`],
      [
        'main.bicep',
        `resource a 'Microsoft.AppPlatform/Spring/apps@2022-04-01' = ${'{\nidentity: '.repeat(5000)}`,
      ],
      ['main.bicep', `var a = ${"'${".repeat(3000)}`],
      ['main.bicep', `var a = {\n${'...x\n'.repeat(20_000)}}`],
      ['main.tf', `locals { a = ${'['.repeat(20_000)} }`],
      ['main.tf', `resource "azurerm_spring_cloud_app" "a" ${'{\nidentity '.repeat(5000)}`],
      ['main.json', `{"resources": ["microsoft.appplatform", ${'['.repeat(20_000)}`],
      [
        'main.json',
        `{"resources": [{"type": "microsoft.appplatform/spring/apps", "identity": {"type": "SystemAssigned,UserAssigned", "userAssignedIdentities": {"a": {/*`,
      ],
      [
        'main.json',
        `{"resources": [{"type": "microsoft.appplatform/spring/apps", "name": "[${'a('.repeat(50_000)}]"}]}`,
      ],
      [
        'main.json',
        `{"resources": [{"type": "microsoft.appplatform/spring/apps", "name": "[a${'[0]'.repeat(50_000)}]"}]}`,
      ],
    ] as const)
      judge(path, text);
  });

  const chain = (count: number, line: (name: string, next: string) => string) =>
    Array.from({ length: count }, (_, i) => line(`n${i}`, `n${i + 1}`)).join('\n');
  for (const [what, path, text] of [
    [
      'conditions in Bicep',
      'main.bicep',
      `${chain(40, (a, b) => `var ${a} = x ? ${b} : ${b}`)}\nresource a 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {\n  identity: { type: n0 }\n}`,
    ],
    [
      'lists in Bicep',
      'main.bicep',
      `${chain(40, (a, b) => `var ${a} = concat(${b}, ${b}, ['x'])`)}\nresource a 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {\n  identity: { type: 'UserAssigned', userAssignedIdentities: n0 }\n}`,
    ],
    [
      'texts in Bicep',
      'main.bicep',
      `${chain(40, (a, b) => `var ${a} = '\${${b}}\${${b}}x'`)}\nvar n40 = 'y'\nresource a 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {\n  name: n0\n  identity: { type: n0 }\n}`,
    ],
    [
      'objects in Terraform',
      'main.tf',
      `locals {\n${chain(40, (a, b) => `${a} = merge(local.${b}, local.${b}, { ${a} = local.${b} })`)}\n}\nresource "azurerm_spring_cloud_java_deployment" "a" {\n  environment_variables = local.n0\n}`,
    ],
    [
      'branches in Terraform, in a circle',
      'main.tf',
      `locals {\n${chain(40, (a, b) => `${a} = var.x ? local.${b} : try(local.${b}, local.n0)`)}\n n40 = local.n0 }\nresource "azurerm_spring_cloud_app" "a" {\n  name = local.n0\n  identity {\n    type = local.n0\n  }\n}`,
    ],
    [
      'variables of a template',
      'main.json',
      `{"variables": {${chain(40, (a, b) => `"${a}": "[coalesce(variables('${b}'), variables('${b}'), variables('${b}'))]",`)} "z": 1}, "resources": [{"type": "microsoft.appplatform/spring/apps", "name": "[variables('n0')]", "identity": {"type": "[variables('n0')]"}}]}`,
    ],
    [
      'deployments in deployments',
      'main.json',
      `${'{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "parameters": {"a": {"defaultValue": "b"}}, "resources": [{"type": "Microsoft.Resources/deployments", "properties": {"template": '.repeat(90)}{"resources": []}${'}}]}'.repeat(90)}`,
    ],
    [
      'many templates in JSON',
      'main.tf.json',
      `{"resource": {"azurerm_spring_cloud_app": {"a": {"name": [${'"${var.a}-${local.b}",'.repeat(20_000)} "x"]}}}}`,
    ],
    ['names without end', 'main.bicep', `var a = ${'a.'.repeat(200_000)}b\n`],
    ['lines of one kind', 'main.tf', `${'a = "${'.repeat(2_000)}\n`],
    [
      'many blocks',
      'main.tf',
      'resource "azurerm_spring_cloud_app" "a" {\n identity {\n type = var.a\n}\n}\n'.repeat(8_000),
    ],
    [
      'loops within loops of blocks',
      'main.tf',
      `resource "azurerm_spring_cloud_app" "a" {\n${'dynamic "identity" {\nfor_each = [1, 2, 3, 4, 5, 6, 7, 8, 9]\ncontent {\ntype = identity.value\n'.repeat(12)}${'}\n}\n'.repeat(12)}}`,
    ],
    [
      'loops over loops',
      'main.tf',
      `locals {\n${chain(40, (a, b) => `${a} = { for k, v in local.${b} : k => v }`)}\n n40 = { a = "b" } }\nresource "azurerm_spring_cloud_app" "a" {\n for_each = { ${chain(40, (a) => `${a} = [local.${a}, each.value]`)} }\n name = each.value.x\n}`,
    ],
    ['a long parameter file', 'a.bicepparam', `using 'a.bicep'\n${"param a = 'x'\n".repeat(20_000)}`],
  ] as const)
    it(`bears ${what}`, () => {
      const before = computedMs();
      judge(path, text);
      // A hundred times what it takes, and a hundredth of what it would.
      assert.ok(computedMs() - before < 20_000);
    }).timeout(30_000);
});
