/** Built-in roles with data actions of Service Bus, Event Hubs and Event Grid; see `built-in-role.ts` for what the columns are. */
export const messagingRoles = `
f526a384-b230-433a-b45c-95f59c4a2dec | Azure Event Hubs Data Owner | manages | EventHub/*
a638d3c7-ab3a-418d-83e6-5f17a39d4fde | Azure Event Hubs Data Receiver | manages | EventHub/*/receive/action
2b629674-e913-4c01-ae53-ef4638d8f975 | Azure Event Hubs Data Sender | manages | EventHub/*/send/action
090c5cfd-751d-490a-894a-3ce6f1109419 | Azure Service Bus Data Owner | manages | ServiceBus/*
4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0 | Azure Service Bus Data Receiver | manages | ServiceBus/*/receive/action
69a216fc-b8fb-44d8-bc22-1f3c2cd27a39 | Azure Service Bus Data Sender | manages | ServiceBus/*/send/action
1d8c3fe3-8864-474b-8749-01e3783e8157 | EventGrid Data Contributor | manages | EventGrid/events/send/action EventGrid/events/receive/action
78cbd9e7-9798-4e2e-9b5a-547d9ebb31fb | EventGrid Data Receiver | manages | EventGrid/events/receive/action
d5a91429-5739-47e2-a06b-3470a27159e7 | EventGrid Data Sender | manages | EventGrid/events/send/action
a12b0b94-b317-4dcd-84a8-502ce99884c6 | EventGrid TopicSpaces Publisher | manages | EventGrid/topicSpaces/publish/action
4b0f2fd7-60b4-4eca-896f-4435034f8bf5 | EventGrid TopicSpaces Subscriber | manages | EventGrid/topicSpaces/subscribe/action
5dffeca3-4936-4216-b2bc-10343a5abb25 | Schema Registry Contributor | manages | EventHub/namespaces/schemas/*
2c56ea50-c6b3-40a6-83c0-9d98858bc7d2 | Schema Registry Reader | manages | EventHub/namespaces/schemas/read
`;
