import assert from 'node:assert/strict';
import { plain } from '../../lifecycle/text';
import { accessAt, placeAt, type Place } from '../access-at';
import { azLine } from './az-line';
import { textNaming } from './broken';
import { fixesFor } from './fix-offers';
import { mendWords } from './mend-words';
import { shortfallAt } from './shortfall';

const principalId = '11111111-1111-4111-8111-111111111111';
const none = { principalId, roles: { assignments: [], unreadable: [] } };
const group = '/subscriptions/00000000-0000-4000-8000-0000000000aa/resourceGroups/rg (shop)';

function missing(place: Place, more: { readonly target?: string; readonly use?: 'write' | 'send' } = {}) {
  return shortfallAt({ principalId, place, access: accessAt(none, place), ...more });
}

describe('what mends missing access', () => {
  it('is the least role for the part of the service, at its id where that is known', () => {
    const queues: Place = { services: ['storage'], name: 'acct', area: 'queues' };
    const target = `${group}/providers/Microsoft.Storage/storageAccounts/acct`;
    const sender = missing(queues, { target, use: 'send' })!;
    assert.deepEqual(sender.mend, {
      kind: 'role',
      role: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a',
      name: 'Storage Queue Data Message Sender',
    });
    assert.equal(
      azLine(sender),
      `az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "Storage Queue Data Message Sender" --scope "${target}"`,
    );
    assert.match(
      azLine(missing(queues)!) ?? '',
      /--scope "\$\(az resource list --name acct --resource-type \S+ --query '\[0\]\.id' --output tsv\)"$/,
    );
  });

  it('is a grant of the service itself for Cosmos DB and Redis', () => {
    const cosmos = missing(placeAt('cosmos', 'shop.documents.azure.com'), { use: 'write' })!;
    assert.match(
      azLine(cosmos) ?? '',
      /^az cosmosdb sql role assignment create --account-name shop .*--role-definition-id 0{8}-0{4}-0{4}-0{4}-0{11}2$/,
    );
    const redis = missing(placeAt('redis', 'cache.redis.cache.windows.net'))!;
    assert.match(
      azLine(redis) ?? '',
      /^az redis access-policy-assignment create --name cache .*"Data Reader"/,
    );
  });

  it('is not guessed for databases, and where the host may be of two services', () => {
    assert.equal(missing(placeAt('sql', 'shop.database.windows.net')), undefined);
    assert.equal(missing(placeAt('serviceBus', 'shop.servicebus.windows.net')), undefined);
  });

  it('makes no command line of names that a shell would take for something else', () => {
    for (const name of ['kv$(id)', 'kv"; rm', 'kv`id`', 'kv\nls'])
      assert.equal(azLine(missing({ services: ['storage'], name })!), undefined, name);
    const place: Place = { services: ['storage'], name: 'acct' };
    assert.equal(azLine(missing(place, { target: `${group}$(x)` })!), undefined);
    const words = mendWords(missing({ services: ['storage'], name: 'kv$(id)' })!).map(plain);
    assert.equal(words.length, 1);
  });
});

describe('fixes', () => {
  const meant = [{ clientId: 'c1', name: 'id-orders' }];
  const titles = (...[broken]: Parameters<typeof fixesFor>) =>
    fixesFor(broken).map(({ title }) => plain(title));

  it('name an identity where the files do, else copy the variable that does', () => {
    assert.deepEqual(titles({ because: 'misnamed', meant }), ["Copy AZURE_CLIENT_ID of 'id-orders'"]);
    const place = { path: 'a/application.yml', span: { start: 0, end: 2 }, text: 'c0' };
    assert.deepEqual(titles({ because: 'misnamed', meant, at: [place] }), [
      "Name 'id-orders' in a/application.yml",
    ]);
    const code = { path: 'App.java', span: { start: 9, end: 9 }, text: '' };
    const around = ['.clientId("', '")'] as const;
    assert.deepEqual(titles({ because: 'misnamed', meant, at: [{ ...code, around }], nameBy: 'unknown' }), [
      `Name 'id-orders' by .clientId("...") in App.java`,
    ]);
    assert.equal(textNaming({ ...code, around }, 'c1'), '.clientId("c1")');
    assert.equal(textNaming(place, 'c1'), 'c1');
    assert.deepEqual(titles({ because: 'misnamed', meant, nameBy: { variable: 'A_B' } }), [
      "Copy A_B of 'id-orders'",
    ]);
    assert.deepEqual(titles({ because: 'misnamed', meant, nameBy: 'unknown' }), [
      "Copy Client ID of 'id-orders'",
    ]);
    const [assign, fix] = fixesFor({ because: 'not-assigned', meant, at: [place, place] });
    assert.equal(assign?.kind, 'assign');
    assert.ok(fix?.kind === 'name-client-id' && fix.at.length === 2 && fix.clientId === 'c1');
    assert.equal(plain(fix.title), "Name 'id-orders' in 2 Places");
  });

  it('never offer more than three identities by name', () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ clientId: `c${i}`, name: `id-${i}` }));
    assert.equal(titles({ because: 'misnamed', meant: many }).length, 3);
  });
});
