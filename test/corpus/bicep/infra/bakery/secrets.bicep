param environment string
param adminLogin string
@secure()
param adminPassword string
@secure()
param storageConnection string = ''
param tags object = {}
param regions array

resource server 'Microsoft.Sql/servers@2021-11-01' = [for region in regions: {
  name: 'sql-${environment}-${region}'
  location: region
  tags: tags
  properties: {
    administratorLogin: adminLogin
    administratorLoginPassword: adminPassword
    minimalTlsVersion: '1.2'
  }
}]

module app 'till.bicep' = if (!empty(storageConnection)) {
  name: 'till-${environment}'
  params: {
    tillName: 'till'
  }
}
