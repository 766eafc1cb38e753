param location string = 'westeurope'

resource spring 'Microsoft.AppPlatform/Spring@2023-12-01' existing = { name: 'tram-spring' }

resource depot 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  parent: spring
  name: 'depot'
  location: location
  identity: { type: 'SystemAssigned' }
}

resource hub 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-tram'
  location: location
  sku: { name: 'Standard' }
}

resource send 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hub.id, depot.id)
  scope: hub
  properties: {
    principalId: depot.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2b629674-e913-4c01-ae53-ef4638d8f975')
  }
}

resource everything 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, depot.id)
  properties: {
    principalId: depot.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}
