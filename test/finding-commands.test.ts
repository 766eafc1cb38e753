import assert from 'node:assert/strict';
import { resourceKey } from '../src/estate/resources';
import { say } from '../src/lifecycle/text';
import type { Target } from '../src/ui/target';
import { CommandStage } from './double/commands';

describe('findings on apps as doors', () => {
  let stage: CommandStage;
  const finding = (more: Partial<Extract<Target, { kind: 'finding' }>> = {}): Target => ({
    kind: 'finding',
    app: resourceKey(stage.app('orders').app),
    rule: 'MI001',
    at: ['identity', 'type'],
    places: [],
    fixes: [],
    ...more,
  });

  before(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  after(() => stage.stop());

  it('lead to the place in a file that they name', async () => {
    await stage.run(
      'showFinding',
      finding({ places: [{ path: 'src/Vault.java', span: { start: 3, end: 7 } }] }),
    );
    assert.deepEqual(stage.shownPlaces, ['src/Vault.java']);
    assert.deepEqual(stage.shownJson, []);
  });

  it('lead to the JSON of the app where no file is named, or it is gone', async () => {
    await stage.run('showFinding', finding());
    stage.filesThere = false;
    await stage.run('showFinding', finding({ places: [{ path: 'gone.java', span: { start: 0, end: 1 } }] }));
    const key = resourceKey(stage.app('orders').app);
    assert.deepEqual(stage.shownJson, [key, key]);
  });

  it('show their rule', async () => {
    await stage.run('showRule', finding());
    assert.deepEqual(stage.shownRules, ['MI001']);
  });

  it('are put right by one of their changes, which asks before it does anything', async () => {
    const fixes = [
      { kind: 'live', title: say('Disable it...'), action: 'disableSystemAssigned' },
      { kind: 'live', title: say('Remove them...'), action: 'removeUserAssigned' },
    ] as const;
    const { said } = await stage.run(
      'fixFinding',
      finding({ fixes }),
      { pickOne: 'Disable it...' },
      { confirm: 'no' },
    );
    assert.match(said.join('|'), /Disable the system-assigned identity of 'orders'/);
    assert.equal(stage.app('orders').app.identity.type, 'SystemAssigned,UserAssigned');
  });
});
