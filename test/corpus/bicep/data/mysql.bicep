param location string = resourceGroup().location

@description('Set by the pipeline')
param adminPassword string = 'Tr0mb0ne.Brass-7Qk'

resource server 'Microsoft.DBforMySQL/flexibleServers@2023-06-30' = {
  name: 'mysql-brassband'
  location: location
  sku: {
    name: 'Standard_B2s'
    tier: 'Burstable'
  }
  properties: {
    administratorLogin: 'bandmaster'
    administratorLoginPassword: adminPassword
    version: '8.0.21'
  }
}

resource flags 'Microsoft.DBforMySQL/flexibleServers/firewallRules@2023-06-30' = {
  parent: server
  name: 'azure'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '0.0.0.0'
  }
}
