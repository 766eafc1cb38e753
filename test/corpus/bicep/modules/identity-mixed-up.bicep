param name string
param location string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource credential 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = {
  parent: identity
  name: 'main-branch'
  properties: {
    issuer: 'https://token.actions.githubusercontent.com'
    subject: 'repo:contoso-freight/routes:ref:refs/heads/main'
    audiences: [ 'api://AzureADTokenExchange' ]
  }
}

output id string = identity.id
output clientId string = identity.properties.principalId
output tenantId string = identity.properties.tenantId
