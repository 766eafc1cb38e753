import assert from 'node:assert/strict';
import { identityId, say, snapshotOf, subscriptionNamed } from '../../../test/double/estate';
import { identityUse } from '../../estate/lookup';
import { resourceKey, tenantOf, type ResourceKey, type UserAssignedIdentity } from '../../estate/resources';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { Failure } from '../../lifecycle/failure';
import { capabilities } from '../contributions';
import { branchesBelow, branchesOfRoot } from './demand';
import { describe as look } from './looks/describe';
import { childrenOf } from './nodes/children';
import { groupApps, identityGroups } from './nodes/identity-groups';
import type { Node } from './nodes/node';
import { identitiesRoot } from './nodes/own-identities';
import type { TreeState } from './nodes/state';

const shop = subscriptionNamed('Shop');
const dev = subscriptionNamed('Dev');
const refused = new Failure({ code: 'forbidden', what: 'Could not list.', why: 'It is not permitted.' });

function identity(name: string, subscription = shop): UserAssignedIdentity {
  return {
    id: identityId(name, subscription.subscriptionId),
    subscription: subscription.key,
    name,
    location: 'westeurope',
    principalId: `principal-of-${name}`,
    clientId: `client-of-${name}`,
  };
}

const used = identity('id-used');
const lonely = identity('id-lonely');
const namesake = identity('id-lonely', dev);

function estateOf(more: Partial<EstateSnapshot> = {}): EstateSnapshot {
  return snapshotOf({
    subscriptions: {
      Shop: {
        services: {
          shop: { apps: { orders: { user: ['id-used', 'id-foreign'] }, billing: { user: ['id-used'] } } },
        },
      },
      Dev: { services: {} },
    },
    snapshot: {
      userAssigned: new Map([
        [shop.key, { state: 'ready', value: [used, lonely] }],
        [dev.key, { state: 'ready', value: [namesake] }],
      ]),
      ...more,
    },
  });
}

function stateOf(snapshot: EstateSnapshot, more: Partial<TreeState> = {}): TreeState {
  return {
    snapshot,
    groupBy: 'subscription',
    filter: '',
    operationOf: () => undefined,
    findingsOf: () => [],
    groups: () => groupApps(snapshot, more.filter ?? ''),
    use: () => identityUse(snapshot),
    ...more,
  };
}

const row = (node: Node, state: TreeState): string => {
  const { label, description } = look(node, { state, t: say, now: 0 });
  return description === undefined || description === '' ? label : `${label} [${description}]`;
};
const rows = (nodes: readonly Node[], state: TreeState): readonly string[] =>
  nodes.map((node) => row(node, state));

function below(state: TreeState, name: string, section: number): readonly Node[] {
  const root = identitiesRoot(state).find((node) => look(node, { state, t: say, now: 0 }).label === name);
  assert.ok(root, name);
  const found = childrenOf(root, state)[section];
  assert.ok(found);
  return childrenOf(found, state);
}

describe('the Identities tree', () => {
  it('shows every identity with who uses it, where it is, and those that nobody uses', () => {
    const state = stateOf(estateOf());
    assert.deepEqual(rows(identitiesRoot(state), state), [
      // An app tells of it; no subscription lists it.
      'id-foreign [1 app · rg / Shop]',
      'id-lonely [used by no Spring app that is read · rg / Dev]',
      'id-lonely [used by no Spring app that is read · rg / Shop]',
      'id-used [2 apps · rg / Shop]',
    ]);
    const [foreign, unused] = identitiesRoot(state);
    assert.ok(foreign && unused);
    assert.deepEqual(rows(childrenOf(foreign, state), state), ['Spring apps that use it [1 app]']);
    assert.deepEqual(
      rows(childrenOf(unused, state), state).map((text) => text.replace(/ \[.*/, '')),
      [
        ...['Spring apps that use it', 'Other resources that use it'],
        ...['Who outside Azure may become it', 'What it may do'],
      ],
    );
  });

  it('does not say that nobody uses an identity before all apps were read', () => {
    const snapshot = estateOf();
    const services = snapshotOf({ subscriptions: { Shop: { services: { shop: {}, unread: {} } } } }).services;
    const state = stateOf({ ...snapshot, services: new Map([...snapshot.services, ...services]) });
    const root = rows(identitiesRoot(state), state);
    assert.equal(root[0], '1 service is not loaded [click to load all apps]');
    assert.ok(root.includes('id-lonely [use not known · rg / Shop]'));
    const unused = identitiesRoot(state).find((node) => row(node, state).startsWith('id-lonely'))!;
    const { accessible, tooltip, icon } = look(unused, { state, t: say, now: 0 });
    const full = 'not known: 1 service is not read, and no app of the others uses it';
    assert.ok(accessible.includes(full));
    assert.equal(new Map(tooltip.rows).get('Used by'), full);
    // It looks unused only when it is known to be.
    assert.equal(icon.id, 'key');
    assert.deepEqual(rows(below(state, 'id-lonely', 0), state), [
      '1 service is not loaded [click to load all apps]',
      'Used by no Spring app that is read',
    ]);
  });

  it('shows subscriptions whose identities could not be listed first, each to be tried again', () => {
    const userAssigned = new Map([
      [shop.key, { state: 'ready', value: [lonely] }],
      [dev.key, { state: 'failed', failure: refused }],
    ]) as EstateSnapshot['userAssigned'];
    const state = stateOf(estateOf({ userAssigned }));
    const [first] = identitiesRoot(state);
    assert.ok(first);
    assert.equal(row(first, state), 'Could not list. [It is not permitted.]');
    assert.equal(look(first, { state, t: say, now: 0 }).command, 'retry');
    const both = new Map(
      [...userAssigned].map(([key]) => [key, { state: 'failed', failure: refused }] as const),
    );
    const failed = identitiesRoot(stateOf(estateOf({ userAssigned: both, apps: new Map() })));
    assert.equal(new Set(failed.map(({ id }) => id)).size, failed.length);
    assert.ok(failed.every((node) => !(node.kind === 'notice' && node.notice.is === 'no-identities')));
  });

  it('is loading until all are listed, and says so when there are none', () => {
    const pending = stateOf(estateOf({ userAssigned: new Map(), apps: new Map(), services: new Map() }));
    assert.deepEqual(rows(identitiesRoot(pending), pending), ['Loading...']);
    const lists = [shop, dev].map(({ key }) => [key, { state: 'ready', value: [] }] as const);
    const none = stateOf(estateOf({ userAssigned: new Map(lists), apps: new Map(), services: new Map() }));
    assert.deepEqual(rows(identitiesRoot(none), none), ['No user-assigned identities in your subscriptions']);
  });

  it('lists other resources when Azure was asked, and counts those that may not be seen', () => {
    const key = resourceKey(used);
    const resource = (name: string, subscriptionId: string, subscriptionName: string) => ({
      id: `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.Web/sites/${name}`,
      name,
      type: 'Microsoft.Web/sites',
      subscriptionId,
      subscriptionName,
    });
    const app = { ...resource('orders', shop.subscriptionId, 'Shop') };
    const appId = `/subscriptions/${shop.subscriptionId}/resourceGroups/rg/providers/Microsoft.AppPlatform/Spring/shop/apps/orders`;
    const resources = [
      { ...app, id: appId, type: 'Microsoft.AppPlatform/Spring/apps' },
      resource('site', shop.subscriptionId.toUpperCase(), 'Shop'),
      resource('a', 'x', 'Platform'),
      resource('b', 'x', ''),
    ];
    const associated = new Map([
      [key, { state: 'ready', value: { resources, total: 5 } }],
    ]) as EstateSnapshot['associated'];
    const state = stateOf(estateOf({ associated }));
    assert.deepEqual(rows(below(state, 'id-used', 1), state), [
      'site [Microsoft.Web/sites · rg]',
      'and 3 you may not see [a (Platform), b]',
    ]);
    const unasked = stateOf(estateOf());
    assert.deepEqual(rows(below(unasked, 'id-used', 1), unasked), ['Loading...']);
    const nothing = new Map([
      [key, { state: 'ready', value: { resources: [], total: 0 } }],
    ]) as typeof associated;
    const empty = stateOf(estateOf({ associated: nothing }));
    assert.deepEqual(rows(below(empty, 'id-used', 1), empty), [
      'Azure counts no other resource that uses it',
    ]);
  });

  it('says who outside Azure may become an identity, by subject and issuer', () => {
    const credential = {
      id: `${used.id}/federatedIdentityCredentials/main`,
      name: 'main',
      issuer: 'https://issuer.invalid',
      subject: 'repo:shop/orders',
      audiences: ['api://x'],
    };
    const federated = new Map<ResourceKey, unknown>([
      [resourceKey(used), { state: 'ready', value: [credential] }],
      [resourceKey(lonely), { state: 'ready', value: [] }],
      [resourceKey(namesake), { state: 'failed', failure: refused }],
    ]) as unknown as EstateSnapshot['federated'];
    const state = stateOf(estateOf({ federated }));
    const [only] = below(state, 'id-used', 2);
    assert.ok(only);
    assert.equal(row(only, state), 'repo:shop/orders [https://issuer.invalid]');
    assert.equal(
      look(only, { state, t: say, now: 0 }).accessible,
      'Federated credential main, subject repo:shop/orders, issuer https://issuer.invalid',
    );
    assert.match(row(identitiesRoot(state).at(-1)!, state), /· 1 from outside Azure ·/);
    assert.deepEqual(rows(below(state, 'id-lonely', 2), state), ['Could not list. [It is not permitted.]']);
  });

  it('asks Azure about an identity when it is opened, and about other resources only when they are', () => {
    const state = stateOf(estateOf());
    const root = identitiesRoot(state).at(-1)!;
    const kinds = (node: Node): readonly string[] => branchesBelow(node, state).map(({ kind }) => kind);
    assert.deepEqual(kinds(root), ['federated']);
    assert.deepEqual(childrenOf(root, state).map(kinds), [
      [],
      ['associated'],
      ['federated'],
      ['roles', 'vaults', 'vaults', 'store-grants'],
    ]);
    assert.ok(estateOf().storeGrants.get(tenantOf(shop.key)) === undefined);
  });

  it('gives every node an id of its own, words for a screen reader, and known capabilities', () => {
    const state = stateOf(estateOf());
    const nodes: Node[] = [];
    const collect = (list: readonly Node[]): void => {
      for (const node of list) {
        nodes.push(node);
        collect(childrenOf(node, state));
      }
    };
    collect(identitiesRoot(state));
    assert.ok(nodes.length > 20);
    assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
    for (const node of nodes) {
      const { label, accessible, can } = look(node, { state, t: say, now: 0 });
      assert.ok(label !== '' && accessible !== '', node.id);
      assert.ok(can.every((word) => capabilities.includes(word)));
    }
  });
});

describe('grouping by identity', () => {
  it('shows identities that nobody uses, too, and asks for all of them', () => {
    const state = stateOf(estateOf(), { groupBy: 'identity' });
    assert.deepEqual(rows(identityGroups(state), state), [
      'id-foreign [1 app · rg / Shop]',
      'id-lonely [used by no Spring app that is read · rg / Dev]',
      'id-lonely [used by no Spring app that is read · rg / Shop]',
      'id-used [2 apps · rg / Shop]',
    ]);
    const unread = stateOf(estateOf({ userAssigned: new Map() }), { groupBy: 'identity' });
    assert.deepEqual(branchesOfRoot(unread), [
      { kind: 'user-assigned', key: shop.key },
      { kind: 'user-assigned', key: dev.key },
    ]);
    assert.deepEqual(branchesOfRoot({ ...unread, groupBy: 'subscription' }), []);
  });

  it('finds unused identities by name and IDs, and says whose could not be read', () => {
    const found = (filter: string): readonly string[] => {
      const state = stateOf(estateOf(), { groupBy: 'identity', filter });
      return rows(identityGroups(state), state).map((text) => text.replace(/ \[.*/, ''));
    };
    assert.deepEqual(found('lonely'), ['id-lonely', 'id-lonely']);
    assert.deepEqual(found('client-of-id-lonely'), ['id-lonely', 'id-lonely']);
    const userAssigned = new Map([
      [dev.key, { state: 'failed', failure: refused }],
    ]) as EstateSnapshot['userAssigned'];
    const state = stateOf(estateOf({ userAssigned }), { groupBy: 'identity' });
    assert.equal(
      rows(childrenOf(undefined, state), state)[0],
      "Not readable: identities in subscription 'Dev' [It is not permitted.]",
    );
  });
});
