/* audio guide */ param location string = resourceGroup().location
@description('''
Either kind can be chosen.
type: 'SystemAssigned,UserAssigned' was tried once and given up.
''')
param kind 'SystemAssigned' | 'UserAssigned' = 'SystemAssigned' // keep

resource guide /* the app */ 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'culture/guide' // trailing
  location: location
  // identity: { type: 'UserAssigned' }
  identity: { // as the museum wants it
    type: 'SystemAssigned' /* kind */
  }
  properties: {
    /* AZURE_CLIENT_SECRET: 'q7L8Q~aZ0sWx2Ed3Rf4Tg5Yh6Uj7Ik8Ol9Pm1Nbv' */
    httpsOnly: kind != 'None'
  }
}

resource audio 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'stculturaudio'
}

resource listen 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: audio
  name: guid(audio.id, guide.id, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  properties: {
    principalType: 'ServicePrincipal'
    // roles are given to the principal
    principalId: guide.identity.principalId
    roleDefinitionId: resourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  }
}
