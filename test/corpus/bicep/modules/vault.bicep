@minLength(3)
@maxLength(24)
param vaultName string
param location string
@description('Object IDs of the identities that read secrets')
param readers array = []

var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: vaultName
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
    }
  }
}

resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for id in readers: {
  name: guid(vault.id, id, secretsUser)
  scope: vault
  properties: {
    principalId: id
    principalType: 'ServicePrincipal'
    roleDefinitionId: secretsUser
  }
}]

output uri string = vault.properties.vaultUri
