/** Services of Azure that programs ask tokens for. */
export type ServiceId =
  | 'keyVault'
  | 'managedHsm'
  | 'storage'
  | 'sql'
  | 'ossDatabases'
  | 'arm'
  | 'serviceBus'
  | 'eventHubs'
  | 'appConfiguration'
  | 'cosmos'
  | 'redis'
  | 'graph'
  | 'databricks'
  | 'ai'
  | 'search'
  | 'eventGrid'
  | 'signalR'
  | 'webPubSub'
  | 'containerRegistry'
  | 'digitalTwins'
  | 'monitor';

/** Who decides what a token may do at a service, which is where one has to look. */
export type AccessModel =
  /** Data actions of Azure role assignments at the resource, above it, or at a part of it. */
  | 'roles'
  /** Azure roles or the vault's own access policies, by a flag of the vault. */
  | 'vault'
  /** Control-plane actions of Azure role assignments. */
  | 'control'
  /** Grants inside the database, which Azure Resource Manager does not show. */
  | 'database'
  /** Data plane roles of its own, which role assignments do not show. */
  | 'cosmos'
  /** Application roles, carried in the token. */
  | 'app-roles'
  /** Permissions kept by the service itself. */
  | 'own';

/** Azure's clouds, as far as audiences and hosts differ. */
export type ServiceCloud = 'public' | 'china' | 'usGovernment';
export type ByCloud<T> = Readonly<Partial<Record<ServiceCloud, T>>>;

/** A part of a service that is opened by data actions of its own: blobs and queues of one storage account. */
export interface ServiceArea {
  readonly name: string;
  /** What the data actions of this part begin with. */
  readonly prefixes: readonly string[];
  /** Those that everyday calls need, each complete, without wildcard. */
  readonly actions: readonly string[];
}

export interface AzureService {
  readonly id: ServiceId;
  readonly label: string;
  readonly access: AccessModel;
  /** What tokens are asked for; the first one is offered. A trailing slash ends up in `aud`. */
  readonly audiences: ByCloud<readonly string[]>;
  /** What the hosts of its resources end with; the label before it is the resource's name. */
  readonly hosts: ByCloud<readonly string[]>;
  /** Hosts of one area only, by area. */
  readonly areaHosts?: Readonly<Record<string, ByCloud<readonly string[]>>>;
  /** Lower case: `microsoft.keyvault/vaults`. */
  readonly resourceTypes: readonly string[];
  /** Empty where Azure's roles do not decide. */
  readonly areas: readonly ServiceArea[];
  /** Data actions that show names and properties, and never the data itself. */
  readonly metadata?: readonly string[];
  /** Control-plane actions that open data, too. */
  readonly controlActions?: readonly string[];
}
