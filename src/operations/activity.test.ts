import assert from 'node:assert/strict';

import { activityIn, MemoryJournal } from '../../test/double/activity';
import { Failure } from '../lifecycle/failure';
import { plain, say, verbatim } from '../lifecycle/text';
import type { Activity } from './activity';
import type { Deed, DeedWish } from './deed';
import { readDeed, writeDeed } from './deed-records';

const app = '/subscriptions/s/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/shop/apps/orders';
const wish: DeedWish = {
  title: say("Disable the system-assigned identity of '{0}'", 'orders'),
  account: 'ann@example.com',
  resource: app,
  before: { type: 'SystemAssigned' },
};
const patch = { method: 'PATCH', resource: app.toUpperCase(), accountId: 'ann' };
const accepted = { status: 202, correlationId: 'c-1', operationId: 'o-1' };

function only(activity: Activity): Deed {
  const [deed, ...others] = activity.deeds;
  assert.ok(deed !== undefined && others.length === 0, `${others.length + 1} deeds`);
  return deed;
}

describe('Activity', () => {
  it('keeps a line before a request leaves, and adds what Azure answers', async () => {
    const journal = new MemoryJournal();
    const activity = activityIn(journal);
    const id = activity.begin(wish);
    assert.deepEqual(activity.deeds, [], 'nothing has left yet');
    const seen = await activity.leaving(patch);
    assert.equal(journal.lines.length, 1);
    assert.equal(readDeed(journal.lines[0] ?? '')?.outcome, 'running');
    seen.answered(accepted);
    await activity.end(id, {
      outcome: 'done',
      after: { type: 'None' },
      undo: { kind: 'identity', data: {} },
    });
    const later = activityIn(journal);
    await later.load();
    const deed = only(later);
    assert.equal(plain(deed.title), "Disable the system-assigned identity of 'orders'");
    assert.deepEqual(
      [deed.outcome, deed.before, deed.after, deed.requests[0]?.correlationId, deed.requests[0]?.operationId],
      ['done', { type: 'SystemAssigned' }, { type: 'None' }, 'c-1', 'o-1'],
    );
  });

  it('forgets what never left', async () => {
    const journal = new MemoryJournal();
    const activity = activityIn(journal);
    await activity.end(activity.begin(wish), { outcome: 'failed', why: 'refused before anything was sent' });
    assert.deepEqual([activity.deeds, journal.lines], [[], []]);
  });

  const answers: [
    string,
    Parameters<Awaited<ReturnType<Activity['leaving']>>['answered']>[0],
    Deed['outcome'],
  ][] = [
    ['is done', { status: 201 }, 'done'],
    ['is refused', { status: 403 }, 'failed'],
    ['goes on in Azure', { status: 202 }, 'unknown'],
    ['breaks inside Azure', { status: 502 }, 'unknown'],
    ['gets no answer', undefined, 'unknown'],
  ];
  for (const [what, answer, outcome] of answers)
    it(`makes a line of its own for a request nobody has spoken for that ${what}`, async () => {
      const activity = activityIn();
      (await activity.leaving({ ...patch, method: 'PUT' })).answered(answer);
      const deed = only(activity);
      assert.equal(deed.outcome, outcome);
      assert.match(plain(deed.title), /^Create or replace 'ORDERS'/);
    });

  it('gives a request to the deed of its resource, and to the nearest one above', async () => {
    const activity = activityIn();
    activity.begin({ ...wish, title: say('service'), resource: app.replace(/\/apps.*/, '') });
    activity.begin({ ...wish, title: say('app') });
    activity.begin({ ...wish, title: say('another'), resource: `${app}-archive` });
    (
      await activity.leaving({ ...patch, resource: `${app}/deployments/default/enableRemoteDebugging` })
    ).answered(accepted);
    assert.equal(plain(only(activity).title), 'app');
  });

  for (const [code, outcome] of [
    ['offline', 'unknown'],
    ['timeout', 'unknown'],
    ['unavailable', 'unknown'],
    ['forbidden', 'failed'],
    ['operation-failed', 'failed'],
  ] as const)
    it(`calls work that ends with '${code}' ${outcome}, and throws on`, async () => {
      const activity = activityIn();
      const failure = new Failure({ code, what: 'It did not work.', why: 'Because.' });
      const work = async () => {
        (await activity.leaving(patch)).answered(undefined);
        throw failure;
      };
      await assert.rejects(activity.during(wish, work), failure);
      assert.deepEqual(
        [only(activity).outcome, plain(verbatim(only(activity).why ?? ''))],
        [outcome, 'It did not work. Because.'],
      );
    });

  it('goes on with a deed that an earlier window began', async () => {
    const journal = new MemoryJournal();
    const before = activityIn(journal);
    const id = before.begin(wish);
    await before.leaving(patch);
    const after = activityIn(journal);
    await after.end(id, { outcome: 'done' });
    assert.equal(only(after).outcome, 'done');
    await before.load();
    assert.equal(only(before).outcome, 'running', 'its own deeds are its own business');
  });

  it('says that the end of what an earlier window left running is not known, once nobody can be watching', async () => {
    const journal = new MemoryJournal();
    const before = activityIn(journal, () => 0);
    before.begin(wish);
    await before.leaving(patch);
    let now = 10 * 60_000;
    const after = activityIn(journal, () => now);
    await after.load();
    assert.equal(only(after).outcome, 'running');
    now = 31 * 60_000;
    assert.equal(only(after).outcome, 'unknown');
  });

  it('keeps what two windows do at the same time', async () => {
    const journal = new MemoryJournal();
    const windows = [activityIn(journal), activityIn(journal)];
    for (const one of windows) {
      one.begin(wish);
      await one.leaving(patch);
    }
    for (const one of windows) {
      await one.load();
      assert.equal(one.deeds.length, 2);
    }
  });

  it('keeps five hundred deeds, the newest', async () => {
    const journal = new MemoryJournal();
    let now = 0;
    const activity = activityIn(journal, () => now);
    for (now = 1; now <= 620; now += 1) (await activity.leaving(patch)).answered({ status: 200 });
    const later = activityIn(journal, () => now);
    for (let i = 0; i < 1000; i += 1) journal.lines.push('{"version":2}');
    await later.load();
    assert.deepEqual([later.deeds.length, later.deeds.at(-1)?.startedAt], [500, 121]);
    assert.equal(journal.lines.length, 500, 'one line for each is enough');
  });

  it('forgets all but what is under way', async () => {
    const journal = new MemoryJournal();
    const activity = activityIn(journal);
    (await activity.leaving(patch)).answered({ status: 200 });
    activity.begin(wish);
    await activity.leaving(patch);
    await activity.clear();
    assert.equal(only(activity).outcome, 'running');
    assert.equal(journal.lines.length, 1);
  });

  it('goes on when nothing can be kept', async () => {
    const full = new MemoryJournal();
    full.append = () => Promise.reject(new Error('disk full'));
    const activity = activityIn(full);
    (await activity.leaving(patch)).answered({ status: 200 });
    assert.equal(only(activity).outcome, 'done');
  });
});

describe('lines of the journal', () => {
  const deed: Deed = {
    ...wish,
    id: 'd',
    session: 's',
    startedAt: 1,
    outcome: 'running',
    requests: [{ method: 'PATCH', resource: app, at: 2, status: 202 }],
  };

  it('come back as they were, without what is none of their business', () => {
    const withMore = { ...deed, statusUrl: 'https://canary', token: 'canary' };
    assert.equal(writeDeed(withMore).includes('canary'), false);
    assert.deepEqual(readDeed(writeDeed(withMore)), deed);
  });

  for (const [what, line] of [
    ['no JSON', '{'],
    ['another version', JSON.stringify({ version: 2, deed })],
    ['nothing', 'null'],
    ['no id', JSON.stringify({ version: 1, deed: { ...deed, id: 7 } })],
    [
      'a title that is no sentence',
      JSON.stringify({ version: 1, deed: { ...deed, title: { template: 'x' } } }),
    ],
    [
      'an argument that is none',
      JSON.stringify({ version: 1, deed: { ...deed, title: say('x', {} as never) } }),
    ],
    ['an unknown outcome', JSON.stringify({ version: 1, deed: { ...deed, outcome: 'x' } })],
    ['a time that is none', JSON.stringify({ version: 1, deed: { ...deed, startedAt: 'x' } })],
  ] as const)
    it(`are passed over with ${what}`, () => {
      assert.equal(readDeed(line), undefined);
    });
});
