import assert from 'node:assert/strict';

import { isTooWide } from '../access/least-role';
import { Failure } from '../lifecycle/failure';
import { plain } from '../lifecycle/text';
import type { Grant } from './grant';
import { GrantsKeeper, type KeptGrants } from './lost/kept-grants';
import { planGrant, roleDefinitionAt } from './plan/plan-grant';
import type { TargetResource } from './ports';
import { grantableTypes, proposalsFor } from './plan/proposals';
import { scopesFor } from './plan/scopes';
import { sidOf, statementsFor } from './plan/statements';
import { grantLine } from './words';

const subscription = '/subscriptions/5a4db000-0000-4000-a000-000000000001';
const group = `${subscription}/resourceGroups/rg-shop`;
const principalId = '5a4db000-0000-4000-a000-000000000002';
const grantee = { principalId, tenantId: '5a4db000-0000-4000-a000-000000000003', name: "shop/apps/o'rders" };

function targetOf(type: string, more: Partial<TargetResource> = {}): TargetResource {
  return { id: `${group}/providers/${type}/name`, name: 'name', type: type.toLowerCase(), ...more };
}

describe('planning a grant', () => {
  it('proposes something for every kind of target, and nothing that owns or manages', () => {
    for (const type of [...grantableTypes(), 'microsoft.web/sites']) {
      const target = targetOf(type);
      const proposals = proposalsFor(target);
      assert.ok(proposals.length > 0, type);
      for (const { given } of proposals) {
        if (given.kind === 'role') assert.ok(!isTooWide(given.role), type);
        if (given.kind === 'redis') assert.notEqual(given.policy, 'Data Owner');
      }
    }
  });

  it('goes by the mode of a vault, and refuses what would have no effect there', () => {
    const byPolicies = targetOf('Microsoft.KeyVault/vaults', { usesRbac: false });
    const byRoles = targetOf('Microsoft.KeyVault/vaults', { usesRbac: true });
    assert.deepEqual([...new Set(proposalsFor(byPolicies).map(({ given }) => given.kind))], ['policy']);
    assert.deepEqual([...new Set(proposalsFor(byRoles).map(({ given }) => given.kind))], ['role']);
    const isRefused = (error: unknown) => Failure.is(error, 'refused');
    const role = { kind: 'role', role: '4633458b-17de-408a-b874-0445c86b69e6' } as const;
    assert.throws(() => planGrant({ target: byPolicies, given: role, scope: byPolicies.id }), isRefused);
    const policy = { kind: 'policy', permissions: ['secrets get'] } as const;
    assert.throws(() => planGrant({ target: byRoles, given: policy, scope: byRoles.id }), isRefused);
  });

  it('refuses Owner and its like whoever asks, and what is no role', () => {
    const target = targetOf('Microsoft.Storage/storageAccounts');
    for (const role of ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'B24988AC-6180-42A0-AB88-20F7382DD24C'])
      assert.throws(
        () => planGrant({ target, given: { kind: 'role', role }, scope: target.id }),
        (error) => Failure.is(error, 'refused'),
      );
    assert.throws(
      () => planGrant({ target, given: { kind: 'role', role: 'Owner' }, scope: target.id }),
      (error) => Failure.is(error, 'invalid'),
    );
  });

  it('names a role in the full form of the subscription of its scope', () => {
    assert.equal(
      roleDefinitionAt(`${group}/x`, 'r'),
      `${subscription}/providers/Microsoft.Authorization/roleDefinitions/r`,
    );
    assert.equal(roleDefinitionAt('/', 'r'), '/providers/Microsoft.Authorization/roleDefinitions/r');
  });

  it('offers the narrowest scope first, and one only where there is one', () => {
    const widths = (type: string, at = 0) => {
      const target = targetOf(type);
      const proposal = proposalsFor(target)[at];
      assert.ok(proposal);
      return scopesFor(target, proposal).map(({ width }) => width);
    };
    assert.deepEqual(widths('Microsoft.Storage/storageAccounts'), ['part', 'resource', 'wide']);
    assert.deepEqual(widths('Microsoft.DocumentDB/databaseAccounts'), ['part', 'part', 'resource']);
    assert.deepEqual(widths('Microsoft.Cache/redis'), ['resource']);
    const bus = targetOf('Microsoft.ServiceBus/namespaces');
    const [receive] = proposalsFor(bus);
    assert.ok(receive);
    assert.equal(
      scopesFor(bus, receive)
        .find(({ asks }) => asks.length === 2)
        ?.scopeWith(['t', 's']),
      `${bus.id}/topics/t/subscriptions/s`,
    );
  });
});

describe('the line of a grant', () => {
  it('quotes conditions and names, so that no shell reads them otherwise', async () => {
    const grant: Grant = {
      kind: 'role',
      scope: `${group}/providers/Microsoft.Storage/storageAccounts/a`,
      roleDefinitionId: roleDefinitionAt(group, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'),
      condition: { expression: "@Resource[x] StringEquals 'a$(id)'", version: '2.0' },
    };
    const line = await grantLine(grant, grantee);
    assert.ok(line.includes(`--condition '@Resource[x] StringEquals '\\''a$(id)'\\'''`), line);
    const redis = await grantLine(
      { kind: 'redis', scope: `${group}/providers/Microsoft.Cache/redis/r`, policy: 'Data Reader' },
      grantee,
    );
    assert.ok(redis.endsWith(`--object-id-alias 'shop/apps/o'\\''rders'`), redis);
    assert.match(redis, /--access-policy-name "Data Reader"/);
  });

  it('names permissions of a vault by their kind', async () => {
    const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv`;
    const permissions = ['secrets get', 'secrets list', 'keys get'];
    assert.match(
      await grantLine({ kind: 'policy', scope: vault, permissions }, grantee),
      /^az keyvault set-policy --name kv .* --secret-permissions get list --key-permissions get$/,
    );
  });
});

describe('statements of databases', () => {
  const clientId = '00112233-4455-6677-8899-aabbccddeeff';
  const user = { name: "shop/apps/o'r]ders", principalId, clientId };

  it('know the identity by the ID each kind of server wants', () => {
    assert.equal(sidOf(clientId), '0x33221100554477668899AABBCCDDEEFF');
    const sql = statementsFor('sql', user).code;
    assert.ok(sql.includes('WITH SID = 0x33221100554477668899AABBCCDDEEFF, TYPE = E'));
    assert.ok(!sql.includes(principalId));
    const postgres = statementsFor('postgresql', user).code;
    assert.ok(postgres.includes(`'${principalId}', 'service'`) && !postgres.includes(clientId));
    const mysql = statementsFor('mysql', user).code;
    assert.ok(mysql.includes(`IDENTIFIED BY '${clientId}'`) && !mysql.includes(principalId));
  });

  it('let no name out of its quotes', () => {
    assert.ok(statementsFor('sql', user).code.includes("[shop/apps/o'r]]ders]"));
    assert.ok(statementsFor('postgresql', user).code.includes("'shop/apps/o''r]ders'"));
    assert.ok(statementsFor('mysql', user).code.includes("'shop-apps-o-r-ders'@'%'"));
  });

  it('make the user by its name in SQL where the client ID is not told', () => {
    const { code, notes } = statementsFor('sql', { name: 'id-orders', principalId });
    assert.match(code, /CREATE USER \[id-orders\] FROM EXTERNAL PROVIDER;/);
    assert.ok(notes.map(plain).some((note) => note.includes('not by principal ID')));
  });
});

describe('kept grants', () => {
  const role: Grant = {
    kind: 'role',
    scope: `${group}/providers/Microsoft.KeyVault/vaults/kv`,
    roleDefinitionId: roleDefinitionAt(group, '4633458b-17de-408a-b874-0445c86b69e6'),
    condition: { expression: 'x', version: '2.0' },
  };
  const holder = `${group}/providers/Microsoft.AppPlatform/Spring/shop/apps/orders`;
  const guid = (n: number) => `5a4db000-0000-4000-a000-${String(n).padStart(12, '0')}`;
  const kept = (n: number, more: Partial<KeptGrants> = {}): KeptGrants => ({
    holder,
    name: 'shop/apps/orders',
    cloud: 'c',
    tenantId: guid(1),
    principalId: guid(n),
    keptAt: n,
    grants: [role],
    unreadable: [],
    ...more,
  });
  let stored: unknown;
  const keeper = new GrantsKeeper({
    read: () => stored,
    write: (value) => {
      stored = JSON.parse(JSON.stringify(value)) as unknown;
      return Promise.resolve();
    },
  });
  beforeEach(() => {
    stored = undefined;
  });

  it('come back as they were, conditions included, newest first, by cloud and holder in any case', async () => {
    await keeper.keep(kept(2));
    await keeper.keep(kept(3, { unreadable: [{ place: 'p', why: 'w' }] }));
    await keeper.keep(kept(4, { cloud: 'other' }));
    const found = keeper.of({ holder: holder.toUpperCase(), cloud: 'c' });
    assert.deepEqual(found, [kept(3, { unreadable: [{ place: 'p', why: 'w' }] }), kept(2)]);
    await keeper.forget(kept(3));
    assert.deepEqual(keeper.of({ holder, cloud: 'c' }), [kept(2)]);
  });

  it('are bounded: three of a holder, a hundred in all, five hundred grants each', async () => {
    for (let n = 10; n < 16; n += 1) await keeper.keep(kept(n));
    assert.deepEqual(
      keeper.all.map(({ keptAt }) => keptAt),
      [15, 14, 13],
    );
    for (let n = 100; n < 230; n += 1) await keeper.keep(kept(n, { holder: `${holder}${n}` }));
    assert.equal(keeper.all.length, 100);
    await keeper.keep(kept(1, { grants: Array.from({ length: 900 }, () => role) }));
    assert.equal(keeper.all[0]?.grants.length, 500);
  });

  it('replace what was kept of the same principal, and are not made of nothing', async () => {
    await keeper.keep(kept(2));
    await keeper.keep(kept(2, { keptAt: 9 }));
    await keeper.keep(kept(5, { grants: [] }));
    assert.deepEqual(
      keeper.all.map(({ keptAt }) => keptAt),
      [9],
    );
  });

  it('take nothing from a store that somebody changed: least of all a role without its condition', () => {
    stored = [
      7,
      { ...kept(2), principalId: 'no guid' },
      {
        ...kept(3),
        grants: [
          { ...role, condition: {} },
          { kind: 'policy', scope: '/x', permissions: [1] },
          { kind: 'all' },
        ],
      },
      { ...kept(4), grants: [{ ...role, scope: 'https://evil.invalid' }, role] },
    ];
    assert.deepEqual(
      keeper.all.map(({ grants }) => grants),
      [[], [role]],
    );
    for (const broken of [undefined, null, 'x', {}, [[]]]) {
      stored = broken;
      assert.deepEqual(keeper.all, []);
    }
  });
});
