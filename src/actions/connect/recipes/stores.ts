import { say } from '../../../lifecycle/text';
import { hostOf } from '../connection';
import type { Recipe } from '../recipe';
import type { Refusal } from '../code/client-code';
import { sdk, starter } from './libraries';
import { byHttp, needsRole } from './refusals';
import { clientIngredients, guarded } from './sdk-client';
import { cloudSettings, credentialSettings, ownKey } from './settings';

export const appConfiguration: Recipe = {
  to: 'appConfiguration',
  label: say('App Configuration'),
  service: 'appConfiguration',
  use: 'read',
  resourceTypes: ['microsoft.appconfiguration/configurationstores'],
  make: (making) => {
    const { connection } = making;
    const home = 'spring.cloud.azure.appconfiguration';
    const endpoint = `https://${hostOf(connection)}`;
    return clientIngredients(making, {
      className: 'SharedSettings',
      purpose: `Settings of ${connection.name}.`,
      client: 'com.azure.data.appconfiguration.ConfigurationClient',
      buildImports: ['com.azure.data.appconfiguration.ConfigurationClientBuilder'],
      build: {
        java: [
          'new ConfigurationClientBuilder()',
          '.endpoint(endpoint)',
          '.credential(credential)',
          '.buildClient();',
        ],
        kotlin: [
          'ConfigurationClientBuilder()',
          '.endpoint(endpoint)',
          '.credential(credential)',
          '.buildClient()',
        ],
      },
      methods: guarded(
        'A setting by its key, without a label.',
        ['String setting(String key)', 'return client.getConfigurationSetting(key, null).getValue();'],
        ['setting(key: String): String?', 'return client.getConfigurationSetting(key, null).value'],
        byHttp.type,
      ),
      refusal: { ...byHttp, remedy: needsRole('appConfiguration', 'read') },
      inputs: [{ name: 'endpoint', key: ownKey(connection, 'endpoint'), value: endpoint }],
      starter: {
        settings: [
          { key: `${home}.endpoint`, value: endpoint },
          ...credentialSettings(home, connection),
          ...cloudSettings(connection),
        ],
        libraries: [starter('appconfiguration')],
      },
      libraries: sdk('azure-data-appconfiguration'),
    });
  },
};

const byCosmos: Refusal = {
  by: 'status',
  type: 'com.azure.cosmos.CosmosException',
  java: 'error.getStatusCode()',
  kotlin: 'error.statusCode',
};

export const cosmos: Recipe = {
  to: 'cosmos',
  label: say('Cosmos DB'),
  service: 'cosmos',
  use: 'read',
  resourceTypes: ['microsoft.documentdb/databaseaccounts'],
  part: { label: say('database'), proposal: 'app' },
  make: (making) => {
    const { connection } = making;
    const home = 'spring.cloud.azure.cosmos';
    const endpoint = `https://${hostOf(connection)}:443/`;
    const database = connection.part ?? 'app';
    return clientIngredients(making, {
      className: 'DocumentStore',
      purpose: `Documents of ${connection.name}.`,
      client: 'com.azure.cosmos.CosmosClient',
      imports: ['com.azure.cosmos.models.PartitionKey', 'java.util.Map'],
      buildImports: ['com.azure.cosmos.CosmosClientBuilder'],
      build: {
        java: [
          'new CosmosClientBuilder()',
          '.endpoint(endpoint)',
          '.credential(credential)',
          '.buildClient();',
        ],
        kotlin: ['CosmosClientBuilder()', '.endpoint(endpoint)', '.credential(credential)', '.buildClient()'],
      },
      methods: guarded(
        'A document by its ID, in a container whose partition key is the ID.',
        [
          'Map<?, ?> document(String container, String id)',
          'return client.getDatabase(database).getContainer(container)',
          '        .readItem(id, new PartitionKey(id), Map.class)',
          '        .getItem();',
        ],
        [
          'document(container: String, id: String): Map<*, *>',
          'return client.getDatabase(database).getContainer(container)',
          '    .readItem(id, PartitionKey(id), Map::class.java)',
          '    .item',
        ],
        byCosmos.type,
      ),
      refusal: {
        ...byCosmos,
        remedy: "needs the role 'Cosmos DB Built-in Data Reader' of the account itself",
      },
      inputs: [
        { name: 'endpoint', key: ownKey(connection, 'endpoint'), value: endpoint },
        { name: 'database', key: ownKey(connection, 'database'), value: database },
      ],
      starterInputs: [{ name: 'database', key: `${home}.database` }],
      starter: {
        settings: [
          { key: `${home}.endpoint`, value: endpoint },
          { key: `${home}.database`, value: database },
          ...credentialSettings(home, connection),
          ...cloudSettings(connection),
        ],
        libraries: [starter('cosmos')],
      },
      libraries: sdk('azure-cosmos'),
    });
  },
};
