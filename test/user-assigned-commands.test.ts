import assert from 'node:assert/strict';

import { appsUsing } from '../src/estate/lookup';
import { resourceKey } from '../src/estate/resources';
import type { Target } from '../src/ui/target';
import { CommandStage } from './double/commands';

describe('creating and deleting user-assigned identities', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let stage: CommandStage;
  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const idOf = (app: string, identity: string): string =>
    stage.app(app).app.identity.userAssigned.find(({ id }) => id.endsWith(`/${identity}`))?.id ?? '';
  const isThere = async (name: string): Promise<boolean> => {
    const lists = await Promise.all(
      (await stage.azure.subscriptions()).map((subscription) =>
        stage.azure.azure.reader.listUserAssigned(subscription, stage.azure.signal),
      ),
    );
    return lists.flat().some((identity) => identity.name === name);
  };

  it('asks in numbered steps, goes back, and keeps what was typed', async () => {
    const dialogs = await stage.run(
      'createUserAssigned',
      target('gateway'),
      { pickOne: 'Shop Production' },
      { pickOne: 'rg-shop' },
      { text: 'first-name' },
      { back: true },
      { text: 'second-name' },
      { pickOne: 'westeurope' },
      { confirm: 'yes' },
    );
    assert.deepEqual(dialogs.steps, ['1/4', '2/4', '3/4', '4/4', '3/4', '4/4']);
    assert.equal(await isThere('second-name'), true);
    assert.equal(await isThere('first-name'), false);
    assert.match(dialogs.said.at(-1) ?? '', /It has no roles yet, and no app uses it/);
  });

  it("offers the app's region and resource group first, then what else there is", async () => {
    const { location, id } = stage.app('gateway').service;
    const { said } = await stage.run(
      'createUserAssigned',
      target('gateway'),
      { pickOne: 'Shop Production' },
      { pickOne: 'rg-shop' },
      { text: 'some-name' },
      { turnAway: true },
    );
    const picks = said
      .filter((line) => line.startsWith('pick: '))
      .map((line) => line.slice(line.indexOf(' | ') + 3));
    assert.equal(picks[1]?.split(', ')[0], id.split('/')[4]);
    assert.equal(picks[2]?.split(', ')[0], location);
    assert.match(picks[2], /--other regions, .*westus2/);
    assert.equal(await isThere('some-name'), false);
  });

  it('assigns the new one to an app with the button, and copies its client ID', async () => {
    const wizard = [{ pickOne: 'rg-shop' }, { pickOne: 'westeurope' }] as const;
    const subscription = stage.app('gateway').subscription;
    const { said } = await stage.run(
      'createUserAssigned',
      { kind: 'subscription', key: subscription.key },
      wizard[0],
      { text: 'fresh-id' },
      wizard[1],
      { confirm: 'yes' },
      { press: 'Assign to App...' },
      { pickOne: 'gateway' },
      { confirm: 'yes' },
    );
    assert.match(said.at(-1) ?? '', /'gateway' can use 'fresh-id' now/);
    const { copied } = await stage.run(
      'createUserAssigned',
      { kind: 'subscription', key: subscription.key },
      wizard[0],
      { text: 'other-id' },
      wizard[1],
      { confirm: 'yes' },
      { press: 'Copy Client ID' },
    );
    assert.match(copied[0] ?? '', /^[0-9a-f-]{36}$/);
  });

  it('names an identity whose assignment was called off, and deletes it on demand', async () => {
    const { said } = await stage.run(
      'assignUserAssigned',
      target('gateway'),
      { pickMany: ['Create new...'] },
      { pickOne: 'Shop Production' },
      { pickOne: 'rg-shop' },
      { text: 'unwanted-id' },
      { pickOne: 'westeurope' },
      { confirm: 'yes' },
      { confirm: 'no' },
      { press: 'Delete It...' },
      { confirm: 'yes' },
    );
    assert.match(said.join('\n'), /warning: The identity 'unwanted-id' was created, but not assigned/);
    assert.match(said.at(-1) ?? '', /The identity 'unwanted-id' was deleted\./);
    assert.equal(await isThere('unwanted-id'), false);
  });

  it('names it when the assignment fails as well', async () => {
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', method: 'PATCH' });
    const { said } = await stage.run(
      'assignUserAssigned',
      target('gateway'),
      { pickMany: ['Create new...'] },
      { pickOne: 'Shop Production' },
      { pickOne: 'rg-shop' },
      { text: 'left-over' },
      { pickOne: 'westeurope' },
      { confirm: 'yes' },
      { confirm: 'yes' },
    );
    assert.match(said.join('\n'), /'left-over' was created, but not assigned/);
    assert.match(said.join('\n'), /error: /);
    assert.equal(await isThere('left-over'), true);
  });

  it('refuses to delete one that is in use, with the list, unless its name is typed', async () => {
    const id = idOf('orders', 'id-orders');
    const users = appsUsing(stage.estate.snapshot, id).map(({ app }) => app.name);
    assert.ok(users.length > 0);
    const wrong = await stage.run(
      'deleteUserAssigned',
      { kind: 'identity', identity: id },
      { confirm: 'yes' },
      { text: 'id-order' },
    );
    const question = wrong.said.find((line) => line.startsWith('warn: ')) ?? '';
    assert.match(question, /^warn: 'id-orders' is in use\. Delete it all the same\?/);
    for (const name of users) assert.match(question, new RegExp(`Used by app '${name}' of`));
    assert.match(question, /Role assignments of 'id-orders' that stop working: /);
    assert.doesNotMatch(question, /No role assignments/);
    assert.equal(wrong.said.at(-1), "refused: This is not 'id-orders'.");
    assert.equal(await isThere('id-orders'), true);

    const { said } = await stage.run(
      'deleteUserAssigned',
      { kind: 'identity', identity: id },
      { confirm: 'yes' },
      { text: 'id-orders' },
    );
    assert.match(said.at(-1) ?? '', /was deleted\. Role assignments of its principal .* are left over/);
    assert.equal(await isThere('id-orders'), false);
    assert.ok(stage.azure.lines.some((line) => line.includes("The identity 'id-orders' was deleted.")));
  });

  it('names vaults, caches and files that know one before it is deleted, and says what was not read', async () => {
    const id = idOf('billing', 'id-billing');
    stage.namingFiles = { read: 'all', places: [{ path: 'infra/main.bicep', line: 7, names: 'id-billing' }] };
    const asked = async () => {
      const target = { kind: 'identity', identity: id } as const;
      const { said } = await stage.run('deleteUserAssigned', target, { confirm: 'no' });
      return said.find((line) => line.startsWith('warn: ')) ?? '';
    };
    const question = await asked();
    assert.match(
      question,
      /Access policies made for 'id-billing' that stop working: kv-shop-legacy \(secrets get, secrets list\)/,
    );
    assert.match(
      question,
      /Grants of Cosmos DB and caches to 'id-billing' that stop working: redis-harbor \(Data Contributor\)/,
    );
    assert.match(question, /Files that name 'id-billing': infra\/main\.bicep:7\./);

    stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '*/Microsoft.KeyVault/vaults*' });
    assert.match(await asked(), /The vaults of subscription 'Shop Production' could not be read/);
  });

  it('takes what could not be read for no proof that nothing uses it', async () => {
    await stage.run(
      'createUserAssigned',
      target('gateway'),
      { pickOne: 'Shop Production' },
      { pickOne: 'rg-shop' },
      { text: 'lonely-id' },
      { pickOne: 'westeurope' },
      { confirm: 'yes' },
    );
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '*/listAssociatedResources' });
    const { said } = await stage.run(
      'deleteUserAssigned',
      undefined,
      { pickOne: 'lonely-id' },
      { confirm: 'yes' },
      { text: 'lonely-id' },
    );
    assert.match(said.join('\n'), /Whether other resources use it is not known/);
    assert.equal(await isThere('lonely-id'), false);
  });

  it('tells 403 of a deletion, and deletes nothing', async () => {
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', method: 'DELETE' });
    const id = idOf('orders', 'id-orders');
    const { said } = await stage.run(
      'deleteUserAssigned',
      { kind: 'identity', identity: id },
      { confirm: 'yes' },
      { text: 'id-orders' },
    );
    assert.match(said.at(-1) ?? '', /^error: .*userAssignedIdentities\/delete/);
    assert.equal(await isThere('id-orders'), true);
  });
});
