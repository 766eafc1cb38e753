import assert from 'node:assert/strict';

import { hasSystem } from '../src/estate/app-identity';
import { resourceKey } from '../src/estate/resources';
import { asText } from '../src/report/as-text';
import { offerUnfinished } from '../src/ui/commands/resume-work';
import { workToKeep } from '../src/ui/commands/to-keep';
import type { ReportPage } from '../src/ui/window/report-page';
import type { Target } from '../src/ui/target';
import { CommandStage } from './double/commands';
import { ScriptedDialogs, type Answer } from './double/scripted-dialogs';

describe('converting a system-assigned identity, against the sandbox', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(120_000);

  let stage: CommandStage;
  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const page = (): ReportPage => {
    const last = stage.reports.at(-1);
    assert.ok(last);
    return last;
  };
  const line = (step: number): string =>
    asText(page().report)
      .split('\n')
      .find((text) => text.includes(` ${step}. `)) ?? '';
  const names = (app: string) =>
    stage.app(app).app.identity.userAssigned.map(({ id }) => id.split('/').at(-1));

  /** Opens a conversion, and presses its buttons one after the other with these answers. */
  async function convert(...presses: readonly (readonly [string, ...Answer[]])[]): Promise<ScriptedDialogs> {
    const dialogs = new ScriptedDialogs(
      { pickOne: 'Create new...' },
      { pickOne: 'Shop Production' },
      { pickOne: 'rg-shop' },
      { text: 'id-catalog' },
      { pickOne: 'westeurope' },
      { confirm: 'yes' },
    );
    await stage.deps(dialogs).run('convertIdentity', target('catalog'));
    assert.equal(dialogs.unanswered, 0, dialogs.said.join('\n'));
    for (const [button, ...answers] of presses) {
      dialogs.answer(...answers);
      await page().press?.(button);
      assert.equal(dialogs.unanswered, 0, `${button}:\n${dialogs.said.join('\n')}`);
    }
    return dialogs;
  }

  it('goes step by step, each confirmed, until the app goes by the other identity', async () => {
    const { principalId } = stage.app('catalog').app.identity;
    await convert();
    assert.match(line(1), /^OK: 1\. The user-assigned identity 'id-catalog' was made for this/);
    assert.match(line(2), /^Warning: 2\. 3 grants are not copied yet/);
    assert.match(line(4), /^Note: 4\. .*once the app has it/);
    assert.match(line(6), /^Note: 6\. .*stays until the app has the other one/);
    assert.deepEqual(names('catalog'), [], 'nothing ran by itself');
    stage.reports.length = 0;

    const dialogs = await convertFrom(
      ['do:grants', { confirm: 'yes' }],
      ['do:assign', { confirm: 'yes' }],
      ['do:verify'],
    );
    assert.match(line(2), /^OK: 2\./);
    assert.match(line(3), /^OK: 3\. 'catalog' has 'id-catalog'/);
    assert.match(
      line(4),
      /^OK: 4\. A token endpoint of 'catalog' answered as 'id-catalog'/,
      dialogs.said.join('\n'),
    );
    assert.equal(stage.app('catalog').app.identity.principalId, principalId, 'still on');
    await press(dialogs, 'do:disable', { confirm: 'yes' });
    assert.match(line(6), /^OK: 6\. The system-assigned identity is off/);
    assert.equal(hasSystem(stage.app('catalog').app.identity), false);
    await press(dialogs, 'forget');
    assert.deepEqual(stage.unfinished.all, []);
  });

  /** Opens the conversion that is under way. */
  async function convertFrom(
    ...presses: readonly (readonly [string, ...Answer[]])[]
  ): Promise<ScriptedDialogs> {
    const dialogs = new ScriptedDialogs();
    await stage.deps(dialogs).run('convertIdentity', target('catalog'));
    for (const [button, ...answers] of presses) await press(dialogs, button, ...answers);
    return dialogs;
  }

  async function press(
    dialogs: ScriptedDialogs,
    button: string,
    ...answers: readonly Answer[]
  ): Promise<void> {
    dialogs.answer(...answers);
    await page().press?.(button);
    assert.equal(dialogs.unanswered, 0, `${button}:\n${dialogs.said.join('\n')}`);
  }

  it('reverts each step', async () => {
    const dialogs = await convert(['do:grants', { confirm: 'yes' }], ['do:assign', { confirm: 'yes' }]);
    await press(dialogs, 'revert:assign', { confirm: 'yes' });
    assert.deepEqual(names('catalog'), []);
    await press(dialogs, 'revert:grants', { confirm: 'yes' });
    assert.match(line(2), /3 grants are not copied yet/);
    await press(dialogs, 'revert:identity', { confirm: 'yes' });
    assert.match(line(1), /'id-catalog' is gone: begin anew/);
  });

  it('does nothing when a question is answered with no', async () => {
    await convert(['do:grants', { confirm: 'no' }], ['do:assign', { confirm: 'no' }]);
    assert.match(line(2), /not copied yet/);
    assert.deepEqual(names('catalog'), []);
  });

  it('is found again in the next window, with the state that Azure has', async () => {
    const dialogs = await convert(['do:assign', { confirm: 'yes' }]);
    const stored: unknown = JSON.parse(JSON.stringify(workToKeep(stage.deps(dialogs))));
    for (const { id } of stage.unfinished.all) stage.unfinished.end(id);
    stage.reports.length = 0;
    const next = new ScriptedDialogs({ press: 'Open' });
    await offerUnfinished(stage.deps(next), stored, Date.now());
    assert.match(next.said[0] ?? '', /Converting 'catalog' to 'id-catalog' is not finished/);
    assert.match(line(3), /^OK: 3\./);
    assert.match(line(6), /^Warning: 6\./);
  });

  it('shows what another window did to the app', async () => {
    await convert();
    const other = await stage.run('disableSystemAssigned', target('catalog'), { confirm: 'yes' });
    assert.match(other.said.at(-1) ?? '', /no system-assigned identity any more/);
    await page().press?.('again');
    assert.match(line(6), /^OK: 6\. The system-assigned identity is off/);
  });

  it('survives a refusal in the middle, and goes on when it is pressed again', async () => {
    const dialogs = await convert();
    const trouble = stage.azure.sandbox.trouble.add({ kind: 'forbidden', method: 'PATCH' });
    await press(dialogs, 'do:assign', { confirm: 'yes' });
    assert.match(dialogs.said.join('\n'), /error: .*Microsoft\.AppPlatform\/Spring\/apps\/write/);
    assert.match(line(3), /^Warning: 3\./);
    trouble.dispose();
    await press(dialogs, 'do:assign', { confirm: 'yes' });
    assert.match(line(3), /^OK: 3\./);
  });

  it('offers to delete the identity that it made where the first look at it fails', async () => {
    const unread = stage.azure.sandbox.trouble.add({
      kind: 'forbidden',
      method: 'GET',
      path: '*/userAssignedIdentities/id-catalog',
      // Whether it is there already is asked before it is made.
      after: 1,
    });
    const { said } = await convert();
    unread.dispose();
    assert.equal(stage.reports.length, 0);
    const offer =
      "The identity 'id-catalog' was created, but not assigned. It stays until you delete it. What it holds was not read.";
    assert.ok(
      said.some((line) => line.includes(offer) && line.includes('[Delete It...]')),
      said.join('\n'),
    );
    // Who keeps it finds the conversion again.
    await stage.run('convertIdentity', target('catalog'));
    assert.match(line(1), /'id-catalog' was made for this/);
  });

  it('is not begun for an app without a system-assigned identity', async () => {
    const { said } = await stage.run('convertIdentity', target('gateway'));
    assert.match(said[0] ?? '', /'gateway' cannot be converted. It has no system-assigned identity/);
  });
});
