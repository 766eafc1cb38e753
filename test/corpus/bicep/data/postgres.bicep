param location string = resourceGroup().location
param administratorObjectId string
param administratorName string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2023-06-01-preview' = {
  name: 'psql-choir'
  location: location
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '16'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: subscription().tenantId
    }
    storage: { storageSizeGB: 32 }
  }

  resource admin 'administrators' = {
    name: administratorObjectId
    properties: {
      principalName: administratorName
      principalType: 'ServicePrincipal'
      tenantId: subscription().tenantId
    }
  }

  resource songs 'databases' = {
    name: 'songs'
  }
}
