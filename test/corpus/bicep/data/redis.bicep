param location string = resourceGroup().location

resource sessionId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'id-sessions'
}

resource cache 'Microsoft.Cache/redis@2024-03-01' = {
  name: 'redis-sessions'
  location: location
  properties: {
    sku: { name: 'Standard', family: 'C', capacity: 1 }
    redisConfiguration: { 'aad-enabled': 'true' }
    minimumTlsVersion: '1.2'
  }
}

resource grant 'Microsoft.Cache/redis/accessPolicyAssignments@2024-03-01' = {
  parent: cache
  name: 'sessions'
  properties: {
    accessPolicyName: 'Data Contributor'
    objectId: sessionId.properties.clientId
    objectIdAlias: 'sessions'
  }
}
