import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const made = `resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'till-id'
}
`;
const app = `resource till 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'till'
  identity: {
    type: 'SystemAssigned'
  }
}
`;
const grant = (properties: string) => `resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('till')
  properties: {
${properties}
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}
`;
const type = "    principalType: 'ServicePrincipal'\n";

describe('MI412 role-assignment-without-principal-type', () => {
  for (const [what, path, text] of [
    [
      'a user-assigned identity',
      'main.bicep',
      made +
        grant(`    principalId: id.properties.principalId
    ^^^^^^^^^^^ MI412 info`),
    ],
    [
      'the identity of an app',
      'main.bicep',
      app +
        grant(`    principalId: till.identity.principalId
    ^^^^^^^^^^^ MI412 info`),
    ],
    [
      'an identity by way of a variable',
      'main.bicep',
      `${made}var principal = id.properties.principalId
${grant(`    principalId: principal
    ^^^^^^^^^^^ MI412 info`)}`,
    ],
    [
      'either of two',
      'main.bicep',
      `param own bool
${made}${app}${grant(`    principalId: own ? id.properties.principalId : till.identity.principalId
    ^^^^^^^^^^^ MI412 info`)}`,
    ],
    [
      'an identity in a loop of grants',
      'main.bicep',
      `${made}resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roles: {
  name: guid(role)
  properties: {
    principalId: id.properties.principalId
    ^^^^^^^^^^^ MI412 info
    roleDefinitionId: role
  }
}]
`,
    ],
    [
      'an identity of azapi',
      'main.tf',
      `resource "azurerm_user_assigned_identity" "till" {
  name = "till-id"
}
resource "azapi_resource" "grant" {
  type = "Microsoft.Authorization/roleAssignments@2022-04-01"
  body = {
    properties = {
      principalId      = azurerm_user_assigned_identity.till.principal_id
      ^^^^^^^^^^^ MI412 info
      roleDefinitionId = var.role
    }
  }
}
`,
    ],
  ] as const)
    it(`reports ${what}`, () => checkRule(path, text));

  for (const [what, path, text] of [
    ['the type is told', 'main.bicep', made + grant(`    principalId: id.properties.principalId\n${type}`)],
    [
      'the type comes from outside',
      'main.bicep',
      `param kind string\n${made}${grant('    principalId: id.properties.principalId\n    principalType: kind')}`,
    ],
    [
      'the identity exists',
      'main.bicep',
      made.replace(' = {', ' existing = {') + grant('    principalId: id.properties.principalId'),
    ],
    [
      'the principal comes from outside',
      'main.bicep',
      `param principal string\n${grant('    principalId: principal')}`,
    ],
    [
      'the principal is a literal',
      'main.bicep',
      grant("    principalId: '7f3b9a52-41d0-4c1e-9f3e-2f2b8f5f0a11'"),
    ],
    [
      'a module made the identity',
      'main.bicep',
      `module id 'id.bicep' = {\n  name: 'id'\n}\n${grant('    principalId: id.outputs.principalId')}`,
    ],
    [
      'the app exists',
      'main.bicep',
      app.replace(' = {', ' existing = {') + grant('    principalId: till.identity.principalId'),
    ],
    [
      'the whole may hold more',
      'main.bicep',
      `${made}param more object\n${grant('    principalId: id.properties.principalId\n    ...more')}`,
    ],
    [
      'it is a comment',
      'main.bicep',
      `${made}// resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = { properties: { principalId: id.properties.principalId } }\n`,
    ],
    [
      'it is something else that takes a principal',
      'main.bicep',
      `${made}resource policy 'Microsoft.KeyVault/vaults/accessPolicies@2023-07-01' = {\n  name: 'kv/add'\n  properties: { accessPolicies: [ { objectId: id.properties.principalId } ] }\n}\n`,
    ],
    [
      'Terraform waits by itself',
      'main.tf',
      'resource "azurerm_user_assigned_identity" "till" {\n  name = "till-id"\n}\nresource "azurerm_role_assignment" "a" {\n  scope                = var.scope\n  role_definition_name = "Reader"\n  principal_id         = azurerm_user_assigned_identity.till.principal_id\n}\n',
    ],
    [
      'the grant is half typed',
      'main.bicep',
      `${made}resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  properties: {\n    principalId: id.`,
    ],
    [
      'the grant exists',
      'main.bicep',
      made + grant('    principalId: id.properties.principalId').replace(' = {', ' existing = {'),
    ],
  ] as const)
    it(`is silent where ${what}`, () => checkRule(path, text));

  it('adds the type, with the ends of lines and the indent of the file', async () => {
    const text = (added: string) =>
      (made + grant(`${added}\tprincipalId: id.properties.principalId // of the till`)).replaceAll(
        '\n',
        '\r\n',
      );
    const after = await fixed('main.bicep', text(''));
    assert.equal(after, text("\tprincipalType: 'ServicePrincipal'\n"));
    assert.deepEqual(await findingsIn('main.bicep', after), []);
    const json = (added: string) =>
      `{"resources": {"id": {"type": "Microsoft.ManagedIdentity/userAssignedIdentities", "name": "a-id"},\n "g": {"type": "Microsoft.Authorization/roleAssignments", "properties": {\n  ${added}"principalId": "[id.principalId]"\n}}}}`;
    assert.deepEqual(await findingsIn('main.json', json('')), []);
  });
});
