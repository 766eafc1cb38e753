import { armKey, parseArmId, type ArmId } from '../../estate/ids/arm-id';
import type { ArmDocument } from '../estates/documents';
import type { Provider } from '../http/api-versions';
import { listReply } from '../http/paging/pages';
import { ok, resourceGroupNotFound, resourceNotFound, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';

/** A kind of store that keeps its own grants: its type, and the types of what is in it, each with what is in that. */
interface StoreType {
  readonly provider: Provider;
  readonly type: string;
  readonly children: readonly string[];
}

const storeTypes: readonly StoreType[] = [
  {
    provider: 'cosmos',
    type: 'Microsoft.DocumentDB/databaseAccounts',
    children: ['sqlRoleAssignments', 'sqlRoleDefinitions'],
  },
  { provider: 'redis', type: 'Microsoft.Cache/redis', children: ['accessPolicyAssignments'] },
  {
    provider: 'redisEnterprise',
    type: 'Microsoft.Cache/redisEnterprise',
    children: ['databases', 'databases/{database}/accessPolicyAssignments'],
  },
];

function missing({ path, world }: Exchange): Reply {
  const parts = parseArmId(path);
  const group = parts?.resourceGroup ?? '';
  const groupId = `/subscriptions/${parts?.subscriptionId ?? ''}/resourceGroups/${group}`;
  if (world.estate.resourceGroups.get(groupId) === undefined) return resourceGroupNotFound(group);
  return resourceNotFound(parts?.type ?? '', parts?.names.join('/') ?? '', group);
}

/** What stands directly under `parent` and is of the type; `prefix` narrows to a group. */
function list(
  exchange: Exchange,
  { parent, type, prefix = '' }: { parent: ArmId; type: string; prefix?: string },
): Reply {
  const { stores } = exchange.world.estate;
  return listReply(exchange, {
    revision: String(stores.revision(parent)),
    items: () =>
      stores
        .under(parent)
        .filter(
          (item) =>
            armKey(item.type) === armKey(type) && item.id.toLowerCase().startsWith(prefix.toLowerCase()),
        ),
  });
}

function get(exchange: Exchange): Reply {
  const found: ArmDocument | undefined = exchange.world.estate.stores.get(exchange.path);
  return found === undefined ? missing(exchange) : ok(found);
}

function topRoutes({ provider, type }: StoreType): readonly Route[] {
  const inSubscription = '/subscriptions/{sub}';
  const inGroup = `${inSubscription}/resourceGroups/{group}`;
  const common = { method: 'GET', provider } as const;
  const subscription = ({ params }: Exchange): ArmId => `/subscriptions/${params['sub'] ?? ''}`;
  return [
    {
      ...common,
      path: `${inSubscription}/providers/${type}`,
      handle: (exchange) => list(exchange, { parent: subscription(exchange), type }),
    },
    {
      ...common,
      path: `${inGroup}/providers/${type}`,
      handle: (exchange) => {
        const prefix = `${subscription(exchange)}/resourceGroups/${exchange.params['group'] ?? ''}/`;
        return list(exchange, { parent: subscription(exchange), type, prefix });
      },
    },
    { ...common, path: `${inGroup}/providers/${type}/{store}`, handle: get },
  ];
}

/** Lists below something that is not there are 404, not empty. */
function childRoutes({ provider, type }: StoreType, child: string): readonly Route[] {
  const path = `/subscriptions/{sub}/resourceGroups/{group}/providers/${type}/{store}/${child}`;
  const childType = `${type}/${child.replace(/\{\w+\}\//, '')}`;
  const common = { method: 'GET', provider } as const;
  return [
    {
      ...common,
      path,
      handle: (exchange) => {
        const parent = exchange.path.slice(0, exchange.path.lastIndexOf('/'));
        if (exchange.world.estate.stores.get(parent) === undefined)
          return missing({ ...exchange, path: parent });
        return list(exchange, { parent, type: childType });
      },
    },
    { ...common, path: `${path}/{name}`, handle: get },
  ];
}

/** Cosmos DB accounts, caches, and the grants they keep themselves. */
export const storeRoutes: readonly Route[] = storeTypes.flatMap((store) => [
  ...topRoutes(store),
  ...store.children.flatMap((child) => childRoutes(store, child)),
]);
