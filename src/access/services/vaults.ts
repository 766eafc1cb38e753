import type { AzureService } from '../azure-service';
import { actionsOf, clouds, withoutRoles } from './entry';

// Where secrets, keys and certificates are kept.

const vaults = 'Microsoft.KeyVault/vaults';

export const keyVault: AzureService = {
  id: 'keyVault',
  label: 'Key Vault',
  access: 'vault',
  audiences: clouds(
    ['https://vault.azure.net'],
    ['https://vault.azure.cn'],
    ['https://vault.usgovcloudapi.net'],
  ),
  hosts: clouds(['.vault.azure.net'], ['.vault.azure.cn'], ['.vault.usgovcloudapi.net']),
  resourceTypes: ['microsoft.keyvault/vaults'],
  areas: [
    {
      name: 'secrets',
      prefixes: [`${vaults}/secrets/`],
      actions: [
        ...actionsOf(
          `${vaults}/secrets`,
          'getSecret',
          'setSecret',
          'backup',
          'restore',
          'recover',
          'purge',
          'update',
        ),
        `${vaults}/secrets/delete`,
      ],
    },
    {
      name: 'keys',
      prefixes: [`${vaults}/keys/`, `${vaults}/keyrotationpolicies/`],
      actions: [
        ...actionsOf(
          `${vaults}/keys`,
          'encrypt',
          'decrypt',
          'sign',
          'verify',
          'wrap',
          'unwrap',
          'create',
          'import',
        ),
        `${vaults}/keys/delete`,
      ],
    },
    {
      name: 'certificates',
      prefixes: [`${vaults}/certificates/`, `${vaults}/certificatecas/`, `${vaults}/certificatecontacts/`],
      actions: [
        ...actionsOf(`${vaults}/certificates`, 'create', 'import', 'update', 'backup', 'restore'),
        `${vaults}/certificates/delete`,
      ],
    },
  ],
  metadata: [`${vaults}/*/read`, `${vaults}/secrets/readMetadata/action`],
};

export const managedHsm: AzureService = {
  ...withoutRoles('managedHsm', 'Managed HSM', 'own'),
  audiences: clouds(
    ['https://managedhsm.azure.net'],
    ['https://managedhsm.azure.cn'],
    ['https://managedhsm.usgovcloudapi.net'],
  ),
  hosts: clouds(['.managedhsm.azure.net'], ['.managedhsm.azure.cn'], ['.managedhsm.usgovcloudapi.net']),
  resourceTypes: ['microsoft.keyvault/managedhsms'],
};
