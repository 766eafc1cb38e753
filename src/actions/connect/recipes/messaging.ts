import { say } from '../../../lifecycle/text';
import { hostEnding, hostOf, type Connection } from '../connection';
import type { Recipe, Setting } from '../recipe';
import type { Refusal } from '../code/client-code';
import { sdk, starter } from './libraries';
import { needsRole } from './refusals';
import { clientIngredients, guarded } from './sdk-client';
import { cloudSettings, credentialSettings, ownKey } from './settings';

const byBus: Refusal = {
  by: 'test',
  type: 'com.azure.messaging.servicebus.ServiceBusException',
  java: 'error.getReason() == ServiceBusFailureReason.UNAUTHORIZED',
  kotlin: 'error.reason == ServiceBusFailureReason.UNAUTHORIZED',
};

export const serviceBus: Recipe = {
  to: 'serviceBus',
  label: say('Service Bus'),
  service: 'serviceBus',
  use: 'send',
  resourceTypes: ['microsoft.servicebus/namespaces'],
  part: { label: say('queue'), proposal: 'messages' },
  make: (making) => {
    const { connection } = making;
    const home = 'spring.cloud.azure.servicebus';
    const queue = connection.part ?? 'messages';
    return clientIngredients(making, {
      className: 'MessageQueue',
      purpose: `Messages for a queue of ${connection.name}.`,
      client: 'com.azure.messaging.servicebus.ServiceBusSenderClient',
      imports: [
        'com.azure.messaging.servicebus.ServiceBusFailureReason',
        'com.azure.messaging.servicebus.ServiceBusMessage',
      ],
      buildImports: ['com.azure.messaging.servicebus.ServiceBusClientBuilder'],
      build: {
        java: [
          'new ServiceBusClientBuilder()',
          '.fullyQualifiedNamespace(namespace)',
          '.credential(credential)',
          '.sender()',
          '.queueName(queue)',
          '.buildClient();',
        ],
        kotlin: [
          'ServiceBusClientBuilder()',
          '.fullyQualifiedNamespace(namespace)',
          '.credential(credential)',
          '.sender()',
          '.queueName(queue)',
          '.buildClient()',
        ],
      },
      methods: guarded(
        'Sends a message to the queue.',
        ['void send(String message)', 'client.sendMessage(new ServiceBusMessage(message));'],
        ['send(message: String)', 'client.sendMessage(ServiceBusMessage(message))'],
        byBus.type,
      ),
      refusal: { ...byBus, remedy: needsRole('serviceBus', 'send') },
      inputs: [
        { name: 'namespace', key: ownKey(connection, 'namespace'), value: hostOf(connection) },
        { name: 'queue', key: ownKey(connection, 'queue'), value: queue },
      ],
      starter: {
        settings: [
          { key: `${home}.namespace`, value: connection.name },
          ...domainSettings(home, connection),
          { key: `${home}.producer.entity-name`, value: queue },
          { key: `${home}.producer.entity-type`, value: 'queue' },
          ...credentialSettings(home, connection),
          ...cloudSettings(connection),
        ],
        libraries: [starter('servicebus')],
      },
      libraries: sdk('azure-messaging-servicebus'),
    });
  },
};

const byHub: Refusal = {
  by: 'test',
  type: 'com.azure.core.amqp.exception.AmqpException',
  java: 'error.getErrorCondition() == AmqpErrorCondition.UNAUTHORIZED_ACCESS',
  kotlin: 'error.errorCondition == AmqpErrorCondition.UNAUTHORIZED_ACCESS',
};

export const eventHubs: Recipe = {
  to: 'eventHubs',
  label: say('Event Hubs'),
  service: 'eventHubs',
  use: 'send',
  resourceTypes: ['microsoft.eventhub/namespaces'],
  part: { label: say('event hub'), proposal: 'events' },
  make: (making) => {
    const { connection } = making;
    const home = 'spring.cloud.azure.eventhubs';
    const hub = connection.part ?? 'events';
    return clientIngredients(making, {
      className: 'EventStream',
      purpose: `Events for a hub of ${connection.name}.`,
      client: 'com.azure.messaging.eventhubs.EventHubProducerClient',
      imports: [
        'com.azure.core.amqp.exception.AmqpErrorCondition',
        'com.azure.messaging.eventhubs.EventData',
        'java.util.Collections',
      ],
      buildImports: ['com.azure.messaging.eventhubs.EventHubClientBuilder'],
      build: {
        java: [
          'new EventHubClientBuilder()',
          '.fullyQualifiedNamespace(namespace)',
          '.eventHubName(hub)',
          '.credential(credential)',
          '.buildProducerClient();',
        ],
        kotlin: [
          'EventHubClientBuilder()',
          '.fullyQualifiedNamespace(namespace)',
          '.eventHubName(hub)',
          '.credential(credential)',
          '.buildProducerClient()',
        ],
      },
      methods: guarded(
        'Sends an event to the hub.',
        ['void send(String event)', 'client.send(Collections.singletonList(new EventData(event)));'],
        ['send(event: String)', 'client.send(Collections.singletonList(EventData(event)))'],
        byHub.type,
      ),
      refusal: { ...byHub, remedy: needsRole('eventHubs', 'send') },
      inputs: [
        { name: 'namespace', key: ownKey(connection, 'namespace'), value: hostOf(connection) },
        { name: 'hub', key: ownKey(connection, 'hub'), value: hub },
      ],
      starter: {
        settings: [
          { key: `${home}.namespace`, value: connection.name },
          ...domainSettings(home, connection),
          { key: `${home}.producer.event-hub-name`, value: hub },
          ...credentialSettings(home, connection),
          ...cloudSettings(connection),
        ],
        libraries: [starter('eventhubs')],
      },
      libraries: sdk('azure-messaging-eventhubs'),
    });
  },
};

/** A namespace is given by its name alone: what follows it differs in other clouds. */
function domainSettings(home: string, { to, cloud }: Connection): readonly Setting[] {
  return cloud === 'public' ? [] : [{ key: `${home}.domain-name`, value: hostEnding(to, cloud).slice(1) }];
}
