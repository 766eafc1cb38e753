import assert from 'node:assert/strict';

import { resourceKey, subscriptionKey } from '../estate/resources';
import { Failure } from '../lifecycle/failure';
import type { Operation } from './operation';
import { say } from '../lifecycle/text';
import { RunningOperations } from './running-operations';

const subscription = subscriptionKey('me', 't', 's');

function operationOf(name: string): Omit<Operation, 'phase' | 'statusUrl'> {
  const appId = `/subscriptions/s/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/shop/apps/${name}`;
  const app = resourceKey({ id: appId, subscription });
  const title = `Enabling the system-assigned identity of '${name}'`;
  return { app, appId, subscription, appName: name, title, startedAt: 1000, wish: { system: 'on' } };
}

const statusUrl = 'https://management.azure.com/operations/1?api-version=2023-12-01';

describe('RunningOperations', () => {
  it('holds one operation per app and tells of each step', () => {
    const operations = new RunningOperations();
    const told: string[] = [];
    operations.onDidChange((app) =>
      told.push(`${app.split('/').at(-1) ?? ''} ${operations.get(app)?.phase ?? 'over'}`),
    );
    const orders = operations.begin(operationOf('orders'));
    operations.begin(operationOf('billing'));
    operations.advance(orders.app, { phase: 'running', statusUrl });
    operations.advance(orders.app, { phase: 'reading' });
    assert.equal(operations.get(orders.app)?.statusUrl, statusUrl);
    operations.end(orders.app);
    assert.deepEqual(told, [
      'orders sending',
      'billing sending',
      'orders running',
      'orders reading',
      'orders over',
    ]);
    assert.deepEqual(
      operations.all.map(({ appName }) => appName),
      ['billing'],
    );
  });

  it('refuses a second operation of an app, in words, and leaves the first alone', () => {
    const operations = new RunningOperations();
    const first = operations.begin(operationOf('orders'));
    assert.throws(
      () => operations.begin({ ...operationOf('orders'), title: 'Another' }),
      (error) =>
        Failure.is(error, 'refused') &&
        error.message.startsWith(
          "Another change of 'orders' is under way. Enabling the system-assigned identity",
        ),
    );
    assert.equal(operations.get(first.app), first);
  });

  it('hands out values nobody can change', () => {
    const operation = new RunningOperations().begin(operationOf('orders'));
    assert.throws(() => Object.assign(operation, { phase: 'running' }), TypeError);
  });

  it('says nothing about what is not running', () => {
    const operations = new RunningOperations();
    let told = 0;
    operations.onDidChange(() => (told += 1));
    const { app } = operationOf('orders');
    operations.end(app);
    assert.equal(operations.advance(app, { phase: 'running' }), undefined);
    assert.equal(told, 0);
  });

  it('forgets and falls silent when disposed', () => {
    const operations = new RunningOperations();
    operations.begin(operationOf('orders'));
    let told = 0;
    operations.onDidChange(() => (told += 1));
    operations.dispose();
    assert.deepEqual(operations.all, []);
    assert.equal(told, 0);
  });
});

describe('RunningOperations, stored and found again', () => {
  function stored(): unknown[] {
    const operations = new RunningOperations();
    const { app } = operations.begin(operationOf('orders'));
    operations.begin(operationOf('billing'));
    operations.advance(app, { phase: 'running', statusUrl });
    return JSON.parse(JSON.stringify(operations.toRecords())) as unknown[];
  }

  it('finds the same operations again', () => {
    const operations = new RunningOperations();
    let told = 0;
    operations.onDidChange(() => (told += 1));
    const taken = operations.fromRecords(stored());
    assert.deepEqual(taken, operations.all);
    assert.deepEqual(operations.all, [
      { ...operationOf('orders'), phase: 'running', statusUrl },
      { ...operationOf('billing'), phase: 'sending' },
    ]);
    assert.equal(told, 2);
  });

  it('does not take what is running already', () => {
    const operations = new RunningOperations();
    const mine = operations.begin({ ...operationOf('orders'), title: 'Mine' });
    assert.deepEqual(
      operations.fromRecords(stored()).map(({ appName }) => appName),
      ['billing'],
    );
    assert.equal(operations.get(mine.app)?.title, 'Mine');
  });

  it('stores the listed fields only: nothing else gets to disk with them', () => {
    const operations = new RunningOperations();
    const withMore = { ...operationOf('orders'), token: 'canary-of-a-token' };
    operations.begin(withMore);
    const [record] = operations.toRecords();
    assert.equal(JSON.stringify(record).includes('canary'), false);
    const fields = ['version', 'appId', 'subscription', 'appName', 'title', 'startedAt', 'phase', 'wish'];
    assert.deepEqual(Object.keys(record ?? {}), fields);
  });

  it('finds the app by its id, not by a key that was stored', () => {
    const [record] = stored() as Record<string, unknown>[];
    const [taken] = new RunningOperations().fromRecords([{ ...record, app: 'forged' }]);
    assert.equal(taken?.app, operationOf('orders').app);
  });

  it('finds a title again as a sentence that can be translated', () => {
    const operations = new RunningOperations();
    const title = say("Enabling the system-assigned identity of '{0}'", 'orders');
    operations.begin({ ...operationOf('orders'), title });
    const stored: unknown = JSON.parse(JSON.stringify(operations.toRecords()));
    assert.deepEqual(new RunningOperations().fromRecords(stored)[0]?.title, title);
  });

  const nothings: [string, unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'x'],
    ['an object', {}],
    ['a list of other things', [undefined, null, 'x', 7, [], {}]],
  ];
  for (const [title, nothing] of nothings) {
    it(`takes nothing from ${title}`, () => {
      assert.deepEqual(new RunningOperations().fromRecords(nothing), []);
    });
  }

  const broken: [string, Record<string, unknown>][] = [
    ['another version', { version: 2 }],
    ['no app id', { appId: undefined }],
    [
      'the id of something else',
      { appId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/x' },
    ],
    ['an unknown phase', { phase: 'done' }],
    ['a status URL without TLS', { statusUrl: 'http://management.azure.com/x' }],
    ['a status URL that is no text', { statusUrl: 7 }],
    ['no subscription', { subscription: '' }],
    ['a name that is no text', { appName: 7 }],
    ['no title', { title: undefined }],
    ['a title that is no sentence', { title: { template: 'x' } }],
    ['a start that is no time', { startedAt: 'yesterday' }],
    ['a start without end', { startedAt: Number.POSITIVE_INFINITY }],
  ];
  for (const [title, fields] of broken) {
    it(`drops a record with ${title}, and keeps the good one beside it`, () => {
      const [first, second] = stored() as Record<string, unknown>[];
      const taken = new RunningOperations().fromRecords([{ ...first, ...fields }, second]);
      assert.deepEqual(
        taken.map(({ appName }) => appName),
        ['billing'],
      );
    });
  }
});
