import assert from 'node:assert/strict';

import { hasSystem } from '../src/estate/app-identity';
import { resourceKey } from '../src/estate/resources';
import { offerUnfinished } from '../src/ui/commands/resume-work';
import { workToKeep } from '../src/ui/commands/to-keep';
import type { Target } from '../src/ui/target';
import { asText } from '../src/report/as-text';
import { CommandStage } from './double/commands';
import { ScriptedDialogs } from './double/scripted-dialogs';

describe('changing many apps at once', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let stage: CommandStage;
  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  const keyOf = (name: string) => resourceKey(stage.app(name).app);
  const targets = (...names: readonly string[]): Target[] =>
    names.map((name) => ({ kind: 'app', key: keyOf(name) }));
  const isOn = (name: string): boolean => hasSystem(stage.app(name).app.identity);
  const userNames = (name: string) =>
    stage.app(name).app.identity.userAssigned.map(({ id }) => id.split('/').at(-1));
  const page = (): string => {
    const last = stage.reports.at(-1);
    assert.ok(last);
    return asText(last.report);
  };

  it('shows one plan with what is refused and why, asks once, and sums up', async () => {
    const { said } = await stage.runForAll(
      'disableSystemAssigned',
      targets('orders', 'catalog', 'gateway', 'shipping'),
      { confirm: 'yes' },
    );
    const questions = said.filter((line) => line.startsWith('warn: '));
    assert.equal(questions.length, 1);
    assert.match(questions[0] ?? '', /Disable the system-assigned identities of 2 apps\?/);
    assert.match(questions[0] ?? '', /'shipping' is left out: Azure says the app is Updating/);
    assert.match(questions[0] ?? '', /is deleted: its role assignments are orphaned/);
    assert.match(questions[0] ?? '', /1 app is as wished already/);
    assert.match(said.at(-1) ?? '', /^info: Disabling .* 2 apps 2 apps are as wished\./);
    assert.deepEqual([isOn('orders'), isOn('catalog')], [false, false]);
  });

  it('shows the whole plan on a page, and sends nothing for it', async () => {
    await stage.runForAll('disableSystemAssigned', targets('orders', 'catalog', 'shipping'), {
      confirm: 'details',
    });
    assert.match(page(), /What changes/);
    assert.match(page(), /What is refused/);
    assert.equal(isOn('orders'), true);
  });

  it('lets a failure of one hide no other, and does the rest on demand', async () => {
    const path = '*/apps/catalog';
    const trouble = stage.azure.sandbox.trouble.add({ kind: 'forbidden', method: 'PATCH', path });
    const { said } = await stage.runForAll(
      'disableSystemAssigned',
      targets('orders', 'catalog'),
      { confirm: 'yes' },
      { press: 'Show Details' },
    );
    assert.match(said.at(-1) ?? '', /^warning: .*1 app is as wished\. 1 failed\. \[Do the Rest\.\.\.\]/);
    assert.match(page(), /'catalog' of 'shop'.*Microsoft\.AppPlatform\/Spring\/apps\/write/);
    assert.match(page(), /'orders' of 'shop' is as wished/);
    assert.ok(
      stage.azure.lines.some((line) => line.startsWith('catalog: ')),
      'in the log',
    );
    trouble.dispose();
    await stage.runForAll('disableSystemAssigned', targets('orders', 'catalog'), { confirm: 'yes' });
    assert.equal(isOn('catalog'), false);
  });

  it('assigns the same identities to each, and takes away those of selected nodes', async () => {
    const { said } = await stage.runForAll(
      'assignUserAssigned',
      targets('gateway', 'catalog'),
      { pickMany: ['id-newsletter'] },
      { confirm: 'yes' },
    );
    assert.match(said.at(-1) ?? '', /2 apps are as wished/);
    assert.ok(
      userNames('gateway').includes('id-newsletter') && userNames('catalog').includes('id-newsletter'),
    );
    const node = (name: string): Target => ({
      kind: 'user-identity',
      app: keyOf(name),
      identity:
        stage.app(name).app.identity.userAssigned.find(({ id }) => id.endsWith('id-newsletter'))?.id ?? '',
    });
    await stage.runForAll('removeUserAssigned', [node('gateway'), node('catalog')], { confirm: 'yes' });
    assert.deepEqual(userNames('gateway'), []);
  });

  it('removes what is picked from those that have it', async () => {
    const { said } = await stage.runForAll(
      'removeUserAssigned',
      targets('orders', 'gateway'),
      { pickMany: ['id-orders'] },
      { confirm: 'yes' },
    );
    assert.match(said.join('\n'), /1 app is as wished already/);
    assert.deepEqual(userNames('orders'), ['id-telemetry']);
  });

  it('stops on demand: what was sent goes on, the rest is named', async () => {
    stage.azure.sandbox.trouble.add({ kind: 'operation-hangs', method: 'PATCH' });
    const { said } = await stage.runForAll(
      'disableSystemAssigned',
      targets('orders', 'catalog'),
      { confirm: 'yes' },
      { cancelAfterMs: 400 },
    );
    assert.match(said.at(-1) ?? '', /Azure goes on with 2\./);
    assert.equal(stage.operations.all.length, 2);
    assert.deepEqual(stage.unfinished.all, []);
  });

  it('offers what was not begun when the window closed', async () => {
    const wishes = targets('orders', 'catalog').map((target) => ({
      app: target.kind === 'app' ? target.key : '',
      wish: { system: 'off' },
    }));
    const stored = [
      { id: 'batch-1', kind: 'batch', title: 'Disabling', startedAt: Date.now(), rest: { wishes } },
    ];
    const dialogs = new ScriptedDialogs({ press: 'Go On...' }, { confirm: 'yes' });
    await offerUnfinished(stage.deps(dialogs), stored, Date.now());
    assert.match(dialogs.said[0] ?? '', /Disabling: 2 of them were not begun when the window closed/);
    assert.deepEqual([isOn('orders'), isOn('catalog')], [false, false]);
    assert.deepEqual(workToKeep(stage.deps(dialogs)), []);
  });

  it('keeps what was not begun until it is, and nothing of the sandbox', async () => {
    const kept: number[] = [];
    stage.unfinished.onDidChange(() => {
      const [work] = workToKeep(stage.deps(new ScriptedDialogs()));
      kept.push((work?.rest as { wishes: unknown[] } | undefined)?.wishes.length ?? 0);
    });
    await stage.runForAll('disableSystemAssigned', targets('orders', 'catalog'), { confirm: 'yes' });
    assert.deepEqual(kept, [2, 1, 0]);
    stage.kind = 'sandbox';
    stage.unfinished.keep({ id: 'a', kind: 'batch', title: 'x', startedAt: 1, rest: {} });
    assert.deepEqual(workToKeep(stage.deps(new ScriptedDialogs())), []);
  });
});
