using 'secrets.bicep'

// filled in by hand for the pilot shop
param environment = 'pilot'
param adminLogin = 'bakeryadmin'
param adminPassword = 'Kneaded!47-Rye-vQz'
param storageConnection = readEnvironmentVariable('BAKERY_STORAGE', '')
param tags = {
  owner: 'bakery'
  costCenter: '4711'
}
param regions = [
  'westeurope'
  'northeurope'
]
