import assert from 'node:assert/strict';

import { identityId, subscriptionNamed } from '../../test/double/estate';
import type { FoundApp } from '../estate/lookup';
import { Failure } from '../lifecycle/failure';
import { plain } from '../lifecycle/text';
import { deleteAsPlanned, planDeletion, type DeletionApi, type IdentityUse } from './deletion';

const subscription = subscriptionNamed('shop');
const identity = {
  id: identityId('id-a'),
  subscription: subscription.key,
  name: 'id-a',
  location: 'westeurope',
  principalId: 'p-1',
};
const failure = new Failure({ code: 'forbidden', what: 'Could not read.', why: 'You may not.' });
const unused: IdentityUse = {
  identity,
  apps: [],
  unread: { services: [], hiddenSubscriptions: 0 },
  associated: { total: 0, resources: [] },
};
const vm = {
  id: '/subscriptions/s/resourceGroups/g/providers/X.Y/vms/v',
  name: 'v',
  type: 'X.Y/vms',
  subscriptionId: 's',
  subscriptionName: 'S',
};

function appNamed(name: string): FoundApp {
  const id = `/subscriptions/s/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/shop/apps/${name}`;
  return { app: { id, name }, service: { name: 'shop' }, subscription } as FoundApp;
}

const said = (use: IdentityUse): string => planDeletion(use).losses.map(plain).join('\n');

describe('planning to delete a user-assigned identity', () => {
  it('asks for no more than a yes when nothing uses it', () => {
    assert.equal(planDeletion(unused).use, 'none');
    assert.match(said(unused), /There is no undelete/);
  });

  it('names every app and every other resource that uses it, each once', () => {
    const app = appNamed('orders');
    const listed = [
      vm,
      {
        ...app.app,
        id: app.app.id.toUpperCase(),
        type: 'Microsoft.AppPlatform/Spring/apps',
        subscriptionId: 's',
        subscriptionName: 'S',
      },
    ];
    const use = { ...unused, apps: [app], associated: { total: 2, resources: listed } };
    assert.equal(planDeletion(use).use, 'used');
    assert.match(said(use), /Used by app 'orders' of 'shop'/);
    assert.match(said(use), /Used by 'v' \(X\.Y\/vms\)/);
    assert.equal(said(use).split('Used by').length - 1, 2);
  });

  it('counts users that Azure does not list', () => {
    const use = { ...unused, associated: { total: 3, resources: [vm] } };
    assert.equal(planDeletion(use).use, 'used');
    assert.match(said(use), /Azure counts 2 more resources that use it/);
  });

  it('lists twenty and counts the rest', () => {
    const apps = Array.from({ length: 33 }, (_, i) => appNamed(`app-${i}`));
    assert.match(said({ ...unused, apps }), /And by 13 more of this kind/);
  });

  for (const [what, part, words] of [
    [
      'services',
      { unread: { services: ['shop'], hiddenSubscriptions: 0 } },
      /apps of 'shop' use it is not known/,
    ],
    [
      'hidden subscriptions',
      { unread: { services: [], hiddenSubscriptions: 2 } },
      /2 subscriptions that are hidden/,
    ],
    [
      'what Azure counts',
      { associated: failure },
      /Whether other resources use it is not known: You may not\./,
    ],
  ] as const)
    it(`takes ${what} that could not be read for no proof`, () => {
      assert.equal(planDeletion({ ...unused, ...part }).use, 'unknown');
      assert.match(said({ ...unused, ...part }), words);
    });
});

describe('deleting it', () => {
  const never = new AbortController().signal;
  const api = (now: Partial<Pick<DeletionApi, 'get' | 'listAssociated'>>) => {
    const deleted: string[] = [];
    const full = {
      get: () => Promise.resolve(identity),
      listAssociated: () => Promise.resolve({ total: 0, resources: [] }),
      delete: async (
        _: unknown,
        { id, recheck }: { id: string; recheck: (signal: AbortSignal) => Promise<void> },
      ) => {
        await recheck(never);
        deleted.push(id);
      },
      ...now,
    } as unknown as DeletionApi;
    return { full, deleted };
  };

  it('is done when all is as it was', async () => {
    const { full, deleted } = api({});
    await deleteAsPlanned(full, planDeletion(unused), { subscription, signal: never });
    assert.deepEqual(deleted, [identity.id]);
  });

  for (const [what, now] of [
    ['another one is in its place', { get: () => Promise.resolve({ ...identity, principalId: 'p-2' }) }],
    [
      'something else uses it by then',
      { listAssociated: () => Promise.resolve({ total: 1, resources: [vm] }) },
    ],
  ] as const)
    it(`is not done when ${what}`, async () => {
      const { full, deleted } = api(now);
      await assert.rejects(
        deleteAsPlanned(full, planDeletion(unused), { subscription, signal: never }),
        (error) => Failure.is(error, 'conflict'),
      );
      assert.deepEqual(deleted, []);
    });
});
