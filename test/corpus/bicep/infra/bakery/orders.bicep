@secure()
param sqlPassword string

@secure()
@description('Only for the migration job')
param importKey string

param sqlServer string = 'bakery-sql'
param clientId string

resource app 'Microsoft.AppPlatform/Spring/apps@2023-12-01' existing = {
  name: 'bakery/orders'
}

resource deployment 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  parent: app
  name: 'default'
  properties: {
    source: { type: 'Jar', relativePath: 'target/orders.jar' }
    deploymentSettings: {
      environmentVariables: {
        SPRING_DATASOURCE_URL: 'jdbc:sqlserver://${sqlServer}${environment().suffixes.sqlServerHostname}:1433;database=orders;authentication=ActiveDirectoryMSI;msiClientId=${clientId}'
        SPRING_DATASOURCE_PASSWORD: sqlPassword
        IMPORT_KEY: importKey
        AZURE_CLIENT_ID: clientId
        SERVER_PORT: '8080'
      }
    }
  }
}
