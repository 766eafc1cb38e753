param location string = resourceGroup().location

resource museumId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'id-museum'
}

resource museum 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'culture/museum'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${museumId.id}': {}
    }
  }
}

resource deployment 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  parent: museum
  name: 'default'
  properties: {
    deploymentSettings: {
      environmentVariables: {
        AZURE_CLIENT_ID: museumId.properties.
