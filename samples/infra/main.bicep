param location string = resourceGroup().location
param serviceName string = 'shop'

resource service 'Microsoft.AppPlatform/Spring@2023-12-01' existing = {
  name: serviceName
}

resource ordersIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-orders'
  location: location
}

resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  parent: service
  name: 'orders'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${ordersIdentity.id}': {}
    }
  }
  properties: {
    public: false
  }
}
