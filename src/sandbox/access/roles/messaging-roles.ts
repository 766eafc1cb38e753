/** Built-in roles of Service Bus, Event Hubs, Event Grid, Relay, SignalR and Web PubSub; see `../role-definitions.ts` for what the columns are. */
export const messagingRoles = `
f526a384-b230-433a-b45c-95f59c4a2dec | Azure Event Hubs Data Owner | EventHub/* |  | EventHub/*
a638d3c7-ab3a-418d-83e6-5f17a39d4fde | Azure Event Hubs Data Receiver | EventHub/*/eventhubs/consumergroups/read |  | EventHub/*/receive/action
2b629674-e913-4c01-ae53-ef4638d8f975 | Azure Event Hubs Data Sender | EventHub/*/eventhubs/read |  | EventHub/*/send/action
26e0b698-aa6d-4085-9386-aadae190014d | Azure Relay Listener | Relay/*/wcfRelays/read Relay/*/hybridConnections/read |  | Relay/*/listen/action
2787bf04-f1f5-4bfe-8383-c8a24483ee38 | Azure Relay Owner | Relay/* |  | Relay/*
26baccc8-eea7-41f1-98f4-1762cc7f685d | Azure Relay Sender | Relay/*/wcfRelays/read Relay/*/hybridConnections/read |  | Relay/*/send/action
090c5cfd-751d-490a-894a-3ce6f1109419 | Azure Service Bus Data Owner | ServiceBus/* |  | ServiceBus/*
4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0 | Azure Service Bus Data Receiver | ServiceBus/*/queues/read ServiceBus/*/topics/read ServiceBus/*/topics/subscriptions/read |  | ServiceBus/*/receive/action
69a216fc-b8fb-44d8-bc22-1f3c2cd27a39 | Azure Service Bus Data Sender | ServiceBus/*/queues/read ServiceBus/*/topics/read ServiceBus/*/topics/subscriptions/read |  | ServiceBus/*/send/action
1e241071-0855-49ea-94dc-649edcd759de | EventGrid Contributor | Authorization/*/read EventGrid/* Insights/alertRules/* Resources/deployments/* Resources/subscriptions/resourceGroups/read Support/*
1d8c3fe3-8864-474b-8749-01e3783e8157 | EventGrid Data Contributor | Authorization/*/read EventGrid/eventSubscriptions/read EventGrid/topicTypes/eventSubscriptions/read EventGrid/locations/eventSubscriptions/read EventGrid/locations/topicTypes/eventSubscriptions/read Resources/subscriptions/resourceGroups/read EventGrid/topics/read EventGrid/domains/read EventGrid/partnerNamespaces/read EventGrid/namespaces/read |  | EventGrid/events/send/action EventGrid/events/receive/action
78cbd9e7-9798-4e2e-9b5a-547d9ebb31fb | EventGrid Data Receiver | Authorization/*/read EventGrid/eventSubscriptions/read EventGrid/topicTypes/eventSubscriptions/read EventGrid/locations/eventSubscriptions/read EventGrid/locations/topicTypes/eventSubscriptions/read Resources/subscriptions/resourceGroups/read EventGrid/namespaces/read |  | EventGrid/events/receive/action
d5a91429-5739-47e2-a06b-3470a27159e7 | EventGrid Data Sender | Authorization/*/read EventGrid/topics/read EventGrid/domains/read EventGrid/partnerNamespaces/read Resources/subscriptions/resourceGroups/read EventGrid/namespaces/read |  | EventGrid/events/send/action
428e0ff0-5e57-4d9c-a221-2c70d0e0a443 | EventGrid EventSubscription Contributor | Authorization/*/read EventGrid/eventSubscriptions/* EventGrid/topicTypes/eventSubscriptions/read EventGrid/locations/eventSubscriptions/read EventGrid/locations/topicTypes/eventSubscriptions/read Insights/alertRules/* Resources/deployments/* Resources/subscriptions/resourceGroups/read Support/*
2414bbcf-6497-4faf-8c65-045460748405 | EventGrid EventSubscription Reader | Authorization/*/read EventGrid/eventSubscriptions/read EventGrid/topicTypes/eventSubscriptions/read EventGrid/locations/eventSubscriptions/read EventGrid/locations/topicTypes/eventSubscriptions/read Resources/subscriptions/resourceGroups/read
a12b0b94-b317-4dcd-84a8-502ce99884c6 | EventGrid TopicSpaces Publisher | Authorization/*/read EventGrid/*/read Insights/alertRules/* Resources/deployments/read Resources/subscriptions/resourceGroups/read |  | EventGrid/topicSpaces/publish/action
4b0f2fd7-60b4-4eca-896f-4435034f8bf5 | EventGrid TopicSpaces Subscriber | Authorization/*/read EventGrid/*/read Insights/alertRules/* Resources/deployments/read Resources/subscriptions/resourceGroups/read |  | EventGrid/topicSpaces/subscribe/action
5dffeca3-4936-4216-b2bc-10343a5abb25 | Schema Registry Contributor | EventHub/namespaces/schemagroups/* |  | EventHub/namespaces/schemas/*
2c56ea50-c6b3-40a6-83c0-9d98858bc7d2 | Schema Registry Reader | EventHub/namespaces/schemagroups/read |  | EventHub/namespaces/schemas/read
04165923-9d83-45d5-8227-78b77b0a687e | SignalR AccessKey Reader | SignalRService/*/read SignalRService/SignalR/listkeys/action Authorization/*/read Resources/subscriptions/resourceGroups/read Support/*
420fcaa2-552c-430f-98ca-3264be4806c7 | SignalR App Server |  |  | SignalRService/SignalR/auth/accessKey/action SignalRService/SignalR/serverConnection/write SignalRService/SignalR/clientConnection/write
fd53cd77-2268-407a-8f46-7e7863d0f521 | SignalR REST API Owner |  |  | SignalRService/SignalR/auth/clientToken/action SignalRService/SignalR/hub/* SignalRService/SignalR/group/* SignalRService/SignalR/clientConnection/* SignalRService/SignalR/user/*
ddde6b66-c0df-4114-a159-3618637b3035 | SignalR REST API Reader |  |  | SignalRService/SignalR/group/read SignalRService/SignalR/clientConnection/read SignalRService/SignalR/user/read
7e4f1700-ea5a-4f59-8f37-079cfe29dce3 | SignalR Service Owner |  |  | SignalRService/SignalR/*
8cf5e20a-e4b2-4e9d-b3a1-5ceb692c2761 | SignalR/Web PubSub Contributor | SignalRService/* Authorization/*/read Insights/alertRules/* Resources/subscriptions/resourceGroups/read Resources/deployments/* Support/*
12cf5a90-567b-43ae-8102-96cf46c7d9b4 | Web PubSub Service Owner |  |  | SignalRService/WebPubSub/*
bfb1c7d2-fb1a-466b-b2ba-aee63b92deaf | Web PubSub Service Reader |  |  | SignalRService/WebPubSub/*/read
`;
