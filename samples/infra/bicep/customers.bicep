// The way it should be: one user-assigned identity, its principal ID for roles, its client ID for the program.
param location string = resourceGroup().location
param identityNames array = ['customers']
param tags object = {}

@secure()
param mailPassword string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'shop-secrets'
}

resource identities 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [
  for name in identityNames: {
    name: name
    location: location
    tags: {
      app: 'customers'
      ...tags
    }
  }
]

resource customers 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop/customers'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: toObject(identityNames, name => resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', name), name => {})
  }

  resource main 'deployments' = {
    name: 'default'
    properties: {
      deploymentSettings: {
        environmentVariables: {
          AZURE_CLIENT_ID: identities[0].properties.clientId
          MAIL_PASSWORD: mailPassword
        }
      }
    }
  }
}

module access 'modules/vault-access.bicep' = {
  name: 'customers-access'
  params: {
    vaultName: vault.name
    principalId: identities[0].properties.principalId
  }
}
