const vault = 'spring.cloud.azure.keyvault.secret';
const vaultSource = `${vault}.property-sources[0]`;
const checkpoints = 'spring.cloud.azure.eventhubs.processor.checkpoint-store';
const signIn = 'spring.cloud.azure.active-directory';

/**
 * Keys of the starters before Spring Cloud Azure 4.0, in uniform spelling, and what they are called now; `undefined` has no
 * successor. Source: the migration guide for 4.0 of Spring Cloud Azure.
 */
const successors: ReadonlyMap<string, string | undefined> = new Map([
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
  ['azure.keyvault.casesensitive', `${vaultSource}.case-sensitive`],
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
  ['spring.cloud.azure.appconfiguration.managedidentity.clientid', 'spring.cloud.azure.credential.client-id'],
  ['spring.cloud.azure.appconfiguration.managedidentity.objectid', undefined],
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

/** Keys of one of several vaults, which the old starter knows by names of their own: `azure.keyvault.orders.uri`. */
const namedVault =
  /^azure\.keyvault\.([^.[\]]+)\.(uri|clientid|clientkey|clientsecret|tenantid|certificatepath|certificatepassword|secretkeys|refreshinterval|casesensitive|casesensitivekeys)$/;
/** What the old starter for TLS certificates reads, beside the names that it shares with the one for secrets. */
const ofCertificates = new Set([
  'azure.keyvault.managedidentity',
  ...[
    'azure.keyvault.uri',
    'azure.keyvault.tenantid',
    'azure.keyvault.clientid',
    'azure.keyvault.clientsecret',
  ],
]);
const jca = 'spring.cloud.azure.keyvault.jca.vaults';

/** What decides what a legacy key is called now. */
export interface LegacyUse {
  /** The keys set up the key store for TLS: it is of another feature than the one for secrets. */
  readonly isForCertificates: boolean;
  /** Names of vaults, in the order in which they are asked. */
  readonly vaults: readonly string[];
}

/** Whether only starters before Spring Cloud Azure 4.0 bind a key. `key` is uniform. */
export function isLegacy(key: string): boolean {
  return successors.has(key) || ofCertificates.has(key) || vaultOf(key) !== undefined;
}

/** The name of the vault that a key of one of several is for. */
export function vaultOf(key: string): string | undefined {
  const [, name, leaf] = namedVault.exec(key) ?? [];
  return leaf === undefined || name === 'jca' ? undefined : name;
}

/** What a legacy key is called now; `undefined` where nothing takes its place. */
export function successorOf(key: string, { isForCertificates, vaults }: LegacyUse): string | undefined {
  if (isForCertificates && key.startsWith('azure.keyvault.')) return certificateSuccessor(key);
  const vault = vaultOf(key);
  if (vault === undefined) return successors.get(key);
  const index = vaults.indexOf(vault);
  const plain = successors.get(key.replace(`.${vault}.`, '.'));
  return index < 0 ? undefined : plain?.replace('property-sources[0]', `property-sources[${String(index)}]`);
}

function certificateSuccessor(key: string): string | undefined {
  switch (key) {
    case 'azure.keyvault.uri':
      return `${jca}.<name>.endpoint`;
    case 'azure.keyvault.managedidentity':
    case 'azure.keyvault.clientid':
      return `${jca}.<name>.credential.client-id`;
    case 'azure.keyvault.clientsecret':
      return `${jca}.<name>.credential.client-secret`;
    case 'azure.keyvault.tenantid':
      return `${jca}.<name>.profile.tenant-id`;
    default:
      return undefined;
  }
}
