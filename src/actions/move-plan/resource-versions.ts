/** Versions of Azure's APIs that resources are named by in templates, lower-case types. What is not here is granted by a command line. */
const versions: Readonly<Record<string, string>> = {
  'microsoft.keyvault/vaults': '2023-07-01',
  'microsoft.keyvault/vaults/secrets': '2023-07-01',
  'microsoft.storage/storageaccounts': '2023-05-01',
  'microsoft.storage/storageaccounts/blobservices/containers': '2023-05-01',
  'microsoft.storage/storageaccounts/queueservices/queues': '2023-05-01',
  'microsoft.servicebus/namespaces': '2021-11-01',
  'microsoft.servicebus/namespaces/queues': '2021-11-01',
  'microsoft.servicebus/namespaces/topics': '2021-11-01',
  'microsoft.servicebus/namespaces/topics/subscriptions': '2021-11-01',
  'microsoft.eventhub/namespaces': '2024-01-01',
  'microsoft.eventhub/namespaces/eventhubs': '2024-01-01',
  'microsoft.appconfiguration/configurationstores': '2023-03-01',
  'microsoft.containerregistry/registries': '2023-07-01',
  'microsoft.search/searchservices': '2023-11-01',
  'microsoft.cognitiveservices/accounts': '2023-05-01',
  'microsoft.eventgrid/topics': '2022-06-15',
  'microsoft.insights/components': '2020-02-02',
};

export function versionFor(type: string): string | undefined {
  return versions[type.toLowerCase()];
}
