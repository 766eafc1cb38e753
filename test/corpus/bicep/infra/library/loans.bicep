// Loan service of the city library
targetScope = 'resourceGroup'

@description('Name of the Spring Apps instance the app lives in')
param springName string = 'asa-library-weu'

param location string = resourceGroup().location

resource spring 'Microsoft.AppPlatform/Spring@2023-12-01' existing = {
  name: springName
}

resource loansId 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-library-loans'
  location: location
}

resource loans 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  parent: spring
  name: 'loans'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${loansId.id}': {}
    }
  }
  properties: {
    public: false
    httpsOnly: true
  }
}

resource blue 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  parent: loans
  name: 'blue'
  sku: { name: 'S0', tier: 'Standard', capacity: 2 }
  properties: {
    active: true
    source: {
      type: 'Jar'
      runtimeVersion: 'Java_17'
      relativePath: '<default>'
    }
    deploymentSettings: {
      resourceRequests: { cpu: '1', memory: '2Gi' }
      environmentVariables: {
        AZURE_CLIENT_ID: loansId.properties.clientId
        LIBRARY_BRANCH: 'main-street'
      }
    }
  }
}

output clientId string = loansId.properties.clientId
