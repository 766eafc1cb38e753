param springName string
param location string
param withIdentity bool = true

resource meterId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = if (withIdentity) {
  name: 'id-meter'
  location: location
}

resource meter 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: '${springName}/meter'
  location: location
  identity: withIdentity ? {
    type: 'UserAssigned'
    userAssignedIdentities: { '${meterId.id}': {} }
  } : null
}

resource deployment 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  parent: meter
  name: 'default'
  properties: {
    deploymentSettings: {
      environmentVariables: {
        AZURE_CLIENT_ID: withIdentity ? meterId.properties.clientId : ''
        METER_INTERVAL: 'PT15M'
      }
    }
  }
}
