import { armKey, type ArmId } from '../../estate/ids/arm-id';
import type { ArmDocument, Json } from '../estates/documents';
import type { Provider } from '../http/api-versions';
import { armError, ok, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import { groupId, missing } from '../spring/find';

/** One kind of resource that keeps who may use its data in child resources of its own. */
interface Keeper {
  readonly provider: Provider;
  /** In the casing of answers: `Microsoft.Cache/redis`. */
  readonly type: string;
  /** The path of the keeper below its provider, with the names it takes. */
  readonly path: string;
  /** `sqlRoleAssignments`. */
  readonly children: string;
  /** Of the operations a change starts. */
  readonly namespace: string;
  /** Azure accepts changes of Cosmos DB with 202, of caches with 201. */
  readonly accepted: 201 | 202;
  /** What is kept of what was sent, or why it is refused. */
  read(asked: Json, keeper: ArmId, exchange: Exchange): Json | Reply;
}

function text(from: Json, field: string): string | undefined {
  const value = from[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function badRequest(message: string): Reply {
  return armError(400, 'BadRequest', message);
}

/** Not verified: Azure's words for a principal, a definition or a scope that does not exist. */
function readCosmos(asked: Json, account: ArmId, { world, caller }: Exchange): Json | Reply {
  const [roleDefinitionId, scope, principalId] = ['roleDefinitionId', 'scope', 'principalId'].map((name) =>
    text(asked, name),
  );
  if (roleDefinitionId === undefined || scope === undefined || principalId === undefined)
    return badRequest('roleDefinitionId, scope and principalId are required.');
  const definition = /\/sqlRoleDefinitions\/0{8}-0000-0000-0000-0{11}[12]$/i;
  if (!definition.test(roleDefinitionId) || !armKey(roleDefinitionId).startsWith(`${armKey(account)}/`))
    return badRequest(`The provided role definition ID [${roleDefinitionId}] does not exist.`);
  const below = armKey(scope).slice(armKey(account).length);
  if (!armKey(scope).startsWith(armKey(account)) || !/^(\/dbs\/[^/]+(\/colls\/[^/]+)?)?$/.test(below))
    return badRequest(`The provided scope [${scope}] is not a scope of this account.`);
  if (world.directory.typeOf(principalId, caller.tenantId, world.now()) === undefined)
    return badRequest(`The provided principal ID [${principalId}] was not found in the AAD tenant(s).`);
  return { roleDefinitionId, scope, principalId };
}

function readCache(asked: Json): Json | Reply {
  const accessPolicyName = text(asked, 'accessPolicyName');
  const objectId = text(asked, 'objectId');
  const objectIdAlias = text(asked, 'objectIdAlias');
  if (accessPolicyName === undefined || objectId === undefined || objectIdAlias === undefined)
    return badRequest('accessPolicyName, objectId and objectIdAlias are required.');
  if (!['Data Owner', 'Data Contributor', 'Data Reader'].includes(accessPolicyName))
    return badRequest(`The access policy '${accessPolicyName}' does not exist.`);
  return { accessPolicyName, objectId, objectIdAlias };
}

function readManagedCache(asked: Json): Json | Reply {
  const objectId = text((asked['user'] ?? {}) as Json, 'objectId');
  if (objectId === undefined || asked['accessPolicyName'] !== 'default')
    return badRequest(
      "user.objectId and accessPolicyName are required; the only access policy is 'default'.",
    );
  return { accessPolicyName: 'default', user: { objectId } };
}

const keepers: readonly Keeper[] = [
  {
    provider: 'cosmos',
    type: 'Microsoft.DocumentDB/databaseAccounts',
    path: 'Microsoft.DocumentDB/databaseAccounts/{first}',
    children: 'sqlRoleAssignments',
    namespace: 'Microsoft.DocumentDB',
    accepted: 202,
    read: readCosmos,
  },
  {
    provider: 'redis',
    type: 'Microsoft.Cache/redis',
    path: 'Microsoft.Cache/redis/{first}',
    children: 'accessPolicyAssignments',
    namespace: 'Microsoft.Cache',
    accepted: 201,
    read: readCache,
  },
  {
    provider: 'redisEnterprise',
    type: 'Microsoft.Cache/redisEnterprise/databases',
    path: 'Microsoft.Cache/redisEnterprise/{first}/databases/{second}',
    children: 'accessPolicyAssignments',
    namespace: 'Microsoft.Cache',
    accepted: 201,
    read: readManagedCache,
  },
];

function withKeeper(keeper: Keeper, handle: (exchange: Exchange, id: ArmId, owner: ArmDocument) => Reply) {
  return (exchange: Exchange): Reply => {
    const { first = '', second } = exchange.params;
    const [namespace = '', kind = '', child] = keeper.type.split('/');
    const resource = `${groupId(exchange)}/providers/${namespace}/${kind}/${first}`;
    const owner = exchange.world.estate.stores.get(resource);
    if (owner === undefined || (child !== undefined && second?.toLowerCase() !== 'default'))
      return missing(exchange, keeper.type, [first, second].filter((name) => name !== undefined).join('/'));
    return handle(exchange, child === undefined ? owner.id : `${owner.id}/${child}/default`, owner);
  };
}

function put(keeper: Keeper) {
  return withKeeper(keeper, (exchange, id, owner) => {
    const asked = (exchange.body as { readonly properties?: Json } | undefined)?.properties ?? {};
    const kept = keeper.read(asked, id, exchange);
    if ('status' in kept && typeof kept.status === 'number') return kept as unknown as Reply;
    const { stores } = exchange.world.estate;
    const name = exchange.params['name'] ?? '';
    const document: ArmDocument = {
      id: `${id}/${keeper.children}/${name}`,
      name,
      type: `${keeper.type}/${keeper.children}`,
      properties: { ...kept, provisioningState: 'Succeeded' },
    };
    const { operations } = exchange.world;
    const headers =
      operations.again(exchange, document.id) ??
      operations.start(exchange, {
        id: document.id,
        location: owner.location ?? '',
        namespace: keeper.namespace,
        succeed: () => {
          stores.put(document);
        },
        fail: () => undefined,
        result: () => ok(document),
      });
    const pending = { ...document, properties: { ...kept, provisioningState: 'Creating' } };
    return { status: keeper.accepted, body: pending, headers };
  });
}

function remove(keeper: Keeper) {
  return withKeeper(keeper, (exchange, id, owner) => {
    const { operations, estate } = exchange.world;
    const found = estate.stores.get(`${id}/${keeper.children}/${exchange.params['name'] ?? ''}`);
    if (found === undefined) return { status: 204 };
    const headers = operations.start(exchange, {
      id: found.id,
      location: owner.location ?? '',
      namespace: keeper.namespace,
      succeed: () => {
        estate.stores.remove(found.id);
      },
      fail: () => undefined,
      result: () => ({ status: 204 }),
    });
    return { status: 202, headers };
  });
}

function routesOf(keeper: Keeper): readonly Route[] {
  const { provider, children } = keeper;
  const path = `/subscriptions/{sub}/resourceGroups/{group}/providers/${keeper.path}/${children}`;
  return [
    {
      method: 'PUT',
      path: `${path}/{name}`,
      provider,
      handle: put(keeper),
    },
    {
      method: 'DELETE',
      path: `${path}/{name}`,
      provider,
      handle: remove(keeper),
    },
  ];
}

/** Giving and taking what opens the data of Cosmos DB accounts and caches; reading it is in `store-routes.ts`. */
export const grantStoreRoutes: readonly Route[] = keepers.flatMap(routesOf);
