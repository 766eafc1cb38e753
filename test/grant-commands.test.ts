import assert from 'node:assert/strict';
import { fixesFor } from '../src/access/mend/fix-offers';
import { shortfallAt } from '../src/access/mend/shortfall';
import { rolesOf } from '../src/estate/lookup';
import { shown } from '../src/estate/loadable';
import { resourceKey } from '../src/estate/resources';
import { plain } from '../src/lifecycle/text';
import type { Report } from '../src/report/report';
import type { Target } from '../src/ui/target';
import { asText } from '../src/report/as-text';
import { CommandStage } from './double/commands';

describe('granting and restoring, against the sandbox', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let stage: CommandStage;
  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const principalOf = (name: string): string => stage.app(name).app.identity.principalId ?? '';
  const subscription = () => stage.app('search').subscription;
  const signal = new AbortController().signal;
  const heldBy = async (principalId: string): Promise<readonly string[]> => {
    const { grants, unreadable } = await stage.azure.azure.grants.list([subscription()], principalId, signal);
    assert.deepEqual(unreadable, []);
    return grants.map(({ kind, scope }) => `${kind} ${scope.split('/providers/').at(-1) ?? scope}`).sort();
  };
  const words = (report: Report | undefined): string => JSON.stringify(report);
  const writes = () =>
    Object.entries(stage.azure.sandbox.requests.read().byRoute)
      .filter(([route]) => route.startsWith('PUT'))
      .reduce((sum, [, count]) => sum + count, 0);

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  it('grants the least role for the use, named in the question, and shows it at once', async () => {
    const principalId = principalOf('search');
    const app = resourceKey(stage.app('search').app);
    await stage.inventory.open({ kind: 'roles', app, principalId });
    const { said, copied } = await stage.run(
      'grant',
      target('search'),
      { pickOne: 'kv-shop' },
      { pickOne: 'Read secrets' },
      { pickOne: "'kv-shop' as a whole" },
      { confirm: 'yes' },
      { press: 'Copy az Line' },
    );
    const question = said.find((line) => line.startsWith('confirm: ')) ?? '';
    assert.match(question, /Grant role 'Key Vault Secrets User' at 'kv-shop' to 'shop\/apps\/search'\?/);
    assert.ok(question.includes(`principal ID ${principalId}`), question);
    assert.match(question, /Where: \/subscriptions\/\S+\/vaults\/kv-shop\n/);
    assert.match(question, /Name of the grant: [0-9a-f]{8}-[0-9a-f]{4}-5/);
    assert.match(said.at(-1) ?? '', /^info: Granted role .*up to ten minutes.*\[Live Yet\?\]/);
    assert.match(copied[0] ?? '', /^az role assignment create --assignee-object-id .* --name [0-9a-f-]{36}$/);

    const listing = shown(rolesOf(stage.estate.snapshot, subscription().key, principalId));
    assert.deepEqual(
      listing?.assignments.map(({ roleName }) => roleName),
      ['Key Vault Secrets User'],
    );
    assert.deepEqual(await heldBy(principalId), ['role Microsoft.KeyVault/vaults/kv-shop']);
  });

  it('grants the same to all that are selected: one question, one summary, a failure hides no other', async () => {
    const { principalId = '' } = stage.app('catalog').app.identity;
    const before = (await heldBy(principalId)).length;
    const path = '*/queues/orders/providers/Microsoft.Authorization/roleAssignments/*';
    const trouble = stage.azure.sandbox.trouble.add({ kind: 'forbidden', method: 'PUT', path, times: 1 });
    const { said } = await stage.runForAll(
      'grant',
      [target('search'), target('catalog'), target('gateway')],
      { pickOne: 'sb-harbor-shop' },
      { pickOne: 'Send messages' },
      { pickOne: 'One of its queues only' },
      { text: 'orders' },
      { confirm: 'yes' },
      { press: 'Do the Rest...' },
      { confirm: 'yes' },
      { press: 'Show Details' },
    );
    trouble.dispose();
    const questions = said.filter((line) => line.startsWith('confirm: '));
    assert.match(
      questions[0] ?? '',
      /Grant role 'Azure Service Bus Data Sender' at 'orders' to 2 identities\?/,
    );
    assert.match(questions[0] ?? '', /'gateway' is left out: It has no identity\./);
    assert.match(questions[1] ?? '', /at 'orders' to '[^']+'\?/);
    const sums = said.filter((line) => /^(?:info|warning): Granting/.test(line));
    assert.match(
      sums[0] ?? '',
      /^warning: .* identities\. 1 grant was made\. 1 failed\. 1 identity was left out\./,
    );
    assert.match(sums.at(-1) ?? '', /^info: /);
    assert.equal((await heldBy(principalOf('search'))).length, 1);
    assert.equal((await heldBy(principalId)).length, before + 1);
    assert.match(asText(stage.reports.at(-1)?.report ?? assert.fail()), /'gateway' is left out/);
  });

  it('grants at one queue only, and takes it back', async () => {
    const { said } = await stage.run(
      'grant',
      target('search'),
      { pickOne: 'sb-harbor-shop' },
      { pickOne: 'Send messages' },
      { pickOne: 'One of its queues only' },
      { text: 'orders' },
      { confirm: 'yes' },
      { press: 'Take Back...' },
      { confirm: 'yes' },
    );
    assert.match(
      said.find((line) => line.startsWith('confirm: ')) ?? '',
      /namespaces\/sb-harbor-shop\/queues\/orders/,
    );
    assert.match(said.at(-1) ?? '', /no longer has role 'Azure Service Bus Data Sender' at 'orders'/);
    assert.deepEqual(await heldBy(principalOf('search')), []);
  });

  it('takes no name that leads out of the resource', async () => {
    for (const name of ['../kv', 'a/b', '..', ''])
      assert.match(
        (
          await stage.run(
            'grant',
            target('search'),
            { pickOne: 'sb-harbor-shop' },
            { pickOne: 'Send messages' },
            { pickOne: 'One of its queues only' },
            { text: name },
          )
        ).said.at(-1) ?? '',
        /^refused: /,
        name,
      );
  });

  it('gives an access policy where the vault goes by policies, and a data role at Cosmos DB', async () => {
    await stage.run(
      'grant',
      target('search'),
      { pickOne: 'kv-shop-legacy' },
      { pickOne: 'Read secrets' },
      { confirm: 'yes' },
    );
    await stage.run(
      'grant',
      target('search'),
      { pickOne: 'cosmos-harbor' },
      { pickOne: 'Read items' },
      { pickOne: 'One of its colls only' },
      { text: 'stock' },
      { text: 'items' },
      { confirm: 'yes' },
    );
    assert.deepEqual(await heldBy(principalOf('search')), [
      'cosmos Microsoft.DocumentDB/databaseAccounts/cosmos-harbor/dbs/stock/colls/items',
      'policy Microsoft.KeyVault/vaults/kv-shop-legacy',
    ]);
  });

  it('shows who may not grant the line to send, and the role that could be activated; nothing is sent', async () => {
    const before = writes();
    await stage.run(
      'grant',
      target('search'),
      { pickOne: 'crharborshop' },
      { pickOne: 'Read repositories' },
      { pickOne: "'crharborshop' as a whole" },
    );
    assert.equal(writes(), before);
    const page = words(stage.reports.at(-1)?.report);
    assert.match(page, /Microsoft\.Authorization\/roleAssignments\/write/);
    assert.match(page, /Role Based Access Control Administrator/);
    assert.match(
      page,
      /az role assignment create --assignee-object-id .*7f951dda-4ed3-4680-a7ca-43fe172d538d/,
    );
  });

  it('shows the statements of a database in place of a grant', async () => {
    await stage.run('grant', target('search'), { pickOne: 'psql-harbor-shop' });
    const page = words(stage.reports.at(-1)?.report);
    assert.match(page, /pgaadauth_create_principal_with_oid\('shop\/apps\/search'/);
    assert.ok(page.includes(principalOf('search')));
  });

  it('takes a resource by its ID, and refuses what is none', async () => {
    const id = `/subscriptions/${subscription().subscriptionId}/resourceGroups/rg-shop/providers/Microsoft.Web/sites/fn`;
    const { said } = await stage.run(
      'grant',
      target('search'),
      { pickOne: 'Another resource...' },
      { text: id },
      { pickOne: "'fn' as a whole" },
      { confirm: 'no' },
    );
    assert.match(said.at(-1) ?? '', /role 'Reader' at 'fn'/);
    const refused = await stage.run(
      'grant',
      target('search'),
      { pickOne: 'Another resource...' },
      { text: 'fn' },
    );
    assert.match(refused.said.at(-1) ?? '', /^refused: /);
  });

  it('needs neither target nor use where a finding or a verdict names them', async () => {
    const found = stage.app('search');
    const shortfall = shortfallAt({
      principalId: principalOf('search'),
      place: { services: ['keyVault'], name: 'kv-shop', area: 'secrets' },
      access: { answer: 'none', why: 'nothing-opens-it', by: [], others: [] },
    });
    assert.ok(shortfall);
    const [offer] = fixesFor({ because: 'no-access', shortfall });
    assert.ok(offer?.kind === 'grant');
    assert.equal(plain(offer.title), 'Grant...');
    await stage.run(
      'grant',
      { kind: 'offer', app: resourceKey(found.app), offer },
      { pickOne: "'kv-shop' as a whole" },
      { confirm: 'yes' },
    );
    assert.deepEqual(await heldBy(principalOf('search')), ['role Microsoft.KeyVault/vaults/kv-shop']);
  });

  it('keeps what a disabled identity may do, and restores it to its successor', async () => {
    const old = principalOf('orders');
    const before = await heldBy(old);
    assert.ok(before.length >= 2);
    const { said } = await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' });
    assert.match(said.at(-1) ?? '', /was kept \(\d+\): enable the identity again to restore it/);

    await stage.run(
      'enableSystemAssigned',
      target('orders'),
      { confirm: 'yes' },
      { press: 'Restore Role Assignments...' },
      {
        pickMany: [
          "role 'Key Vault Secrets User' at 'kv-shop'",
          "role 'Azure Service Bus Data Sender' at 'sb-harbor-shop'",
        ],
      },
      { confirm: 'yes' },
    );
    assert.notEqual(principalOf('orders'), old);
    assert.deepEqual(await heldBy(principalOf('orders')), before);
    const page = words(stage.reports.at(-1)?.report);
    assert.match(page, /has all that was kept of principal/);
    assert.match(page, /CREATE USER \[shop\/apps\/orders\]/);
    assert.deepEqual(stage.keeper.all, []);
  });

  it('completes a restore that failed in parts when it is run again', async () => {
    const before = await heldBy(principalOf('catalog'));
    await stage.run('disableSystemAssigned', target('catalog'), { confirm: 'yes' });
    await stage.run('enableSystemAssigned', target('catalog'), { confirm: 'yes' });
    const all = stage.keeper.all[0]?.grants.length ?? 0;
    assert.equal(all, before.length);
    const refused = stage.azure.sandbox.trouble.add({
      kind: 'forbidden',
      method: 'PUT',
      path: '*/roleAssignments/*',
    });
    const everything = [
      "role 'App Configuration Data Reader' at 'appcs-harbor-shop'",
      "Cosmos DB role 'Cosmos DB Built-in Data Contributor' at 'cosmos-harbor'",
      "access policy 'default' of 'default'",
    ];
    const restoring = [{ pickMany: everything }, { confirm: 'yes' as const }];
    const pick = { kind: 'app', key: resourceKey(stage.app('catalog').app) } as const;
    await stage.run('restoreRoles', pick, ...restoring);
    assert.match(words(stage.reports.at(-1)?.report), /grants were not restored/);
    assert.equal(stage.keeper.all.length, 1);
    refused.dispose();
    await stage.run('restoreRoles', pick, ...restoring);
    assert.deepEqual(await heldBy(principalOf('catalog')), before);
    assert.deepEqual(stage.keeper.all, []);
  });

  it('says why nothing can be restored: nothing was kept, or the identity is off', async () => {
    const nothing = await stage.run('restoreRoles', undefined);
    assert.match(nothing.said.at(-1) ?? '', /There is nothing to restore/);
    await stage.run('disableSystemAssigned', target('orders'), { confirm: 'yes' });
    const off = await stage.run('restoreRoles', target('orders'));
    assert.match(off.said.at(-1) ?? '', /system-assigned identity is off/);
  });

  it('follows a grant until Azure shows it and a test token finds nothing against it', async () => {
    await stage.run(
      'grant',
      target('search'),
      { pickOne: 'kv-shop' },
      { pickOne: 'Read secrets' },
      { pickOne: "'kv-shop' as a whole" },
      { confirm: 'yes' },
      { press: 'Live Yet?' },
    );
    const page = words(stage.reports.at(-1)?.report);
    assert.match(page, /Azure shows the grant, and the identity gets a token for the target; it is so new/);
    const told = asText(stage.reports.at(-1)?.report ?? { title: '', blocks: [] });
    assert.match(told, /and it has 'Key Vault Secrets User'\. It was granted .* ago and may not be live yet/);
    assert.match(page, /By a test token of the identity/);
    assert.match(page, /The target itself was not asked/);
  });

  it('follows a grant without a token where no instance runs, and says so', async () => {
    assert.match((await stage.run('followGrant', target('reporting'))).said.at(-1) ?? '', /holds no grant/);
    await stage.run(
      'grant',
      target('reporting'),
      { pickOne: 'kv-shop' },
      { pickOne: 'Read secrets' },
      { pickOne: "'kv-shop' as a whole" },
      { confirm: 'yes' },
      { press: 'Live Yet?' },
    );
    const page = words(stage.reports.at(-1)?.report);
    assert.match(page, /that it has effect was not proven/);
    assert.match(page, /No test token was asked for/);
  });
});
