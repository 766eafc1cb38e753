// One identity for each park; the parks are listed in parks.json
var parks = loadJsonContent('parks.json')

param springName string
param location string

resource ids 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [for park in parks: {
  name: 'id-${park.code}'
  location: location
}]

resource apps 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = [for (park, i) in parks: {
  name: '${springName}/turbines-${park.code}'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${ids[i].id}': {}
    }
  }
}]

resource deployments 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = [for (park, i) in parks: {
  parent: apps[i]
  name: 'default'
  properties: {
    deploymentSettings: {
      environmentVariables: {
        AZURE_CLIENT_ID: ids[i].properties.clientId
        PARK: park.code
      }
    }
  }
}]
