import type { Grant } from './grant';

/** The control-plane action that making a grant needs at its scope. */
export function actionOf(grant: Grant, change: 'write' | 'delete' = 'write'): string {
  switch (grant.kind) {
    case 'role':
      return `Microsoft.Authorization/roleAssignments/${change}`;
    case 'policy':
      // Taking permissions away is a write of the policies, too.
      return 'Microsoft.KeyVault/vaults/accessPolicies/write';
    case 'cosmos':
      return `Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/${change}`;
    case 'redis':
      return grant.scope.toLowerCase().includes('/redisenterprise/')
        ? `Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments/${change}`
        : `Microsoft.Cache/redis/accessPolicyAssignments/${change}`;
  }
}
