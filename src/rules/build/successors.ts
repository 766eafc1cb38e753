import { say, type Text } from '../../lifecycle/text';
import type { Dependency } from '../../source/build/build-file';

/** Artifacts of `com.azure.spring` before 4.0 that others took the place of. Source: the migration guide for 4.0. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['azure-spring-boot-bom', 'spring-cloud-azure-dependencies'],
  ['azure-spring-cloud-dependencies', 'spring-cloud-azure-dependencies'],
  ['azure-spring-boot-starter', 'spring-cloud-azure-starter'],
  ['azure-spring-boot-starter-active-directory', 'spring-cloud-azure-starter-active-directory'],
  ['azure-spring-boot-starter-active-directory-b2c', 'spring-cloud-azure-starter-active-directory-b2c'],
  ['azure-spring-boot-starter-cosmos', 'spring-cloud-azure-starter-data-cosmos'],
  ['azure-spring-boot-starter-keyvault-secrets', 'spring-cloud-azure-starter-keyvault-secrets'],
  ['azure-spring-boot-starter-servicebus-jms', 'spring-cloud-azure-starter-servicebus-jms'],
  ['azure-spring-cloud-messaging', 'spring-messaging-azure'],
  ['azure-spring-cloud-starter-eventhubs', 'spring-cloud-azure-starter-integration-eventhubs'],
  ['azure-spring-cloud-starter-servicebus', 'spring-cloud-azure-starter-integration-servicebus'],
  ['azure-spring-cloud-starter-storage-queue', 'spring-cloud-azure-starter-integration-storage-queue'],
  ['azure-spring-cloud-stream-binder-eventhubs', 'spring-cloud-azure-stream-binder-eventhubs'],
  ['azure-spring-cloud-stream-binder-service-core', 'spring-cloud-azure-stream-binder-servicebus-core'],
  ['azure-spring-cloud-stream-binder-servicebus-queue', 'spring-cloud-azure-stream-binder-servicebus'],
  ['azure-spring-cloud-stream-binder-servicebus-topic', 'spring-cloud-azure-stream-binder-servicebus'],
  ['azure-spring-integration-core', 'spring-integration-azure-core'],
  ['azure-spring-integration-eventhubs', 'spring-integration-azure-eventhubs'],
  ['azure-spring-integration-servicebus', 'spring-integration-azure-servicebus'],
  ['azure-spring-integration-storage-queue', 'spring-integration-azure-storage-queue'],
]);

/** The generation before, in `com.microsoft.azure`, as far as a name of the list above took its place. */
const older: ReadonlyMap<string, string> = new Map([
  ['azure-active-directory-spring-boot-starter', 'azure-spring-boot-starter-active-directory'],
  ['azure-active-directory-b2c-spring-boot-starter', 'azure-spring-boot-starter-active-directory-b2c'],
  ['azure-cosmosdb-spring-boot-starter', 'azure-spring-boot-starter-cosmos'],
  ['azure-keyvault-secrets-spring-boot-starter', 'azure-spring-boot-starter-keyvault-secrets'],
  ['azure-servicebus-jms-spring-boot-starter', 'azure-spring-boot-starter-servicebus-jms'],
  ['azure-spring-boot-starter', 'azure-spring-boot-starter'],
  ['azure-spring-boot-bom', 'azure-spring-boot-bom'],
  ['spring-starter-azure-eventhub', 'azure-spring-cloud-starter-eventhubs'],
  ['spring-cloud-starter-azure-eventhubs', 'azure-spring-cloud-starter-eventhubs'],
  ['spring-cloud-starter-azure-servicebus', 'azure-spring-cloud-starter-servicebus'],
  ['spring-cloud-starter-azure-storage-queue', 'azure-spring-cloud-starter-storage-queue'],
  ['spring-cloud-azure-eventhubs-stream-binder', 'azure-spring-cloud-stream-binder-eventhubs'],
  ['spring-cloud-azure-servicebus-queue-stream-binder', 'azure-spring-cloud-stream-binder-servicebus-queue'],
  ['spring-cloud-azure-servicebus-topic-stream-binder', 'azure-spring-cloud-stream-binder-servicebus-topic'],
  ['spring-integration-eventhubs', 'azure-spring-integration-eventhubs'],
  ['spring-integration-servicebus', 'azure-spring-integration-servicebus'],
  ['spring-integration-storage-queue', 'azure-spring-integration-storage-queue'],
  ['spring-integration-azure-core', 'azure-spring-integration-core'],
  ['spring-cloud-azure-messaging', 'azure-spring-cloud-messaging'],
  ['spring-cloud-azure-dependencies', 'azure-spring-cloud-dependencies'],
]);

/** What took the place of several artifacts, in words; there is nothing to put in their place one to one. */
const advice: ReadonlyMap<string, Text> = new Map([
  [
    'azure-spring-boot-starter-storage',
    say(
      "'spring-cloud-azure-starter-storage-blob' and 'spring-cloud-azure-starter-storage-file-share' take its place.",
    ),
  ],
  [
    'azure-spring-boot-starter-keyvault-certificates',
    say("'spring-cloud-azure-starter-keyvault-jca' takes its place, for the certificates of TLS."),
  ],
  [
    'azure-storage-spring-boot-starter',
    say(
      "'com.azure.spring:spring-cloud-azure-starter-storage-blob' and 'spring-cloud-azure-starter-storage-file-share' take its place.",
    ),
  ],
  [
    'spring-cloud-starter-azure-cache',
    say(
      "'spring-boot-starter-data-redis' with 'com.azure.spring:spring-cloud-azure-starter-data-redis-lettuce' takes its place.",
    ),
  ],
  [
    'spring-cloud-starter-azure-eventhubs-kafka',
    say("Spring Kafka with 'com.azure.spring:spring-cloud-azure-starter' takes its place."),
  ],
  [
    'spring-cloud-starter-azure-appconfiguration-config',
    say("'com.azure.spring:spring-cloud-azure-starter-appconfiguration-config' takes its place."),
  ],
  [
    'azure-keyvault-certificates-spring-boot-starter',
    say("'com.azure.spring:spring-cloud-azure-starter-keyvault-jca' takes its place."),
  ],
  [
    'azure-spring-cloud-starter-cache',
    say("'spring-boot-starter-data-redis' with 'spring-cloud-azure-starter' takes its place."),
  ],
  [
    'azure-spring-cloud-starter-eventhubs-kafka',
    say("Spring Kafka with 'spring-cloud-azure-starter' takes its place."),
  ],
]);

/**
 * App Configuration kept its names longer than all others: `azure-spring-cloud-appconfiguration-config` 2.x is of the time of
 * 4.0, and was renamed later.
 */
const keptNames = /^azure-spring-cloud-(?:starter-)?(?:appconfiguration-config|feature-management)/;

export const springGroup = 'com.azure.spring';

/** Whether a dependency is one of the Azure starters, and what comes with them, before Spring Cloud Azure 4.0. */
export function isLegacyStarter({ group, artifact, use }: Dependency): boolean {
  if (use === 'plugin' || use === 'parent') return false;
  const name = artifact.text;
  if (group.text === springGroup)
    return (
      (/^azure-spring-(?:boot|cloud|integration)(?:-\w|$)/.test(name) && !keptNames.test(name)) ||
      renamed.has(name)
    );
  return (
    group.text === 'com.microsoft.azure' &&
    (/^azure-.*spring-boot-(?:starter|bom)/.test(name) ||
      /^spring-.*azure/.test(name) ||
      name === 'azure-spring-boot')
  );
}

/** The artifact of `com.azure.spring` that took the place of a legacy one, where one did alone. */
export function successorOf({ group, artifact }: Dependency): string | undefined {
  const name = group.text === springGroup ? artifact.text : older.get(artifact.text);
  return name === undefined ? undefined : renamed.get(name);
}

export function adviceOn({ artifact }: Dependency): Text | undefined {
  return advice.get(artifact.text);
}
