targetScope = 'subscription'

param env 'dev' | 'test' | 'prod'
param location string = 'swedencentral'

resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-freight-${env}'
  location: location
}

module identity 'modules/identity.bicep' = {
  scope: rg
  name: 'identity'
  params: { name: 'id-freight-${env}', location: location }
}

module vault 'modules/vault.bicep' = {
  scope: rg
  name: 'vault'
  params: {
    vaultName: 'kv-freight-${env}'
    location: location
    readers: [ identity.outputs.principalId ]
  }
}

module apps 'modules/apps.bicep' = {
  scope: rg
  name: 'apps'
  params: {
    location: location
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    vaultUri: vault.outputs.uri
  }
}
