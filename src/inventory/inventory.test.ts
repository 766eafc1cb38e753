import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { publicCloud } from '../account/cloud';
import type { SignIn, SignInChange, SignInListing } from '../account/sign-in';
import { noIdentity } from '../estate/app-identity';
import { Estate } from '../estate/estate';
import { findApp } from '../estate/lookup';
import type { RoleListing, StoreGrantListing, VaultAccess } from '../estate/grants';
import { rolesOf } from '../estate/lookup';
import {
  resourceKey,
  principalKey,
  subscriptionKey,
  type AssociatedResources,
  type Deployment,
  type FederatedCredential,
  type SpringApp,
  type SpringService,
  type Subscription,
  type SubscriptionKey,
  type UserAssignedIdentity,
} from '../estate/resources';
import type { EstateChange } from '../estate/frozen/snapshot';
import { Emitter } from '../lifecycle/emitter';
import { Failure } from '../lifecycle/failure';
import { Inventory } from './inventory';
import type { EstateReader, ServiceListing } from './ports';
import { stateOf } from '../hosts/spring/states';

function subscriptionOf(n: number, tenantId = 't'): Subscription {
  const subscriptionId = `s${n}`;
  const key = subscriptionKey('me', tenantId, subscriptionId);
  return { key, subscriptionId, name: `Sub ${n}`, accountId: 'me', accountLabel: 'me@example.com', tenantId };
}

function serviceOf(subscription: Subscription, name: string): SpringService {
  const id = `/subscriptions/${subscription.subscriptionId}/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/${name}`;
  const state = { state: stateOf('Succeeded'), power: 'running' } as const;
  return { id, subscription: subscription.key, name, location: 'eastus', plan: 'Standard', ...state };
}

function appOf(service: SpringService, name: string, more: Partial<SpringApp> = {}): SpringApp {
  const place = {
    id: `${service.id}/apps/${name}`,
    subscription: service.subscription,
    serviceId: service.id,
  };
  return {
    ...place,
    name,
    location: 'eastus',
    state: stateOf('Succeeded'),
    identity: noIdentity,
    ...more,
  };
}

const trouble = (what: string): Failure => new Failure({ code: 'unavailable', what, why: '503.' });
const forever = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new DOMException('aborted', 'AbortError'));
    });
  });

const namesOf = (asked: readonly Subscription[]): string =>
  asked.map(({ subscriptionId }) => subscriptionId).join('+');

/** An Azure in memory. Every answer is made afresh, as from the wire; what is asked is noted. */
class MemoryAzure implements EstateReader {
  readonly calls: string[] = [];
  subscriptions: Subscription[] = [subscriptionOf(1), subscriptionOf(2)];
  services: SpringService[] = this.subscriptions.map((subscription, i) =>
    serviceOf(subscription, `shop-${i}`),
  );
  apps: SpringApp[] = this.services.flatMap((service) => ['b', 'a'].map((name) => appOf(service, name)));
  listing: Partial<SignInListing> = {};
  graphRefused: string | undefined;
  /** Rejects or holds up a call, by its name in `calls`. */
  readonly before = new Map<string, (signal: AbortSignal) => Promise<void>>();
  inFlight = 0;
  mostInFlight = 0;

  async answer<T>(call: string, signal: AbortSignal, value: () => T): Promise<T> {
    this.calls.push(call);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      await this.before.get(call)?.(signal);
      await new Promise((resolve) => setImmediate(resolve));
      return structuredClone(value());
    } finally {
      this.inFlight -= 1;
    }
  }

  async list(signal: AbortSignal): Promise<SignInListing> {
    const { subscriptions } = this;
    const nothingElse = { lockedTenants: [], failures: [], filteredOut: 0 };
    return {
      ...(await this.answer('list', signal, () => ({ subscriptions, ...nothingElse }))),
      ...this.listing,
    };
  }

  async listServices(asked: readonly Subscription[], signal: AbortSignal): Promise<ServiceListing> {
    const names = asked.map(({ subscriptionId }) => subscriptionId).join('+');
    const found = await this.answer(`services ${names}`, signal, () =>
      asked.map(({ key }) => ({
        subscription: key,
        services: this.services.filter((service) => service.subscription === key),
      })),
    );
    const { graphRefused } = this;
    return { bySubscription: found, ...(graphRefused === undefined ? {} : { graphRefused }) };
  }

  getService({ id }: { id: string }, signal: AbortSignal): Promise<SpringService> {
    return this.answer(`service ${id.split('/').at(-1) ?? ''}`, signal, () => {
      const found = this.services.find((service) => service.id === id);
      if (found === undefined) throw trouble('no such service');
      return found;
    });
  }

  listApps(
    _s: Subscription,
    { name, id }: SpringService,
    signal: AbortSignal,
  ): Promise<readonly SpringApp[]> {
    return this.answer(`apps ${name}`, signal, () => this.apps.filter(({ serviceId }) => serviceId === id));
  }

  getApp(_s: Subscription, appId: string, signal: AbortSignal): Promise<SpringApp | undefined> {
    return this.answer('app', signal, () => this.apps.find(({ id }) => id === appId));
  }

  getAppJson(): never {
    throw new Error('not asked for here');
  }

  listDeployments(_s: Subscription, appId: string, signal: AbortSignal): Promise<readonly Deployment[]> {
    return this.answer(`deployments ${appId.split('/').at(-1) ?? ''}`, signal, () => {
      const state = { active: true, status: 'Running', state: stateOf('Succeeded'), instances: [] };
      const subscription = this.subscriptions[0]?.key ?? subscriptionKey('', '', '');
      return [{ id: `${appId}/deployments/default`, subscription, name: 'default', appId, ...state }];
    });
  }

  listRolesOfMany(
    asked: readonly Subscription[],
    principals: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RoleListing>> {
    const own: RoleListing = { assignments: [], unreadable: [], groups: 'unasked' };
    return this.answer(`many roles ${principals.join('+')} ${namesOf(asked)}`, signal, () => {
      return new Map(principals.map((id) => [id.toLowerCase(), own]));
    });
  }

  listStoreGrants(asked: readonly Subscription[], signal: AbortSignal): Promise<StoreGrantListing> {
    return this.answer(`stores ${namesOf(asked)}`, signal, () => ({ grants: [], unreadable: [] }));
  }

  listFederatedCredentials(
    _: Subscription,
    identity: string,
    signal: AbortSignal,
  ): Promise<readonly FederatedCredential[]> {
    return this.answer(`federated ${identity}`, signal, () => []);
  }

  listAssociated(_: Subscription, identity: string, signal: AbortSignal): Promise<AssociatedResources> {
    return this.answer(`associated ${identity}`, signal, () => ({ resources: [], total: 0 }));
  }

  listRoles(asked: readonly Subscription[], principal: string, signal: AbortSignal): Promise<RoleListing> {
    return this.answer(`roles ${principal} ${namesOf(asked)}`, signal, () => ({
      assignments: [],
      unreadable: [],
    }));
  }

  listVaults(subscription: Subscription, signal: AbortSignal): Promise<readonly VaultAccess[]> {
    const vault = { id: '/v/kv', name: 'kv', usesRbac: true, policies: [] };
    return this.answer(`vaults ${subscription.subscriptionId}`, signal, () => [vault]);
  }

  userAssigned: UserAssignedIdentity[] = [];
  listUserAssigned(
    subscription: Subscription,
    signal: AbortSignal,
  ): Promise<readonly UserAssignedIdentity[]> {
    return this.answer(`identities ${subscription.subscriptionId}`, signal, () => this.userAssigned);
  }

  getSystemClientId(_s: Subscription, appId: string, signal: AbortSignal): Promise<string | undefined> {
    return this.answer(`client id ${appId.split('/').at(-1) ?? ''}`, signal, () => undefined);
  }
}

function bench() {
  const azure = new MemoryAzure();
  const changed = new Emitter<SignInChange>();
  const signIn: SignIn = {
    kind: 'sandbox',
    cloud: publicCloud,
    onDidChange: changed.event,
    list: (signal) => azure.list(signal),
    token: () => Promise.reject(new Error('not asked for here')),
    signIn: () => Promise.resolve(),
    dispose: () => undefined,
  };
  const estate = new Estate();
  const logged: string[] = [];
  const note = (message: string): void => void logged.push(message);
  const log = { debug: note, info: note, warn: note, error: note };
  const inventory = new Inventory({ estate, signIn, reader: azure, log, nextTurn });
  const changes: EstateChange[] = [];
  estate.onDidChange((change) => changes.push(change));
  const [one, two] = azure.services as [SpringService, SpringService];
  return {
    azure,
    changed,
    estate,
    logged,
    inventory,
    changes,
    oneKey: resourceKey(one),
    twoKey: resourceKey(two),
    touched: () => changes.splice(0).flatMap((change) => change.touched),
    asked: () => azure.calls.splice(0),
    namesOf: (service: SpringService) => {
      const branch = estate.snapshot.apps.get(resourceKey(service));
      return branch?.state === 'ready' ? branch.value.map(({ name }) => name) : branch?.state;
    },
  };
}

const never = new AbortController().signal;
const nothing = (): void => undefined;

describe('Inventory.open', () => {
  it('reads subscriptions and the services of all of them in two calls', async () => {
    const { inventory, estate, azure, asked } = bench();
    await inventory.open({ kind: 'reach' });
    assert.deepEqual(asked(), ['list', 'services s1+s2']);
    const { reach, services } = estate.snapshot;
    assert.ok(reach.state === 'ready');
    assert.deepEqual(reach.value.subscriptions, azure.subscriptions);
    assert.deepEqual(
      [...services.values()].map(({ state }) => state),
      ['ready', 'ready'],
    );
  });

  it('asks once, however many open a branch and however often', async () => {
    const { inventory, asked, oneKey } = bench();
    await Promise.all([inventory.open({ kind: 'reach' }), inventory.open({ kind: 'reach' })]);
    await inventory.open({ kind: 'reach' });
    assert.equal(asked().length, 2);
    const open = (): Promise<void> => inventory.open({ kind: 'service', key: oneKey });
    await Promise.all([open(), open()]);
    await open();
    assert.deepEqual(asked(), ['apps shop-0']);
  });

  it('waits for the common answer when a subscription is opened meanwhile', async () => {
    const { inventory, asked, estate, azure } = bench();
    const key = azure.subscriptions[0]!.key;
    let release = nothing;
    azure.before.set('services s1+s2', () => new Promise<void>((resolve) => (release = resolve)));
    const reach = inventory.open({ kind: 'reach' });
    while (!azure.calls.includes('services s1+s2')) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(estate.snapshot.services.get(key)?.state, 'loading');
    const one = inventory.open({ kind: 'subscription', key });
    release();
    await Promise.all([reach, one]);
    assert.deepEqual(asked(), ['list', 'services s1+s2']);
    assert.equal(estate.snapshot.services.get(key)?.state, 'ready');
  });

  it('shows a branch as loading, then sorted as people read names', async () => {
    const { inventory, azure, changes, oneKey, namesOf, touched } = bench();
    const [one] = azure.services as [SpringService];
    azure.apps = ['app-10', 'App-2', 'app-1'].map((name) => appOf(one, name));
    await inventory.open({ kind: 'reach' });
    touched();
    await inventory.open({ kind: 'service', key: oneKey });
    assert.deepEqual(
      changes.map(({ snapshot }) => snapshot.apps.get(oneKey)?.state),
      ['loading', 'ready'],
    );
    assert.deepEqual(touched(), [
      { kind: 'service', key: oneKey },
      { kind: 'service', key: oneKey },
    ]);
    assert.deepEqual(namesOf(one), ['app-1', 'App-2', 'app-10']);
  });

  it('keeps locked tenants, unreadable tenants and how much is filtered out', async () => {
    const { inventory, estate, azure } = bench();
    const tenant = { accountId: 'me', accountLabel: 'me', tenantId: 't9', name: 'Locked' };
    azure.listing = {
      lockedTenants: [tenant],
      failures: [{ tenantId: 't8', failure: trouble('Could not list t8.') }],
      filteredOut: 3,
    };
    await inventory.open({ kind: 'reach' });
    const { reach } = estate.snapshot;
    assert.ok(reach.state === 'ready');
    assert.deepEqual(reach.value.lockedTenants, [tenant]);
    assert.deepEqual(reach.value.unreadableTenants, [{ tenantId: 't8', why: 'Could not list t8. 503.' }]);
    assert.equal(reach.value.filteredOut, 3);
  });

  it('keeps why Resource Graph was refused until all services were read by it again', async () => {
    const { inventory, estate, azure, touched } = bench();
    azure.graphRefused = 'AuthorizationFailed';
    await inventory.open({ kind: 'reach' });
    assert.equal(estate.snapshot.graphRefused, 'AuthorizationFailed');
    azure.graphRefused = undefined;
    await inventory.refresh({ kind: 'subscription', key: azure.subscriptions[0]!.key });
    assert.equal(estate.snapshot.graphRefused, 'AuthorizationFailed');
    touched();
    await inventory.refresh({ kind: 'reach' });
    assert.equal(estate.snapshot.graphRefused, undefined);
    assert.deepEqual(touched(), [{ kind: 'everything' }]);
  });

  it('reads deployments, roles, client ID and identities each with one call', async () => {
    const { inventory, azure, estate, asked, oneKey } = bench();
    const [one] = azure.services as [SpringService];
    azure.subscriptions.push(subscriptionOf(3, 'another-tenant'));
    const app = resourceKey(appOf(one, 'a'));
    const key = azure.subscriptions[0]!.key;
    await inventory.open({ kind: 'reach' });
    await inventory.open({ kind: 'service', key: oneKey });
    asked();
    await inventory.open({ kind: 'deployments', key: app });
    await inventory.open({ kind: 'roles', app, principalId: 'P-1' });
    await inventory.open({ kind: 'roles', app, principalId: 'p-1' });
    await inventory.open({ kind: 'system-client-id', app, principalId: 'P-1' });
    await inventory.open({ kind: 'user-assigned', key });
    await inventory.open({ kind: 'vaults', key });
    await inventory.open({ kind: 'vaults', key });
    assert.deepEqual(asked(), [
      ...['deployments a', 'roles P-1 s1+s2', 'client id a', 'identities s1', 'vaults s1'],
    ]);
    const { deployments, roles, systemClientIds, userAssigned, vaults } = estate.snapshot;
    const principal = principalKey(key, 'p-1');
    assert.equal(deployments.get(app)?.state, 'ready');
    assert.equal(roles.get(principal)?.state, 'ready');
    assert.deepEqual(systemClientIds.get(principal), { state: 'ready', value: undefined });
    assert.equal(userAssigned.get(key)?.state, 'ready');
    assert.equal(vaults.get(key)?.state, 'ready');
  });

  it('reads the roles of many principals with one call for each tenant, and those read before not again', async () => {
    const { inventory, azure, estate, asked, touched, oneKey } = bench();
    azure.subscriptions.push(subscriptionOf(3, 'another-tenant'));
    const [one] = azure.services as [SpringService];
    const [here, , there] = azure.subscriptions.map(({ key }) => key) as [
      SubscriptionKey,
      SubscriptionKey,
      SubscriptionKey,
    ];
    await inventory.open({ kind: 'reach' });
    await inventory.open({ kind: 'service', key: oneKey });
    const app = resourceKey(appOf(one, 'a'));
    await inventory.open({ kind: 'roles', app, principalId: 'known' });
    asked();
    touched();
    const wanted = ['p-1', 'P-1', 'p-2', 'known'].map((principalId) => ({ subscription: here, principalId }));
    const theirs = { subscription: there, principalId: 'p-1' };
    await inventory.openRoles([...wanted, theirs], new AbortController().signal);
    assert.deepEqual(asked(), ['many roles P-1+p-2 s1+s2', 'many roles p-1 s3']);
    const keys = [principalKey(here, 'p-1'), principalKey(here, 'p-2'), principalKey(there, 'p-1')];
    assert.deepEqual(
      touched(),
      keys.map((key) => ({ kind: 'principal', key })),
    );
    for (const key of keys) assert.equal(estate.snapshot.roles.get(key)?.state, 'ready');
    await inventory.openRoles([...wanted, theirs], new AbortController().signal);
    assert.deepEqual(asked(), []);
  });

  it('reads what the groups of a principal have when somebody looks, though its own roles are known', async () => {
    const { inventory, azure, estate, asked, oneKey } = bench();
    const [one] = azure.services as [SpringService];
    const subscription = azure.subscriptions[0]!.key;
    await inventory.open({ kind: 'reach' });
    await inventory.open({ kind: 'service', key: oneKey });
    await inventory.openRoles([{ subscription, principalId: 'p' }], new AbortController().signal);
    asked();
    const app = resourceKey(appOf(one, 'a'));
    await inventory.open({ kind: 'roles', app, principalId: 'p' });
    await inventory.open({ kind: 'roles', app, principalId: 'p' });
    assert.deepEqual(asked(), ['roles p s1+s2']);
    assert.deepEqual(estate.snapshot.roles.get(principalKey(subscription, 'p')), {
      state: 'ready',
      value: { assignments: [], unreadable: [] },
    });
  });

  it('says of each principal that its roles could not be read, and reads them when asked once more', async () => {
    const { inventory, azure, estate } = bench();
    const subscription = azure.subscriptions[0]!.key;
    await inventory.open({ kind: 'reach' });
    azure.before.set('many roles p s1+s2', () => Promise.reject(trouble('Could not read roles.')));
    const wanted = [{ subscription, principalId: 'p' }];
    await inventory.openRoles(wanted, new AbortController().signal);
    const state = () => estate.snapshot.roles.get(principalKey(subscription, 'p'))?.state;
    assert.equal(state(), 'failed');
    azure.before.clear();
    await inventory.openRoles(wanted, new AbortController().signal);
    assert.equal(state(), 'ready');
  });

  it('reads who uses an identity that no app has, and its roles, through its own subscription', async () => {
    const { inventory, azure, estate, asked } = bench();
    const subscription = azure.subscriptions[0]!.key;
    const identity = { id: '/i/lonely', subscription, name: 'lonely', location: '', principalId: 'p' };
    azure.userAssigned = [identity];
    const key = resourceKey(identity);
    await inventory.open({ kind: 'reach' });
    await inventory.open({ kind: 'user-assigned', key: subscription });
    asked();
    await inventory.open({ kind: 'federated', key });
    await inventory.open({ kind: 'associated', key });
    await inventory.open({ kind: 'roles', identity: key, principalId: 'p' });
    await inventory.open({ kind: 'store-grants', key: subscription });
    await inventory.open({ kind: 'store-grants', key: azure.subscriptions[1]!.key });
    assert.deepEqual(asked(), [
      ...['federated /i/lonely', 'associated /i/lonely', 'roles p s1+s2', 'stores s1+s2'],
    ]);
    const { federated, associated } = estate.snapshot;
    assert.deepEqual([federated.get(key)?.state, associated.get(key)?.state], ['ready', 'ready']);
  });

  it('never shows one account what another one could read of a principal', async () => {
    const { inventory, azure, estate, asked } = bench();
    const other = { ...subscriptionOf(1), accountId: 'other', key: subscriptionKey('other', 't', 's1') };
    azure.subscriptions.push(other);
    const theirs = serviceOf(other, 'shop-0');
    azure.services.push(theirs);
    azure.apps.push(appOf(theirs, 'a'));
    await inventory.open({ kind: 'reach' });
    const [mine] = azure.services as [SpringService];
    for (const service of [mine, theirs])
      await inventory.open({ kind: 'service', key: resourceKey(service) });
    await inventory.open({ kind: 'roles', app: resourceKey(appOf(mine, 'a')), principalId: 'p' });
    assert.equal(rolesOf(estate.snapshot, mine.subscription, 'p').state, 'ready');
    assert.equal(rolesOf(estate.snapshot, other.key, 'p').state, 'absent');
    asked();
    await inventory.open({ kind: 'roles', app: resourceKey(appOf(theirs, 'a')), principalId: 'p' });
    assert.deepEqual(asked(), ['roles p s1']);
  });

  it('does nothing for a branch whose parent is not known', async () => {
    const { inventory, azure, changes } = bench();
    const app = resourceKey(appOf(azure.services[0]!, 'a'));
    const key = azure.subscriptions[0]!.key;
    await inventory.open({ kind: 'subscription', key });
    await inventory.open({ kind: 'service', key: resourceKey(azure.services[0]!) });
    await inventory.open({ kind: 'deployments', key: app });
    await inventory.open({ kind: 'roles', app, principalId: 'p' });
    await inventory.open({ kind: 'system-client-id', app, principalId: 'p' });
    await inventory.open({ kind: 'user-assigned', key });
    assert.deepEqual(azure.calls, []);
    assert.deepEqual(changes, []);
  });
});

describe('Inventory, when reading fails', () => {
  it('makes the failure the state of its branch, once, and opening it again tries again', async () => {
    const { inventory, estate, azure, oneKey, namesOf, logged } = bench();
    await inventory.open({ kind: 'reach' });
    azure.before.set('apps shop-0', () => Promise.reject(trouble('Could not read the apps.')));
    await inventory.open({ kind: 'service', key: oneKey });
    const branch = estate.snapshot.apps.get(oneKey);
    assert.ok(branch?.state === 'failed');
    assert.equal(branch.failure.code, 'unavailable');
    assert.equal(logged.length, 1);
    azure.before.clear();
    await inventory.open({ kind: 'service', key: oneKey });
    assert.deepEqual(namesOf(azure.services[0]!), ['a', 'b']);
  });

  it('keeps showing what was there when a refresh fails', async () => {
    const { inventory, estate, azure, oneKey } = bench();
    await inventory.open({ kind: 'reach' });
    await inventory.open({ kind: 'service', key: oneKey });
    azure.before.set('apps shop-0', () => Promise.reject(trouble('Could not read the apps.')));
    await inventory.refresh({ kind: 'service', key: oneKey });
    const branch = estate.snapshot.apps.get(oneKey);
    assert.ok(branch?.state === 'failed');
    assert.equal(branch.previous?.length, 2);
  });

  it('fails the reach with its reason and shows an error that is no Failure as a defect', async () => {
    const { inventory, estate, azure } = bench();
    azure.before.set('list', () => Promise.reject(new TypeError('boom')));
    await inventory.open({ kind: 'reach' });
    const { reach } = estate.snapshot;
    assert.ok(reach.state === 'failed');
    assert.equal(reach.failure.code, 'unexpected');
  });

  it('keeps showing the reach when it cannot be read again, but forgets everything when signed out', async () => {
    const { inventory, estate, azure, oneKey } = bench();
    await inventory.open({ kind: 'reach' });
    await inventory.open({ kind: 'service', key: oneKey });
    azure.before.set('list', () => Promise.reject(trouble('Could not list.')));
    await inventory.refresh({ kind: 'reach' });
    assert.ok(estate.snapshot.reach.state === 'failed');
    assert.equal(estate.snapshot.reach.previous?.subscriptions.length, 2);
    const signedOut = new Failure({ code: 'signed-out', what: 'Signed out.', why: 'No account.' });
    azure.before.set('list', () => Promise.reject(signedOut));
    await inventory.refresh({ kind: 'reach' });
    assert.deepEqual(estate.snapshot.reach, { state: 'failed', failure: signedOut });
    assert.equal(estate.snapshot.services.size + estate.snapshot.apps.size, 0);
  });

  it('fails every subscription when the services cannot be read at all, and logs that once', async () => {
    const { inventory, estate, azure, logged } = bench();
    azure.before.set('services s1+s2', () => Promise.reject(trouble('Could not read the services.')));
    await inventory.open({ kind: 'reach' });
    assert.deepEqual(
      [...estate.snapshot.services.values()].map(({ state }) => state),
      ['failed', 'failed'],
    );
    assert.equal(logged.length, 1);
  });

  it('fails one subscription alone, which can be opened again alone', async () => {
    const { inventory, estate, azure, asked } = bench();
    const [first, second] = azure.subscriptions as [Subscription, Subscription];
    const real = azure.listServices.bind(azure);
    azure.listServices = async (subscriptions, signal) => {
      const listing = await real(subscriptions, signal);
      const failure = trouble('Could not read s1.');
      return { bySubscription: [{ subscription: first.key, failure }, ...listing.bySubscription.slice(1)] };
    };
    await inventory.open({ kind: 'reach' });
    assert.equal(estate.snapshot.services.get(first.key)?.state, 'failed');
    assert.equal(estate.snapshot.services.get(second.key)?.state, 'ready');
    azure.listServices = real;
    asked();
    await inventory.open({ kind: 'subscription', key: first.key });
    assert.deepEqual(asked(), ['services s1']);
    assert.equal(estate.snapshot.services.get(first.key)?.state, 'ready');
  });

  it('does not take a subscription the answer leaves out for an empty one', async () => {
    const { inventory, estate, azure } = bench();
    azure.listServices = () => Promise.resolve({ bySubscription: [] });
    await inventory.open({ kind: 'reach' });
    const branch = estate.snapshot.services.get(azure.subscriptions[0]!.key);
    assert.ok(branch?.state === 'failed');
    assert.match(branch.failure.message, /left this subscription out/);
  });
});

describe('Inventory.refresh', () => {
  async function opened() {
    const all = bench();
    await all.inventory.open({ kind: 'reach' });
    await all.inventory.open({ kind: 'service', key: all.oneKey });
    const app = resourceKey(appOf(all.azure.services[0]!, 'a'));
    await all.inventory.open({ kind: 'deployments', key: app });
    await all.inventory.open({ kind: 'roles', app, principalId: 'p' });
    await all.inventory.open({ kind: 'user-assigned', key: all.azure.subscriptions[0]!.key });
    all.touched();
    all.asked();
    return { ...all, app };
  }

  it('touches nothing and keeps every object when Azure says the same', async () => {
    const { inventory, estate, touched, asked } = await opened();
    const before = estate.snapshot;
    await inventory.refresh({ kind: 'reach' });
    assert.deepEqual(asked(), [
      ...['list', 'services s1+s2', 'apps shop-0'],
      ...['deployments a', 'roles p s1+s2', 'identities s1'],
    ]);
    assert.deepEqual(touched(), []);
    assert.equal(estate.snapshot, before);
  });

  it('touches one app when one app changed, and keeps the others', async () => {
    const { inventory, estate, azure, touched, oneKey, app } = await opened();
    const branch = estate.snapshot.apps.get(oneKey);
    assert.ok(branch?.state === 'ready');
    azure.apps = azure.apps.map((item) =>
      resourceKey(item) === app ? { ...item, state: stateOf('Failed') } : item,
    );
    await inventory.refresh({ kind: 'service', key: oneKey });
    assert.deepEqual(touched(), [{ kind: 'app', key: app, service: oneKey }]);
    const now = estate.snapshot.apps.get(oneKey);
    assert.ok(now?.state === 'ready');
    assert.notEqual(now.value[0], branch.value[0]);
    assert.equal(now.value[1], branch.value[1]);
  });

  it('touches the service when an app came or went, and forgets what hung on it', async () => {
    const { inventory, estate, azure, touched, oneKey, app } = await opened();
    azure.apps = azure.apps.filter((item) => resourceKey(item) !== app);
    await inventory.refresh({ kind: 'service', key: oneKey });
    assert.deepEqual(touched(), [{ kind: 'service', key: oneKey }]);
    assert.equal(findApp(estate.snapshot, app), undefined);
    assert.equal(estate.snapshot.deployments.size, 0);
  });

  it('shows that a service was stopped, and goes on when that cannot be read', async () => {
    const { inventory, azure, touched, asked, oneKey, logged } = await opened();
    azure.services = azure.services.map((service, i) =>
      i === 0 ? { ...service, power: 'stopped' } : service,
    );
    await inventory.refresh({ kind: 'service', key: oneKey });
    assert.deepEqual(asked(), ['apps shop-0', 'service shop-0', 'deployments a', 'roles p s1+s2']);
    assert.deepEqual(touched(), [{ kind: 'service', key: oneKey }]);
    azure.before.set('service shop-0', () => Promise.reject(trouble('Could not read the service.')));
    await inventory.refresh({ kind: 'service', key: oneKey });
    assert.match(logged.join(), /Could not read the state of service 'shop-0'/);
  });

  it('touches a service that changed, and its subscription when one came or went', async () => {
    const { inventory, azure, touched, oneKey, estate } = await opened();
    const [first] = azure.subscriptions as [Subscription];
    azure.services = azure.services.map((service, i) =>
      i === 0 ? { ...service, state: stateOf('Updating') } : service,
    );
    await inventory.refresh({ kind: 'subscription', key: first.key });
    assert.deepEqual(touched(), [{ kind: 'service', key: oneKey }]);
    azure.services = azure.services.slice(1);
    await inventory.refresh({ kind: 'subscription', key: first.key });
    assert.deepEqual(touched(), [{ kind: 'subscription', key: first.key }]);
    assert.equal(estate.snapshot.apps.get(oneKey), undefined);
    assert.equal(estate.snapshot.deployments.size, 0);
  });

  it('does not ask any more for what hung on something that is gone', async () => {
    const { inventory, azure, asked } = await opened();
    const { services } = azure;
    azure.services = [];
    await inventory.refresh({ kind: 'reach' });
    asked();
    await inventory.refresh({ kind: 'reach' });
    assert.deepEqual(asked(), ['list', 'services s1+s2', 'identities s1']);
    // Back again, it has to be opened again.
    azure.services = services;
    await inventory.refresh({ kind: 'reach' });
    assert.deepEqual(asked(), ['list', 'services s1+s2', 'identities s1']);
  });

  it('reads a new subscription and keeps the objects of the known ones', async () => {
    const { inventory, azure, estate, touched } = await opened();
    const known =
      estate.snapshot.reach.state === 'ready' ? estate.snapshot.reach.value.subscriptions[0] : undefined;
    const third = subscriptionOf(3);
    azure.subscriptions = [...azure.subscriptions, third];
    await inventory.refresh({ kind: 'reach' });
    assert.ok(estate.snapshot.reach.state === 'ready');
    assert.equal(estate.snapshot.reach.value.subscriptions[0], known);
    assert.equal(estate.snapshot.services.get(third.key)?.state, 'ready');
    assert.deepEqual(touched(), [
      { kind: 'everything' },
      { kind: 'subscription', key: third.key },
      { kind: 'subscription', key: third.key },
    ]);
  });

  it('touches the identities that came, went or changed', async () => {
    const { inventory, azure, touched } = await opened();
    const [first] = azure.subscriptions as [Subscription];
    const identityOf = (name: string): UserAssignedIdentity => {
      const id = `/subscriptions/s1/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
      return { id, subscription: first.key, name, location: 'eastus' };
    };
    azure.userAssigned = [identityOf('one'), identityOf('two')];
    await inventory.refresh({ kind: 'user-assigned', key: first.key });
    touched();
    azure.userAssigned = [{ ...identityOf('one'), clientId: 'c' }, identityOf('three')];
    await inventory.refresh({ kind: 'user-assigned', key: first.key });
    const names = touched().map((touch) =>
      touch.kind === 'identity' ? touch.key.split('/').at(-1) : touch.kind,
    );
    assert.deepEqual(names, ['one', 'three', 'two']);
  });

  it('does not undo what was learnt while a list was on its way', async () => {
    const { inventory, azure, estate, oneKey, app } = await opened();
    let release = nothing;
    azure.before.set('apps shop-0', () => new Promise<void>((resolve) => (release = resolve)));
    const old = structuredClone(azure.apps);
    const list = azure.listApps.bind(azure);
    azure.listApps = async (...args) => {
      await list(...args);
      return old.filter(({ serviceId }) => serviceId === args[1].id);
    };
    const refreshing = inventory.refresh({ kind: 'service', key: oneKey });
    azure.apps = azure.apps.map((item) =>
      resourceKey(item) === app ? { ...item, state: stateOf('Failed') } : item,
    );
    await inventory.readApp(app, never);
    release();
    await refreshing;
    assert.equal(findApp(estate.snapshot, app)?.app.state.word, 'Failed');
  });
});

describe('Inventory.readApp', () => {
  it('reads one app with one call and takes one that is gone out of the list', async () => {
    const { inventory, azure, estate, asked, touched, oneKey } = bench();
    await inventory.open({ kind: 'reach' });
    await inventory.open({ kind: 'service', key: oneKey });
    const app = resourceKey(appOf(azure.services[0]!, 'a'));
    asked();
    touched();
    await inventory.readApp(app, never);
    assert.deepEqual(touched(), []);
    azure.apps = azure.apps.filter((item) => resourceKey(item) !== app);
    await inventory.readApp(app, never);
    assert.deepEqual(asked(), ['app', 'app']);
    assert.equal(findApp(estate.snapshot, app), undefined);
    assert.deepEqual(touched(), [{ kind: 'service', key: oneKey }]);
    await assert.rejects(inventory.readApp(app, never), (error) => Failure.is(error, 'not-found'));
  });

  it('throws what the reader throws', async () => {
    const { inventory, azure, oneKey } = bench();
    await inventory.open({ kind: 'reach' });
    await inventory.open({ kind: 'service', key: oneKey });
    azure.before.set('app', () => Promise.reject(trouble('Could not read the app.')));
    await assert.rejects(inventory.readApp(resourceKey(appOf(azure.services[0]!, 'a')), never), (error) =>
      Failure.is(error, 'unavailable'),
    );
  });
});

describe('Inventory.loadAll', () => {
  function many(count: number) {
    const all = bench();
    const [first] = all.azure.subscriptions as [Subscription];
    all.azure.services = Array.from({ length: count }, (_, i) => serviceOf(first, `shop-${i}`));
    all.azure.apps = all.azure.services.map((service) => appOf(service, 'a'));
    return all;
  }

  it('reads the apps of every service with one call each, sixteen at a time, and tells how far it is', async () => {
    const { inventory, azure, estate, asked } = many(40);
    const told: [number, number][] = [];
    await inventory.loadAll(never, (done, total) => told.push([done, total]));
    assert.equal(asked().filter((call) => call.startsWith('apps')).length, 40);
    assert.equal(azure.mostInFlight, 16);
    assert.deepEqual(
      told,
      Array.from({ length: 41 }, (_, i) => [i, 40]),
    );
    assert.equal([...estate.snapshot.apps.values()].filter(({ state }) => state === 'ready').length, 40);
  });

  it('leaves alone what is there, tries again what failed, and counts failures as done', async () => {
    const { inventory, azure, asked } = many(3);
    await inventory.open({ kind: 'reach' });
    await inventory.open({ kind: 'service', key: resourceKey(azure.services[0]!) });
    azure.before.set('apps shop-1', () => Promise.reject(trouble('Could not read.')));
    await inventory.open({ kind: 'service', key: resourceKey(azure.services[1]!) });
    asked();
    const told: number[] = [];
    await inventory.loadAll(never, (done) => told.push(done));
    assert.deepEqual(asked(), ['apps shop-1', 'apps shop-2']);
    assert.deepEqual(told, [1, 2, 3]);
  });

  it('reads the services of a subscription again that failed', async () => {
    const { inventory, azure, estate } = many(2);
    azure.before.set('services s1+s2', () => Promise.reject(trouble('Could not read.')));
    await inventory.open({ kind: 'reach' });
    await inventory.loadAll(never, nothing);
    assert.equal(estate.snapshot.apps.size, 2);
  });

  it('stops when cancelled, quietly, and leaves nothing loading', async () => {
    const { inventory, azure, estate, changes } = many(40);
    const cancel = new AbortController();
    await inventory.loadAll(cancel.signal, (done) => {
      if (done === 5) cancel.abort();
    });
    const states = [...estate.snapshot.apps.values()].map(({ state }) => state);
    assert.ok(states.length >= 5 && states.length < 40, `${states.length} services`);
    assert.ok(states.every((state) => state === 'ready'));
    const [calls, told] = [azure.calls.length, changes.length];
    for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(azure.calls.length, calls);
    assert.equal(changes.length, told);
  });

  it('does not stop a load that somebody else waits for as well', async () => {
    const { inventory, azure, estate } = many(1);
    const key = resourceKey(azure.services[0]!);
    await inventory.open({ kind: 'reach' });
    let release = nothing;
    azure.before.set('apps shop-0', () => new Promise<void>((resolve) => (release = resolve)));
    const cancel = new AbortController();
    const all = inventory.loadAll(cancel.signal, nothing);
    while (!azure.calls.includes('apps shop-0')) await new Promise((resolve) => setImmediate(resolve));
    const open = inventory.open({ kind: 'service', key });
    cancel.abort();
    await all;
    assert.equal(estate.snapshot.apps.get(key)?.state, 'loading');
    release();
    await open;
    assert.equal(estate.snapshot.apps.get(key)?.state, 'ready');
  });

  it('puts a failed branch back as it was when the second try is cancelled', async () => {
    const { inventory, azure, estate } = many(1);
    const key = resourceKey(azure.services[0]!);
    await inventory.open({ kind: 'reach' });
    azure.before.set('apps shop-0', () => Promise.reject(trouble('Could not read.')));
    await inventory.open({ kind: 'service', key });
    const failed = estate.snapshot.apps.get(key);
    const cancel = new AbortController();
    azure.before.set('apps shop-0', (signal) => {
      cancel.abort();
      return forever(signal);
    });
    await inventory.loadAll(cancel.signal, nothing);
    assert.equal(estate.snapshot.apps.get(key), failed);
  });

  it('puts a failed subscription back as it was when the second try is cancelled', async () => {
    const { inventory, azure, estate } = many(1);
    azure.before.set('services s1+s2', () => Promise.reject(trouble('Could not read.')));
    await inventory.open({ kind: 'reach' });
    const { services } = estate.snapshot;
    const cancel = new AbortController();
    for (const call of ['services s1', 'services s2'])
      azure.before.set(call, (signal) => {
        cancel.abort();
        return forever(signal);
      });
    await inventory.loadAll(cancel.signal, nothing);
    assert.deepEqual([...estate.snapshot.services], [...services]);
  });

  it('holds up nobody for long when many answers come at once', async () => {
    const all = bench();
    const [first] = all.azure.subscriptions as [Subscription];
    all.azure.services = Array.from({ length: 20 }, (_, i) => serviceOf(first, `shop-${i}`));
    const lists = new Map(
      all.azure.services.map((service) => [
        service.name,
        Array.from({ length: 500 }, (_, i) => appOf(service, `app-${i}`)),
      ]),
    );
    all.azure.listApps = (_s, service) => Promise.resolve(lists.get(service.name) ?? []);
    let applied = 0;
    const perTurn: number[] = [];
    all.estate.onDidChange(({ touched }) => (applied += touched.length));
    let isOver = false;
    const count = (): void => {
      if (applied > 0) perTurn.push(applied);
      applied = 0;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await all.inventory.loadAll(never, nothing);
    isOver = true;
    assert.ok(perTurn.length >= 9, `applied in ${perTurn.length} turns`);
  });
});

describe('Inventory.reset', () => {
  it('forgets everything with one change when the sign-in changes, and starts afresh', async () => {
    const { inventory, changed, estate, touched, asked, oneKey } = bench();
    await inventory.open({ kind: 'reach' });
    await inventory.open({ kind: 'service', key: oneKey });
    touched();
    asked();
    changed.fire({ signedOut: [] });
    inventory.reset();
    assert.deepEqual(touched(), [{ kind: 'everything' }]);
    assert.equal(estate.snapshot.reach.state, 'absent');
    assert.equal(estate.snapshot.services.size + estate.snapshot.apps.size, 0);
    await inventory.open({ kind: 'reach' });
    await inventory.refresh({ kind: 'reach' });
    assert.deepEqual(asked(), ['list', 'services s1+s2', 'list', 'services s1+s2']);
  });

  it('tells nobody when there is nothing to forget', () => {
    const { inventory, changes } = bench();
    inventory.reset();
    assert.deepEqual(changes, []);
  });

  it('lets no answer of the old sign-in in, whether or not the reader heeds the signal', async () => {
    const { inventory, azure, estate, oneKey } = bench();
    await inventory.open({ kind: 'reach' });
    let release = nothing;
    azure.before.set('apps shop-0', () => new Promise<void>((resolve) => (release = resolve)));
    const deaf = inventory.open({ kind: 'service', key: oneKey });
    while (!azure.calls.includes('apps shop-0')) await new Promise((resolve) => setImmediate(resolve));
    inventory.reset();
    await deaf;
    release();
    for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(estate.snapshot.apps.size, 0);
    assert.equal(estate.snapshot.reach.state, 'absent');
  });

  for (const call of ['list', 'services s1+s2']) {
    it(`cancels '${call}' without a word`, async () => {
      const { inventory, azure, estate, logged } = bench();
      azure.before.set(call, forever);
      const open = inventory.open({ kind: 'reach' });
      while (!azure.calls.includes(call)) await new Promise((resolve) => setImmediate(resolve));
      inventory.reset();
      await open;
      assert.equal(estate.snapshot.reach.state, 'absent');
      assert.equal(estate.snapshot.services.size, 0);
      assert.deepEqual(logged, []);
    });
  }

  it('ends its loads when disposed and hears no sign-in any more', async () => {
    const { inventory, azure, changed, changes } = bench();
    azure.before.set('list', forever);
    const open = inventory.open({ kind: 'reach' });
    while (!azure.calls.includes('list')) await new Promise((resolve) => setImmediate(resolve));
    inventory.dispose();
    await open;
    changes.length = 0;
    changed.fire({ signedOut: [] });
    assert.equal(changes.length, 0);
  });
});
