import assert from 'node:assert/strict';

import { activityIn } from '../../test/double/activity';
import { identityType, type AppIdentity } from '../estate/app-identity';
import { Estate } from '../estate/estate';
import { frozenMap } from '../estate/frozen/frozen-map';
import { findApp, findService } from '../estate/lookup';
import {
  resourceKey,
  subscriptionKey,
  type SpringApp,
  type SpringService,
  type Subscription,
} from '../estate/resources';
import type { EstateChange } from '../estate/frozen/snapshot';
import { Failure, isAbort } from '../lifecycle/failure';
import { plain } from '../lifecycle/text';
import { titleWords } from '../operations/operation';
import { RunningOperations } from '../operations/running-operations';
import { IdentityChanges, type LateEnd } from './change-identity';
import type { ChangeOutcome } from './outcome';
import type { CheckedPatch, IdentityApi, IdentityPatch, OperationStatus } from './ports';
import type { IdentityWish } from './plan/wish';
import { stateOf } from '../hosts/spring/states';

const subscription: Subscription = {
  key: subscriptionKey('me', 't', 's'),
  subscriptionId: 's',
  name: 'Dev',
  accountId: 'me',
  accountLabel: 'me@example.com',
  tenantId: 't',
};
const serviceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/shop';
const idOf = (name: string): string =>
  `/subscriptions/s/resourcegroups/g/providers/microsoft.managedidentity/userassignedidentities/${name}`;
const statusUrl = 'https://arm.example/operations/1';

function identity(principalId: string | undefined, names: readonly string[] = []): AppIdentity {
  const type = identityType(principalId !== undefined, names.length > 0);
  const userAssigned = names.map((name) => ({ id: idOf(name) }));
  return { type, userAssigned, ...(principalId === undefined ? {} : { principalId }) };
}

function appWith(from: AppIdentity, more: Partial<SpringApp> = {}): SpringApp {
  const place = { id: `${serviceId}/apps/orders`, subscription: subscription.key, serviceId };
  const rest = { name: 'orders', location: 'eastus', state: stateOf('Succeeded') };
  return { ...place, ...rest, identity: from, ...more };
}

function serviceWith(more: Partial<SpringService> = {}): SpringService {
  const place = { id: serviceId, subscription: subscription.key, name: 'shop', location: 'eastus' };
  return { ...place, plan: 'Standard', state: stateOf('Succeeded'), power: 'running', ...more };
}

/** A clock that moves only when somebody waits; waiting yields, so that others get their turn. */
class Clock {
  time = 1_000_000;
  readonly now = (): number => this.time;
  readonly wait = async (ms: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    this.time += ms;
  };
}

/** An Azure in memory: what is asked of it is noted, and how it answers is set by each test. */
class MemoryAzure implements IdentityApi {
  readonly calls: string[] = [];
  readonly patches: IdentityPatch[] = [];
  app: SpringApp | undefined;
  service = serviceWith();
  /** Answers of the status URL, in order; the last one repeats. */
  statuses: (OperationStatus | Failure)[] = [{ state: 'running' }, { state: 'succeeded' }];
  /** What the app becomes when the status turns to succeeded, or at once without a status URL. */
  becomes: AppIdentity | undefined;
  /** How often the patch has to be sent until Azure takes it. */
  sendings = 1;
  onPatch: () => Promise<boolean> = () => Promise.resolve(true);
  onGet: (count: number) => void = () => undefined;
  #gets = 0;

  constructor(app: SpringApp) {
    this.app = app;
  }

  #finish(): void {
    if (this.app !== undefined && this.becomes !== undefined)
      this.app = { ...this.app, identity: this.becomes };
  }

  getApp(_subscription: Subscription, _id: string, signal: AbortSignal): Promise<SpringApp | undefined> {
    this.calls.push('GET app');
    signal.throwIfAborted();
    this.onGet(++this.#gets);
    return Promise.resolve(this.app);
  }

  getService(): Promise<SpringService> {
    this.calls.push('GET service');
    return Promise.resolve(this.service);
  }

  async patchIdentity(
    _s: Subscription,
    _id: string,
    { patch, recheck }: CheckedPatch,
    signal: AbortSignal,
  ): Promise<{ statusUrl: string } | undefined> {
    for (let sendings = 1; sendings <= this.sendings; sendings += 1) await recheck(signal);
    this.calls.push('PATCH');
    signal.throwIfAborted();
    this.patches.push(patch);
    if (await this.onPatch()) return { statusUrl };
    this.#finish();
    return undefined;
  }

  operationStatus(
    _s: Subscription,
    handle: { statusUrl: string },
    signal: AbortSignal,
  ): Promise<OperationStatus> {
    signal.throwIfAborted();
    assert.equal(handle.statusUrl, statusUrl);
    this.calls.push('poll');
    const answer = this.statuses.length > 1 ? this.statuses.shift() : this.statuses[0];
    assert.ok(answer !== undefined);
    if (answer instanceof Failure) return Promise.reject(answer);
    if (answer.state === 'succeeded') this.#finish();
    return Promise.resolve(answer);
  }
}

const never = new AbortController().signal;

function bench(from: AppIdentity, becomes?: AppIdentity) {
  const app = appWith(from);
  const service = serviceWith();
  const estate = new Estate();
  estate.apply(
    (snapshot) => ({
      ...snapshot,
      reach: {
        state: 'ready',
        value: { subscriptions: [subscription], lockedTenants: [], unreadableTenants: [], filteredOut: 0 },
      },
      services: frozenMap([[subscription.key, { state: 'ready', value: [service] }]]),
      apps: frozenMap([[resourceKey(service), { state: 'ready', value: [app] }]]),
    }),
    [],
  );
  const changes: EstateChange[] = [];
  estate.onDidChange((change) => changes.push(change));
  const operations = new RunningOperations();
  const activity = activityIn();
  const azure = new MemoryAzure(app);
  azure.becomes = becomes;
  const clock = new Clock();
  const logged: string[] = [];
  const note = (message: string): void => void logged.push(message);
  const log = { debug: note, info: note, warn: note, error: note };
  const { now, wait } = clock;
  const identityChanges = new IdentityChanges({ activity, api: azure, estate, operations, log, now, wait });
  const late: LateEnd[] = [];
  identityChanges.onDidEndLate((end) => late.push(end));
  const target = { subscription, service, app };
  const key = resourceKey(app);
  return {
    app,
    service,
    estate,
    changes,
    operations,
    azure,
    clock,
    logged,
    identityChanges,
    late,
    target,
    key,
    shown: () => findApp(estate.snapshot, key)?.app,
    change: (wish: IdentityWish, signal = never) => identityChanges.change(target, wish, signal),
  };
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    (value) => assert.fail(`no failure but ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  if (!Failure.is(error)) throw error;
  return error;
}

function turns(count: number): Promise<void> {
  return count === 0
    ? Promise.resolve()
    : new Promise<void>((resolve) => setImmediate(resolve)).then(() => turns(count - 1));
}

describe('IdentityChanges, a change that works', () => {
  it('reads the app, and again right before it writes once, polls every two seconds where Azure names no pace, and reads the result once', async () => {
    const { change, azure, clock, app } = bench(identity(undefined), identity('p-1'));
    azure.statuses = [{ state: 'running' }, { state: 'running' }, { state: 'succeeded' }];
    const outcome = await change({ system: 'on' });
    assert.deepEqual(azure.calls, ['GET app', 'GET app', 'PATCH', 'poll', 'poll', 'poll', 'GET app']);
    assert.deepEqual(azure.patches, [{ type: 'SystemAssigned' }]);
    assert.equal(clock.time, 1_006_000);
    assert.ok(outcome.kind === 'done');
    assert.equal(outcome.app.identity.principalId, 'p-1');
    assert.equal(outcome.before, app);
  });

  it('shows the result of the GET in the estate and touches that app only', async () => {
    const { change, changes, shown, key, service } = bench(identity(undefined), identity('p-1'));
    await change({ system: 'on' });
    assert.equal(shown()?.identity.principalId, 'p-1');
    assert.deepEqual(
      changes.map(({ touched }) => touched),
      [[{ kind: 'app', key, service: resourceKey(service) }]],
    );
  });

  it('goes through its phases and is off the record afterwards', async () => {
    const { change, operations, key } = bench(identity('p-1'), identity(undefined));
    const seen: unknown[] = [];
    operations.onDidChange(() => {
      const operation = operations.get(key);
      const title = operation === undefined ? undefined : titleWords(operation);
      seen.push([operation?.phase, operation?.statusUrl, title]);
    });
    await change({ system: 'off' });
    const title = "Disabling the system-assigned identity of 'orders'";
    assert.deepEqual(seen, [
      ['sending', undefined, title],
      ['running', statusUrl, title],
      ['reading', statusUrl, title],
      [undefined, undefined, undefined],
    ]);
  });

  it('reads the result at once when Azure answers without an operation', async () => {
    const { change, azure } = bench(identity(undefined), identity(undefined, ['a']));
    azure.onPatch = () => Promise.resolve(false);
    assert.equal((await change({ assign: [idOf('a')] })).kind, 'done');
    assert.deepEqual(azure.calls, ['GET app', 'GET app', 'PATCH', 'GET app']);
  });

  it('takes the ids of the result in any casing, and more identities than were wished for', async () => {
    const { change } = bench(identity(undefined), {
      type: 'UserAssigned',
      userAssigned: [{ id: idOf('a').toUpperCase() }, { id: idOf('of-somebody-else') }],
    });
    assert.equal((await change({ assign: [idOf('a')] })).kind, 'done');
  });

  it('reads again while Azure still shows the app as being updated', async () => {
    const { change, azure } = bench(identity(undefined), identity('p-1'));
    azure.onGet = (count) => {
      if (count === 3 && azure.app !== undefined)
        azure.app = { ...azure.app, state: stateOf('Updating'), identity: identity(undefined) };
      if (count === 4) azure.app = appWith(identity('p-1'));
    };
    assert.equal((await change({ system: 'on' })).kind, 'done');
    assert.equal(azure.calls.filter((call) => call === 'GET app').length, 4);
  });
});

describe('IdentityChanges, before anything is sent', () => {
  // The app as it is when the change is to be sent for the second, or the fifth, time.
  const elsewise: [string, () => SpringApp | undefined, ChangeOutcome['kind'] | Failure['code']][] = [
    ['another identity was assigned', () => appWith(identity('p-1', ['a', 'b'])), 'changed-meanwhile'],
    ['the wished one is gone already', () => appWith(identity('p-1')), 'changed-meanwhile'],
    ['its own identity was made anew', () => appWith(identity('p-2', ['a'])), 'changed-meanwhile'],
    ['it is being changed', () => appWith(identity('p-1', ['a']), { state: stateOf('Updating') }), 'refused'],
    ['it is gone', () => undefined, 'not-found'],
  ];
  for (const sendings of [1, 2, 5])
    for (const [what, app, expected] of elsewise)
      it(`sends nothing before sending number ${sendings} when ${what}`, async () => {
        const { change, azure, shown, operations } = bench(identity('p-1', ['a']));
        azure.sendings = sendings;
        const changedAt = sendings + 1;
        azure.onGet = (count) => {
          if (count === changedAt) azure.app = app();
        };
        const outcome = await change({ remove: [idOf('a')] }).catch((error: unknown) => error);
        const told = Failure.is(outcome) ? outcome.code : (outcome as ChangeOutcome).kind;
        assert.equal(told, expected);
        assert.deepEqual(azure.patches, []);
        assert.deepEqual(shown()?.identity, app()?.identity);
        assert.deepEqual(operations.all, []);
      });

  it('does nothing when the app already is as wished', async () => {
    const { change, azure, operations } = bench(identity('p-1'));
    const outcome = await change({ system: 'on' });
    assert.equal(outcome.kind, 'nothing');
    assert.deepEqual(azure.patches, []);
    assert.deepEqual(operations.all, []);
  });

  const meanwhile: [string, AppIdentity, AppIdentity][] = [
    ['the system-assigned identity was turned off', identity('p-1'), identity(undefined)],
    ['it was turned off and on again, so the principal is another', identity('p-1'), identity('p-2')],
    ['an identity was added', identity('p-1', ['a']), identity('p-1', ['a', 'b'])],
    ['an identity was exchanged', identity('p-1', ['a']), identity('p-1', ['b'])],
  ];
  for (const [title, confirmed, now] of meanwhile) {
    it(`stops and shows the app as it is now when ${title}`, async () => {
      const { change, azure, operations, shown } = bench(confirmed);
      azure.app = appWith(now);
      const outcome = await change({ assign: [idOf('x')] });
      assert.ok(outcome.kind === 'changed-meanwhile');
      assert.deepEqual(outcome.now.identity, now);
      assert.deepEqual(shown()?.identity, now);
      assert.deepEqual(azure.patches, []);
      assert.deepEqual(operations.all, []);
    });
  }

  it('is not disturbed by other casing, another order, or IDs that were filled in', async () => {
    const after = identity(undefined, ['a', 'b']);
    const { change, azure } = bench(identity('P-1', ['a', 'b']), after);
    azure.app = appWith({
      ...identity('p-1', ['b']),
      type: 'SystemAssigned,UserAssigned',
      userAssigned: [
        { id: idOf('b'), clientId: 'c-b' },
        { id: idOf('a').toUpperCase(), clientId: 'c-a' },
      ],
    });
    assert.equal((await change({ system: 'off' })).kind, 'done');
  });

  it('refuses while Azure is changing the app, from the fresh reading and not from memory', async () => {
    const { change, azure, operations } = bench(identity(undefined));
    azure.app = appWith(identity(undefined), { state: stateOf('Updating') });
    const failure = await failureOf(change({ system: 'on' }));
    assert.equal(failure.code, 'refused');
    assert.deepEqual(azure.patches, []);
    assert.deepEqual(operations.all, []);
  });

  it('does not read a service again that is known to be running', async () => {
    const { change, azure } = bench(identity(undefined), identity('p-1'));
    await change({ system: 'on' });
    assert.equal(azure.calls.includes('GET service'), false);
  });

  for (const [title, known] of [
    ['is not known to run', serviceWith({ state: stateOf('Unknown') })],
    ['was stopped when last read', serviceWith({ power: 'stopped' })],
  ] as const) {
    it(`reads a service again that ${title}, and goes on when it runs`, async () => {
      const { identityChanges, azure, target } = bench(identity(undefined), identity('p-1'));
      const outcome = await identityChanges.change({ ...target, service: known }, { system: 'on' }, never);
      assert.equal(outcome.kind, 'done');
      assert.equal(azure.calls.filter((call) => call === 'GET service').length, 1);
    });
  }

  it('refuses when the service is stopped, and shows that', async () => {
    const { identityChanges, azure, target, estate } = bench(identity(undefined));
    azure.service = serviceWith({ power: 'stopped' });
    const stale = serviceWith({ state: stateOf('Updating') });
    const failure = await failureOf(
      identityChanges.change({ ...target, service: stale }, { system: 'on' }, never),
    );
    assert.equal(failure.code, 'refused');
    assert.match(failure.message, /'shop' is stopped/);
    assert.equal(findService(estate.snapshot, resourceKey(stale))?.service.power, 'stopped');
    assert.deepEqual(azure.patches, []);
  });

  it('says that an app is gone and takes it out of the estate', async () => {
    const { change, azure, shown, operations } = bench(identity(undefined));
    azure.app = undefined;
    const failure = await failureOf(change({ system: 'on' }));
    assert.equal(failure.code, 'not-found');
    assert.equal(shown(), undefined);
    assert.deepEqual(operations.all, []);
  });

  it('ends quietly and sends nothing when the user cancels while the app is read', async () => {
    const { change, azure, operations } = bench(identity(undefined));
    const cancel = new AbortController();
    azure.onGet = () => {
      cancel.abort();
    };
    await assert.rejects(change({ system: 'on' }, cancel.signal), isAbort);
    assert.deepEqual(azure.patches, []);
    assert.deepEqual(operations.all, []);
  });

  it('refuses a second change of the same app, naming the first', async () => {
    const { change, azure } = bench(identity(undefined), identity('p-1'));
    const first = change({ system: 'on' });
    const failure = await failureOf(change({ assign: [idOf('a')] }));
    assert.equal(failure.code, 'refused');
    assert.match(failure.why, /^Enabling the system-assigned identity of 'orders'/);
    assert.equal((await first).kind, 'done');
    assert.equal(azure.patches.length, 1);
    azure.statuses = [{ state: 'succeeded' }];
    azure.becomes = identity(undefined);
    assert.equal(
      (await change({ system: 'off' }).catch((error: unknown) => error)) instanceof Failure,
      false,
    );
  });
});

describe('IdentityChanges, changes that fail', () => {
  it('tells Azure’s reason when the operation fails, and shows what the app is like now', async () => {
    const { change, azure, shown, operations } = bench(identity('p-1'));
    azure.statuses = [{ state: 'running' }, { state: 'failed', code: 'BadRequest', message: '112404: no.' }];
    azure.onGet = (count) => {
      if (count > 2) azure.app = appWith(identity('p-1'), { state: stateOf('Failed') });
    };
    const failure = await failureOf(change({ system: 'off' }));
    assert.equal(failure.code, 'operation-failed');
    assert.equal(failure.azureCode, 'BadRequest');
    assert.match(
      failure.message,
      /Disabling the system-assigned identity of 'orders' failed.*BadRequest: 112404: no\./,
    );
    assert.equal(shown()?.state.word, 'Failed');
    assert.deepEqual(operations.all, []);
  });

  it('still tells Azure’s reason when the app cannot be read afterwards', async () => {
    const { change, azure, logged } = bench(identity('p-1'));
    azure.statuses = [{ state: 'failed', code: 'BadRequest', message: 'no' }];
    azure.onGet = (count) => {
      if (count > 2) throw new Failure({ code: 'offline', what: 'No answer.', why: 'ENOTFOUND.' });
    };
    assert.equal((await failureOf(change({ system: 'off' }))).code, 'operation-failed');
    assert.match(logged.join('\n'), /No answer/);
  });

  const short: [string, AppIdentity, IdentityWish, AppIdentity, RegExp][] = [
    [
      'system is still off',
      identity(undefined),
      { system: 'on' },
      identity(undefined),
      /The system-assigned identity of 'orders' is off/,
    ],
    ['system is still on', identity('p'), { system: 'off' }, identity('p'), /is still on/],
    ['the new one is missing', identity('p'), { assign: [idOf('a')] }, identity('p'), /does not have 'a'/],
    [
      'the old one is still there',
      identity('p', ['a']),
      { remove: [idOf('a')] },
      identity('p', ['a']),
      /still has 'a'/,
    ],
    [
      'somebody else’s identity got lost on the way',
      identity('p', ['a', 'b']),
      { remove: [idOf('a')] },
      identity('p', []),
      /does not have 'b'/,
    ],
    [
      'the system-assigned one got lost on the way',
      identity('p'),
      { assign: [idOf('a')] },
      identity(undefined, ['a']),
      /identity of 'orders' is off/,
    ],
  ];
  for (const [title, from, wish, becomes, why] of short) {
    it(`does not call it done when ${title}`, async () => {
      const { change, shown } = bench(from, becomes);
      const failure = await failureOf(change(wish));
      assert.equal(failure.code, 'operation-failed');
      assert.match(failure.what, /did not come true/);
      assert.match(failure.why, why);
      assert.deepEqual(shown()?.identity, becomes);
    });
  }

  it('gives up after 30 minutes and says that Azure may still finish', async () => {
    const { change, azure, clock, operations } = bench(identity(undefined));
    azure.statuses = [{ state: 'running' }];
    const failure = await failureOf(change({ system: 'on' }));
    assert.equal(failure.code, 'timeout');
    assert.match(failure.message, /30 minutes.*may finish later/);
    const waited = clock.time - 1_000_000;
    assert.ok(waited > 29 * 60_000 && waited <= 30 * 60_000, `${waited} ms`);
    assert.deepEqual(operations.all, []);
  });

  it('looks as often as Azure asks, twice for a change of twelve seconds, and within bounds', async () => {
    const { azure, change, clock } = bench(identity(undefined), identity('p-1'));
    const startedAt = clock.time;
    azure.statuses = [{ state: 'running', retryAfterMs: 10_000 }, { state: 'succeeded' }];
    assert.equal((await change({ system: 'on' })).kind, 'done');
    assert.deepEqual(
      [azure.calls.filter((call) => call === 'poll').length, clock.time - startedAt],
      [2, 12_000],
    );

    for (const [asked, waited] of [
      [0, 1000],
      [36_000_000, 60_000],
    ] as const) {
      const again = bench(identity(undefined), identity('p-1'));
      const begun = again.clock.time;
      again.azure.statuses = [{ state: 'running', retryAfterMs: asked }, { state: 'succeeded' }];
      assert.equal((await again.change({ system: 'on' })).kind, 'done');
      assert.equal(again.clock.time - begun, 2000 + waited);
    }
  });

  it('asks again after a lost answer, and forgets the trouble once there is one', async () => {
    const lost = new Failure({ code: 'offline', what: 'No answer.', why: 'ECONNRESET.' });
    const { change, azure, logged } = bench(identity(undefined), identity('p-1'));
    azure.statuses = [lost, lost, { state: 'running' }, lost, lost, { state: 'succeeded' }];
    assert.equal((await change({ system: 'on' })).kind, 'done');
    assert.equal(logged.filter((line) => line.includes('Asking again')).length, 4);
  });

  it('gives up when three answers in a row are lost, and does not call that a failed change', async () => {
    const lost = new Failure({ code: 'offline', what: 'No answer.', why: 'ECONNRESET.', action: 'retry' });
    const { change, azure } = bench(identity(undefined));
    azure.statuses = [lost];
    const failure = await failureOf(change({ system: 'on' }));
    assert.equal(failure.code, 'offline');
    assert.match(failure.what, /Azure goes on with it and may finish/);
    assert.equal(azure.calls.filter((call) => call === 'poll').length, 3);
  });

  it('does not repeat a poll that is forbidden, and keeps what is needed to sign in', async () => {
    const details = {
      what: 'No.',
      why: 'Expired.',
      action: 'sign-in',
      challenge: 'Bearer claims="x"',
    } as const;
    const { change, azure } = bench(identity(undefined));
    azure.statuses = [
      new Failure({
        code: 'unauthorized',
        azureCode: 'ExpiredAuthenticationToken',
        missingAction: 'x/y',
        ...details,
      }),
    ];
    const failure = await failureOf(change({ system: 'on' }));
    assert.equal(failure.code, 'unauthorized');
    assert.equal(failure.action, 'sign-in');
    assert.equal(failure.challenge, 'Bearer claims="x"');
    assert.equal(failure.azureCode, 'ExpiredAuthenticationToken');
    assert.equal(failure.missingAction, 'x/y');
    assert.equal(azure.calls.filter((call) => call === 'poll').length, 1);
  });

  it('follows the app itself when Azure does not know the status URL any more', async () => {
    const { change, azure } = bench(identity(undefined));
    azure.statuses = [new Failure({ code: 'not-found', what: 'Gone.', why: '404.' })];
    azure.onGet = (count) => {
      if (count === 3) azure.app = appWith(identity(undefined), { state: stateOf('Updating') });
      if (count === 5) azure.app = appWith(identity('p-1'));
    };
    assert.equal((await change({ system: 'on' })).kind, 'done');
    assert.deepEqual(azure.calls, [
      ...['GET app', 'GET app', 'PATCH', 'poll'],
      ...['GET app', 'GET app', 'GET app'],
    ]);
  });

  it('says that the app was deleted while it was being changed', async () => {
    const { change, azure, shown } = bench(identity(undefined));
    azure.onGet = (count) => {
      if (count === 3) azure.app = undefined;
    };
    const failure = await failureOf(change({ system: 'on' }));
    assert.equal(failure.code, 'not-found');
    assert.match(failure.why, /deleted while/);
    assert.equal(shown(), undefined);
  });

  const rejections: [Failure['code'], RegExp, Failure['action']][] = [
    ['conflict', /busy with another change.*refresh and try again/, 'refresh'],
    ['offline', /no answer from Azure.*may have received the change all the same/, 'refresh'],
    ['timeout', /no answer from Azure/, 'refresh'],
    ['unavailable', /no answer from Azure/, 'refresh'],
    ['forbidden', /^Could not write\. Not allowed\.$/, undefined],
    ['throttled', /^Could not write\. Not allowed\.$/, undefined],
  ];
  for (const [code, text, action] of rejections) {
    it(`a write that ends in '${code}' is off the record and explained`, async () => {
      const { change, azure, operations } = bench(identity(undefined));
      azure.onPatch = () =>
        Promise.reject(new Failure({ code, what: 'Could not write.', why: 'Not allowed.', azureCode: 'X' }));
      const failure = await failureOf(change({ system: 'on' }));
      assert.equal(failure.code, code);
      assert.match(failure.message, text);
      assert.equal(failure.action, action);
      assert.deepEqual(operations.all, []);
    });
  }

  it('takes an error that is no Failure for a defect', async () => {
    const { change, azure } = bench(identity(undefined));
    azure.onPatch = () => Promise.reject(new TypeError('boom'));
    assert.equal((await failureOf(change({ system: 'on' }))).code, 'unexpected');
  });
});

describe('IdentityChanges, when nobody waits any more', () => {
  it('lets Azure go on, keeps the record, and shows and tells the end', async () => {
    const { change, azure, operations, key, late, shown } = bench(identity(undefined), identity('p-1'));
    const cancel = new AbortController();
    azure.statuses = [
      { state: 'running' },
      { state: 'running' },
      { state: 'running' },
      { state: 'succeeded' },
    ];
    operations.onDidChange(() => {
      if (operations.get(key)?.phase === 'running') cancel.abort();
    });
    const outcome = await change({ system: 'on' }, cancel.signal);
    assert.deepEqual(outcome, { kind: 'left-running' });
    assert.equal(operations.get(key)?.phase, 'running');
    await turns(20);
    assert.equal(operations.get(key), undefined);
    assert.equal(shown()?.identity.principalId, 'p-1');
    assert.equal(late.length, 1);
    const [end] = late;
    assert.ok(end !== undefined && 'outcome' in end && end.outcome.kind === 'done');
  });

  it('does not tear down a write that is on its way', async () => {
    const { change, azure, operations, key, late } = bench(identity(undefined), identity('p-1'));
    const cancel = new AbortController();
    let accept = (): void => undefined;
    azure.onPatch = () =>
      new Promise((resolve) => {
        accept = () => {
          resolve(true);
        };
        cancel.abort();
      });
    assert.deepEqual(await change({ system: 'on' }, cancel.signal), { kind: 'left-running' });
    assert.equal(operations.get(key)?.phase, 'sending');
    accept();
    await turns(20);
    assert.equal(late.length, 1);
    assert.deepEqual(operations.all, []);
  });

  it('tells of a failure too', async () => {
    const { change, azure, late, logged } = bench(identity(undefined));
    const cancel = new AbortController();
    azure.statuses = [{ state: 'running' }, { state: 'failed', code: 'BadRequest', message: 'no' }];
    azure.onPatch = () => {
      cancel.abort();
      return Promise.resolve(true);
    };
    assert.equal((await change({ system: 'on' }, cancel.signal)).kind, 'left-running');
    await turns(20);
    const [end] = late;
    assert.ok(end !== undefined && 'failure' in end);
    assert.equal(end.failure.code, 'operation-failed');
    assert.match(logged.join('\n'), /BadRequest: no/);
  });

  it('tells nothing late of a change somebody waited for', async () => {
    const { change, late } = bench(identity(undefined), identity('p-1'));
    await change({ system: 'on' });
    await turns(5);
    assert.equal(late.length, 0);
  });

  it('refuses another change until the one left running has ended', async () => {
    const { change, azure } = bench(identity(undefined), identity('p-1'));
    const cancel = new AbortController();
    azure.onPatch = () => {
      cancel.abort();
      return Promise.resolve(true);
    };
    await change({ system: 'on' }, cancel.signal);
    assert.equal((await failureOf(change({ system: 'on' }))).code, 'refused');
  });

  it('leaves the record when the window closes, so that the change is found again', async () => {
    const { change, azure, operations, key, identityChanges, late } = bench(
      identity(undefined),
      identity('p'),
    );
    azure.statuses = [{ state: 'running' }];
    operations.onDidChange(() => {
      if (operations.get(key)?.phase === 'running') identityChanges.dispose();
    });
    await assert.rejects(change({ system: 'on' }), isAbort);
    await turns(5);
    assert.equal(operations.get(key)?.statusUrl, statusUrl);
    assert.equal(late.length, 0);
  });
});

describe('IdentityChanges.resume', () => {
  /** Starts a change, closes the window at `phase`, and opens another one with what was stored. */
  async function reloaded(phase: 'sending' | 'running', becomes: AppIdentity = identity('p-1', ['a'])) {
    const first = bench(identity(undefined, ['a']), becomes);
    first.azure.statuses = [{ state: 'running' }];
    if (phase === 'sending') first.azure.onPatch = () => new Promise(() => undefined);
    let records = '[]';
    first.operations.onDidChange(() => {
      records = JSON.stringify(first.operations.toRecords());
    });
    void first.change({ system: 'on' }).catch(() => undefined);
    await turns(5);
    first.identityChanges.dispose();
    const second = bench(identity(undefined, ['a']), becomes);
    const [operation] = second.operations.fromRecords(JSON.parse(records));
    assert.ok(operation !== undefined);
    assert.equal(operation.phase, phase);
    return { ...second, operation };
  }

  it('finds a running change again after the window was reloaded and reads its result', async () => {
    const { identityChanges, operation, azure, operations, shown } = await reloaded('running');
    const outcome = await identityChanges.resume(operation, never);
    assert.deepEqual(azure.calls, ['poll', 'poll', 'GET app']);
    assert.ok(outcome.kind === 'done');
    assert.equal(outcome.app.identity.principalId, 'p-1');
    assert.deepEqual(outcome.before.identity, identity(undefined, ['a']));
    assert.equal(shown()?.identity.principalId, 'p-1');
    assert.deepEqual(operations.all, []);
  });

  it('does not call a change done that did not come true meanwhile', async () => {
    const { identityChanges, operation } = await reloaded('running', identity(undefined, ['a']));
    assert.equal((await failureOf(identityChanges.resume(operation, never))).code, 'operation-failed');
  });

  it('watches the app when the window closed before Azure had named a status URL', async () => {
    const { identityChanges, operation, azure } = await reloaded('sending');
    azure.app = appWith(identity(undefined, ['a']), { state: stateOf('Updating') });
    azure.onGet = (count) => {
      if (count === 2) azure.app = appWith(identity('p-9', ['a']));
    };
    const outcome = await identityChanges.resume(operation, never);
    assert.ok(outcome.kind === 'done');
    assert.deepEqual(azure.calls, ['GET app', 'GET app']);
  });

  it('says that nothing happened when Azure never got the change', async () => {
    const { identityChanges, operation, operations } = await reloaded('sending');
    const outcome = await identityChanges.resume(operation, never);
    assert.ok(outcome.kind === 'nothing');
    assert.match(plain(outcome.why), /never reached Azure: 'orders' is as it was/);
    assert.deepEqual(operations.all, []);
  });

  it('joins the watch of a change that was left running in this window', async () => {
    const { change, azure, identityChanges, operations, key } = bench(identity(undefined), identity('p-1'));
    const cancel = new AbortController();
    azure.statuses = [{ state: 'running' }, { state: 'running' }, { state: 'succeeded' }];
    azure.onPatch = () => {
      cancel.abort();
      return Promise.resolve(true);
    };
    await change({ system: 'on' }, cancel.signal);
    const operation = operations.get(key);
    assert.ok(operation !== undefined);
    assert.equal((await identityChanges.resume(operation, never)).kind, 'done');
    assert.equal(azure.calls.filter((call) => call === 'poll').length, 3);
  });

  it('can be left running once more', async () => {
    const { identityChanges, operation, late } = await reloaded('running');
    assert.deepEqual(await identityChanges.resume(operation, AbortSignal.abort()), { kind: 'left-running' });
    await turns(20);
    assert.equal(late.length, 1);
  });

  const strange: [string, unknown][] = [
    ['no wish', undefined],
    ['a wish of another form', { wish: { system: 'maybe' }, before: { type: 'None', userAssigned: [] } }],
    ['ids that are none', { wish: { assign: ['x'] }, before: { type: 'None', userAssigned: [] } }],
    ['no start', { wish: { system: 'on' } }],
    ['a start of unknown type', { wish: { system: 'on' }, before: { type: 'Some', userAssigned: [] } }],
    [
      'a start with broken ids',
      { wish: {}, before: { type: 'UserAssigned', userAssigned: [{ id: 7 }, null] } },
    ],
  ];
  for (const [title, wish] of strange) {
    it(`says that a record with ${title} cannot be followed, and drops it`, async () => {
      const { identityChanges, operation, operations, azure } = await reloaded('running');
      const failure = await failureOf(identityChanges.resume({ ...operation, wish }, never));
      assert.equal(failure.code, 'not-found');
      assert.deepEqual(operations.all, []);
      assert.deepEqual(azure.calls, []);
    });
  }

  it('says so when the subscription is out of reach', async () => {
    const { identityChanges, operation, estate } = await reloaded('running');
    estate.apply((snapshot) => ({ ...snapshot, reach: { state: 'absent' } }), []);
    const outcome: Promise<ChangeOutcome> = identityChanges.resume(operation, never);
    assert.match((await failureOf(outcome)).why, /not within reach/);
  });
});
