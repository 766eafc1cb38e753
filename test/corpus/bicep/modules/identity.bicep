@description('A user-assigned identity and its three IDs')
param name string
param location string
param tags object = {}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: identity
  name: 'no-delete'
  properties: { level: 'CanNotDelete' }
}

output id string = identity.id
output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
