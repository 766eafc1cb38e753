param env string
param location string = resourceGroup().location

var suffix = uniqueString(resourceGroup().id)

resource app 'Microsoft.AppPlatform/Spring/apps@2022-12-01' existing = {
  name: 'asa-clinic-${env}/records'
}

resource vault 'Microsoft.KeyVault/vaults@2022-07-01' = {
  name: take('kv-${env}-${suffix}', 24)
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      name: 'standard'
      family: 'A'
    }
    enableRbacAuthorization: true
    accessPolicies: [
      {
        tenantId: subscription().tenantId
        objectId: app.identity.principalId
        permissions: {
          secrets: [
            'get'
            'list'
          ]
        }
      }
    ]
  }
}
