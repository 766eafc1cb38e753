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
});
