import { resourceKey } from '../../src/estate/resources';
import type { Grant } from '../../src/grants/grant';
import { makeGrants } from '../../src/grants/make-grants';
import type { CommandStage } from '../double/commands';
import { Agreeing } from './agreeing';
import { command, heldBy, heldByIdentity, inAzure, target, type Sequence } from './sequence';

/** Gives `to` what `grants` says, as *Grant...* and *Restore Role Assignments...* do. */
async function give(stage: CommandStage, grants: readonly Grant[], app: string): Promise<void> {
  const { subscription, app: shown } = stage.app(app);
  const { principalId = '' } = shown.identity;
  const grantee = { principalId, tenantId: subscription.tenantId, name: app };
  const deps = { api: stage.azure.azure.grants, estate: stage.estate, log: stage.deps(new Agreeing()).log };
  await makeGrants(
    deps,
    grants.map((grant) => ({ subscription, grant, grantee })),
    { signal: stage.closing.signal },
  );
}

const home = (stage: CommandStage): string =>
  `/subscriptions/${stage.app('gateway').subscription.subscriptionId}`;
const providers = (stage: CommandStage): string => `${home(stage)}/resourceGroups/rg-shop/providers`;

/** Whether an app holds grants of these kinds, each once, and no other. */
async function holds(stage: CommandStage, app: string, kinds: readonly Grant['kind'][]): Promise<boolean> {
  const held = await heldBy(stage, (await inAzure(stage, app)).identity.principalId ?? '');
  return held.map(({ kind }) => kind).join() === kinds.join();
}

const itemsReader = (stage: CommandStage): Grant => {
  const account = `${providers(stage)}/Microsoft.DocumentDB/databaseAccounts/cosmos-harbor`;
  const roleDefinitionId = `${account}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001`;
  return { kind: 'cosmos', scope: account, account, roleDefinitionId };
};

const secretsUser = (stage: CommandStage): Grant => {
  return {
    kind: 'role',
    scope: `${providers(stage)}/Microsoft.KeyVault/vaults/kv-shop`,
    roleDefinitionId: `${home(stage)}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6`,
  };
};

/** What a sequence goes by that windows do not tell; kept over a reload. */
const kept = {
  get: (stage: CommandStage) => stage.memory.get<readonly Grant[]>('of the sequence'),
  set: (stage: CommandStage, grants: readonly Grant[]) => void stage.memory.update('of the sequence', grants),
};

/** Grants, and what becomes of them. */
export const grantSequences: readonly Sequence[] = [
  {
    name: 'grant',
    twice: true,
    app: 'catalog',
    run: (stage) => give(stage, [secretsUser(stage)], 'catalog'),
    isDone: async (stage) =>
      (await heldBy(stage, (await inAzure(stage, 'catalog')).identity.principalId ?? '')).length === 4,
  },
  {
    name: 'grant, a policy',
    twice: true,
    app: 'search',
    run: (stage) =>
      give(
        stage,
        [
          {
            kind: 'policy',
            scope: `${providers(stage)}/Microsoft.KeyVault/vaults/kv-shop-legacy`,
            permissions: ['secrets get', 'secrets list'],
          },
        ],
        'search',
      ),
    isDone: (stage) => holds(stage, 'search', ['policy']),
  },
  {
    name: 'grant, a data role',
    twice: true,
    app: 'search',
    run: (stage) => give(stage, [itemsReader(stage)], 'search'),
    isDone: (stage) => holds(stage, 'search', ['cosmos']),
  },
  {
    name: 'grant, to several',
    twice: true,
    app: 'search',
    more: ['catalog'],
    run: (stage) => {
      const selection = ['search', 'catalog'].map((app) => target(stage, app));
      const wanted = ['kv-shop', 'Read secrets', "'kv-shop' as a whole"];
      return command(stage, 'grant', selection[0], { wanted, selection });
    },
    isDone: async (stage) =>
      (await holds(stage, 'search', ['role'])) &&
      (await heldBy(stage, (await inAzure(stage, 'catalog')).identity.principalId ?? '')).length === 4,
  },
  {
    name: 'restore',
    twice: true,
    app: 'orders',
    prepare: async (stage) => {
      await command(stage, 'disableSystemAssigned', target(stage, 'orders'));
      await command(stage, 'enableSystemAssigned', target(stage, 'orders'));
      kept.set(stage, stage.keeper.all[0]?.grants ?? []);
    },
    run: (stage) => give(stage, kept.get(stage) ?? [], 'orders'),
    isDone: async (stage) =>
      (await heldBy(stage, (await inAzure(stage, 'orders')).identity.principalId ?? '')).length === 2,
  },
  {
    name: 'copy',
    twice: true,
    app: 'orders',
    run: (stage) =>
      command(
        stage,
        'copyRoles',
        { kind: 'system-identity', app: resourceKey(stage.app('orders').app) },
        { wanted: ['id-newsletter'] },
      ),
    isDone: async (stage) => (await heldByIdentity(stage, 'id-newsletter')).length === 2,
  },
  {
    name: 'orphans',
    twice: true,
    app: 'orders',
    prepare: async (stage) => {
      stage.seen.note(stage.estate.snapshot);
      kept.set(stage, await heldBy(stage, stage.app('orders').app.identity.principalId ?? ''));
      await command(stage, 'disableSystemAssigned', target(stage, 'orders'));
    },
    run: (stage) =>
      command(stage, 'removeOrphans', undefined, { wanted: ["role 'Key Vault Secrets User' at 'kv-shop'"] }),
    isDone: async (stage) => {
      const principal = stage.keeper.all[0]?.principalId ?? '';
      return (await heldBy(stage, principal)).length === (kept.get(stage)?.length ?? 0) - 1;
    },
  },
];
