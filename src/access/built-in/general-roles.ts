/** Built-in roles that manage resources and have no data action, as far as people grant them to identities; see `built-in-role.ts` for what the columns are. */
export const generalRoles = `
c2f4ef07-c644-48eb-af81-4b1b4947fb11 | AcrDelete | manages
7f951dda-4ed3-4680-a7ca-43fe172d538d | AcrPull | manages
8311e382-0749-4cb8-b61a-304f252e45ec | AcrPush | manages
312a565d-c81f-4fd8-895a-4e21e48d571c | API Management Service Contributor | manages
fe86443c-f201-4fc4-9d2a-ac61149fbda0 | App Configuration Contributor | manages
175b81b9-6e0d-490a-85e4-0d422273c10c | App Configuration Reader | manages
ae349356-3a1b-4a5e-921d-050484c6347e | Application Insights Component Contributor | manages
08954f03-6346-4c2e-81c0-ec3a5cfae23b | Application Insights Snapshot Debugger | manages
f353d9bd-d4a6-484e-a77a-8050b599b867 | Automation Contributor | manages
0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8 | Azure Kubernetes Service Cluster Admin Role | manages
4abbcc35-e782-43d8-92c5-2d3f1bd2253f | Azure Kubernetes Service Cluster User Role | manages
5e467623-bb1f-42f4-a55d-6e525e11384b | Backup Contributor | manages
a795c7a0-d4a2-40c1-ae25-d81f01202912 | Backup Reader | manages
fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64 | Billing Reader | manages
25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68 | Cognitive Services Contributor | manages
358470bc-b998-42bd-ab17-a7e34c199c0f | Container Apps Contributor | manages
4e3d2b60-56ae-4dc6-a233-09c8e5a82e68 | Container Apps Jobs Contributor | manages
ad2dd5fb-cd4b-4fd4-a9b6-4fed3630980b | ContainerApp Reader | manages
b24988ac-6180-42a0-ab88-20f7382dd24c | Contributor | manages
fbdf93bf-df7d-467e-a4d2-9458aa1360c8 | Cosmos DB Account Reader Role | manages
230815da-be43-4aae-9cb4-875f7bd000aa | Cosmos DB Operator | manages
db7b14f2-5adf-42da-9f96-f2ee17bab5cb | CosmosBackupOperator | manages
5432c526-bc82-444a-b7ba-57c5b0b5b34f | CosmosRestoreOperator | manages
72fafb9e-0641-4937-9268-a91bfd8191a3 | Cost Management Reader | manages
befefa01-2a29-4197-83a8-272ff33ce314 | DNS Zone Contributor | manages
5bd9cd88-fe45-4216-938b-f97437e15450 | DocumentDB Account Contributor | manages
1e241071-0855-49ea-94dc-649edcd759de | EventGrid Contributor | manages
428e0ff0-5e57-4d9c-a221-2c70d0e0a443 | EventGrid EventSubscription Contributor | manages
2414bbcf-6497-4faf-8c65-045460748405 | EventGrid EventSubscription Reader | manages
f25e0fa2-a7c8-4377-a976-54943a77a395 | Key Vault Contributor | manages
8b54135c-b56d-4d72-a534-26097cfdc8d8 | Key Vault Data Access Administrator | manages
87a39d53-fc1b-424a-814c-f7e04687dc9e | Logic App Contributor | manages
515c2055-d9d4-4321-b1b9-bd0c9a0f79fe | Logic App Operator | manages
e40ec5ca-96e0-45a2-b4ff-59039f2c2b59 | Managed Identity Contributor | manages
f1a07417-d97a-45cb-824c-7a7467783830 | Managed Identity Operator | manages
5d58bcaf-24a5-4b20-bdb6-eed9f69fbe4c | Management Group Contributor | manages
ac63b705-f282-497d-ac71-919bf39d939d | Management Group Reader | manages
749f88d5-cbae-40b8-bcfc-e573ddc772fa | Monitoring Contributor | manages
43d0d8ad-25c7-4714-9337-8ba259a9fe05 | Monitoring Reader | manages
4d97b98b-1d4f-4787-a291-c67834d212e7 | Network Contributor | manages
8e3af657-a8ff-443c-a75c-2fe8c4bcb635 | Owner | manages
b12aa53e-6015-4669-85d0-8515ebb3ae7f | Private DNS Zone Contributor | manages
acdd72a7-3385-48ef-bd42-f606fba81ae7 | Reader | manages
c12c1c16-33a1-487b-954d-41c89c60f349 | Reader and Data Access | manages
e0f68234-74aa-48ed-b826-c38b57376e17 | Redis Cache Contributor | manages
36243c78-bf99-498c-9df9-86d9f8d28608 | Resource Policy Contributor | manages
f58310d9-a9f6-439a-9e8d-f62e7b41a168 | Role Based Access Control Administrator | manages
7ca78c08-252a-4471-8644-bb5ff32d4ba0 | Search Service Contributor | manages
fb1c8493-542b-48eb-b624-b4c8fea62acd | Security Admin | manages
39bc4728-0917-49c7-9d2c-d95423bc2eb4 | Security Reader | manages
04165923-9d83-45d5-8227-78b77b0a687e | SignalR AccessKey Reader | manages
8cf5e20a-e4b2-4e9d-b3a1-5ceb692c2761 | SignalR/Web PubSub Contributor | manages
9b7fa17d-e63e-47b0-bb0a-15c516ac86ec | SQL DB Contributor | manages
4939a1f6-9ae0-4e48-a1e0-f2cbe897382d | SQL Managed Instance Contributor | manages
056cd41c-7e88-42e1-933e-88ba6a50c9c3 | SQL Security Manager | manages
6d8ee4ec-f05a-4a1d-8b00-a9b17e38b437 | SQL Server Contributor | manages
17d1049b-9a84-46fb-8f53-869881c3d3ab | Storage Account Contributor | manages
81a9662b-bebf-436f-a333-f67b29880f12 | Storage Account Key Operator Service Role | manages
db58b8e5-c6ad-4a2a-8342-4190687cbf4a | Storage Blob Delegator | manages
765a04e0-5de8-4bb2-9bf6-b2a30bc03e91 | Storage File Delegator | manages
7ee386e9-84f0-448e-80a6-f185f6533131 | Storage Queue Delegator | manages
965033a5-c8eb-4f35-b82f-fef460a3606d | Storage Table Delegator | manages
cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e | Support Request Contributor | manages
4a9ae827-6dc8-4573-8ac7-8239d42aa03f | Tag Contributor | manages
a4b10055-b0c7-44c2-b00f-c7b5b3550cf7 | Traffic Manager Contributor | manages
18d7d88d-d35e-4fb5-a5c3-7773c20a72d9 | User Access Administrator | manages
9980e02c-c2be-4d73-94e8-173b1dc7cf3c | Virtual Machine Contributor | manages
2cc479cb-7b4d-49a8-b449-8c00fd0f0a4b | Web Plan Contributor | manages
de139f84-1756-47ae-9be6-808fbbe84772 | Website Contributor | manages
`;
