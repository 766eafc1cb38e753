import assert from 'node:assert/strict';
import { resourceKey } from '../src/estate/resources';
import { asText } from '../src/report/as-text';
import { buttonsOf } from '../src/report/parts';
import type { Target } from '../src/ui/target';
import { CommandStage } from './double/commands';

describe('taking identities away, against the sandbox', () => {
  let stage: CommandStage;
  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const patches = () =>
    Object.entries(stage.azure.sandbox.requests.read().byRoute)
      .filter(([route]) => route.startsWith('PATCH'))
      .reduce((sum, [, count]) => sum + count, 0);
  /** What the question says about disabling the system-assigned identity of an app. */
  const askedOf = async (name: string): Promise<string> => {
    const { said } = await stage.run('disableSystemAssigned', target(name), { confirm: 'no' });
    return said.find((line) => line.startsWith('warn: ')) ?? '';
  };

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  it('names role assignments with their targets, though nobody had looked at them', async () => {
    const question = await askedOf('orders');
    assert.match(
      question,
      /that stop working: Key Vault Secrets User · kv-shop, Azure Service Bus Data Sender · sb-/,
    );
    assert.match(
      question,
      /Databases are not read: users made for the system-assigned identity stop working/,
    );
  });

  it('names the vaults that let the identity in by their own policies', async () => {
    assert.match(
      await askedOf('payments'),
      /Access policies made for the system-assigned identity that stop working: kv-shop-legacy \(secrets get, secrets list\)/,
    );
  });

  it('names what Cosmos DB and caches let the identity do, which no role shows', async () => {
    assert.match(
      await askedOf('catalog'),
      /Grants of Cosmos DB and caches to the system-assigned identity that stop working: amr-harbor \(default\), cosmos-harbor \(Cosmos DB Built-in Data Contributor\)/,
    );
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '*/sqlRoleAssignments*' });
    assert.match(await askedOf('catalog'), /What 'cosmos-harbor' grants could not be read: /);
  });

  it('says first what could not be read, and never that there is none', async () => {
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '*/providers/Microsoft.ResourceGraph/*' });
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '*/roleAssignments*' });
    stage.azure.sandbox.trouble.add({ kind: 'forbidden', path: '*/Microsoft.KeyVault/vaults*' });
    const question = await askedOf('orders');
    const [, unread = ''] = question.split('\n\n');
    assert.match(unread, /^The role assignments of the system-assigned identity .*could not be read/);
    assert.match(unread, /The vaults of subscription 'Shop Production' could not be read/);
    assert.doesNotMatch(question, /No role assignments .* were found/);
  });

  it('reads again what was read before: another grant since then is named', async () => {
    const found = stage.app('orders');
    const { principalId } = found.app.identity;
    assert.ok(principalId);
    const app = resourceKey(found.app);
    await stage.inventory.open({ kind: 'roles', app, principalId });
    stage.estate.apply(
      (snapshot) => ({
        ...snapshot,
        roles: new Map(
          [...snapshot.roles].map(([key]) => [
            key,
            { state: 'ready' as const, value: { assignments: [], unreadable: [] } },
          ]),
        ),
      }),
      [],
    );
    assert.match(await askedOf('orders'), /Key Vault Secrets User · kv-shop/);
  });

  it('names files by line, other apps that share the identity, and forwards', async () => {
    const id = stage
      .app('orders')
      .app.identity.userAssigned.find(({ id: one }) => one.endsWith('/id-telemetry'));
    assert.ok(id?.clientId);
    stage.namingFiles = {
      read: 'all',
      places: [
        { path: 'src/main/resources/application.yml', line: 12, names: id.clientId.toUpperCase() },
        { path: 'infra/main.bicep', line: 7, names: 'ID-telemetry' },
        { path: 'other.yml', line: 1, names: '00000000-0000-0000-0000-000000000001' },
      ],
    };
    const { said } = await stage.run(
      'removeUserAssigned',
      { kind: 'user-identity', app: resourceKey(stage.app('orders').app), identity: id.id },
      { confirm: 'no' },
    );
    const question = said.find((line) => line.startsWith('warn: ')) ?? '';
    assert.match(
      question,
      /Files that name 'id-telemetry': src\/main\/resources\/application\.yml:12, infra\/main\.bicep:7\./,
    );
    assert.match(question, /Other apps that use 'id-telemetry' and keep it: '/);
  });

  it('sends nothing for Enter, which shows the details instead', async () => {
    const before = patches();
    await stage.run('disableSystemAssigned', target('orders'), { confirm: 'details' });
    assert.equal(patches(), before);
    const page = stage.reports.at(-1);
    assert.ok(page);
    const text = asText(page.report);
    assert.match(text, /Key Vault Secrets User/);
    assert.match(text, /Databases are not read/);
    assert.deepEqual([...buttonsOf(page.report)], ['ask-again']);
  });

  it('asks for nothing but a yes where nothing is lost', async () => {
    const { said } = await stage.run('enableSystemAssigned', target('gateway'), { confirm: 'no' });
    assert.deepEqual(
      said.map((line) => line.split(':')[0]),
      ['confirm'],
    );
  });

  it("sends nothing before the app's name is typed, for those who want to type", async () => {
    stage.confirm = 'typeName';
    const before = patches();
    const { said } = await stage.run(
      'disableSystemAssigned',
      target('orders'),
      { confirm: 'yes' },
      { text: 'order' },
    );
    assert.match(said.at(-1) ?? '', /This is not 'orders'/);
    assert.equal(patches(), before);
    await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' }, { text: 'orders' });
    assert.equal(stage.app('orders').app.identity.type, 'UserAssigned');
  });
});
