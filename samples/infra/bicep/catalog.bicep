// catalog is public and reads prices from App Configuration.
param location string = resourceGroup().location
param catalogPassword string = 'c4talog-Pa55'

resource config 'Microsoft.AppConfiguration/configurationStores@2023-03-01' existing = {
  name: 'shop-prices'
}

resource catalog 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop/catalog'
  location: location
  properties: {
    public: true
    httpsOnly: true
  }
}

resource readsPrices 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(config.id, 'catalog')
  scope: config
  properties: {
    principalId: catalog.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '516239f1-63e1-4d78-a4de-a74fb236a071'
    )
  }
}
