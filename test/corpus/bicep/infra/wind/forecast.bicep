param springName string
param location string

resource forecastId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-forecast'
  location: location
}

resource forecast 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: '${springName}/forecast'
  location: location
  identity: {
    type: 'UserAssigned'
  }
  properties: { httpsOnly: true }
}

resource deployment 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  parent: forecast
  name: 'default'
  properties: {
    deploymentSettings: {
      environmentVariables: {
        AZURE_CLIENT_ID: forecastId.id
        MODEL: 'icon-eu'
      }
    }
  }
}

resource data 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'stwindforecast'
}

resource write 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(data.id, 'forecast')
  scope: data
  properties: {
    principalId: forecastId.properties.clientId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
}
