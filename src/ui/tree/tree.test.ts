import assert from 'node:assert/strict';
import {
  appNamed,
  identityId,
  say,
  serviceNamed,
  snapshotOf,
  subscriptionNamed,
} from '../../../test/double/estate';
import { emptySnapshot } from '../../estate/estate';
import { armKey } from '../../estate/ids/arm-id';
import { drawnEstate, keep, recall } from '../../estate/last-time';
import { identityUse } from '../../estate/lookup';
import type { RoleListing, VaultAccess } from '../../estate/grants';
import type { Loadable } from '../../estate/loadable';
import { principalKey, resourceKey, tenantOf } from '../../estate/resources';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { Failure } from '../../lifecycle/failure';
import type { Operation } from '../../operations/operation';
import type { DebuggingState } from '../../tunnel/known-debugging';
import { capabilities } from '../contributions';
import { branchesBelow, branchesMissing } from './demand';
import { describe as look } from './looks/describe';
import type { Look } from './looks/look';
import { childrenOf } from './nodes/children';
import { linkedApp } from '../../lint/links/linked-state';
import { lintApp } from '../../lint/lint-app';
import { groupApps } from './nodes/identity-groups';
import type { Node } from './nodes/node';
import { rootState, type TreeState } from './nodes/state';
import { nodesToRedraw } from './redraw';
import * as states from '../../hosts/spring/states';

const startedAt = 1_700_000_000_000;
const shop = subscriptionNamed('Shop');
const empty = subscriptionNamed('Empty');
const service = serviceNamed('shop', shop);
const orders = appNamed('orders', service);
const forbidden = new Failure({
  code: 'forbidden',
  what: "Could not read the apps of 'shop'.",
  why: 'Reading is not permitted.',
  remedy: 'Ask for the role Reader.',
});

function stateOf(snapshot: EstateSnapshot, more: Partial<TreeState> = {}): TreeState {
  const filter = more.filter ?? '';
  return {
    snapshot,
    operationOf: () => undefined,
    findingsOf: (found) => lintApp({ app: linkedApp(snapshot, found) }),
    groupBy: 'subscription',
    filter,
    groups: () => groupApps(snapshot, filter),
    use: () => identityUse(snapshot),
    ...more,
  };
}

function lookOf(node: Node, state: TreeState, now = startedAt): Look {
  return look(node, { state, t: say, now });
}

/** The whole tree as text, everything unfolded that can be. */
function drawn(state: TreeState, now = startedAt): string {
  const lines: string[] = [];
  const draw = (node: Node | undefined, depth: number) => {
    for (const child of childrenOf(node, state)) {
      const { label, description, fold } = lookOf(child, state, now);
      lines.push(
        `${'  '.repeat(depth)}${label}${description === undefined || description === '' ? '' : ` [${description}]`}`,
      );
      if (fold !== 'leaf') draw(child, depth + 1);
    }
  };
  draw(undefined, 0);
  return lines.join('\n');
}

function allNodes(state: TreeState): readonly Node[] {
  const nodes: Node[] = [];
  const collect = (node: Node | undefined) => {
    for (const child of childrenOf(node, state)) {
      nodes.push(child);
      collect(child);
    }
  };
  collect(undefined);
  return nodes;
}

function find(state: TreeState, kind: Node['kind'], label: string): Node {
  const node = allNodes(state).find((one) => one.kind === kind && lookOf(one, state).label === label);
  assert.ok(node, `${kind} ${label}`);
  return node;
}

const roles: RoleListing = {
  assignments: [
    {
      id: '/a/2',
      scope: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv',
      principalId: 'p-orders',
      roleDefinitionId: '/r/guid',
      roleName: 'Key Vault Secrets User',
    },
    { id: '/a/1', scope: '/subscriptions/s', principalId: 'p-orders', roleDefinitionId: '/r/guid' },
  ],
  unreadable: [{ subscriptionId: 'x', name: 'Hidden', why: 'not permitted' }],
};

const full = snapshotOf({
  subscriptions: {
    Shop: {
      services: {
        shop: {
          apps: {
            orders: {
              system: 'p-orders',
              user: ['id-a', 'id-b'],
              deployments: [
                {
                  id: `${orders.id}/deployments/default`,
                  subscription: shop.key,
                  name: 'default',
                  appId: orders.id,
                  active: true,
                  status: 'Running',
                  state: states.stateOf('Succeeded'),
                  instances: [{ name: 'orders-1', status: 'Running' }],
                },
              ],
            },
            gateway: {},
            returns: { system: 'p-returns', state: 'Failed' },
          },
        },
        archive: { power: 'stopped', plan: 'Basic', apps: {} },
        new: {},
      },
    },
    Empty: { services: {} },
  },
  snapshot: {
    roles: new Map([[principalKey(shop.key, 'p-orders'), { state: 'ready', value: roles }]]),
    vaults: new Map([shop.key, empty.key].map((key) => [key, { state: 'ready', value: [] }])),
    storeGrants: new Map([[tenantOf(shop.key), { state: 'ready', value: { grants: [], unreadable: [] } }]]),
  },
});

describe('the Apps tree', () => {
  it('shows subscriptions, services, apps, their identities, roles and instances', () => {
    assert.equal(
      drawn(stateOf(full)),
      `Shop
  shop [Standard · westeurope]
    orders [system + 2 user]
      System-assigned [roles not readable in 1 place · principal ID p-orders]
        Not readable: role assignments in subscription 'Hidden' [not permitted]
        role guid · Subscription s
        Key Vault Secrets User · kv
        Not shown by Azure: users in databases [SQL, PostgreSQL and MySQL keep them inside]
      User-assigned (2/20)
        id-a [rg]
          Loading...
        id-b [rg]
          Loading...
      Instances [1 running]
        default [active · Running]
          orders-1 [Running]
      Findings [1 warning]
        The app has both system-assigned and user-assigned identities [MI001]
    gateway [no identity]
      System-assigned [off]
      User-assigned (0/20)
      Instances
        Loading...
    returns [Failed · system]
      System-assigned [principal ID p-returns]
        Loading...
      User-assigned (0/20)
      Instances
        Loading...
  archive [stopped · Basic · westeurope]
    No apps in this service
  new [Standard · westeurope]
    Loading...
1 subscription has no Spring service`,
    );
  });

  it('shows access policies of vaults below the identity they name, and which of them have no effect', () => {
    const policies = [{ objectId: 'P-Orders', permissions: ['secrets get'] }];
    const vault = (name: string, usesRbac: boolean) => ({ id: `/v/${name}`, name, usesRbac, policies });
    const read = (vaults: Loadable<readonly VaultAccess[]>) => ({
      ...full,
      vaults: new Map([...full.vaults, [shop.key, vaults]]),
    });
    const below = (snapshot: EstateSnapshot) => {
      const state = stateOf(snapshot);
      return childrenOf(find(state, 'system', 'System-assigned'), state)
        .filter(({ kind }) => kind !== 'role')
        .slice(0, -1)
        .map((node) => [lookOf(node, state).label, lookOf(node, state).description]);
    };
    const unread = ["Not readable: role assignments in subscription 'Hidden'", 'not permitted'];
    assert.deepEqual(below(read({ state: 'ready', value: [vault('kv', false), vault('rbac', true)] })), [
      unread,
      ['Access policy · kv', 'secrets get'],
      ['Access policy · rbac', 'without effect: the vault decides by roles'],
    ]);
    assert.deepEqual(below(read({ state: 'failed', failure: forbidden })), [
      unread,
      ["Not readable: access policies of vaults in subscription 'Shop'", forbidden.why],
    ]);
    assert.deepEqual(below(full), [unread]);
  });

  it('counts the seconds of a running change and offers no other change meanwhile', () => {
    const operation: Operation = {
      app: resourceKey(orders),
      appId: orders.id,
      subscription: shop.key,
      appName: 'orders',
      title: "Disabling the system-assigned identity of 'orders'",
      startedAt,
      phase: 'running',
      wish: {},
    };
    const state = stateOf(full, {
      operationOf: (app) => (app === operation.app ? operation : undefined),
    });
    const node = find(state, 'app', 'orders');
    const shown = lookOf(node, state, startedAt + 64_000);
    assert.equal(shown.description, 'Updating... 1 min 4 s · system + 2 user');
    assert.equal(shown.icon.id, 'loading~spin');
    assert.deepEqual(
      allNodes(state)
        .filter((one) => 'app' in one && one.app === operation.app)
        .flatMap((one) => lookOf(one, state).can)
        .filter((word) => ['assign', 'enableSystem', 'disableSystem', 'removeUser'].includes(word)),
      [],
    );
  });

  it('warns of both kinds of identity on one app, in colour and in words', () => {
    const shown = lookOf(find(stateOf(full), 'app', 'orders'), stateOf(full));
    assert.deepEqual(shown.icon, { id: 'warning', color: 'list.warningForeground' });
    assert.match(shown.tooltip.notes?.[0] ?? '', /may get a token of either kind.*MI001/);
    assert.match(shown.accessible, /warning: both kinds of identity/);
    assert.match(shown.accessible, /1 warning/);
  });

  it('gives every node an id of its own, words for a screen reader, and known capabilities', () => {
    for (const state of [stateOf(full), stateOf(full, { groupBy: 'identity' })]) {
      const nodes = allNodes(state);
      assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
      for (const node of nodes) {
        const { label, accessible, can } = lookOf(node, state);
        assert.ok(label !== '' && accessible !== '', node.id);
        assert.ok(
          can.every((word) => capabilities.includes(word)),
          node.id,
        );
      }
    }
  });

  it('keeps one subscription seen through two accounts apart', () => {
    const snapshot = snapshotOf({
      subscriptions: { Shop: { services: { shop: { apps: { orders: {} } } } } },
    });
    const other = snapshotOf({
      subscriptions: { Shop: { account: 'bob@example.com', services: { shop: { apps: { orders: {} } } } } },
    });
    const ids = new Set(allNodes(stateOf(snapshot)).map(({ id }) => id));
    assert.deepEqual(
      allNodes(stateOf(other)).filter(({ id }) => ids.has(id)),
      [],
    );
  });

  it('names the account only when there are several', () => {
    const two = stateOf(
      snapshotOf({
        subscriptions: {
          A: { services: { a: {} } },
          B: { account: 'bob@example.com', services: { b: {} } },
        },
      }),
    );
    assert.equal(lookOf(find(two, 'subscription', 'B'), two).description, 'bob@example.com');
    assert.equal(lookOf(find(stateOf(full), 'subscription', 'Shop'), stateOf(full)).description, undefined);
  });

  it('shows why a branch could not be read, as a node that tries again', () => {
    const state = stateOf(
      snapshotOf({ subscriptions: { Shop: { services: { shop: { apps: forbidden } } } } }),
    );
    const node = find(state, 'failed', forbidden.what);
    const shown = lookOf(node, state);
    assert.equal(shown.description, 'Reading is not permitted.');
    assert.equal(shown.command, 'retry');
    assert.ok(shown.tooltip.notes?.includes('Ask for the role Reader.'));
    assert.deepEqual(node.target, { kind: 'branch', branch: { kind: 'service', key: resourceKey(service) } });
  });

  it('keeps what was known beside the failure to refresh it', () => {
    const apps = full.apps.get(resourceKey(service));
    assert.ok(apps?.state === 'ready');
    const failed = { state: 'failed', failure: forbidden, previous: apps.value } as const;
    const state = stateOf({ ...full, apps: new Map([[resourceKey(service), failed]]) });
    assert.match(drawn(state), /Could not read the apps.*\n {4}orders \[system \+ 2 user\]/);
  });

  it('offers locked tenants, and says what is hidden or unreadable', () => {
    const state = stateOf(
      snapshotOf({
        subscriptions: { Shop: { services: { shop: {} } } },
        reach: {
          lockedTenants: [{ accountId: 'ann', accountLabel: 'ann', tenantId: 't2', name: 'Partner' }],
          unreadableTenants: [{ tenantId: 't3', why: 'It did not answer.' }],
          filteredOut: 2,
        },
      }),
    );
    assert.equal(
      drawn(state),
      `Shop
  shop [Standard · westeurope]
    Loading...
Partner [sign in to see it]
Not readable: tenant t3 [It did not answer.]
2 subscriptions are hidden [click to select subscriptions]`,
    );
    assert.equal(lookOf(find(state, 'tenant', 'Partner'), state).command, 'signInToTenant');
  });

  it('says in a tooltip why Resource Graph was not used', () => {
    const state = stateOf({ ...full, graphRefused: 'it is not permitted' });
    const notes = lookOf(find(state, 'subscription', 'Shop'), state).tooltip.notes;
    assert.match(notes?.join() ?? '', /Resource Graph was refused: it is not permitted/);
  });
});

describe('what was there last time', () => {
  const last = recall(keep(full, new Set(), 1_000_000));
  const { snapshot, remembered } = drawnEstate({ now: emptySnapshot(), last });
  const state = stateOf(snapshot, { remembered, findingsOf: () => [] });

  it('is drawn at once, marked as such in words, and offers nothing to do', () => {
    assert.equal(
      drawn(state),
      `Shop [as of last time]
  shop [as of last time · Standard · westeurope]
    orders [as of last time · system + 2 user]
    gateway [as of last time · no identity]
    returns [as of last time · system]
  archive [as of last time · Basic · westeurope]
    Loading...
  new [as of last time · Standard · westeurope]
    Loading...`,
    );
    for (const node of allNodes(state)) {
      if (!['subscription', 'service', 'app'].includes(node.kind)) continue;
      const { can, accessible, icon } = lookOf(node, state);
      assert.deepEqual(can, []);
      assert.match(accessible, /as of last time$/);
      assert.equal(icon.color, 'disabledForeground');
    }
  });

  it('is not taken for read: it is asked for when it stands open, and counted as not loaded', () => {
    const live = { ...state, snapshot: { ...snapshot, services: full.services, apps: new Map() } };
    const open = find(state, 'service', 'shop');
    assert.deepEqual(branchesMissing([open], live), [{ kind: 'service', key: resourceKey(service) }]);
    assert.match(drawn({ ...state, filter: 'orders' }), /^3 services are not loaded/);
  });
});

describe('the root of the Apps tree', () => {
  const failedReach = (failure: Failure) =>
    stateOf({ ...emptySnapshot(), reach: { state: 'failed', failure } });

  it('loads before anything is known', () => {
    assert.equal(drawn(stateOf(emptySnapshot())), 'Loading...');
    assert.equal(rootState(stateOf(emptySnapshot())), 'loading');
  });

  it('is empty when signed out, so that the welcome text shows', () => {
    const state = failedReach(new Failure({ code: 'signed-out', what: 'w', why: 'y', action: 'sign-in' }));
    assert.equal(drawn(state), '');
    assert.equal(rootState(state), 'signedOut');
  });

  it('says which source lacks what when it is signed in elsewhere', () => {
    const state = failedReach(
      new Failure({
        code: 'signed-out',
        what: 'Azure CLI has no account to use.',
        why: 'Azure CLI is not signed in.',
        action: 'choose-sign-in',
      }),
    );
    assert.equal(rootState(state), 'failed');
    assert.match(drawn(state), /^Azure CLI has no account to use\. \[Azure CLI is not signed in\.\]/);
  });

  it('shows another failure as a node, with another sign-in beside it', () => {
    const state = failedReach(forbidden);
    assert.equal(rootState(state), 'failed');
    assert.equal(
      drawn(state),
      "Could not read the apps of 'shop'. [Reading is not permitted.]\nChoose another sign-in, or the sandbox",
    );
  });

  it('tells no subscription, all filtered out, and no service apart', () => {
    const none = snapshotOf({ subscriptions: {} });
    assert.equal(rootState(stateOf(none)), 'noSubscriptions');
    const filtered = snapshotOf({ subscriptions: {}, reach: { filteredOut: 3 } });
    assert.equal(rootState(stateOf(filtered)), 'filteredOut');
    const empty = snapshotOf({ subscriptions: { A: { services: {} }, B: { services: {} } } });
    assert.equal(rootState(stateOf(empty)), 'noServices');
    for (const snapshot of [none, filtered, empty]) assert.equal(drawn(stateOf(snapshot)), '');
  });

  it('is no welcome while a subscription is still read or failed', () => {
    for (const services of ['loading', forbidden] as const)
      assert.equal(rootState(stateOf(snapshotOf({ subscriptions: { A: { services } } }))), 'ready');
  });
});

describe('the filter', () => {
  const snapshot = snapshotOf({
    subscriptions: {
      Shop: {
        services: {
          shop: { apps: { orders: { system: 'abc-1' }, billing: { user: ['id-telemetry'] } } },
          other: { apps: { search: {} } },
          unread: {},
        },
      },
      Dev: { services: { dev: { apps: { 'orders-dev': {} } } } },
    },
  });
  const apps = (filter: string) =>
    allNodes(stateOf(snapshot, { filter }))
      .filter(({ kind }) => kind === 'app')
      .map((node) => lookOf(node, stateOf(snapshot, { filter })).label);

  it('finds apps by name, identity name, principal and client ID', () => {
    assert.deepEqual(apps('orders'), ['orders', 'orders-dev']);
    assert.deepEqual(apps('telemetry'), ['billing']);
    assert.deepEqual(apps('abc-1'), ['orders']);
    assert.deepEqual(apps('client-of-id-telem'), ['billing']);
  });

  it('shows everything below a service or subscription whose name matches', () => {
    assert.deepEqual(apps('other'), ['search']);
    assert.deepEqual(apps('dev'), ['orders-dev']);
  });

  it('says that it cannot see what was not loaded', () => {
    assert.match(drawn(stateOf(snapshot, { filter: 'orders' })), /^1 service is not loaded \[click to load/);
  });

  it('says when nothing matches, with the way out', () => {
    const state = stateOf(snapshot, { filter: 'zzz' });
    assert.match(drawn(state), /Nothing loaded matches 'zzz' \[click to clear the filter\]/);
  });
});

describe('grouping by identity', () => {
  const snapshot = snapshotOf({
    subscriptions: {
      Shop: {
        services: {
          shop: {
            apps: {
              orders: { system: 'p', user: ['id-b'] },
              billing: { user: ['id-a', 'id-b'] },
              search: { system: 'q' },
              gateway: {},
            },
          },
        },
      },
    },
  });
  const state = stateOf(snapshot, { groupBy: 'identity' });

  it('shows who uses an identity, then apps with only a system-assigned one, then apps without', () => {
    const groups = childrenOf(undefined, state).map((group) => [
      lookOf(group, state).label,
      ...childrenOf(group, state).map((node) => lookOf(node, state).label),
    ]);
    assert.deepEqual(groups, [
      ['id-a', 'billing'],
      ['id-b', 'orders', 'billing'],
      ['Only a system-assigned identity', 'search'],
      ['No identity', 'gateway'],
    ]);
  });

  it('names the service of an app, which is no longer above it', () => {
    const app = find(state, 'app', 'gateway');
    assert.equal(lookOf(app, state).description, 'no identity · shop');
  });
});

describe('redrawing', () => {
  const state = stateOf(full);
  const nodes = new Map(allNodes(state).map((node) => [node.id, node]));
  const labels = (touched: Parameters<typeof nodesToRedraw>[0]['touched'], of = state) =>
    nodesToRedraw({ snapshot: of.snapshot, touched }, nodes, of)?.map((node) => lookOf(node, of).label);

  it('touches only the app that changed', () => {
    const key = resourceKey(orders);
    assert.deepEqual(labels([{ kind: 'app', key, service: resourceKey(service) }]), ['orders']);
  });

  it('touches a service, a subscription, and the nodes of a principal or identity', () => {
    assert.deepEqual(labels([{ kind: 'service', key: resourceKey(service) }]), ['shop']);
    assert.deepEqual(labels([{ kind: 'subscription', key: shop.key }]), ['Shop']);
    assert.deepEqual(labels([{ kind: 'principal', key: principalKey(shop.key, 'P-ORDERS') }]), [
      'System-assigned',
    ]);
    assert.deepEqual(labels([{ kind: 'identity', key: armKey(identityId('id-a')) }]), ['id-a']);
    assert.deepEqual(labels([{ kind: 'vaults', key: shop.key }]), [
      'System-assigned',
      'id-a',
      'id-b',
      'System-assigned',
      'System-assigned',
    ]);
  });

  it('touches nothing that was never drawn', () => {
    const unseen = resourceKey(serviceNamed('elsewhere', shop));
    assert.deepEqual(labels([{ kind: 'service', key: unseen }]), []);
  });

  it('draws everything anew when told so, and when a filter or grouping decides what there is', () => {
    const app = [{ kind: 'app', key: resourceKey(orders), service: resourceKey(service) }] as const;
    assert.equal(labels([{ kind: 'everything' }]), undefined);
    assert.equal(labels(app, { ...state, filter: 'orders' }), undefined);
    assert.equal(labels(app, { ...state, groupBy: 'identity' }), undefined);
  });
});

describe('what is asked for when a node opens', () => {
  const state = stateOf(full);
  const kinds = (kind: Node['kind'], label: string) =>
    branchesBelow(find(state, kind, label), state).map((branch) => branch.kind);

  it('is nothing for an app: its identities came with the list', () => {
    assert.deepEqual(kinds('app', 'orders'), []);
  });

  it('is the apps of a service, the deployments of an app, the roles of a principal', () => {
    assert.deepEqual(kinds('service', 'shop'), ['service']);
    assert.deepEqual(kinds('instances', 'Instances'), ['deployments']);
    const grants = ['roles', 'vaults', 'vaults', 'store-grants'];
    assert.deepEqual(kinds('system', 'System-assigned'), [...grants, 'system-client-id']);
    assert.deepEqual(kinds('identity', 'id-a'), grants);
  });

  it('is only what is absent: neither what is there nor what failed is asked for by itself', () => {
    const nodes = [find(state, 'service', 'shop'), find(state, 'service', 'new')];
    assert.deepEqual(branchesMissing(nodes, state), [
      { kind: 'service', key: resourceKey(serviceNamed('new', shop)) },
    ]);
    const failed = stateOf(
      snapshotOf({ subscriptions: { Shop: { services: { shop: { apps: forbidden } } } } }),
    );
    assert.deepEqual(branchesMissing([find(failed, 'service', 'shop')], failed), []);
  });
});

describe('remote debugging in the tree', () => {
  const deployment = resourceKey({ id: `${orders.id}/deployments/default`, subscription: shop.key });

  function seen(debugging: DebuggingState | undefined) {
    const state = stateOf(full, { debuggingOf: (key) => (key === deployment ? debugging : undefined) });
    const { description, can, tooltip, accessible } = lookOf(find(state, 'deployment', 'default'), state);
    const door = tooltip.rows?.find(([name]) => name === 'Remote debugging')?.[1];
    return {
      description,
      can,
      door,
      accessible,
      above: lookOf(find(state, 'instances', 'Instances'), state).description,
    };
  }

  it('is news while it is on, and can be turned off only', () => {
    const { description, can, door, accessible, above } = seen({ is: 'known', enabled: true, port: 5005 });
    assert.match(description ?? '', /^debugging on, port 5005 · /);
    assert.match(accessible, /debugging on, port 5005/);
    assert.match(above ?? '', /^debugging on, port 5005 · /);
    assert.equal(door, 'debugging on, port 5005');
    assert.deepEqual(can, ['disableDebugging']);
  });

  it('is nothing to see while it is off or not known, and can be turned on only', () => {
    for (const state of [undefined, { is: 'known', enabled: false, port: 5005 }] as const) {
      const { description, can } = seen(state);
      assert.doesNotMatch(description ?? '', /debugging/);
      assert.deepEqual(can, ['enableDebugging']);
    }
    assert.equal(seen({ is: 'unreadable', why: 'not allowed' }).door, 'not known: not allowed');
  });

  it('can be neither while it changes', () => {
    const { description, can } = seen({ is: 'updating' });
    assert.match(description ?? '', /^debugging: updating\.\.\. · /);
    assert.deepEqual(can, []);
  });
});
