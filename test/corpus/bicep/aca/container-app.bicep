param location string = resourceGroup().location
param environmentId string
param image string
@secure()
param smtpPassword string

resource pullId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-pull'
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: 'crschool'
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, pullId.id)
  scope: registry
  properties: {
    principalId: pullId.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
  }
}

resource grades 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'ca-grades'
  location: location
  identity: {
    type: 'SystemAssigned,UserAssigned'
    userAssignedIdentities: { '${pullId.id}': {} }
  }
  properties: {
    managedEnvironmentId: environmentId
    configuration: {
      secrets: [ { name: 'smtp', value: smtpPassword } ]
      registries: [ { server: registry.properties.loginServer, identity: pullId.id } ]
    }
    template: {
      containers: [
        {
          name: 'grades'
          image: image
          env: [
            { name: 'AZURE_CLIENT_ID', value: pullId.properties.clientId }
            { name: 'SMTP_PASSWORD', secretRef: 'smtp' }
          ]
        }
      ]
    }
  }
}
