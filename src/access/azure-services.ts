import type { AzureService, ServiceId } from './azure-service';
import { cosmos, ossDatabases, redis, sql } from './services/databases';
import { ai, digitalTwins, search } from './services/intelligence';
import { eventGrid, eventHubs, serviceBus, signalR, webPubSub } from './services/messaging';
import { arm, containerRegistry, databricks, graph, monitor } from './services/platform';
import { appConfiguration, storage } from './services/stores';
import { keyVault, managedHsm } from './services/vaults';

/**
 * Every service that is known here, in the order it is offered. Names, audiences and hosts: "Azure services that support managed
 * identities" and "Azure endpoints" of each cloud; data actions: the operations of each resource provider.
 */
export const azureServices: readonly AzureService[] = [
  keyVault,
  storage,
  sql,
  ossDatabases,
  arm,
  serviceBus,
  eventHubs,
  appConfiguration,
  cosmos,
  redis,
  graph,
  databricks,
  ai,
  search,
  eventGrid,
  signalR,
  webPubSub,
  containerRegistry,
  digitalTwins,
  monitor,
  managedHsm,
];

export function serviceOf(id: ServiceId): AzureService {
  const found = azureServices.find((service) => service.id === id);
  if (found === undefined) throw new TypeError(`No service is called ${id}.`);
  return found;
}
