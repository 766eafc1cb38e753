import { nameOf, type ArmId } from '../../../estate/arm-id';
import type { RolePermission, StoreGrant, StoreGrantListing, StoreKind } from '../../../estate/grants';
import type { Subscription } from '../../../estate/resources';
import { Failure, toFailure } from '../../../lifecycle/failure';
import { apiVersions } from '../../api-versions';
import { explain } from '../../failures';
import { pathOf, type Arm } from '../../wire/arm';
import { mapBounded } from '../bounded';
import type { Graph } from '../graph';
import { asObject, needText, objectOr, text, type Json } from '../json';
import { valueOf } from '../resources';

interface Deps {
  readonly arm: Arm;
  readonly graph: Graph;
}

interface Store {
  readonly kind: StoreKind;
  readonly id: ArmId;
  readonly subscription: Subscription;
}

const types: Readonly<Record<StoreKind, string>> = {
  cosmos: 'Microsoft.DocumentDB/databaseAccounts',
  redis: 'Microsoft.Cache/redis',
  managedRedis: 'Microsoft.Cache/redisEnterprise',
};
const kinds = Object.keys(types) as readonly StoreKind[];
const inFlight = 8;

type Unreadable = StoreGrantListing['unreadable'][number];

/**
 * The grants that Cosmos DB accounts and caches keep themselves. Which of them there are is asked of Resource Graph, or of ARM where that
 * is refused; each is then asked for its own. What could not be read is told.
 */
export async function listStoreGrants(
  deps: Deps,
  subscriptions: readonly Subscription[],
  signal: AbortSignal,
): Promise<StoreGrantListing> {
  const { stores, unreadable } = await findStores(deps, subscriptions, signal);
  const found = await mapBounded(stores, inFlight, async (store) => {
    const what = `Could not read who may use '${nameOf(store.id)}'.`;
    try {
      return { grants: await readers[store.kind](deps.arm, store, { what, signal }) };
    } catch (error) {
      if (signal.aborted) throw error;
      return { grants: [], trouble: { name: nameOf(store.id), why: toFailure(error, what).why } };
    }
  });
  return Object.freeze({
    grants: Object.freeze(found.flatMap(({ grants }) => grants)),
    unreadable: [...unreadable, ...found.flatMap(({ trouble }) => trouble ?? [])],
  });
}

interface FoundStores {
  readonly stores: readonly Store[];
  readonly unreadable: readonly Unreadable[];
}

async function findStores(
  deps: Deps,
  subscriptions: readonly Subscription[],
  signal: AbortSignal,
): Promise<FoundStores> {
  const what = 'Could not look for Cosmos DB accounts and caches.';
  const list = kinds.map((kind) => `'${types[kind].toLowerCase()}'`).join(',');
  const query = `resources | where type in~ (${list}) | project id, type, kind, subscriptionId | order by id asc`;
  try {
    const rows: unknown[] = [];
    for (const batch of deps.graph.batches(subscriptions))
      rows.push(...(await deps.graph.query(batch, query, { what, signal, whole: true })));
    return { stores: rows.flatMap((row) => storeOf(asObject(row, 'row'), subscriptions)), unreadable: [] };
  } catch (error) {
    const failure = explain(error, what, signal);
    if (!Failure.is(failure)) throw failure;
    deps.arm.log.info(`Cosmos DB accounts and caches come from ARM: ${failure.why}`);
    return await storesFromArm(deps.arm, subscriptions, signal);
  }
}

async function storesFromArm(
  arm: Arm,
  subscriptions: readonly Subscription[],
  signal: AbortSignal,
): Promise<FoundStores> {
  const asked = subscriptions.flatMap((subscription) => kinds.map((kind) => ({ subscription, kind })));
  const found = await mapBounded(asked, inFlight, async ({ subscription, kind }) => {
    const what = `Could not look for Cosmos DB accounts and caches in subscription '${subscription.name}'.`;
    const path = `/subscriptions/${encodeURIComponent(subscription.subscriptionId)}/providers/${types[kind]}`;
    try {
      const items = await itemsAt(arm, { path, kind, subscription }, { what, signal });
      return { stores: items.flatMap((item) => storeOf(item, [subscription])) };
    } catch (error) {
      if (signal.aborted) throw error;
      return { stores: [], trouble: { name: subscription.name, why: toFailure(error, what).why } };
    }
  });
  const trouble = new Map(
    found.flatMap((one) => (one.trouble === undefined ? [] : [[one.trouble.name, one.trouble]])),
  );
  return { stores: found.flatMap(({ stores }) => stores), unreadable: [...trouble.values()] };
}

/** Accounts of MongoDB have users of their own and no such roles. */
function storeOf(from: Json, subscriptions: readonly Subscription[]): readonly Store[] {
  const id = needText(from, 'id', 'store');
  const type = needText(from, 'type', 'store').toLowerCase();
  const owner = id.split('/')[2]?.toLowerCase();
  const subscription = subscriptions.find(({ subscriptionId }) => subscriptionId.toLowerCase() === owner);
  const kind = kinds.find((one) => types[one].toLowerCase() === type);
  if (kind === undefined || subscription === undefined || text(from, 'kind') === 'MongoDB') return [];
  return [{ kind, id, subscription }];
}

interface Asking {
  readonly what: string;
  readonly signal: AbortSignal;
}

async function itemsAt(
  arm: Arm,
  { path, kind, subscription }: { path: string; kind: StoreKind; subscription: Subscription },
  asking: Asking,
): Promise<readonly Json[]> {
  const items: Json[] = [];
  const query = `?api-version=${apiVersions[kind]}`;
  for await (const page of arm.pages(`${path}${query}`, { access: subscription, ...asking }))
    for (const raw of valueOf(page)) items.push(asObject(raw, 'item'));
  return items;
}

type ReadGrants = (arm: Arm, store: Store, asking: Asking) => Promise<readonly StoreGrant[]>;

const readers: Readonly<Record<StoreKind, ReadGrants>> = {
  cosmos: async (arm, store, asking) => {
    const below = (name: string) => itemsAt(arm, { ...store, path: `${pathOf(store.id)}/${name}` }, asking);
    const assignments = await below('sqlRoleAssignments');
    if (assignments.length === 0) return [];
    const definitions = new Map((await below('sqlRoleDefinitions')).map((one) => [lastOf(one['id']), one]));
    return assignments.flatMap((item) => cosmosGrant(store, item, definitions));
  },
  redis: async (arm, store, asking) => {
    const path = `${pathOf(store.id)}/accessPolicyAssignments`;
    const items = await itemsAt(arm, { ...store, path }, asking);
    return items.flatMap((item) => policyGrant(store, item, objectOr(item['properties'])));
  },
  managedRedis: async (arm, store, asking) => {
    const databases = await itemsAt(arm, { ...store, path: `${pathOf(store.id)}/databases` }, asking);
    const found: StoreGrant[] = [];
    for (const database of databases) {
      const path = `${pathOf(needText(database, 'id', 'database'))}/accessPolicyAssignments`;
      for (const item of await itemsAt(arm, { ...store, path }, asking))
        found.push(...policyGrant(store, item, objectOr(objectOr(item['properties'])['user'])));
    }
    return found;
  },
};

function cosmosGrant(
  store: Store,
  item: Json,
  definitions: ReadonlyMap<string, Json>,
): readonly StoreGrant[] {
  const properties = objectOr(item['properties']);
  const principalId = text(properties, 'principalId');
  const roleDefinitionId = text(properties, 'roleDefinitionId');
  if (principalId === undefined || roleDefinitionId === undefined) return [];
  const definition = objectOr(definitions.get(lastOf(roleDefinitionId))?.['properties']);
  const permissions = permissionsIn(definition['permissions']);
  const part = partOf(store.id, text(properties, 'scope'));
  return [
    Object.freeze({
      ...{ id: needText(item, 'id', 'sqlRoleAssignment'), kind: store.kind, store: store.id, principalId },
      role: text(definition, 'roleName') ?? lastOf(roleDefinitionId),
      roleDefinitionId,
      ...(permissions !== undefined && { permissions }),
      ...(part !== undefined && { part }),
    }),
  ];
}

/** `holder` is where the object id stands, which differs. */
function policyGrant(store: Store, item: Json, holder: Json): readonly StoreGrant[] {
  const principalId = text(holder, 'objectId');
  const role = text(objectOr(item['properties']), 'accessPolicyName');
  if (principalId === undefined || role === undefined) return [];
  const id = needText(item, 'id', 'accessPolicyAssignment');
  return [Object.freeze({ id, kind: store.kind, store: store.id, principalId, role })];
}

function permissionsIn(value: unknown): readonly RolePermission[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const words = (from: unknown): readonly string[] =>
    Array.isArray(from) ? from.filter((one) => typeof one === 'string') : [];
  return value.map((raw) => {
    const { dataActions, notDataActions } = objectOr(raw);
    return { actions: [], dataActions: words(dataActions), notDataActions: words(notDataActions) };
  });
}

/** What of the account a scope is about; Azure answers with the account's whole id in front. */
function partOf(store: ArmId, scope: string | undefined): string | undefined {
  if (scope?.toLowerCase().startsWith(store.toLowerCase()) !== true) return undefined;
  const part = scope.slice(store.length);
  return part === '' || part === '/' ? undefined : part;
}

function lastOf(id: unknown): string {
  const words = typeof id === 'string' ? id.split('/') : [];
  return words.at(-1)?.toLowerCase() ?? '';
}
