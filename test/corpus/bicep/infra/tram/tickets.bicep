param location string = 'westeurope'
param kinds object = {
  type: 'SystemAssigned'
}

resource spring 'Microsoft.AppPlatform/Spring@2022-04-01' existing = { name: 'tram-spring' }

// system identity only, so the older API will do
resource tickets 'Microsoft.AppPlatform/Spring/apps@2022-04-01' = {
  parent: spring
  name: 'tickets'
  location: location
  identity: kinds
  properties: { public: false }
}

resource store 'Microsoft.Storage/storageAccounts@2023-01-01' existing = {
  name: 'tramtickets'
}

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(store.id, tickets.id, 'read')
  scope: store
  properties: {
    principalId: tickets.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  }
}
