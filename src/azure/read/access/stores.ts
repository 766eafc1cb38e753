import { definitionName } from '../../../access/built-in-role';
import { nameOf, type ArmId } from '../../../estate/ids/arm-id';
import type { RolePermission, StoreGrant, StoreGrantListing, StoreKind } from '../../../estate/grants';
import type { Subscription } from '../../../estate/resources';
import type { CosmosGrant, RedisGrant } from '../../../grants/grant';
import { Failure, toFailure } from '../../../lifecycle/failure';
import { say, type Text } from '../../../lifecycle/text';
import { apiVersions } from '../../api-versions';
import { explain } from '../../failures';
import { pathOf, type Arm } from '../../wire/arm';
import { mapBounded } from '../../../lifecycle/flow/bounded';
import type { Graph } from '../graph';
import { asObject, needText, objectOr, text, type Json } from '../json';
import { cosmosGrants, redisGrants, type ListedGrant } from './store-children';

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
 * is refused; each is then asked for its own, `most` of them at the most. What could not be read is told.
 */
export async function listStoreGrants(
  deps: Deps,
  subscriptions: readonly Subscription[],
  { signal, most = Infinity }: { readonly signal: AbortSignal; readonly most?: number },
): Promise<StoreGrantListing> {
  const { stores, unreadable } = await findStores(deps, subscriptions, signal);
  const more = stores.length - most;
  const read = await readStoreGrants(deps.arm, stores.slice(0, most), signal);
  return Object.freeze({
    grants: read.grants,
    unreadable: [
      ...unreadable,
      ...read.unreadable,
      ...(more > 0
        ? [{ name: `${more} more accounts and caches`, why: say('There are too many to ask each.') }]
        : []),
    ],
  });
}

/** What each of some stores grants itself. */
export async function readStoreGrants(
  arm: Arm,
  stores: readonly Store[],
  signal: AbortSignal,
): Promise<StoreGrantListing> {
  const found = await mapBounded(stores, inFlight, async (store) => {
    const what = say("Could not read who may use '{0}'.", nameOf(store.id));
    try {
      return { grants: await readers[store.kind](arm, store, { what, signal }) };
    } catch (error) {
      if (signal.aborted) throw error;
      return { grants: [], trouble: { name: nameOf(store.id), why: toFailure(error, what).words.why } };
    }
  });
  return Object.freeze({
    grants: Object.freeze(found.flatMap(({ grants }) => grants)),
    unreadable: found.flatMap(({ trouble }) => trouble ?? []),
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
  const what = say('Could not look for Cosmos DB accounts and caches.');
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
    const what = say(
      "Could not look for Cosmos DB accounts and caches in subscription '{0}'.",
      subscription.name,
    );
    const path = `/subscriptions/${encodeURIComponent(subscription.subscriptionId)}/providers/${types[kind]}`;
    try {
      const items = await itemsAt(arm, { path, kind, subscription }, { what, signal });
      return { stores: items.flatMap((item) => storeOf(item, [subscription])) };
    } catch (error) {
      if (signal.aborted) throw error;
      return { stores: [], trouble: { name: subscription.name, why: toFailure(error, what).words.why } };
    }
  });
  const trouble = new Map(
    found.flatMap((one) => (one.trouble === undefined ? [] : [[one.trouble.name, one.trouble]])),
  );
  return { stores: found.flatMap(({ stores }) => stores), unreadable: [...trouble.values()] };
}

function storeOf(from: Json, subscriptions: readonly Subscription[]): readonly Store[] {
  const [id, type, kind] = [
    needText(from, 'id', 'store'),
    needText(from, 'type', 'store'),
    text(from, 'kind'),
  ];
  return storesAmong([{ id, type, ...(kind !== undefined && { kind }) }], subscriptions);
}

/** Those of some resources that keep grants of their own. Accounts of MongoDB have users of their own and no such roles. */
export function storesAmong(
  resources: readonly { readonly id: ArmId; readonly type: string; readonly kind?: string }[],
  subscriptions: readonly Subscription[],
): readonly Store[] {
  return resources.flatMap((one) => {
    const { id, type } = one;
    const owner = id.split('/')[2]?.toLowerCase();
    const subscription = subscriptions.find(({ subscriptionId }) => subscriptionId.toLowerCase() === owner);
    const kind = kinds.find((known) => types[known].toLowerCase() === type.toLowerCase());
    if (kind === undefined || subscription === undefined || one.kind === 'MongoDB') return [];
    return [{ kind, id, subscription }];
  });
}

interface Asking {
  readonly what: Text;
  readonly signal: AbortSignal;
}

async function itemsAt(
  arm: Arm,
  { path, kind, subscription }: { path: string; kind: StoreKind; subscription: Subscription },
  asking: Asking,
): Promise<readonly Json[]> {
  const query = `?api-version=${apiVersions[kind]}`;
  return arm.list(`${path}${query}`, { access: subscription, ...asking }, (raw) => asObject(raw, 'item'));
}

type ReadGrants = (arm: Arm, store: Store, asking: Asking) => Promise<readonly StoreGrant[]>;

const readers: Readonly<Record<StoreKind, ReadGrants>> = {
  cosmos: async (arm, store, asking) => {
    const path = `${pathOf(store.id)}/sqlRoleDefinitions`;
    // At once: neither needs the other to be asked.
    const [listed, items] = await Promise.all([
      all(cosmosGrants(arm, store.id, { access: store.subscription, ...asking })),
      itemsAt(arm, { ...store, path }, asking),
    ]);
    const definitions = new Map(items.map((one) => [definitionName(text(one, 'id') ?? ''), one]));
    return listed.flatMap((one) => cosmosGrant(store, one, definitions));
  },
  redis: async (arm, store, asking) => {
    const listed = await all(redisGrants(arm, store.id, { access: store.subscription, ...asking }));
    return listed.flatMap((one) => policyGrant(store, one));
  },
  managedRedis: async (arm, store, asking) => {
    const databases = await itemsAt(arm, { ...store, path: `${pathOf(store.id)}/databases` }, asking);
    const found: StoreGrant[] = [];
    for (const database of databases) {
      const id = needText(database, 'id', 'database');
      for await (const one of redisGrants(arm, id, { access: store.subscription, ...asking }))
        found.push(...policyGrant(store, one));
    }
    return found;
  },
};

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function cosmosGrant(
  store: Store,
  { id, principalId, grant }: ListedGrant<CosmosGrant>,
  definitions: ReadonlyMap<string, Json>,
): readonly StoreGrant[] {
  if (principalId === undefined) return [];
  const { roleDefinitionId } = grant;
  const name = definitionName(roleDefinitionId);
  const definition = objectOr(definitions.get(name)?.['properties']);
  const permissions = permissionsIn(definition['permissions']);
  const part = partOf(store.id, grant.scope);
  return [
    Object.freeze({
      id,
      kind: store.kind,
      store: store.id,
      principalId,
      roleDefinitionId,
      role: text(definition, 'roleName') ?? name,
      ...(permissions !== undefined && { permissions }),
      ...(part !== undefined && { part }),
    }),
  ];
}

function policyGrant(
  store: Store,
  { id, principalId, grant: { policy } }: ListedGrant<RedisGrant>,
): readonly StoreGrant[] {
  if (principalId === undefined || policy === '') return [];
  return [Object.freeze({ id, kind: store.kind, store: store.id, principalId, role: policy })];
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
function partOf(store: ArmId, scope: ArmId): string | undefined {
  if (!scope.toLowerCase().startsWith(store.toLowerCase())) return undefined;
  const part = scope.slice(store.length);
  return part === '' || part === '/' ? undefined : part;
}
