param location string
param identityId string
param clientId string
param vaultUri string

@allowed([ 'Basic', 'Standard', 'Enterprise' ])
param tier string = 'Standard'

var services = [
  { name: 'routes', port: '8080' }
  { name: 'trucks', port: '8081' }
  { name: 'drivers', port: '8082' }
]

resource spring 'Microsoft.AppPlatform/Spring@2023-12-01' = {
  name: 'asa-freight'
  location: location
  sku: {
    tier: tier
    name: tier == 'Basic' ? 'B0' : tier == 'Standard' ? 'S0' : 'E0'
  }
}

@batchSize(1)
resource apps 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = [for service in services: {
  parent: spring
  name: service.name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
}]

resource deployments 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = [for (service, i) in services: {
  parent: apps[i]
  name: 'default'
  sku: { name: 'S0', capacity: 1 }
  properties: {
    active: true
    deploymentSettings: {
      environmentVariables: {
        AZURE_CLIENT_ID: clientId
        VAULT_URI: vaultUri
        SERVER_PORT: service.port
      }
    }
  }
}]
