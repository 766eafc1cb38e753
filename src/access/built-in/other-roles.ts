/** Built-in roles whose data actions are those of services that nothing here knows: they open none of the ones it does; see `built-in-role.ts` for what the columns are. */
export const otherRoles = `
a8d4b70f-0fb9-4f72-b267-b87b2f990aec | AgFood Platform Dataset Admin | data only
6b77f0a0-0d89-41cc-acd1-579c22c17a67 | AgFood Platform Sensor Partner Contributor | data only
f8da80de-1ff9-4747-ad80-a19b7f6079e3 | AgFood Platform Service Admin | data only
8508508a-4469-4e45-963b-2518ee0bb728 | AgFood Platform Service Contributor | data only
7ec7ccdc-f61e-41fe-9aaf-980df0a44eba | AgFood Platform Service Reader | data only
a2138dac-4907-4679-a376-736901ed8ad8 | AnyBuild Builder | data only
3e9f3756-203e-4734-a0b8-4b68691ffae3 | Anyscale Platform Administrator Role | manages
6d461258-d39c-46cc-8ca1-cab4120979d8 | Anyscale Platform Contributor Role | manages
ab24b16e-fd5d-41b5-839e-6c6d2ad32363 | Anyscale Platform Reader Role | manages
fbc52c3f-28ad-4303-a892-8a056630b8f1 | AppGw for Containers Configuration Manager | manages
2837e146-70d7-4cfd-ad55-7efa6464f958 | Artifact Signing Certificate Profile Signer | manages
4339b7cf-9826-4e41-b4ed-c7f4505dac08 | Artifact Signing Identity Verifier | manages
b8b15564-4fa6-4a59-ab12-03e1d9594795 | Autonomous Development Platform Data Contributor (Preview) | manages
27f8b550-c507-4db9-86f2-f4b8e816d59d | Autonomous Development Platform Data Owner (Preview) | manages
d63b75f7-47ea-4f27-92ac-e0d173aaf093 | Autonomous Development Platform Data Reader (Preview) | manages
82b2f1a9-9593-4498-a824-c209343a28ec | Azure AI Manager and Namespace RBAC Inference Operator | manages
9c77f8a7-b0b9-4462-844c-de6e66add8ba | Azure AIManager and namespace RBAC Reader | manages
1df7cd83-1d3f-41df-95b0-53b30d963369 | Azure API Center Credential Access Reader | data only
c7244dfb-f447-457d-b2ba-3999044d1706 | Azure API Center Data Reader | data only
dffb1e0c-446f-4dde-a09f-99eb5cc68b96 | Azure Arc Kubernetes Admin | manages
8393591c-06b9-48a2-a542-1bd6b377f6a2 | Azure Arc Kubernetes Cluster Admin | manages
63f0a09d-1495-4db4-a681-037d84835eb4 | Azure Arc Kubernetes Viewer | manages
5b999177-9696-4545-85c7-50de3797e5a1 | Azure Arc Kubernetes Writer | manages
29fe4964-1e60-436b-bd3a-77fd4c178b3c | Azure Batch Account Contributor | manages
11076f67-66f6-4be0-8f6b-f0609fd05cc9 | Azure Batch Account Reader | manages
6aaa78f1-f7de-44ca-8722-c64a23943cae | Azure Batch Data Contributor | manages
48e5e92e-a480-4e71-aa9c-2778f4c13781 | Azure Batch Job Submitter | manages
0fb8eba5-a2bb-4abe-b1c1-49dfad359bb0 | Azure ContainerApps Session Executor | manages
a5c3590a-3a1a-4cd4-9648-ea0a32b15137 | Azure Device Registry Contributor | manages
547f7f0a-69c0-4807-bd9e-0321dfb66a84 | Azure Device Registry Onboarding | manages
2a740172-0fc2-4039-972c-b31864cd47d6 | Azure Device Update Agent | data only
20cf746c-c765-402a-885e-c389c64478ce | Azure Kubernetes Fleet Manager ABAC Custom Resources Reader | manages
e1663658-d5f7-4383-9afb-af9fdc9c5eae | Azure Kubernetes Fleet Manager ABAC Custom Resources Reader for Member Clusters | manages
ff8eb232-5069-437e-94e5-31112ef30539 | Azure Kubernetes Fleet Manager ABAC Custom Resources Writer | manages
673366d4-9664-4020-b03b-b0093366bff9 | Azure Kubernetes Fleet Manager ABAC Custom Resources Writer for Member Clusters | manages
434fb43a-c01c-447e-9f67-c3ad923cfaba | Azure Kubernetes Fleet Manager RBAC Admin | manages
d1f699ed-700a-4c77-a22f-29890ac7b115 | Azure Kubernetes Fleet Manager RBAC Admin for Member Clusters | manages
18ab4d3d-a1bf-4477-8ad9-8359bc988f69 | Azure Kubernetes Fleet Manager RBAC Cluster Admin | manages
79a36d98-eb96-4a76-ae1d-481dc98d2c23 | Azure Kubernetes Fleet Manager RBAC Cluster Admin for Member Clusters | manages
bd80684d-2f5f-4130-892a-0955546282de | Azure Kubernetes Fleet Manager RBAC Cluster Reader | manages
1dc4cd5a-de51-4ee4-bc8e-b40e9c17e320 | Azure Kubernetes Fleet Manager RBAC Cluster Writer | manages
30b27cfc-9c84-438e-b0ce-70e35255df80 | Azure Kubernetes Fleet Manager RBAC Reader | manages
463ad26c-fcce-4469-9c7f-5653d8acbab5 | Azure Kubernetes Fleet Manager RBAC Reader for Member Clusters | manages
5af6afb3-c06c-4fa4-8848-71a8aee05683 | Azure Kubernetes Fleet Manager RBAC Writer | manages
50346970-0998-40f2-b47d-f3b8809840f8 | Azure Kubernetes Fleet Manager RBAC Writer for Member Clusters | manages
3498e952-d568-435e-9b2c-8d77e338d7f7 | Azure Kubernetes Service RBAC Admin | manages
b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b | Azure Kubernetes Service RBAC Cluster Admin | manages
7f6c6a51-bcf8-42ba-9220-52d62157d7db | Azure Kubernetes Service RBAC Reader | manages
a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb | Azure Kubernetes Service RBAC Writer | manages
8f5e0ce6-4f7b-4dcf-bddf-e6f48634a204 | Azure Maps Data Contributor | data only
d6470a16-71bd-43ab-86b3-6f3a73f4e787 | Azure Maps Data Read and Batch Role | data only
423170ca-a8f6-4b0f-8487-9e4eb8f49bfa | Azure Maps Data Reader | data only
6be48352-4f82-47c9-ad5e-0acacefdb005 | Azure Maps Search and Render Data Reader | data only
f27b7598-bc64-41f7-8a44-855ff16326c2 | Azure Messaging Catalog Data Owner | manages
ff478a4e-8633-416e-91bc-ec33ce7c9516 | Azure Messaging Connectors Owner | manages
c20923c5-b089-47a5-bf67-fd89569c4ad9 | Azure Programmable Connectivity Gateway Dataplane User | manages
26e0b698-aa6d-4085-9386-aadae190014d | Azure Relay Listener | manages
2787bf04-f1f5-4bfe-8383-c8a24483ee38 | Azure Relay Owner | manages
26baccc8-eea7-41f1-98f4-1762cc7f685d | Azure Relay Sender | manages
25211fc6-dc78-40b6-b205-e4ac934fd9fd | Azure Spring Apps Application Configuration Service Config File Pattern Reader Role | manages
6593e776-2a30-40f9-8a32-4fe28b77655d | Azure Spring Apps Application Configuration Service Log Reader Role | manages
80558df3-64f9-4c0f-b32d-e5094b036b0b | Azure Spring Apps Connect Role | data only
91422e52-bb88-4415-bb4a-90f5b71f6dcb | Azure Spring Apps Job Execution Instance List Role | data only
b459aa1d-e3c8-436f-ae21-c0531140f43e | Azure Spring Apps Job Log Reader Role | manages
52fd16bd-6ed5-46af-9c40-29cbd7952a29 | Azure Spring Apps Managed Components Log Reader Role | data only
a99b0159-1064-4c22-a57b-c9b3caa1c054 | Azure Spring Apps Remote Debugging Role | data only
4037dd68-1cc7-4a64-8765-3a79963a9940 | Azure Spring Apps Service Owner | manages
74252426-c508-480e-9345-4607bbebead4 | Azure Spring Apps Spring Cloud Config Server Log Reader Role | manages
4301dc2a-25a9-44b0-ae63-3636cf7f2bd2 | Azure Spring Apps Spring Cloud Gateway Log Reader Role | manages
a06f5c24-21a7-4e1a-aa2b-f19eb6684f5b | Azure Spring Cloud Config Server Contributor | data only
d04c6db6-4947-4782-9e91-30a88feb7be7 | Azure Spring Cloud Config Server Reader | data only
b5537268-8956-4941-a8f0-646150406f0c | Azure Spring Cloud Data Reader | data only
f5880b48-c26d-48be-b172-7927bfa1c8f1 | Azure Spring Cloud Service Registry Contributor | data only
cff1b556-2399-4e7e-856d-a8f754be7b65 | Azure Spring Cloud Service Registry Reader | data only
f0310ce6-e953-4cf8-b892-fb1c87eaf7f6 | Azure Usage Billing Data Sender | data only
39138f76-04e6-41f0-ba6b-c411b59081a9 | Bayer Ag Powered Services Crop Id Solution User Role | data only
a9b99099-ead7-47db-8fcf-072597a61dfa | Bayer Ag Powered Services CWUM Solution | data only
1af232de-e806-426f-8ca1-c36142449755 | Bayer Ag Powered Services Field Imagery Solution Service Role | data only
c4bc862a-3b64-4a35-a021-a380c159b042 | Bayer Ag Powered Services GDU Solution | data only
b5b192c1-773c-4543-bfb0-6c59254b74a9 | Bayer Ag Powered Services Historical Weather Data Solution User Role | data only
ef29765d-0d37-4119-a4f8-f9f9902c9588 | Bayer Ag Powered Services Imagery Solution | data only
539283cd-c185-4a9a-9503-d35217a1db7b | Bayer Ag Powered Services Smart Boundary Solution User Role | data only
31a002a1-acaf-453e-8a5b-297c9ca1ea24 | Blockchain Member Node Access (Preview) | manages
d0a94e7a-d791-4571-b2e0-8bdd8f867544 | Clinical Coder Data User | data only
7ac06ca7-21ca-47e3-a67b-cbd6e6223baf | Cognitive Search Serverless Data Contributor (Deprecated) | data only
79b01272-bf9f-4f4c-9517-5506269cf524 | Cognitive Search Serverless Data Reader (Deprecated) | data only
f1641a58-a144-402b-baf9-39d1a4c10119 | Confidential Ledger Data Contributor | data only
4f1e6fca-3fde-4291-961e-642def6d5e1d | Confidential Ledger Data Reader | data only
b9a307c4-5aa3-4b52-ba60-2b17c136cd7b | Container Apps Jobs Operator | manages
f3bd1b5c-91fa-40e7-afe7-0c11d331232c | Container Apps Operator | manages
c24cf47c-5077-412d-a19c-45202126392c | Container Apps SandboxGroup Data Owner | data only
b3eb788f-5426-48bd-821d-561701ede368 | Conversation Session User | data only
959f8984-c045-4866-89c7-12bf9737be2e | Data Operator for Managed Disks | data only
78b7345a-1e1b-483a-ac62-62228c6ea89d | Defender Unified RBAC Reader | manages
d56b031f-8d90-4376-9231-b5c94fce88ef | Defender Unified RBAC Scoped Reader | manages
8a90fa6b-6997-4a07-8a95-30633a7c97b9 | DeID Batch Data Owner | data only
b73a14ee-91f5-41b7-bd81-920e12466be9 | DeID Batch Data Reader | data only
78e4b983-1a0b-472e-8b7d-8d770f7c5890 | DeID Data Owner | data only
bb6577c4-ea0a-40b2-8962-ea18cb8ecd4e | DeID Realtime Data User | data only
eb960402-bf75-4cc3-8d68-35b34f960f72 | Deployment Environments Reader | manages
18e40d4e-8d2e-438d-97e1-9528336e149c | Deployment Environments User | manages
1d18fff3-a72a-46b5-b4a9-0b38a3cd7e63 | Desktop Virtualization User | data only
45d50f46-0b78-4001-a660-4198cbe8cd05 | DevCenter Dev Box User | manages
331c37c6-af14-46d9-b9f4-e1909e1b95a0 | DevCenter Project Admin | manages
dfce44e4-17b7-4bd1-a6d1-04996ec95633 | Device Provisioning Service Data Contributor | data only
10745317-c249-44a1-a5ce-3a4353c0bbd8 | Device Provisioning Service Data Reader | data only
02ca0879-e8e4-47a5-a61e-5c618b76e64a | Device Update Administrator | manages
0378884a-3af5-44ab-8323-f5b22f9f3c98 | Device Update Content Administrator | manages
d1ee9a80-8b14-47f0-bdc2-f4a351625a7b | Device Update Content Reader | manages
e4237640-0e3d-4a46-8fda-70bc94856432 | Device Update Deployments Administrator | manages
49e2f5d2-7741-4835-8efa-19e1fe35e47f | Device Update Deployments Reader | manages
e9dba6fb-3d52-4cf0-bce3-f06ce71b9e0f | Device Update Reader | manages
58a3b984-7adf-4c20-983a-32417c86fbc8 | DICOM Data Owner | data only
e89c7a3c-2f64-4fa1-a847-3e4c9ba4283a | DICOM Data Reader | data only
0ad04412-c4d5-4796-b79c-f76d14c8d402 | Durable Task Data Contributor | data only
d6a5505f-6ebb-45a4-896e-ac8274cfc0ac | Durable Task Data Reader | data only
80d0d6b0-f522-40a4-8886-a5a11720c375 | Durable Task Worker | data only
8da79822-b118-42bc-83c9-789fdbdcd77b | Elastic SAN Volume Data Contributor | manages
7f646f1b-fa08-80eb-a33b-edd6ce5c915c | Experimentation Administrator | manages
7f646f1b-fa08-80eb-a22b-edd6ce5c915c | Experimentation Contributor | manages
6188b7c9-7d01-4f99-a59f-c88b630326c0 | Experimentation Metric Contributor | manages
49632ef5-d9ac-41f4-b8e7-bbe587fa74a1 | Experimentation Reader | manages
804db8d3-32c7-4ad4-a975-3f6f90d5f5f5 | FHIR Data Bulk Operator | data only
5a1fc7df-4bf1-4951-a576-89034ee01acd | FHIR Data Contributor | data only
a1705bd2-3a8f-45a5-8683-466fcfd5cc24 | FHIR Data Converter | data only
3db33094-8700-4567-8da5-1501d4e7e843 | FHIR Data Exporter | data only
4465e953-8ced-4406-a58e-0f6e3f3b530b | FHIR Data Importer | data only
4c8d0bbc-75d3-4935-991f-5f3c56d81508 | FHIR Data Reader | data only
3f88fce4-5892-4214-ae73-ba5294559913 | FHIR Data Writer | data only
4ba50f17-9666-485c-a643-ff00808643f0 | FHIR SMART User | data only
1694e55a-2496-4d07-b005-7259aa3fcbe8 | Garnet Data Contributor | data only
04f6c337-ffae-414c-b00f-3e80c9ab8a2c | Garnet Data Owner | data only
d9cd91b9-dada-4fa9-9406-454c4659c137 | Garnet Data Reader | data only
56e95fdc-3337-468d-b964-30d07f2a2018 | Garnet PubSub Data Contributor | data only
da9adf61-39cd-41d5-87a0-30b21f7270d8 | Garnet PubSub Data Reader | data only
7021ea36-e168-4bc0-af53-88de51d20665 | Garnet Script Data Contributor | data only
0e91b552-ae32-49ea-9898-317af306aa4b | Genome EndUser | data only
27ddfca1-add5-422d-9817-ab0d2d13dc6c | Genome SuperAdmin | manages
22926164-76b3-42b3-bc55-97df8dab3e41 | Grafana Admin | data only
a79a5197-3a5c-4973-a920-486035ffd60f | Grafana Editor | data only
41e04612-9dac-4699-a02b-c82ff2cc3fb5 | Grafana Limited Viewer | data only
60921a7e-fef1-4a43-9b16-a26c52ad4769 | Grafana Viewer | data only
2016c9ed-c18d-4120-93d7-178e583efe92 | Grounding with Bing User | data only
566f0da3-e2a5-4393-9089-763f8bab8fb6 | Health Safeguards Data User | data only
f1082fec-a70f-419f-9230-885d2550fb38 | Healthcare Agent Admin | data only
af854a69-80ce-4ff7-8447-f1118a2e0ca8 | Healthcare Agent Editor | data only
eb5a76d5-50e7-4c33-a449-070e7c9c4cf2 | Healthcare Agent Reader | data only
76315a85-9e6b-4514-9780-868b1977b64e | Inference Account Owner | manages
4fc6c259-987e-4a07-842e-c321cc9d413f | IoT Hub Data Contributor | data only
b447c946-2db7-41ec-983d-d8bf3b1c77e3 | IoT Hub Data Reader | data only
4ea46cd5-c1b2-4a8e-910b-273211f9ce47 | IoT Hub Registry Contributor | data only
494bdba2-168f-4f31-a0a1-191d2f7c028c | IoT Hub Twin Contributor | data only
5daaa2af-1fe8-407c-9122-bba179798270 | Lab Contributor | manages
b97fb8bc-a8b2-4522-a38b-dd33c7e65ead | Lab Creator | manages
f69b8690-cc87-41d6-b77a-a4bc3c0a966f | Lab Services Contributor | manages
749a398d-560b-491b-bb21-08924219302e | Load Test Contributor | manages
45bb0b16-2f0c-4e78-afaa-a07599b003f6 | Load Test Owner | manages
3ae3fb29-0000-4ccd-bf80-542e7b26e081 | Load Test Reader | manages
92aaf0da-9dab-42b6-94a3-d43ce8d16293 | Log Analytics Contributor | manages
3b03c2da-16b3-4a49-8834-0f8130efdd3b | Log Analytics Data Reader | manages
73c42c96-874c-492b-b04d-ab87d138a893 | Log Analytics Reader | manages
8ec773c5-7ce6-4b78-91d1-182f8faa536d | Microsoft Discovery Bookshelf Index Data Reader - Preview | manages
7a2b6e6c-472e-4b39-8878-a26eb63d75c6 | Microsoft Discovery Platform Administrator (Preview) | manages
01288891-85ee-45a7-b367-9db3b752fc65 | Microsoft Discovery Platform Contributor (Preview) | manages
3bb7c424-af4e-436b-bfcc-8779c8934c31 | Microsoft Discovery Platform Reader (Preview) | manages
c883607b-5c40-4930-b09a-19f58ae1c538 | Microsoft Discovery Project Contributor - Preview | manages
ac7d1e6d-3070-4d7d-9cd9-7adbf5cdd579 | Microsoft Discovery Project Reader - Preview | manages
b0d8363b-8ddd-447d-831f-62ca05bff136 | Monitoring Data Reader | data only
ca0835dd-bacc-42dd-8ed2-ed5e7230d15b | Object Anchors Account Owner | data only
4a167cdf-cb95-4554-9203-2347fe489bd9 | Object Anchors Account Reader | data only
4dd61c23-6743-42fe-a388-d8bdd41cb745 | Object Understanding Account Owner | data only
d18777c0-1514-4662-8490-608db7d334b6 | Object Understanding Account Reader | data only
53747cdd-e97c-477a-948c-b587d0e514b2 | Online Experimentation Data Owner | data only
1363e94d-546f-4fe9-8434-b0eefb292d59 | Online Experimentation Data Reader | data only
66bb4e9e-b016-4a94-8249-4c0511c2be84 | Policy Insights Data Writer (Preview) | manages
d622af9a-030e-4f32-8267-419abfd54702 | Pro Active Coding Data User | data only
9ef4ef9c-a049-46b0-82ab-dd8ac094c889 | Project Babylon Data Curator | manages
c8d896ba-346d-4f50-bc1d-7d1c84130446 | Project Babylon Data Reader | manages
05b7651b-dc44-475e-b74d-df3db49fae0f | Project Babylon Data Source Administrator | manages
8a3c2885-9b38-4fd2-9d99-91af537c1347 | Purview role 1 (Deprecated) | manages
200bba9e-f0c8-430f-892b-6f0794863803 | Purview role 2 (Deprecated) | manages
ff100721-1b9d-43d8-af52-42b69c1272db | Purview role 3 (Deprecated) | manages
c1410b24-3e69-4857-8f86-4d0a2e603250 | Quantum Workspace Data Contributor | manages
27af9d98-85b7-4dad-bc1b-df53a7fc8877 | Quantum Workspace Data Reader | manages
3df8b902-2a6f-47c7-8cc5-360e9b272a7e | Remote Rendering Administrator | data only
d39065c4-c120-43c9-ab0a-63eed9795f0a | Remote Rendering Client | data only
a02f7c31-354d-4106-865a-deedf37fa038 | Search Parameter Manager | data only
352470b3-6a9c-4686-b503-35deb827e500 | Security Detonation Chamber Publisher | data only
28241645-39f8-410b-ad48-87863e2951d5 | Security Detonation Chamber Reader | data only
a37b566d-3efa-4beb-a2f2-698963fa42ce | Security Detonation Chamber Submission Manager | data only
0b555d9b-b4a7-4f43-b330-627f0e5be8f0 | Security Detonation Chamber Submitter | data only
6c74a7c5-4a87-40f9-bb03-61e49aecbc78 | Semantic Reranker User | manages
8bbe83f1-e2a6-4df7-8cb4-4e04d4e5c827 | Spatial Anchors Account Contributor | data only
70bbe301-9835-447d-afdd-19eb3167307c | Spatial Anchors Account Owner | data only
5d51204f-eb77-4b1c-b86a-2ec626c49413 | Spatial Anchors Account Reader | data only
e9c9ed2b-2a99-4071-b2ff-5b113ebf73a1 | SpatialMapsAccounts Account Owner | data only
e79298df-d852-4c6d-84f9-5d13249d1e55 | SRE Agent Administrator | manages
eb64ab4c-23eb-4f63-a9c2-27da365f04e7 | SRE Agent Author | manages
a4b156ac-253f-4a1a-9851-96d62b71b047 | SRE Agent Reader | manages
2d84a65a-63b2-4343-bbb6-31105d857bc1 | SRE Agent Standard User | manages
1c0163c0-47e6-4577-8991-ea5c82e286e4 | Virtual Machine Administrator Login | manages
fb879df8-f326-4884-b1cf-06f3ad86be52 | Virtual Machine User Login | manages
a6333a3e-0164-44c3-b281-7a577aff287f | Windows Admin Center Administrator Login | manages
`;
