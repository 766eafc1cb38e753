import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed, said } from '../../../test/rules/check-rule';

const identity =
  "resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: 'orders-id' }";

describe('MI405 principal-id-used-as-client-id', () => {
  it('reports whatever is called a client ID, in Bicep', async () => {
    await checkRule(
      'main.bicep',
      `${identity}
module app 'app.bicep' = {
  params: {
    clientId: id.properties.principalId
              ^^^^^^^^^^^^^^^^^^^^^^^^^ MI405 error
  }
}
resource d 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  properties: {
    deploymentSettings: {
      environmentVariables: {
        ORDERS_CLIENT_ID: useId ? id.properties.principalId : ''
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^ MI405
        'spring.cloud.azure.credential.client-id': id.?properties.principalId
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^ MI405
        OBJECT: id.properties.principalId
      }
      env: [
        {
          name: 'AZURE_CLIENT_ID'
          value: '\${app.identity.principalId}'
                    ^^^^^^^^^^^^^^^^^^^^^^^^ MI405
        }
      ]
    }
  }
}
output msiClientId string = id.properties.principalId
                            ^^^^^^^^^^^^^^^^^^^^^^^^^ MI405`,
    );
  });

  it('reports Terraform and ARM alike', async () => {
    await checkRule(
      'main.tf',
      `resource "azurerm_spring_cloud_java_deployment" "d" {
  environment_variables = {
    "AZURE_CLIENT_ID" : azurerm_user_assigned_identity.orders[0].principal_id
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI405
    OTHER_CLIENT_ID = "\${azurerm_spring_cloud_app.orders.identity[0].principal_id}"
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI405
  }
}`,
    );
    await checkRule(
      'main.json',
      `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Resources/deployments",
      "properties": {
        "parameters": {
          "clientId": { "value": "[reference(parameters('id'), '2023-01-31').principalId]" }
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI405
        }
      }
    }
  ]
}`,
    );
  });

  it('reports a wrong variable once, where it is made', async () => {
    await checkRule(
      'main.bicep',
      `${identity}
var ordersClientId = id.properties.principalId
                     ^^^^^^^^^^^^^^^^^^^^^^^^^ MI405
output AZURE_CLIENT_ID string = ordersClientId`,
    );
  });

  it('reports a use of a variable that is named rightly, and shows where it comes from', async () => {
    const text = `${identity}\nvar wanted = id.properties.principalId\noutput clientId string = wanted`;
    const [finding] = await findingsIn('main.bicep', text);
    assert.equal(text.slice(finding?.span.start, finding?.span.end), 'wanted');
    assert.equal(finding?.related?.[0]?.span.start, text.indexOf('id.properties'));
    assert.deepEqual(finding.fixes, []);
  });

  it('is silent on client IDs, on parameters, and on what wants a principal', async () => {
    await checkRule(
      'main.bicep',
      `${identity}
param principalId string
module m 'm.bicep' = {
  params: {
    clientId: principalId
    otherClientId: id.properties.clientId
    principalId: id.properties.principalId
    clientIds: id.properties.principalId
  }
}`,
    );
  });

  it('reads the client ID instead, only where there is one', async () => {
    const output = (path: string) => `${identity}\noutput clientId string = ${path}\n`;
    assert.equal(
      await fixed('main.bicep', output('id.properties.principalId')),
      output('id.properties.clientId'),
    );
    const arm = (member: string) =>
      `{"resources": [], "outputs": {"clientId": {"value": "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'x')).${member}]"}}, "$schema": "deploymentTemplate.json#"}`;
    assert.equal(await fixed('main.json', arm('principalId')), arm('clientId'));
    const [system] = await findingsIn('main.bicep', output('orders.identity.principalId'));
    assert.deepEqual(system?.fixes, []);
    assert.match(said(system), /client ID is not among/);
  });

  const deployment = (variables: string) =>
    `resource "azurerm_spring_cloud_java_deployment" "till" {\n  environment_variables = ${variables}\n}\n`;
  const bicep = (
    variables: string,
  ) => `resource tillId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'till-id'
}
resource till 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  properties: { deploymentSettings: { environmentVariables: ${variables} } }
}
`;
  const principal = 'azurerm_user_assigned_identity.till.principal_id';
  const under = '^'.repeat(principal.length);
  for (const [what, path, text] of [
    [
      'a branch',
      'main.tf',
      deployment(`{
    AZURE_CLIENT_ID = var.own ? ${principal} : null
                                ${under} MI405 error
  }`),
    ],
    [
      'a merge in a merge',
      'main.tf',
      deployment(`merge(var.a, merge({ A = "a" }, {
    AZURE_CLIENT_ID = ${principal}
                      ${under} MI405 error
  }))`),
    ],
    [
      'a lookup',
      'main.tf',
      `locals {
  ids = { till = ${principal} }
}
${deployment(`{
    AZURE_CLIENT_ID = lookup(local.ids, "till")
                      ^^^^^^^^^^^^^^^^^^^^^^^^^ MI405 error
  }`)}`,
    ],
    [
      'a member of a local',
      'main.tf',
      `locals {
  till = azurerm_user_assigned_identity.till
}
${deployment(`{
    AZURE_CLIENT_ID = local.till.principal_id
                      ^^^^^^^^^^^^^^^^^^^^^^^ MI405 error
  }`)}`,
    ],
    [
      'an interpolation',
      'main.tf',
      deployment(`{
    AZURE_CLIENT_ID = "\${${principal}}"
                         ${under} MI405 error
  }`),
    ],
    [
      'a loop',
      'main.tf',
      `locals {
  apps = { for one in azurerm_user_assigned_identity.all : one.name => { client_id = one.principal_id } }
                                                                                     ^^^^^^^^^^^^^^^^ MI405 error
}
`,
    ],
    [
      'a list of a pod',
      'main.tf',
      `resource "kubernetes_deployment_v1" "till" {
  spec {
    template {
      spec {
        container {
          env {
            name  = "AZURE_CLIENT_ID"
            value = ${principal}
                    ${under} MI405 error
          }
        }
      }
    }
  }
}
`,
    ],
    [
      'a choice in Bicep',
      'main.bicep',
      bicep(`{
    AZURE_CLIENT_ID: empty(x) ? 'a' : tillId.properties.principalId
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI405 error
  }`),
    ],
    [
      'a choice that is read from',
      'main.bicep',
      bicep(`{
    AZURE_CLIENT_ID: (own ? tillId : tillId).properties.principalId
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI405 error
  }`),
    ],
    [
      'objects that are put together',
      'main.bicep',
      bicep(`union(base, own ? {
    AZURE_CLIENT_ID: any(tillId.properties.principalId)
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI405 error
  } : {})`),
    ],
  ] as const)
    it(`reports it in ${what}`, () => checkRule(path, text));

  for (const [what, path, text] of [
    [
      'client IDs in every place',
      'main.tf',
      deployment(
        'merge(var.a, { AZURE_CLIENT_ID = try(azurerm_user_assigned_identity.till.client_id, null) })',
      ),
    ],
    ['principal IDs under their own name', 'main.tf', deployment(`{ TILL_PRINCIPAL_ID = ${principal} }`)],
    ['a comment', 'main.tf', deployment(`{\n    # AZURE_CLIENT_ID = ${principal}\n  }`)],
    ['a text', 'main.tf', deployment(`{ NOTE = "AZURE_CLIENT_ID = ${principal}" }`)],
    ['what comes from outside', 'main.tf', deployment('{ AZURE_CLIENT_ID = lookup(var.ids, "till", null) }')],
    [
      'another member of a local',
      'main.tf',
      `locals {\n  ids = { a = ${principal}, b = azurerm_user_assigned_identity.till.client_id }\n}\n${deployment('{ AZURE_CLIENT_ID = local.ids.b }')}`,
    ],
    [
      'a value that a later one replaces',
      'main.tf',
      `locals {\n  a = merge({ x = ${principal} }, { x = azurerm_user_assigned_identity.till.client_id })\n}\n${deployment('{ AZURE_CLIENT_ID = local.a.x }')}`,
    ],
    ['what a function makes of it', 'main.tf', deployment(`{ AZURE_CLIENT_ID = local.known[${principal}] }`)],
    [
      'a variable of a loop with the name of something else',
      'main.bicep',
      `var one = 'a'\n${bicep('toObject(ids, one => one.name, one => one.value)')}`,
    ],
    ['half of an entry', 'main.bicep', bicep('{ AZURE_CLIENT_ID: tillId.')],
    [
      'the name of an identity',
      'main.tf',
      'resource "azurerm_user_assigned_identity" "client_id" {\n  name = "principal_id"\n}\n',
    ],
    [
      'an unquoted label',
      'main.tf',
      'resource azurerm_role_assignment client_id {\n  principal_id         = var.x\n  role_definition_name = "Reader"\n}\n',
    ],
  ] as const)
    it(`is silent about ${what}`, () => checkRule(path, text));
});
