// billing writes invoices to a storage account and reads its own settings from a key vault.
param location string = resourceGroup().location
param serviceName string = 'shop'
param storageName string

@description('Both, until the jobs of last year are moved.')
param identityType string = 'SystemAssigned,UserAssigned'

resource service 'Microsoft.AppPlatform/Spring@2023-12-01' existing = {
  name: serviceName
}

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageName
}

resource invoicesIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'billing-invoices'
  location: location
}

resource billing 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  parent: service
  name: 'billing'
  location: location
  identity: {
    type: identityType
    userAssignedIdentities: {
      '${invoicesIdentity.id}': {}
    }
  }
  properties: {
    public: false
  }
}

var blobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

resource writesInvoices 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, invoicesIdentity.id, blobDataContributor)
  scope: storage
  properties: {
    principalId: invoicesIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: blobDataContributor
  }
}
