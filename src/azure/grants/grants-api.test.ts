import assert from 'node:assert/strict';

import { SandboxedAzure } from '../../../test/azure/sandboxed';
import type { Subscription } from '../../estate/resources';
import type { Grant, Grantee } from '../../grants/grant';
import { grantName } from '../../grants/plan/grant-name';
import { planGrant, roleDefinitionAt } from '../../grants/plan/plan-grant';
import type { GrantAsk } from '../../grants/ports';
import { Failure } from '../../lifecycle/failure';
import type { TroubleRule } from '../../sandbox/server/open';

const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';

describe('granting in the sandbox', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let rig: SandboxedAzure;
  let subscription: Subscription;
  let grantee: Grantee;
  let group: string;
  beforeEach(async () => {
    rig = await SandboxedAzure.start();
    const found = await rig.app('search');
    subscription = found.subscription;
    group = `/subscriptions/${subscription.subscriptionId}/resourceGroups/rg-shop/providers`;
    grantee = {
      principalId: found.app.identity.principalId!,
      tenantId: subscription.tenantId,
      name: 'shop/apps/search',
    };
  });
  afterEach(async () => {
    await rig.stop();
  });

  const grants = (): Readonly<Record<Grant['kind'], Grant>> => {
    const vault = `${group}/Microsoft.KeyVault/vaults/kv-shop`;
    const account = `${group}/Microsoft.DocumentDB/databaseAccounts/cosmos-harbor`;
    return {
      role: { kind: 'role', scope: vault, roleDefinitionId: roleDefinitionAt(vault, secretsUser) },
      policy: { kind: 'policy', scope: `${vault}-legacy`, permissions: ['secrets get', 'secrets list'] },
      cosmos: {
        kind: 'cosmos',
        account,
        scope: `${account}/dbs/orders`,
        roleDefinitionId: `${account}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001`,
      },
      redis: {
        kind: 'redis',
        scope: `${group}/Microsoft.Cache/redis/redis-harbor`,
        policy: 'Data Reader',
      },
    };
  };
  const managedRedis = (): Grant => ({
    kind: 'redis',
    scope: `${group}/Microsoft.Cache/redisEnterprise/amr-harbor/databases/default`,
    policy: 'default',
  });

  const asking = (grant: Grant): GrantAsk => ({ subscription, grant, grantee });
  const make = (grant: Grant) => rig.azure.grants.make(asking(grant), rig.signal);
  const remove = (grant: Grant) => rig.azure.grants.remove(asking(grant), rig.signal);
  const held = async () => {
    const { grants: all, unreadable } = await rig.azure.grants.list(
      [subscription],
      grantee.principalId,
      rig.signal,
    );
    assert.deepEqual(unreadable, []);
    return all.map(({ kind, scope }) => `${kind} ${scope}`).sort();
  };
  const writes = (): number =>
    Object.entries(rig.sandbox.requests.read().byRoute)
      .filter(([route]) => /^(PUT|DELETE) /.test(route))
      .reduce((sum, [, count]) => sum + count, 0);

  for (const kind of ['role', 'policy', 'cosmos', 'redis'] as const)
    it(`makes a grant of kind '${kind}' once, lists it, and takes it back`, async () => {
      const grant = grants()[kind];
      assert.equal((await make(grant)).outcome, 'made');
      assert.deepEqual(await held(), [`${kind} ${grant.scope}`]);
      const sent = writes();

      assert.equal((await make(grant)).outcome, 'was-there');
      assert.equal(writes(), sent, 'nothing is sent for what is there');

      assert.equal(await remove(grant), 'removed');
      assert.deepEqual(await held(), []);
      assert.equal(await remove(grant), 'was-gone');
    });

  it('assigns the one access policy of Azure Managed Redis at its database', async () => {
    assert.equal((await make(managedRedis())).outcome, 'made');
    assert.deepEqual(await held(), [`redis ${managedRedis().scope}`]);
    assert.equal(await remove(managedRedis()), 'removed');
  });

  it('gives a role the name that Bicep gives it, and tells the assignment', async () => {
    const { role } = grants();
    const { assignment } = await make(role);
    assert.equal(assignment?.id.split('/').at(-1), await grantName(role, grantee.principalId));
    assert.equal(assignment?.scope, role.scope);
  });

  it('takes the same grant under another name for what was wanted', async () => {
    const { role } = grants();
    assert.ok(role.kind === 'role');
    // A description makes no other grant.
    const before = await make(role);
    assert.equal((await make({ ...role, description: 'again' })).outcome, 'was-there');
    assert.ok(before.assignment);
  });

  it('does not take a grant without its condition for the same, nor one with it', async () => {
    const { role } = grants();
    assert.ok(role.kind === 'role');
    const condition = { expression: "@Resource[x] StringEquals 'a'", version: '2.0' };
    await make({ ...role, condition });
    await assert.rejects(make(role), (error) => Failure.is(error, 'conflict'));
    const { grants: all } = await rig.azure.grants.list([subscription], grantee.principalId, rig.signal);
    assert.ok(all[0]?.kind === 'role');
    assert.deepEqual(all[0].condition, condition);
  });

  it('lists what stores grant as it can be made again, also where Resource Graph is refused', async () => {
    rig.sandbox.trouble.add({ kind: 'forbidden', path: '/providers/Microsoft.ResourceGraph/*' });
    const { principalId } = (await rig.app('catalog')).app.identity;
    const { grants: all, unreadable } = await rig.azure.grants.list([subscription], principalId!, rig.signal);
    assert.deepEqual(unreadable, []);
    const stored = all.filter(({ kind }) => kind === 'cosmos' || kind === 'redis');
    assert.deepEqual(stored.map(({ scope }) => scope.slice(group.length)).sort(), [
      '/Microsoft.Cache/redisEnterprise/amr-harbor/databases/default',
      '/Microsoft.DocumentDB/databaseAccounts/cosmos-harbor',
    ]);
    for (const grant of stored)
      assert.ok(
        await rig.azure.grants.isThere(
          { ...asking(grant), grantee: { ...grantee, principalId: principalId! } },
          rig.signal,
        ),
      );
  });

  it('sends no access policy to a vault that goes by roles by now', async () => {
    const { policy, role } = grants();
    assert.ok(policy.kind === 'policy');
    await assert.rejects(make({ ...policy, scope: role.scope }), (error) => Failure.is(error, 'conflict'));
    assert.equal(writes(), 0);
  });

  it('does not replace another access policy of a cache', async () => {
    const { redis } = grants();
    assert.ok(redis.kind === 'redis');
    await make(redis);
    await assert.rejects(make({ ...redis, policy: 'Data Contributor' }), (error) =>
      Failure.is(error, 'conflict'),
    );
  });

  it('tells who may not grant what is missing', async () => {
    const scope = `${group}/Microsoft.ContainerRegistry/registries/crharborshop`;
    const pull = planGrant({
      target: { id: scope, name: 'crharborshop', type: 'microsoft.containerregistry/registries' },
      given: { kind: 'role', role: '7f951dda-4ed3-4680-a7ca-43fe172d538d' },
      scope,
    });
    await assert.rejects(make(pull), (error) => {
      assert.ok(Failure.is(error, 'forbidden'));
      assert.equal(error.missingAction, 'Microsoft.Authorization/roleAssignments/write');
      return true;
    });
    const [permission] = await rig.azure.grants.permissionsAt(subscription, scope, rig.signal);
    assert.deepEqual(permission?.notActions, ['Microsoft.Authorization/roleAssignments/write']);
    const [eligible] = await rig.azure.grants.eligibleRoles(subscription, scope, rig.signal);
    assert.equal(eligible?.roleName, 'Role Based Access Control Administrator');
    assert.ok(eligible.permissions?.some(({ actions = [] }) => actions.length > 0));
  });

  const troubles: readonly (readonly [string, Omit<TroubleRule, 'method'>])[] = [
    ['429', { kind: 'throttled', retryAfterSeconds: 1, times: 1 }],
    ['503 before the effect', { kind: 'server-error', status: 503, times: 1 }],
    ['503 after the effect', { kind: 'server-error', status: 503, times: 1, applied: true }],
    ['a lost connection before the effect', { kind: 'dropped-connection', times: 1 }],
    ['a lost connection after the effect', { kind: 'dropped-connection', times: 1, applied: true }],
    ['a principal the directory does not know yet', { kind: 'principal-not-found', times: 1 }],
  ];
  // All kinds go the same way; those with an operation behind take seconds each, so one trouble of each sort has to do.
  const struck = ['role', 'policy'] as const;
  for (const [name, rule] of troubles)
    for (const kind of name.includes('after') ? ([...struck, 'cosmos', 'redis'] as const) : struck) {
      if (rule.kind === 'principal-not-found' && kind !== 'role') continue;
      it(`survives ${name} while making a grant of kind '${kind}'`, async () => {
        rig.sandbox.trouble.add({ ...rule, method: 'PUT' });
        assert.equal((await make(grants()[kind])).outcome, 'made');
        assert.deepEqual(await held(), [`${kind} ${grants()[kind].scope}`]);
        assert.equal(rig.sandbox.trouble.list()[0]?.struck, 1);
      });
    }

  for (const [name, rule] of troubles.slice(0, 5))
    for (const kind of struck)
      it(`survives ${name} while taking back a grant of kind '${kind}'`, async () => {
        await make(grants()[kind]);
        rig.sandbox.trouble.add({ ...rule, method: kind === 'policy' ? 'PUT' : 'DELETE' });
        assert.equal(await remove(grants()[kind]), 'removed');
        assert.deepEqual(await held(), []);
        assert.equal(rig.sandbox.trouble.list()[0]?.struck, 1);
      });

  for (const method of ['GET', 'PUT'] as const)
    for (const kind of ['forbidden', 'conflict'] as const)
      it(`ends with ${kind} at a ${method}, and completes when run again`, async () => {
        const rule = rig.sandbox.trouble.add({ kind, method, path: '*/roleAssignments*', times: 1 });
        await assert.rejects(make(grants().role), (error) => Failure.is(error, kind));
        assert.deepEqual(await held(), []);
        rule.dispose();
        assert.equal((await make(grants().role)).outcome, 'made');
      });

  it('waits for operations of Cosmos DB, and tells one that Azure fails', async () => {
    rig.sandbox.trouble.add({ kind: 'operation-fails', times: 1 });
    await assert.rejects(make(grants().cosmos), (error) => Failure.is(error, 'operation-failed'));
    assert.equal((await make(grants().cosmos)).outcome, 'made');
  });

  it('lists targets with what decides on them, and finds one by its id', async () => {
    const types = ['microsoft.keyvault/vaults', 'microsoft.storage/storageaccounts'];
    const targets = await rig.azure.grants.listTargets([subscription], types, rig.signal);
    assert.deepEqual(
      targets.map(({ name, usesRbac }) => [name, usesRbac]),
      [
        ['kv-shop', true],
        ['kv-shop-legacy', false],
        ['harborshoporders', undefined],
      ],
    );
    const found = await rig.azure.grants.findTarget(subscription, targets[1]!.id.toUpperCase(), rig.signal);
    assert.deepEqual([found?.name, found?.usesRbac], ['kv-shop-legacy', false]);
    assert.equal(
      await rig.azure.grants.findTarget(subscription, `${targets[0]!.id}-none`, rig.signal),
      undefined,
    );
  });
});
