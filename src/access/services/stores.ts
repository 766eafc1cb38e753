import type { AzureService, ByCloud } from '../azure-service';
import { clouds } from './entry';

// Where files, messages and settings are kept.

const accounts = 'Microsoft.Storage/storageAccounts';

export const storage: AzureService = {
  id: 'storage',
  label: 'Storage',
  access: 'roles',
  audiences: clouds(['https://storage.azure.com/']),
  hosts: {},
  areaHosts: {
    blobs: storageHosts('blob', 'dfs'),
    queues: storageHosts('queue'),
    tables: storageHosts('table'),
    files: storageHosts('file'),
  },
  resourceTypes: ['microsoft.storage/storageaccounts'],
  areas: [
    {
      name: 'blobs',
      prefixes: [`${accounts}/blobServices/`],
      actions: ['read', 'write', 'delete', 'add/action'].map(
        (verb) => `${accounts}/blobServices/containers/blobs/${verb}`,
      ),
    },
    {
      name: 'queues',
      prefixes: [`${accounts}/queueServices/`],
      actions: ['read', 'write', 'delete', 'add/action', 'process/action'].map(
        (verb) => `${accounts}/queueServices/queues/messages/${verb}`,
      ),
    },
    {
      name: 'tables',
      prefixes: [`${accounts}/tableServices/`],
      actions: ['read', 'write', 'delete', 'add/action', 'update/action'].map(
        (verb) => `${accounts}/tableServices/tables/entities/${verb}`,
      ),
    },
    {
      name: 'files',
      prefixes: [`${accounts}/fileServices/`],
      actions: ['read', 'write', 'delete'].map((verb) => `${accounts}/fileServices/fileshares/files/${verb}`),
    },
  ],
};

export const appConfiguration: AzureService = {
  id: 'appConfiguration',
  label: 'App Configuration',
  access: 'roles',
  audiences: clouds(
    ['https://azconfig.io', 'https://appconfig.azure.com'],
    ['https://azconfig.azure.cn', 'https://appconfig.azure.cn'],
    ['https://azconfig.azure.us', 'https://appconfig.azure.us'],
  ),
  hosts: clouds(['.azconfig.io'], ['.azconfig.azure.cn'], ['.azconfig.azure.us']),
  resourceTypes: ['microsoft.appconfiguration/configurationstores'],
  areas: [
    {
      name: 'settings',
      prefixes: ['Microsoft.AppConfiguration/configurationStores/'],
      actions: ['read', 'write'].map(
        (verb) => `Microsoft.AppConfiguration/configurationStores/keyValues/${verb}`,
      ),
    },
  ],
};

/** `acct.blob.core.windows.net`, and `acct.z12.blob.storage.azure.net` of accounts in a DNS zone. */
function storageHosts(...kinds: readonly string[]): ByCloud<readonly string[]> {
  return clouds(
    kinds.flatMap((kind) => [`.${kind}.core.windows.net`, `.${kind}.storage.azure.net`]),
    kinds.map((kind) => `.${kind}.core.chinacloudapi.cn`),
    kinds.map((kind) => `.${kind}.core.usgovcloudapi.net`),
  );
}
