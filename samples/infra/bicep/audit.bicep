// audit keeps a trail of who ordered what. The two IDs of its identity are mixed up here, both ways.
param location string = resourceGroup().location
param vaultName string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource auditIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'audit'
  location: location
}

resource audit 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop/audit'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${auditIdentity.id}': {}
    }
  }
}

resource auditDeployment 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  parent: audit
  name: 'default'
  properties: {
    deploymentSettings: {
      environmentVariables: {
        AZURE_CLIENT_ID: auditIdentity.properties.principalId
      }
    }
  }
}

resource auditReadsSecrets 'Microsoft.KeyVault/vaults/accessPolicies@2023-07-01' = {
  parent: vault
  name: 'add'
  properties: {
    accessPolicies: [
      {
        tenantId: subscription().tenantId
        objectId: auditIdentity.properties.clientId
        permissions: {
          secrets: ['get', 'list']
        }
      }
    ]
  }
}
