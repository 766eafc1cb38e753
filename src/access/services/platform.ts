import type { AzureService } from '../azure-service';
import { clouds, withoutRoles } from './entry';

// Azure itself, and what runs and watches programs.

/** Databricks is named by its application ID, which has no scheme. */
export const databricksResource = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d';

export const arm: AzureService = {
  ...withoutRoles('arm', 'Azure Resource Manager', 'control'),
  audiences: clouds(
    ['https://management.azure.com/', 'https://management.core.windows.net/'],
    ['https://management.chinacloudapi.cn/', 'https://management.core.chinacloudapi.cn/'],
    ['https://management.usgovcloudapi.net/', 'https://management.core.usgovcloudapi.net/'],
  ),
};

export const graph: AzureService = {
  ...withoutRoles('graph', 'Microsoft Graph', 'app-roles'),
  audiences: clouds(
    ['https://graph.microsoft.com'],
    ['https://microsoftgraph.chinacloudapi.cn'],
    ['https://graph.microsoft.us'],
  ),
};

export const databricks: AzureService = {
  ...withoutRoles('databricks', 'Azure Databricks', 'own'),
  audiences: clouds([databricksResource]),
};

export const containerRegistry: AzureService = {
  id: 'containerRegistry',
  label: 'Container Registry',
  access: 'roles',
  audiences: clouds(['https://containerregistry.azure.net']),
  hosts: {},
  resourceTypes: ['microsoft.containerregistry/registries'],
  areas: [
    {
      name: 'repositories',
      prefixes: ['Microsoft.ContainerRegistry/registries/'],
      actions: ['read', 'write'].map(
        (verb) => `Microsoft.ContainerRegistry/registries/repositories/content/${verb}`,
      ),
    },
  ],
  controlActions: [
    'Microsoft.ContainerRegistry/registries/pull/read',
    'Microsoft.ContainerRegistry/registries/push/write',
  ],
};

export const monitor: AzureService = {
  id: 'monitor',
  label: 'Azure Monitor',
  access: 'roles',
  audiences: clouds(
    ['https://monitor.azure.com'],
    ['https://monitor.azure.cn'],
    ['https://monitor.azure.us'],
  ),
  hosts: {},
  resourceTypes: ['microsoft.insights/components', 'microsoft.insights/datacollectionrules'],
  areas: [
    {
      name: 'telemetry',
      prefixes: ['Microsoft.Insights/'],
      actions: ['Microsoft.Insights/Metrics/Write', 'Microsoft.Insights/Telemetry/Write'],
    },
  ],
};
