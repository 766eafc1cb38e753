const vault = 'spring.cloud.azure.keyvault.secret';
export const vaultSource = `${vault}.property-sources[0]`;
const checkpoints = 'spring.cloud.azure.eventhubs.processor.checkpoint-store';
const signIn = 'spring.cloud.azure.active-directory';

/**
 * Keys of the starters before Spring Cloud Azure 4.0, in uniform spelling, and what they are called now; `undefined` has no
 * successor. Source: the migration guide for 4.0 of Spring Cloud Azure.
 */
export const successors: ReadonlyMap<string, string | undefined> = new Map([
  ['azure.keyvault.uri', `${vaultSource}.endpoint`],
  ['azure.keyvault.clientid', `${vaultSource}.credential.client-id`],
  ['azure.keyvault.clientkey', `${vaultSource}.credential.client-secret`],
  ['azure.keyvault.clientsecret', `${vaultSource}.credential.client-secret`],
  ['azure.keyvault.tenantid', `${vaultSource}.profile.tenant-id`],
  ['azure.keyvault.certificatepath', `${vaultSource}.credential.client-certificate-path`],
  ['azure.keyvault.certificatepassword', `${vaultSource}.credential.client-certificate-password`],
  ['azure.keyvault.enabled', `${vault}.property-source-enabled`],
  ['azure.keyvault.secretkeys', `${vaultSource}.secret-keys`],
  ['azure.keyvault.refreshinterval', `${vaultSource}.refresh-interval`],
  ['azure.keyvault.casesensitivekeys', `${vaultSource}.case-sensitive`],
  ['azure.keyvault.allowtelemetry', undefined],
  ['azure.keyvault.order', undefined],
  ['azure.keyvault.tokenacquiretimeoutseconds', undefined],
  ['azure.cosmos.uri', 'spring.cloud.azure.cosmos.endpoint'],
  ['azure.cosmos.key', 'spring.cloud.azure.cosmos.key'],
  ['azure.cosmos.database', 'spring.cloud.azure.cosmos.database'],
  ['azure.cosmosdb.uri', 'spring.cloud.azure.cosmos.endpoint'],
  ['azure.cosmosdb.key', 'spring.cloud.azure.cosmos.key'],
  ['azure.cosmosdb.database', 'spring.cloud.azure.cosmos.database'],
  ['azure.storage.accountname', 'spring.cloud.azure.storage.blob.account-name'],
  ['azure.storage.accountkey', 'spring.cloud.azure.storage.blob.account-key'],
  ['azure.storage.blobendpoint', 'spring.cloud.azure.storage.blob.endpoint'],
  ['spring.cloud.azure.storage.account', 'spring.cloud.azure.storage.queue.account-name'],
  ['spring.cloud.azure.storage.accesskey', 'spring.cloud.azure.storage.queue.account-key'],
  ['spring.cloud.azure.msienabled', 'spring.cloud.azure.credential.managed-identity-enabled'],
  ['spring.cloud.azure.managedidentity.clientid', 'spring.cloud.azure.credential.client-id'],
  ['spring.cloud.azure.clientid', 'spring.cloud.azure.credential.client-id'],
  ['spring.cloud.azure.clientsecret', 'spring.cloud.azure.credential.client-secret'],
  ['spring.cloud.azure.tenantid', 'spring.cloud.azure.profile.tenant-id'],
  ['spring.cloud.azure.credentialfilepath', undefined],
  // There is one for each service now.
  ['spring.cloud.azure.resourcegroup', undefined],
  ['spring.cloud.azure.eventhub.namespace', 'spring.cloud.azure.eventhubs.namespace'],
  ['spring.cloud.azure.eventhub.connectionstring', 'spring.cloud.azure.eventhubs.connection-string'],
  ['spring.cloud.azure.eventhub.checkpointstorageaccount', `${checkpoints}.account-name`],
  ['spring.cloud.azure.eventhub.checkpointaccesskey', `${checkpoints}.account-key`],
  ['spring.cloud.azure.eventhub.checkpointcontainer', `${checkpoints}.container-name`],
  ['azure.activedirectory.tenantid', `${signIn}.profile.tenant-id`],
  ['azure.activedirectory.clientid', `${signIn}.credential.client-id`],
  ['azure.activedirectory.clientsecret', `${signIn}.credential.client-secret`],
  ['azure.activedirectory.b2c.tenantid', `${signIn}.b2c.profile.tenant-id`],
  ['azure.activedirectory.b2c.clientid', `${signIn}.b2c.credential.client-id`],
  ['azure.activedirectory.b2c.clientsecret', `${signIn}.b2c.credential.client-secret`],
]);
