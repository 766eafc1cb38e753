import type { ArmId } from '../../estate/ids/arm-id';
import { say, type Text } from '../../lifecycle/text';
import { withoutTrailing } from '../../lifecycle/trailing';
import type { TargetResource } from '../ports';
import type { Proposal } from './proposals';

/** Somewhere a proposal can be given. */
export interface ScopeChoice {
  readonly label: Text;
  /** `wide`: more than the resource itself is opened. */
  readonly width: 'part' | 'resource' | 'wide';
  /** What to ask for to know the part: each name's prompt. Empty when nothing has to be asked. */
  readonly asks: readonly Text[];
  /** The scope, with one name for each of `asks`. */
  scopeWith(names: readonly string[]): ArmId;
}

interface Part {
  readonly type: string;
  /** Only of proposals for this area, or with this use. */
  readonly area?: string;
  readonly use?: Proposal['use'];
  readonly label: Text;
  readonly asks: readonly Text[];
  /** `{0}` and `{1}` stand for the names. */
  readonly path: string;
}

const queue = say('Name of the queue');
const topic = say('Name of the topic');
const container = say('Name of the container');
const database = say('Name of the database');

/** Parts of resources that roles can be given at, the narrowest first. */
const parts: readonly Part[] = [
  part('microsoft.storage/storageaccounts', 'blobServices/default/containers/{0}', [container], {
    area: 'blobs',
  }),
  part('microsoft.storage/storageaccounts', 'queueServices/default/queues/{0}', [queue], { area: 'queues' }),
  part('microsoft.storage/storageaccounts', 'tableServices/default/tables/{0}', [say('Name of the table')], {
    area: 'tables',
  }),
  part(
    'microsoft.storage/storageaccounts',
    'fileServices/default/fileshares/{0}',
    [say('Name of the file share')],
    {
      area: 'files',
    },
  ),
  part('microsoft.servicebus/namespaces', 'queues/{0}', [queue]),
  part(
    'microsoft.servicebus/namespaces',
    'topics/{0}/subscriptions/{1}',
    [topic, say('Name of the subscription')],
    {
      use: 'receive',
    },
  ),
  part('microsoft.servicebus/namespaces', 'topics/{0}', [topic], { use: 'send' }),
  part(
    'microsoft.eventhub/namespaces',
    'eventhubs/{0}/consumergroups/{1}',
    [say('Name of the event hub'), say('Name of the consumer group')],
    { use: 'receive' },
  ),
  part('microsoft.eventhub/namespaces', 'eventhubs/{0}', [say('Name of the event hub')]),
  part('microsoft.keyvault/vaults', 'secrets/{0}', [say('Name of the secret')], {
    area: 'secrets',
    use: 'read',
  }),
  part('microsoft.search/searchservices', 'indexes/{0}', [say('Name of the index')]),
  part('microsoft.documentdb/databaseaccounts', 'dbs/{0}/colls/{1}', [database, container]),
  part('microsoft.documentdb/databaseaccounts', 'dbs/{0}', [database]),
];

function part(
  type: string,
  path: string,
  asks: readonly Text[],
  only: { readonly area?: string; readonly use?: Proposal['use'] } = {},
): Part {
  const kind = path.split('/').at(-2) ?? '';
  return { type, path, asks, ...only, label: say('One of its {0} only', kind) };
}

/** Where a proposal can be given, the narrowest first. Policies and caches have one place only. */
export function scopesFor(target: TargetResource, proposal: Proposal): readonly ScopeChoice[] {
  const { given, area, use } = proposal;
  const id = withoutTrailing(target.id, '/');
  const here: ScopeChoice = {
    label: say("'{0}' as a whole", target.name),
    width: 'resource',
    asks: [],
    scopeWith: () => id,
  };
  if (given.kind === 'policy' || given.kind === 'redis' || given.kind === 'statements') return [here];
  const narrow = parts
    .filter(
      (one) =>
        one.type === target.type &&
        (one.area === undefined || one.area === area) &&
        (one.use === undefined || one.use === use),
    )
    .map((one): ScopeChoice => ({
      label: one.label,
      width: 'part',
      asks: one.asks,
      scopeWith: (names) =>
        `${id}/${one.path.replace(/\{(\d)\}/g, (_, i: string) => names[Number(i)] ?? '')}`,
    }));
  return given.kind === 'cosmos' ? [...narrow, here] : [...narrow, here, ...wider(id)];
}

function wider(id: ArmId): readonly ScopeChoice[] {
  const group = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)/i.exec(id);
  if (group === null) return [];
  const [scope, name = ''] = group;
  return [
    {
      label: say("Everything of the kind in resource group '{0}'", name),
      width: 'wide',
      asks: [],
      scopeWith: () => scope,
    },
  ];
}

/** Names of parts of resources: what Azure allows in any of them, and nothing that leads out of the path. */
export function isPartName(name: string): boolean {
  return /^[\w$][\w.$~-]{0,259}$/.test(name) && !name.includes('..');
}
