param springName string
param location string = resourceGroup().location

resource finesId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-library-fines'
  location: location
}

resource fines 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: '${springName}/fines'
  location: location
  identity: {
    type: 'SystemAssigned,UserAssigned'
    userAssignedIdentities: {
      '${finesId.id}': {}
    }
  }
  properties: {
    httpsOnly: true
  }
}

resource deployment 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  parent: fines
  name: 'default'
  properties: {
    deploymentSettings: {
      environmentVariables: {
        // the app reads it through the Azure SDK
        AZURE_CLIENT_ID: finesId.properties.principalId
        FINE_PER_DAY_CENTS: '25'
      }
    }
  }
}
