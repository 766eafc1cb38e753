/**
 * What recordings of Azure show, as small tables of facts: they stand for the recordings where those are not at hand,
 * and are held against them where they are.
 */

export const instanceStates: readonly string[] = [
  'Running',
  'Starting ContainerCreating',
  'Starting Not ready for connecting',
  'Starting Unschedulable',
  'Terminating',
  'Failed Exit code 1',
];

export const discoveryStatuses: readonly string[] = [
  'UNREGISTERED',
  'N/A',
  'UNKNOWN',
  'UP',
  'OUT_OF_SERVICE',
  'DOWN',
];

const both = 'SystemAssigned,UserAssigned';

/** One PATCH of an app's identity. Ids are numbered; `null` takes one away. */
export interface IdentityChange {
  readonly type: string;
  readonly ids?: Readonly<Record<number, object | null>>;
  /** `identity.type` in the answer that accepts it, always 202 with state Updating: the one before. */
  readonly meanwhile: string | null;
  readonly after: string | null;
  readonly afterIds: readonly number[];
  readonly principal: 'none' | 'kept' | 'new';
}

/** Changes of one app in the order they were made; it begins with both kinds of identity, of the second id. */
export const identityChanges: readonly IdentityChange[] = [
  { type: 'None', meanwhile: both, after: null, afterIds: [], principal: 'none' },
  { type: 'SystemAssigned', meanwhile: null, after: 'SystemAssigned', afterIds: [], principal: 'new' },
  {
    type: both,
    ids: { 1: {}, 2: {} },
    meanwhile: 'SystemAssigned',
    after: both,
    afterIds: [1, 2],
    principal: 'kept',
  },
  { type: both, ids: { 1: null }, meanwhile: both, after: both, afterIds: [2], principal: 'kept' },
  { type: 'SystemAssigned', meanwhile: both, after: 'SystemAssigned', afterIds: [], principal: 'kept' },
  { type: 'None', meanwhile: 'SystemAssigned', after: null, afterIds: [], principal: 'none' },
  {
    type: both,
    ids: { 1: {}, 2: {} },
    meanwhile: null,
    after: both,
    afterIds: [1, 2],
    principal: 'new',
  },
  { type: 'None', meanwhile: both, after: null, afterIds: [], principal: 'none' },
];

/** Names of `properties` of an app: in the answer that accepts a new one, and once it is there. */
export const appProperties = {
  creating: [
    ...['addonConfigs', 'enableEndToEndTLS', 'httpsOnly', 'ingressSettings', 'provisioningState', 'public'],
    'temporaryDisk',
  ],
  addedAtTheEnd: ['fqdn', 'persistentDisk'],
} as const;

/** Names in the status of an operation, while it is running and afterwards. */
export const statusNames = {
  running: ['id', 'name', 'startTime', 'status'],
  added: ['endTime'],
} as const;

/** How long recorded changes of identities took, in seconds, from the shortest to the longest. */
export const changeSeconds = [6.9, 14.1] as const;
