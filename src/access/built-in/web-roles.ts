/** Built-in roles with data actions of App Configuration, Search, SignalR, Web PubSub, registries, Monitor and Digital Twins; see `built-in-role.ts` for what the columns are. */
export const webRoles = `
6cef56e8-d556-48e5-a04f-b8e64114680f | AcrImageSigner | manages | ContainerRegistry/registries/trustedCollections/write
cdda3590-29a3-44f6-95f2-9f980659eb04 | AcrQuarantineReader | manages | ContainerRegistry/registries/quarantinedArtifacts/read
c8d4ff99-41c3-41a8-9f60-21dfdad59608 | AcrQuarantineWriter | manages | ContainerRegistry/registries/quarantinedArtifacts/read ContainerRegistry/registries/quarantinedArtifacts/write
5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b | App Configuration Data Owner | data only | AppConfiguration/configurationStores/*/read AppConfiguration/configurationStores/*/write AppConfiguration/configurationStores/*/delete AppConfiguration/configurationStores/*/action
516239f1-63e1-4d78-a4de-a74fb236a071 | App Configuration Data Reader | data only | AppConfiguration/configurationStores/*/read
bcd981a7-7f74-457b-83e1-cceb9e632ffe | Azure Digital Twins Data Owner | data only | DigitalTwins/digitaltwins/* DigitalTwins/digitaltwins/commands/* DigitalTwins/digitaltwins/relationships/* DigitalTwins/eventroutes/* DigitalTwins/jobs/* DigitalTwins/models/* DigitalTwins/query/*
d57506d4-4c8d-48b1-8587-93c323f6a5a3 | Azure Digital Twins Data Reader | data only | DigitalTwins/digitaltwins/read DigitalTwins/digitaltwins/relationships/read DigitalTwins/eventroutes/read DigitalTwins/jobs/import/read DigitalTwins/jobs/imports/read DigitalTwins/jobs/deletions/read DigitalTwins/models/read DigitalTwins/query/action
577a9874-89fd-4f24-9dbd-b5034d0ad23a | Container Registry Data Importer and Data Reader | manages | ContainerRegistry/registries/repositories/content/read ContainerRegistry/registries/repositories/metadata/read ContainerRegistry/registries/catalog/read
bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7 | Container Registry Repository Catalog Lister | data only | ContainerRegistry/registries/catalog/read
2efddaa5-3f1f-4df3-97df-af3f13818f4c | Container Registry Repository Contributor | data only | ContainerRegistry/registries/repositories/metadata/read ContainerRegistry/registries/repositories/content/read ContainerRegistry/registries/repositories/metadata/write ContainerRegistry/registries/repositories/content/write ContainerRegistry/registries/repositories/metadata/delete ContainerRegistry/registries/repositories/content/delete
b93aa761-3e63-49ed-ac28-beffa264f7ac | Container Registry Repository Reader | data only | ContainerRegistry/registries/repositories/metadata/read ContainerRegistry/registries/repositories/content/read
2a1e307c-b015-4ebd-883e-5b7698a07328 | Container Registry Repository Writer | data only | ContainerRegistry/registries/repositories/metadata/read ContainerRegistry/registries/repositories/content/read ContainerRegistry/registries/repositories/metadata/write ContainerRegistry/registries/repositories/content/write
c5c82243-e78e-43f9-8428-793bba85b28e | Defender For Container Registries Operator | manages | ContainerRegistry/registries/repositories/content/read ContainerRegistry/registries/repositories/metadata/read ContainerRegistry/registries/catalog/read
96062cf7-95ca-4f89-9b9d-2a2aa47356af | Defender Registry Access | manages | ContainerRegistry/registries/repositories/metadata/read ContainerRegistry/registries/repositories/content/read ContainerRegistry/registries/repositories/metadata/write ContainerRegistry/registries/repositories/content/write ContainerRegistry/registries/repositories/metadata/delete ContainerRegistry/registries/repositories/content/delete
3913510d-42f4-4e42-8a64-420c390055eb | Monitoring Metrics Publisher | manages | Insights/Metrics/Write Insights/Telemetry/Write
dbc9c667-e97f-4491-aee6-90b9cf960190 | Privileged Monitoring Data Reader | manages | Insights/logs/data/read
8ebe5a00-799e-43f5-93ac-243d3dce84a7 | Search Index Data Contributor | data only | Search/searchServices/indexes/documents/* Search/searchServices/indexes/contentSecurity/elevatedOperations/read
1407120a-92aa-4202-b7e9-c0e197c71c8f | Search Index Data Reader | data only | Search/searchServices/indexes/documents/read
420fcaa2-552c-430f-98ca-3264be4806c7 | SignalR App Server | data only | SignalRService/SignalR/auth/accessKey/action SignalRService/SignalR/serverConnection/write SignalRService/SignalR/clientConnection/write
fd53cd77-2268-407a-8f46-7e7863d0f521 | SignalR REST API Owner | data only | SignalRService/SignalR/auth/clientToken/action SignalRService/SignalR/hub/* SignalRService/SignalR/group/* SignalRService/SignalR/clientConnection/* SignalRService/SignalR/user/*
ddde6b66-c0df-4114-a159-3618637b3035 | SignalR REST API Reader | data only | SignalRService/SignalR/group/read SignalRService/SignalR/clientConnection/read SignalRService/SignalR/user/read
7e4f1700-ea5a-4f59-8f37-079cfe29dce3 | SignalR Service Owner | data only | SignalRService/SignalR/*
12cf5a90-567b-43ae-8102-96cf46c7d9b4 | Web PubSub Service Owner | data only | SignalRService/WebPubSub/*
bfb1c7d2-fb1a-466b-b2ba-aee63b92deaf | Web PubSub Service Reader | data only | SignalRService/WebPubSub/*/read
`;
