import assert from 'node:assert/strict';

import { resourceKey } from '../src/estate/resources';
import type { Grant } from '../src/grants/grant';
import { asText } from '../src/report/as-text';
import type { Target } from '../src/ui/target';
import { CommandStage } from './double/commands';

describe('copying roles, against the sandbox', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let stage: CommandStage;
  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  const system = (name: string): Target => ({
    kind: 'system-identity',
    app: resourceKey(stage.app(name).app),
  });
  const identity = (app: string, name: string): Target => ({
    kind: 'identity',
    identity: stage.app(app).app.identity.userAssigned.find(({ id }) => id.endsWith(`/${name}`))?.id ?? '',
  });
  async function heldBy(name: string): Promise<readonly Grant[]> {
    const subscriptions = await stage.azure.subscriptions();
    const lists = await Promise.all(
      subscriptions.map((one) => stage.azure.azure.reader.listUserAssigned(one, stage.azure.signal)),
    );
    const principal = lists.flat().find((one) => one.name === name)?.principalId ?? '';
    return (await stage.azure.azure.grants.list(subscriptions, principal, stage.azure.signal)).grants;
  }
  const words = (grants: readonly Grant[]): readonly string[] =>
    grants.map((grant) => (grant.kind === 'role' ? (grant.roleName ?? '') : grant.kind)).sort();

  it('grants exactly what was shown, and nothing twice', async () => {
    const first = await stage.run(
      'copyRoles',
      system('orders'),
      { pickOne: 'id-newsletter' },
      { confirm: 'yes' },
    );
    const question = first.said.find((line) => line.startsWith('warn: ')) ?? '';
    assert.match(question, /Grant 'id-newsletter' what 'shop\/apps\/orders' holds\?/);
    assert.match(question, /To be granted: role 'Key Vault Secrets User' at/);
    assert.match(question, /through groups is not copied/);
    assert.match(first.said.at(-1) ?? '', /^info: .*: 2 granted, 0 were there\./);
    assert.deepEqual(words(await heldBy('id-newsletter')), [
      'Azure Service Bus Data Sender',
      'Key Vault Secrets User',
    ]);
    const again = await stage.run('copyRoles', system('orders'), { pickOne: 'id-newsletter' });
    assert.match(again.said.at(-1) ?? '', /^info: .*nothing to grant\. There already: 2\./);
  });

  it('copies conditions, without which a grant would be wider', async () => {
    await stage.run(
      'copyRoles',
      identity('inventory', 'id-inventory-read'),
      { pickOne: 'id-newsletter' },
      { confirm: 'yes' },
    );
    const [original] = await heldBy('id-inventory-read');
    const [copy] = await heldBy('id-newsletter');
    assert.ok(original?.kind === 'role' && copy?.kind === 'role' && original.condition !== undefined);
    assert.deepEqual(copy.condition, original.condition);
  });

  it('shows the whole of it on a page, with lines for somebody who may grant, and grants nothing', async () => {
    await stage.run('copyRoles', system('orders'), { pickOne: 'id-newsletter' }, { confirm: 'details' });
    const report = stage.reports.at(-1)?.report;
    assert.ok(report);
    assert.match(asText(report), /az role assignment create --assignee-object-id/);
    assert.deepEqual(await heldBy('id-newsletter'), []);
  });

  it('says what was refused, grants the others, and completes it when run again', async () => {
    const path = '*/namespaces/*/roleAssignments/*';
    const trouble = stage.azure.sandbox.trouble.add({ kind: 'forbidden', method: 'PUT', path });
    const { said } = await stage.run(
      'copyRoles',
      system('orders'),
      { pickOne: 'id-newsletter' },
      { confirm: 'yes' },
    );
    assert.match(said.at(-1) ?? '', /^warning: .*1 granted, 0 were there, 1 were not granted/);
    trouble.dispose();
    const again = await stage.run(
      'copyRoles',
      system('orders'),
      { pickOne: 'id-newsletter' },
      { confirm: 'yes' },
    );
    assert.match(again.said.at(-1) ?? '', /1 granted, 0 were there/);
    assert.equal((await heldBy('id-newsletter')).length, 2);
  });

  it('takes back what it made, and nothing else', async () => {
    const before = words(await heldBy('id-billing'));
    assert.ok(before.length > 1);
    await stage.run(
      'copyRoles',
      system('orders'),
      { pickOne: 'id-billing' },
      { confirm: 'yes' },
      { press: 'Take Back...' },
      { confirm: 'yes' },
    );
    assert.deepEqual(words(await heldBy('id-billing')), before);
  });

  it('says what could not be read of either', async () => {
    stage.azure.sandbox.trouble.add({
      kind: 'forbidden',
      method: 'GET',
      path: '*/providers/Microsoft.Authorization/roleAssignments',
    });
    const { said } = await stage.run('copyRoles', system('orders'), { pickOne: 'id-newsletter' });
    assert.match(said.at(-1) ?? '', /^warning: .*is not known and is not copied/);
  });
});
