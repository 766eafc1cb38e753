import type { Connectable } from './connection';
import type { Recipe } from './recipe';
import { mysql, postgresql, sql } from './recipes/databases';
import { functions } from './recipes/functions';
import { keyVaultCertificates, keyVaultSecrets } from './recipes/key-vault';
import { eventHubs, serviceBus } from './recipes/messaging';
import { redis } from './recipes/redis';
import { storageBlob, storageQueue } from './recipes/storage';
import { appConfiguration, cosmos } from './recipes/stores';

/** How to connect to each kind of resource, in the order they are offered. */
export const recipes: Readonly<Record<Connectable, Recipe>> = {
  keyVaultSecrets,
  keyVaultCertificates,
  functions,
  sql,
  storageBlob,
  storageQueue,
  serviceBus,
  eventHubs,
  appConfiguration,
  cosmos,
  postgresql,
  mysql,
  redis,
};
