param location string = resourceGroup().location
param environmentId string

resource workerId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-worker'
  location: location
}

resource bus 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' existing = {
  name: 'sb-school'
}

resource worker 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'ca-worker'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${workerId.id}': {} }
  }
  properties: {
    managedEnvironmentId: environmentId
    configuration: {
      secrets: [
        { name: 'redis', value: 'p9Zs2Lk7Qw4Xb8Vn1Td6Rm3Yc5Hf0Gj2AzCaB4uE1s=' }
      ]
    }
    template: {
      containers: [
        {
          name: 'worker'
          image: 'crschool.azurecr.io/worker:1.4.2'
          env: [
            { name: 'AZURE_CLIENT_ID', value: workerId.properties.principalId }
            { name: 'REDIS_PASSWORD', secretRef: 'redis' }
          ]
        }
      ]
    }
  }
}

resource busAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(bus.id, workerId.id)
  scope: bus
  properties: {
    principalId: workerId.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '090c5cfd-751d-490a-894a-3ce6f1109419')
  }
}
