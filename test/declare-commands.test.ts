import assert from 'node:assert/strict';
import type { AppIdentity } from '../src/estate/app-identity';
import { findApp, type FoundApp } from '../src/estate/lookup';
import { resourceKey } from '../src/estate/resources';
import { writeDeclaration } from '../src/identity/plan/declared';
import { asText } from '../src/report/as-text';
import { declare, readDeclared } from '../src/ui/commands/identity/declare';
import { CommandStage } from './double/commands';
import { ScriptedDialogs, type Answer } from './double/scripted-dialogs';

describe('saving the identities of an app as a document, against the sandbox', () => {
  let stage: CommandStage;
  const never = new AbortController().signal;
  const patches = () =>
    Object.entries(stage.azure.sandbox.requests.read().byRoute)
      .filter(([route]) => route.startsWith('PATCH'))
      .reduce((sum, [, count]) => sum + count, 0);

  /** Saves what `edit` makes of an app's document, as it was shown. */
  async function save(
    shown: FoundApp,
    edit: (identity: AppIdentity) => AppIdentity,
    ...answers: readonly Answer[]
  ) {
    const dialogs = new ScriptedDialogs(...answers);
    const declared = await declare(stage.deps(dialogs), shown, writeDeclaration(edit(shown.app.identity)));
    assert.equal(dialogs.unanswered, 0, dialogs.said.join('\n'));
    return {
      declared,
      said: dialogs.said,
      question: dialogs.said.find((line) => /^(?:warn|confirm): /.test(line)) ?? '',
    };
  }

  const without =
    (name: string) =>
    (identity: AppIdentity): AppIdentity => {
      const userAssigned = identity.userAssigned.filter(({ id }) => !id.endsWith(`/${name}`));
      assert.equal(userAssigned.length, identity.userAssigned.length - 1);
      return { ...identity, userAssigned };
    };
  const names = () => stage.app('orders').app.identity.userAssigned.map(({ id }) => id.split('/').at(-1));

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  it('shows the exact difference and its consequences, then makes the change', async () => {
    const shown = stage.app('orders');
    const { declared, question } = await save(shown, without('id-telemetry'), { confirm: 'yes' });
    assert.match(question, /\n- \/subscriptions\/[^\n]*\/id-telemetry\n/i);
    assert.match(question, /Databases are not read/);
    assert.equal(declared.kind, 'applied');
    assert.deepEqual(names(), ['id-orders']);
    assert.equal(patches(), 1);
  });

  it('keeps the text and sends nothing when the question is turned down', async () => {
    const { declared } = await save(stage.app('orders'), without('id-telemetry'), { confirm: 'no' });
    assert.equal(declared.kind, 'kept');
    assert.equal(patches(), 0);
  });

  it('sends nothing while something in the text is wrong, and says where', async () => {
    const shown = stage.app('orders');
    const { declared } = await save(shown, (identity) => ({ ...identity, type: 'None' }));
    assert.ok(declared.kind === 'kept');
    assert.match(declared.why, /^Nothing was sent\. Line 3: There are user-assigned identities below/);
    assert.equal(patches(), 0);
  });

  it('sends nothing for a text that says what Azure has', async () => {
    const { declared, said } = await save(stage.app('orders'), (identity) => identity);
    assert.deepEqual([declared.kind, said, patches()], ['applied', [], 0]);
  });

  it('puts what was typed on top of what somebody else changed meanwhile, after showing all three', async () => {
    const shown = stage.app('orders');
    await stage.run(
      'removeUserAssigned',
      {
        kind: 'user-identity',
        app: resourceKey(shown.app),
        identity: shown.app.identity.userAssigned.find(({ id }) => id.endsWith('/id-orders'))?.id ?? '',
      },
      { confirm: 'yes' },
    );
    const off = ({ userAssigned }: AppIdentity): AppIdentity => ({ type: 'UserAssigned', userAssigned });
    const compared = await save(shown, off, { confirm: 'details' });
    assert.equal(compared.declared.kind, 'kept');
    assert.match(
      compared.question,
      /Changed in Azure: \n- \/subs[^\n]*id-orders\n\nChanged by you: \n- SystemAssigned\n\nWhat would be sent: \n- SystemAssigned$/i,
    );
    const page = stage.reports.at(-1);
    assert.ok(page);
    assert.match(asText(page.report), /As opened/);
    assert.equal(stage.app('orders').app.identity.type, 'SystemAssigned,UserAssigned');

    const { declared } = await save(shown, off, { confirm: 'yes' }, { confirm: 'yes' });
    assert.equal(declared.kind, 'applied');
    assert.equal(stage.app('orders').app.identity.type, 'UserAssigned');
    assert.deepEqual(names(), ['id-telemetry']);
  });

  it('says why when Azure refuses, and leaves the app as it is', async () => {
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', method: 'PATCH' });
    await assert.rejects(
      save(stage.app('orders'), without('id-telemetry'), { confirm: 'yes' }),
      /not allowed/,
    );
    assert.deepEqual(names(), ['id-orders', 'id-telemetry']);
  });

  it('opens the document of the app of a node', async () => {
    const key = resourceKey(stage.app('orders').app);
    await stage.run('editIdentityJson', { kind: 'app', key });
    assert.deepEqual(stage.shownDeclarations, [key]);
  });

  it('reads an app whose service nobody has opened, and says when it is gone', async () => {
    const { app } = stage.app('orders');
    const other = new CommandStage(stage.azure);
    const deps = other.deps(new ScriptedDialogs());
    const found = await readDeclared(deps, resourceKey(app), never);
    assert.equal(found.app.id, app.id);
    assert.ok(findApp(other.estate.snapshot, resourceKey(app)));
    const gone = resourceKey({ ...app, id: `${app.id}-gone` });
    await assert.rejects(readDeclared(deps, gone, never), /gone, or not within reach/);
    other.inventory.dispose();
    other.changes.dispose();
  });
});
