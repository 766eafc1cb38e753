import type { AzureService, ByCloud } from '../azure-service';
import { actionsOf, clouds } from './entry';

// What messages and events go through.

export const serviceBus: AzureService = {
  id: 'serviceBus',
  label: 'Service Bus',
  access: 'roles',
  audiences: clouds(['https://servicebus.azure.net/']),
  hosts: namespaceHosts(),
  resourceTypes: ['microsoft.servicebus/namespaces'],
  areas: [
    {
      name: 'messages',
      prefixes: ['Microsoft.ServiceBus/'],
      actions: actionsOf('Microsoft.ServiceBus/namespaces/messages', 'send', 'receive'),
    },
  ],
};

export const eventHubs: AzureService = {
  id: 'eventHubs',
  label: 'Event Hubs',
  access: 'roles',
  audiences: clouds(['https://eventhubs.azure.net/']),
  hosts: namespaceHosts(),
  resourceTypes: ['microsoft.eventhub/namespaces'],
  areas: [
    {
      name: 'events',
      prefixes: ['Microsoft.EventHub/'],
      actions: actionsOf('Microsoft.EventHub/namespaces/messages', 'send', 'receive'),
    },
  ],
};

export const eventGrid: AzureService = {
  id: 'eventGrid',
  label: 'Event Grid',
  access: 'roles',
  audiences: clouds(['https://eventgrid.azure.net']),
  hosts: {},
  resourceTypes: [
    'microsoft.eventgrid/topics',
    'microsoft.eventgrid/domains',
    'microsoft.eventgrid/namespaces',
    'microsoft.eventgrid/partnernamespaces',
  ],
  areas: [
    {
      name: 'events',
      prefixes: ['Microsoft.EventGrid/'],
      actions: actionsOf('Microsoft.EventGrid/events', 'send', 'receive'),
    },
  ],
};

export const signalR: AzureService = {
  id: 'signalR',
  label: 'SignalR Service',
  access: 'roles',
  audiences: clouds(['https://signalr.azure.com']),
  hosts: {},
  resourceTypes: ['microsoft.signalrservice/signalr'],
  areas: [
    {
      name: 'connections',
      prefixes: ['Microsoft.SignalRService/SignalR/'],
      actions: ['Microsoft.SignalRService/SignalR/serverConnection/write'],
    },
  ],
};

export const webPubSub: AzureService = {
  id: 'webPubSub',
  label: 'Web PubSub',
  access: 'roles',
  audiences: clouds(['https://webpubsub.azure.com']),
  hosts: {},
  resourceTypes: ['microsoft.signalrservice/webpubsub'],
  areas: [
    {
      name: 'messages',
      prefixes: ['Microsoft.SignalRService/WebPubSub/'],
      actions: ['Microsoft.SignalRService/WebPubSub/hub/send/action'],
    },
  ],
};

/** Service Bus and Event Hubs share them: a host does not tell which of the two it is. */
function namespaceHosts(): ByCloud<readonly string[]> {
  return clouds(
    ['.servicebus.windows.net'],
    ['.servicebus.chinacloudapi.cn'],
    ['.servicebus.usgovcloudapi.net'],
  );
}
