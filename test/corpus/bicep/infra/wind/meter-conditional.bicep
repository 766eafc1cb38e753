param springName string
param location string
param withIdentity bool = true

resource meterId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = if (withIdentity) {
  name: 'id-meter'
}

var base = {
  METER_INTERVAL: 'PT15M'
  JAVA_OPTS: '-Xmx512m'
}

resource meter 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: '${springName}/meter'
  location: location
  identity: withIdentity ? {
    type: 'UserAssigned'
    userAssignedIdentities: { '${meterId.id}': {} }
  } : { type: 'None' }

  resource blue 'deployments' = {
    name: 'blue'
    properties: {
      deploymentSettings: {
        environmentVariables: withIdentity
          ? union(base, { AZURE_CLIENT_ID: meterId.properties.clientId })
          : base
      }
    }
  }
}
