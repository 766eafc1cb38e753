param accountName string
param principalId string

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-05-15' existing = {
  name: accountName
}

var readerRole = '00000000-0000-0000-0000-000000000001'
var writerRole = '00000000-0000-0000-0000-000000000002'
param writes bool = false

resource grant 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-05-15' = {
  parent: account
  name: guid(account.id, principalId)
  properties: {
    principalId: principalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${writes ? writerRole : readerRole}'
    scope: account.id
  }
}
