/*
  Vault of the billing team. It was set up in 2019 and is to be
  replaced by the shared one.
*/
param name string
param billingPrincipal string

resource kv 'Microsoft.KeyVault/vaults@2019-09-01' = {
  name: name
  location: 'northeurope'
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    accessPolicies: [
      {
        tenantId: subscription().tenantId
        objectId: billingPrincipal
        permissions: { secrets: [ 'get', 'list' ] }
      }
    ]
  }
}

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(kv.id, 'billing', 'secrets')
  scope: kv
  properties: {
    principalId: billingPrincipal
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}
