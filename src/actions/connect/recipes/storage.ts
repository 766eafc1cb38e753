import { say } from '../../../lifecycle/text';
import { hostOf } from '../connection';
import type { Recipe } from '../recipe';
import { sdk, starter } from './libraries';
import { byHttp, needsRole } from './refusals';
import { clientIngredients, guarded } from './sdk-client';
import { cloudSettings, credentialSettings, ownKey } from './settings';

const resourceTypes = ['microsoft.storage/storageaccounts'];

export const storageBlob: Recipe = {
  to: 'storageBlob',
  label: say('Storage blobs'),
  service: 'storage',
  area: 'blobs',
  use: 'read',
  resourceTypes,
  part: { label: say('container'), proposal: 'data' },
  make: (making) => {
    const { connection } = making;
    const home = 'spring.cloud.azure.storage.blob';
    const endpoint = `https://${hostOf(connection)}`;
    const container = connection.part ?? 'data';
    return clientIngredients(making, {
      className: 'BlobStorage',
      purpose: `Blobs of ${connection.name}.`,
      client: 'com.azure.storage.blob.BlobServiceClient',
      buildImports: ['com.azure.storage.blob.BlobServiceClientBuilder'],
      build: serviceClient('BlobServiceClientBuilder'),
      methods: guarded(
        'The content of a blob.',
        [
          'byte[] read(String name)',
          'return client.getBlobContainerClient(container).getBlobClient(name).downloadContent().toBytes();',
        ],
        [
          'read(name: String): ByteArray',
          'return client.getBlobContainerClient(container).getBlobClient(name).downloadContent().toBytes()',
        ],
        byHttp.type,
      ),
      refusal: { ...byHttp, remedy: needsRole('storage', 'read', 'blobs') },
      inputs: [
        { name: 'endpoint', key: ownKey(connection, 'endpoint'), value: endpoint },
        { name: 'container', key: ownKey(connection, 'container'), value: container },
      ],
      starterInputs: [{ name: 'container', key: `${home}.container-name` }],
      starter: {
        settings: [
          { key: `${home}.endpoint`, value: endpoint },
          { key: `${home}.container-name`, value: container },
          ...credentialSettings(home, connection),
          ...cloudSettings(connection),
        ],
        libraries: [starter('storage-blob')],
      },
      libraries: sdk('azure-storage-blob'),
    });
  },
};

export const storageQueue: Recipe = {
  to: 'storageQueue',
  label: say('Storage queues'),
  service: 'storage',
  area: 'queues',
  use: 'send',
  resourceTypes,
  part: { label: say('queue'), proposal: 'messages' },
  make: (making) => {
    const { connection } = making;
    const home = 'spring.cloud.azure.storage.queue';
    const endpoint = `https://${hostOf(connection)}`;
    const queue = connection.part ?? 'messages';
    return clientIngredients(making, {
      className: 'QueueStorage',
      purpose: `Messages for a queue of ${connection.name}.`,
      client: 'com.azure.storage.queue.QueueServiceClient',
      buildImports: ['com.azure.storage.queue.QueueServiceClientBuilder'],
      build: serviceClient('QueueServiceClientBuilder'),
      methods: guarded(
        'Puts a message into the queue.',
        ['void send(String message)', 'client.getQueueClient(queue).sendMessage(message);'],
        ['send(message: String)', 'client.getQueueClient(queue).sendMessage(message)'],
        byHttp.type,
      ),
      refusal: { ...byHttp, remedy: needsRole('storage', 'send', 'queues') },
      inputs: [
        { name: 'endpoint', key: ownKey(connection, 'endpoint'), value: endpoint },
        { name: 'queue', key: ownKey(connection, 'queue'), value: queue },
      ],
      starterInputs: [{ name: 'queue', key: `${home}.queue-name` }],
      starter: {
        settings: [
          { key: `${home}.endpoint`, value: endpoint },
          { key: `${home}.queue-name`, value: queue },
          ...credentialSettings(home, connection),
          ...cloudSettings(connection),
        ],
        libraries: [starter('storage-queue')],
      },
      libraries: sdk('azure-storage-queue'),
    });
  },
};

function serviceClient(builder: string) {
  return {
    java: [`new ${builder}()`, '.endpoint(endpoint)', '.credential(credential)', '.buildClient();'],
    kotlin: [`${builder}()`, '.endpoint(endpoint)', '.credential(credential)', '.buildClient()'],
  };
}
