// Made in spring 2022, when 2022-04-01 was the newest stable version.
param location string = resourceGroup().location

resource shippingIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2018-11-30' = {
  name: 'shipping'
  location: location
}

resource service 'Microsoft.AppPlatform/Spring@2022-04-01' = {
  name: 'shop'
  location: location
  sku: {
    name: 'S0'
    tier: 'Standard'
  }

  resource shipping 'apps@2022-04-01' = {
    name: 'shipping'
    location: location
    identity: {
      type: 'UserAssigned'
      userAssignedIdentities: {
        '${shippingIdentity.id}': {}
      }
    }

    resource main 'deployments' = {
      name: 'default'
      properties: {
        deploymentSettings: {
          environmentVariables: {
            AZURE_CLIENT_ID: shippingIdentity.properties.clientId
            CARRIER_ENDPOINT: 'https://carrier.example.com'
          }
        }
      }
    }
  }
}

output shippingClientId string = shippingIdentity.properties.clientId
