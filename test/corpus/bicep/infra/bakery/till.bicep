param tillName string = 'till'

resource app 'Microsoft.AppPlatform/Spring/apps@2023-12-01' existing = {
  name: 'bakery/${tillName}'
}

resource deployment 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  parent: app
  name: 'green'
  properties: {
    source: { type: 'Jar', relativePath: '<default>' }
    deploymentSettings: {
      environmentVariables: {
        SPRING_PROFILES_ACTIVE: 'azure'
        AZURE_TENANT_ID: '8a1d2c77-0c0f-4a4e-9b53-55d7c3be9a10'
        AZURE_CLIENT_ID: '4be0a6c1-7f5d-4e3a-8a59-0f8f1f0b9c2e'
        AZURE_CLIENT_SECRET: 'vXq8Q~3nTz6KpWd1RbYm0LsEuHc9GfJo2AiBk7d4'
        CARD_TERMINAL: 'vendor-two'
      }
    }
  }
}
