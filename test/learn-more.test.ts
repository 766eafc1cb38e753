import assert from 'node:assert/strict';
import { resourceKey } from '../src/estate/resources';
import { runCommand } from '../src/ui/commands/run';
import type { CommandName } from '../src/ui/contributions';
import type { Target } from '../src/ui/target';
import type { PageId } from '../src/ui/window/pages';
import { CommandStage } from './double/commands';
import { LookingDialogs } from './double/looking-dialogs';

describe('what commands ask and show', function () {
  this.timeout(60_000);
  let stage: CommandStage;

  before(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  after(async () => {
    for (const { end } of stage.pages) end();
    await stage.stop();
  });

  const topics: readonly (readonly [CommandName, string, PageId])[] = [
    ['enableSystemAssigned', 'gateway', 'kinds'],
    ['disableSystemAssigned', 'orders', 'kinds'],
    ['grant', 'orders', 'managedIdentity'],
    ['connectApp', 'orders', 'bestPractice'],
    ['fetchTestToken', 'orders', 'tokens'],
    ['compareIdentities', 'orders', 'bestPractice'],
    ['diagnoseApp', 'inventory', 'troubleshooting'],
    ['showIdentityMap', 'orders', 'kinds'],
    ['copyPrincipalId', 'orders', 'ids'],
    ['planMove', 'orders', 'retirement'],
    ['chooseSignIn', 'orders', 'troubleshooting'],
  ];
  for (const [name, app, page] of topics)
    it(`leads on to a page that says more: ${name} to ${page}`, async () => {
      const dialogs = new LookingDialogs();
      const target: Target = { kind: 'app', key: resourceKey(stage.app(app).app) };
      const before = stage.reports.length;
      await runCommand(stage.deps(dialogs), name, target);
      assert.equal(dialogs.page?.id, page);
      const shown = stage.reports.slice(before);
      assert.ok(dialogs.shown.length + shown.length > 0);
      assert.deepEqual(
        shown.map(({ about }) => about?.id),
        shown.map(() => page),
      );
    });

  it('leads on from what the buttons of a page open', async () => {
    const dialogs = new LookingDialogs();
    const target: Target = { kind: 'app', key: resourceKey(stage.app('orders').app) };
    await runCommand(stage.deps(dialogs), 'fetchTestToken', target);
    const [again] = stage.pages.at(-1)?.buttons.filter(({ title }) => title === 'Ask Again') ?? [];
    assert.ok(again);
    const before = stage.reports.length;
    await again.press();
    assert.equal(stage.reports.length, before + 1);
    assert.equal(stage.reports.at(-1)?.about?.id, 'tokens');
  });
});
