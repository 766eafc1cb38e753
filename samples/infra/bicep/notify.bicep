@description('The tenant of the shop.')
param tenantId string = subscription().tenantId

resource notifyIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'notify'
  location: 'westeurope'
}

resource notify 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'notify'
  location: 'westeurope'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${notifyIdentity.id}': {}
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'shop-notify'
  location: 'westeurope'
  properties: {
    tenantId: tenantId
    sku: { family: 'A', name: 'standard' }
    accessPolicies: []
  }
}

resource readsTemplates 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, 'notify')
  scope: vault
  properties: {
    principalId: notifyIdentity.properties.principalId
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '4633458b-17de-408a-b874-0445c86b69e6'
    )
  }
}

resource managesAll 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, 'notify')
  properties: {
    principalId: notifyIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'b24988ac-6180-42a0-ab88-20f7382dd24c'
    )
  }
}
