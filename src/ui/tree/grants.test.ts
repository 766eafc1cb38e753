import assert from 'node:assert/strict';
import { say, snapshotOf, subscriptionNamed } from '../../../test/double/estate';
import type { RoleAssignment, RoleListing, StoreGrant } from '../../estate/grants';
import type { Loadable } from '../../estate/loadable';
import { identityUse } from '../../estate/lookup';
import { principalKey, tenantOf } from '../../estate/resources';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { Failure } from '../../lifecycle/failure';
import { describe as look } from './looks/describe';
import type { Look } from './looks/look';
import { childrenOf } from './nodes/children';
import { groupApps } from './nodes/identity-groups';
import type { Node } from './nodes/node';
import type { TreeState } from './nodes/state';

const shop = subscriptionNamed('Shop');
const group = `/subscriptions/${shop.subscriptionId}/resourceGroups/rg`;
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv-shop`;
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const noSuch = new Failure({ code: 'forbidden', what: 'Could not read.', why: 'It is not permitted.' });

let made = 0;
function role(scope: string, guid: string, more: Partial<RoleAssignment> = {}): RoleAssignment {
  made += 1;
  return { id: `/assignments/${made}`, scope, principalId: 'p', roleDefinitionId: `/roles/${guid}`, ...more };
}

interface Known {
  readonly roles?: Loadable<RoleListing>;
  readonly stores?: Loadable<{
    grants: readonly StoreGrant[];
    unreadable: readonly { name: string; why: string }[];
  }>;
  readonly more?: Partial<EstateSnapshot>;
}

const listing = (assignments: readonly RoleAssignment[], more: Partial<RoleListing> = {}): Known => ({
  roles: { state: 'ready', value: { assignments, unreadable: [], ...more } },
});

function stateOf({ roles, stores, more }: Known): TreeState {
  const snapshot = snapshotOf({
    subscriptions: { Shop: { services: { shop: { apps: { orders: { system: 'p' } } } } } },
    snapshot: {
      vaults: new Map([[shop.key, { state: 'ready', value: [] }]]),
      storeGrants: new Map([
        [tenantOf(shop.key), stores ?? { state: 'ready', value: { grants: [], unreadable: [] } }],
      ]),
      ...(roles && { roles: new Map([[principalKey(shop.key, 'p'), roles]]) }),
      ...more,
    },
  });
  return {
    snapshot,
    groupBy: 'subscription',
    filter: '',
    operationOf: () => undefined,
    findingsOf: () => [],
    groups: () => groupApps(snapshot, ''),
    use: () => identityUse(snapshot),
  };
}

const lookOf = (node: Node, state: TreeState): Look => look(node, { state, t: say, now: 0 });

function systemNode(state: TreeState): Node {
  let nodes = childrenOf(undefined, state);
  for (const kind of ['service', 'app', 'system'] as const) {
    nodes = nodes.flatMap((node) => childrenOf(node, state)).filter((node) => node.kind === kind);
  }
  const [system] = nodes;
  assert.ok(system);
  return system;
}

/** The rows below the identity, each `label [description]`. */
function rows(known: Known, below: (state: TreeState) => Node = systemNode): readonly string[] {
  const state = stateOf(known);
  return childrenOf(below(state), state).map((node) => {
    const { label, description } = lookOf(node, state);
    return description === undefined ? label : `${label} [${description}]`;
  });
}

const databases = 'Not shown by Azure: users in databases [SQL, PostgreSQL and MySQL keep them inside]';

describe('what an identity was given, in the tree', () => {
  it('names the role first, then the place, from the whole tenant to a part of a resource', () => {
    const container = `${group}/providers/Microsoft.Storage/storageAccounts/st/blobServices/default/containers/c`;
    const known = listing([
      role('/', reader),
      role('/providers/Microsoft.Management/managementGroups/mg', secretsUser),
      role(`/subscriptions/${shop.subscriptionId.toUpperCase()}`, secretsUser),
      role(group, secretsUser),
      role(vault, secretsUser),
      role(container, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'),
    ]);
    assert.deepEqual([...rows(known)].sort(), [
      'Key Vault Secrets User · Management group mg',
      'Key Vault Secrets User · Resource group rg',
      'Key Vault Secrets User · Subscription Shop',
      'Key Vault Secrets User · kv-shop',
      databases,
      'Reader · the whole tenant [opens no data]',
      'Storage Blob Data Reader · st/c',
    ]);
  });

  it('says through which group, under a condition, and what a custom role opens by its actions', () => {
    const custom = (action: string): Partial<RoleAssignment> => ({
      roleName: 'Mine',
      permissions: [{ actions: [], dataActions: [action], notDataActions: [] }],
    });
    const secrets = 'Microsoft.KeyVault/vaults/secrets/getSecret/action';
    const known = listing([
      role(vault, secretsUser, { principalId: 'g-1', throughGroup: true }),
      role(vault, 'a', { ...custom(secrets), condition: '@x' }),
      role(vault, 'b', custom('Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read')),
    ]);
    assert.deepEqual(rows(known), [
      'Key Vault Secrets User · kv-shop [through group g-1]',
      'Mine · kv-shop [under a condition]',
      'Mine · kv-shop [opens no data]',
      databases,
    ]);
    const state = stateOf(known);
    const [, conditional] = childrenOf(systemNode(state), state);
    assert.ok(conditional);
    const { tooltip, accessible } = lookOf(conditional, state);
    const told = new Map(tooltip.rows);
    assert.equal(told.get('Condition'), '@x');
    assert.equal(told.get('Access to data'), 'yes: Key Vault, under a condition');
    assert.equal(accessible, 'Role Mine at kv-shop, under a condition');
  });

  it('says that a data role has no effect at a vault that goes by its access policies', () => {
    const legacy = { id: vault, name: 'kv-shop', usesRbac: false, policies: [] };
    const vaults = new Map([[shop.key, { state: 'ready', value: [legacy] }]]) as EstateSnapshot['vaults'];
    const known = { ...listing([role(vault, secretsUser)]), more: { vaults } };
    assert.deepEqual(rows(known), [
      'Key Vault Secrets User · kv-shop [without effect: the vault decides by access policies]',
      databases,
    ]);
  });

  it('shows what Cosmos DB and Redis grant themselves, to this identity only', () => {
    const account = `${group}/providers/Microsoft.DocumentDB/databaseAccounts/cosmos`;
    const cache = `${group}/providers/Microsoft.Cache/redis/cache`;
    const grant = (id: string, more: Partial<StoreGrant>): StoreGrant => ({
      id,
      kind: 'cosmos',
      store: account,
      principalId: 'P',
      role: 'Cosmos DB Built-in Data Reader',
      ...more,
    });
    const grants = [
      grant('/1', { part: '/dbs/stock' }),
      grant('/2', { principalId: 'somebody else' }),
      grant('/3', { kind: 'redis', store: cache, role: 'Data Owner' }),
    ];
    assert.deepEqual(
      rows({ ...listing([]), stores: { state: 'ready', value: { grants, unreadable: [] } } }),
      [
        'Data Owner · cache [Azure Cache for Redis]',
        'Cosmos DB Built-in Data Reader · cosmos [Cosmos DB · /dbs/stock]',
        databases,
      ],
    );
  });

  it('gathers many grants by their place, each with an id of its own', () => {
    const places = Array.from(
      { length: 4 },
      (_, i) => `${group}/providers/Microsoft.KeyVault/vaults/kv-${i}`,
    );
    const twice = places.flatMap((place) => [role(place, secretsUser), role(place, reader)]);
    const known = listing([...twice, role(vault, secretsUser)]);
    assert.deepEqual(rows(known), [
      ...[0, 1, 2, 3].map((i) => `kv-${i} [2 grants]`),
      'Key Vault Secrets User · kv-shop',
      databases,
    ]);
    const first = (state: TreeState): Node => childrenOf(systemNode(state), state)[0]!;
    assert.deepEqual(rows(known, first), ['Key Vault Secrets User', 'Reader [opens no data]']);
  });

  it('says what could not be read first, in the identity and below it, and never "nothing" beside it', () => {
    const unreadable = [{ subscriptionId: 'x', name: 'Hidden', why: 'not permitted' }];
    const known = {
      ...listing([role(vault, secretsUser)], { unreadable, groups: 'untold' }),
      stores: { state: 'failed', failure: noSuch },
    } as const;
    assert.deepEqual(rows(known), [
      "Not readable: role assignments in subscription 'Hidden' [not permitted]",
      'Not known: roles through groups [Azure did not tell the groups of this identity]',
      "Not readable: who may use 'Cosmos DB, Redis' [It is not permitted.]",
      'Key Vault Secrets User · kv-shop',
      databases,
    ]);
    const state = stateOf(known);
    const { description, accessible } = lookOf(systemNode(state), state);
    assert.match(description ?? '', /^roles not readable in 2 places · /);
    assert.match(accessible, /roles not readable in 2 places/);
    assert.ok(!rows({ ...known, ...listing([], { unreadable }) }).some((row) => row.startsWith('No roles')));
  });

  it('says "nothing" only when everything was read, and that it is loading until then', () => {
    const nothing = 'No roles, access policies or data roles';
    assert.deepEqual(rows(listing([])), [nothing, databases]);
    assert.deepEqual(rows({ ...listing([]), stores: { state: 'loading' } }), ['Loading...']);
    assert.deepEqual(rows({ ...listing([]), more: { vaults: new Map() } }), ['Loading...']);
    assert.deepEqual(rows({}), ['Loading...']);
    // Read for many at once, without those of groups: the rest is on its way.
    const own = listing([role(vault, secretsUser)], { groups: 'unasked' });
    assert.deepEqual(rows(own), ['Key Vault Secrets User · kv-shop', 'Loading...']);
    const failed = rows({ roles: { state: 'failed', failure: noSuch } });
    assert.deepEqual(failed, ['Could not read. [It is not permitted.]', databases]);
  });
});
