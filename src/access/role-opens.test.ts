import assert from 'node:assert/strict';
import type { RoleAssignment, RolePermission } from '../estate/grants';
import { roleOpens } from './role-opens';

const group = '/subscriptions/s/resourceGroups/rg';
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv`;
const storage = `${group}/providers/Microsoft.Storage/storageAccounts/st`;
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const vaultReader = '21090545-7ca7-4776-b22c-e363652d74d2';

function given(scope: string, role: string, permission?: Partial<RolePermission>): RoleAssignment {
  return {
    id: '/a',
    scope,
    principalId: 'p',
    roleDefinitionId: `/r/${role}`,
    ...(permission && { permissions: [{ dataActions: [], notDataActions: [], ...permission }] }),
  };
}

function inWords(assignment: RoleAssignment): string {
  const { what, services } = roleOpens(assignment);
  return [what, ...services.map(({ id }) => id)].join(' ');
}

describe('what a role opens where it is given', () => {
  const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
  for (const [assignment, words] of [
    [given(vault, secretsUser), 'data keyVault'],
    [given(vault, vaultReader), 'metadata'],
    [given(vault, reader), 'nothing'],
    [given(storage, secretsUser), 'nothing'],
    [given(group, secretsUser), 'data keyVault'],
    [given('/', secretsUser), 'data keyVault'],
    [given('/providers/Microsoft.Management/managementGroups/mg', secretsUser), 'data keyVault'],
    [given(storage, 'mine'), 'unknown'],
    [given(storage, 'mine', { dataActions: [blobs] }), 'data storage'],
    [given(`${storage}/blobServices/default/containers/c`, 'mine', { dataActions: [blobs] }), 'data storage'],
    [given(storage, 'mine', { dataActions: [blobs], notDataActions: ['*'] }), 'nothing'],
    [given(storage, 'mine', { actions: ['*/read'] }), 'nothing'],
    [given(storage, 'mine', { dataActions: ['Contoso.Things/read'] }), 'nothing'],
    [given(group, 'mine', { dataActions: ['Contoso.Things/read'] }), 'data'],
    [
      given(`${group}/providers/Contoso.Things/one/a`, 'mine', { dataActions: ['Contoso.Things/read'] }),
      'data',
    ],
  ] as const)
    it(`is '${words}' for ${assignment.roleDefinitionId} at ${assignment.scope}`, () => {
      assert.equal(inWords(assignment), words);
    });
});
