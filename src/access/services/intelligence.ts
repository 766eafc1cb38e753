import type { AzureService } from '../azure-service';
import { clouds } from './entry';

// Models, indexes and twins.

export const ai: AzureService = {
  id: 'ai',
  label: 'Azure OpenAI and other AI services',
  access: 'roles',
  audiences: clouds(
    ['https://cognitiveservices.azure.com', 'https://ai.azure.com'],
    ['https://cognitiveservices.azure.cn'],
    ['https://cognitiveservices.azure.us'],
  ),
  hosts: {},
  resourceTypes: ['microsoft.cognitiveservices/accounts'],
  areas: [
    {
      name: 'calls',
      prefixes: ['Microsoft.CognitiveServices/'],
      actions: ['Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action'],
    },
  ],
};

export const search: AzureService = {
  id: 'search',
  label: 'Azure AI Search',
  access: 'roles',
  audiences: clouds(['https://search.azure.com'], ['https://search.azure.cn'], ['https://search.azure.us']),
  hosts: {},
  resourceTypes: ['microsoft.search/searchservices'],
  areas: [
    {
      name: 'documents',
      prefixes: ['Microsoft.Search/searchServices/'],
      actions: ['read', 'write'].map((verb) => `Microsoft.Search/searchServices/indexes/documents/${verb}`),
    },
  ],
};

export const digitalTwins: AzureService = {
  id: 'digitalTwins',
  label: 'Digital Twins',
  access: 'roles',
  audiences: clouds(['https://digitaltwins.azure.net']),
  hosts: {},
  resourceTypes: ['microsoft.digitaltwins/digitaltwinsinstances'],
  areas: [
    {
      name: 'twins',
      prefixes: ['Microsoft.DigitalTwins/'],
      actions: ['Microsoft.DigitalTwins/digitaltwins/read', 'Microsoft.DigitalTwins/query/action'],
    },
  ],
};
