import type { ServiceCloud, ServiceId } from '../../access/azure-service';
import { serviceOf } from '../../access/azure-services';

/** What an app can be connected to: a service, or the part of one that has a library of its own. */
export const connectables = [
  'keyVaultSecrets',
  'keyVaultCertificates',
  'functions',
  'sql',
  'storageBlob',
  'storageQueue',
  'serviceBus',
  'eventHubs',
  'appConfiguration',
  'cosmos',
  'postgresql',
  'mysql',
  'redis',
] as const;
export type Connectable = (typeof connectables)[number];

/** The identity an app signs in with. */
export interface ConnectingIdentity {
  readonly kind: 'system' | 'user-assigned';
  /** Of a user-assigned identity its own; of the system-assigned one the app's. */
  readonly name: string;
  /** Named in files where the identity is user-assigned: the system-assigned one is the one without a name. */
  readonly clientId?: string;
  /** What Redis takes for a user name. */
  readonly principalId?: string;
}

/** An app's way to one resource. */
export interface Connection {
  readonly to: Connectable;
  /** Of the resource, which its host begins with: `kv-shop`. */
  readonly name: string;
  readonly cloud: ServiceCloud;
  readonly identity: ConnectingIdentity;
  /** Database, container, queue or event hub. */
  readonly part?: string;
  /** The host as Azure tells it, where it is not made of the name. */
  readonly host?: string;
  /** Application ID URI of a function app, which tokens are asked for. */
  readonly audience?: string;
  /** Name of the identity's user in a database, where it is not the identity's own. */
  readonly user?: string;
}

/** Which ending of a service's hosts is meant, where it has several. */
interface Ending {
  readonly service: ServiceId;
  readonly area?: string;
  readonly begins?: string;
}

const endings: Readonly<Record<Connectable, Ending | undefined>> = {
  keyVaultSecrets: { service: 'keyVault' },
  keyVaultCertificates: { service: 'keyVault' },
  functions: undefined,
  sql: { service: 'sql' },
  storageBlob: { service: 'storage', area: 'blobs' },
  storageQueue: { service: 'storage', area: 'queues' },
  serviceBus: { service: 'serviceBus' },
  eventHubs: { service: 'eventHubs' },
  appConfiguration: { service: 'appConfiguration' },
  cosmos: { service: 'cosmos' },
  postgresql: { service: 'ossDatabases', begins: '.postgres.' },
  mysql: { service: 'ossDatabases', begins: '.mysql.' },
  redis: { service: 'redis' },
};

/** Function apps have no place in the table of services: Azure's roles do not open them. */
const functionHosts: Readonly<Record<ServiceCloud, string>> = {
  public: '.azurewebsites.net',
  china: '.chinacloudsites.cn',
  usGovernment: '.azurewebsites.us',
};

/** What the hosts of a connectable end with in a cloud, with the dot. */
export function hostEnding(to: Connectable, cloud: ServiceCloud): string {
  const ending = endings[to];
  if (ending === undefined) return functionHosts[cloud];
  const { hosts, areaHosts } = serviceOf(ending.service);
  const byCloud = ending.area === undefined ? hosts : areaHosts?.[ending.area];
  const all = byCloud?.[cloud] ?? [];
  const found = all.find((one) => ending.begins === undefined || one.startsWith(ending.begins));
  if (found === undefined) throw new TypeError(`No hosts of ${to} are known in ${cloud}.`);
  return found;
}

/** The host of the resource. */
export function hostOf({ to, name, cloud, host }: Connection): string {
  return host ?? `${name.toLowerCase()}${hostEnding(to, cloud)}`;
}
