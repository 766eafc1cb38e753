import { hasSystem } from '../../src/estate/app-identity';
import { resourceKey, type SpringApp } from '../../src/estate/resources';
import type { Grant } from '../../src/grants/grant';
import { makeGrants } from '../../src/grants/make-grants';
import { runCommand } from '../../src/ui/commands/run';
import type { CommandName } from '../../src/ui/contributions';
import type { Target } from '../../src/ui/target';
import type { CommandStage } from '../double/commands';
import { Agreeing } from './agreeing';

/** Something that is done in several requests, and how to tell from Azure alone that all of it is done. */
export interface Sequence {
  readonly name: string;
  /** The app whose state must be shown as Azure has it afterwards. */
  readonly app: string;
  /** Whether a reload and a change by another window are tried at its points, too. */
  readonly windows?: true;
  prepare?(stage: CommandStage): Promise<void>;
  run(stage: CommandStage): Promise<unknown>;
  isDone(stage: CommandStage): Promise<boolean>;
}

const target = (stage: CommandStage, app: string): Target => ({
  kind: 'app',
  key: resourceKey(stage.app(app).app),
});

async function command(
  stage: CommandStage,
  name: CommandName,
  at: Target | undefined,
  { wanted = [], text = '', selection = [] }: { wanted?: string[]; text?: string; selection?: Target[] } = {},
): Promise<readonly string[]> {
  const dialogs = new Agreeing(wanted, text, stage.closing.signal);
  await runCommand(stage.deps(dialogs), name, at, selection);
  return dialogs.said;
}

/** The app as Azure has it, whatever is shown. */
export async function inAzure(stage: CommandStage, name: string): Promise<SpringApp> {
  const { app, subscription } = stage.app(name);
  const now = await stage.azure.azure.reader.getApp(subscription, app.id, stage.azure.signal);
  if (now === undefined) throw new Error(`'${name}' is gone.`);
  return now;
}

function idOf(stage: CommandStage, name: string): string {
  const group = `/subscriptions/${stage.app('gateway').subscription.subscriptionId}/resourceGroups/rg-shop`;
  return `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/** As Azure Resource Manager tells right now: its Resource Graph is seconds behind. */
async function identityNamed(stage: CommandStage, name: string) {
  const { subscription } = stage.app('gateway');
  return await stage.azure.azure.userAssigned.get(subscription, idOf(stage, name), stage.azure.signal);
}

async function heldBy(stage: CommandStage, principalId: string): Promise<readonly Grant[]> {
  const { grants } = stage.azure.azure;
  return (await grants.list(await stage.azure.subscriptions(), principalId, stage.azure.signal)).grants;
}

async function heldByIdentity(stage: CommandStage, name: string): Promise<readonly Grant[]> {
  return heldBy(stage, (await identityNamed(stage, name))?.principalId ?? '');
}

const has = async (stage: CommandStage, app: string, identity: string): Promise<boolean> =>
  (await inAzure(stage, app)).identity.userAssigned.some(({ id }) => id.endsWith(`/${identity}`));

const isOn = async (stage: CommandStage, app: string): Promise<boolean> =>
  hasSystem((await inAzure(stage, app)).identity);

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

const secretsUser = (stage: CommandStage): Grant => {
  const { subscriptionId } = stage.app('gateway').subscription;
  const home = `/subscriptions/${subscriptionId}`;
  return {
    kind: 'role',
    scope: `${home}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop`,
    roleDefinitionId: `${home}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6`,
  };
};

/** What a sequence goes by that windows do not tell; kept over a reload. */
const kept = {
  get: (stage: CommandStage) => stage.memory.get<readonly Grant[]>('of the sequence'),
  set: (stage: CommandStage, grants: readonly Grant[]) => void stage.memory.update('of the sequence', grants),
};

export const sequences: readonly Sequence[] = [
  {
    name: 'enable',
    windows: true,
    app: 'gateway',
    run: (stage) => command(stage, 'enableSystemAssigned', target(stage, 'gateway')),
    isDone: (stage) => isOn(stage, 'gateway'),
  },
  {
    name: 'disable',
    windows: true,
    app: 'catalog',
    run: (stage) => command(stage, 'disableSystemAssigned', target(stage, 'catalog')),
    isDone: async (stage) =>
      !(await isOn(stage, 'catalog')) &&
      // What could not be read is said to be so, never taken for nothing.
      stage.keeper.all.some(({ grants, unreadable }) => grants.length === 3 || unreadable.length > 0),
  },
  {
    name: 'assign',
    windows: true,
    app: 'orders',
    run: (stage) =>
      command(stage, 'assignUserAssigned', target(stage, 'orders'), { wanted: ['id-newsletter'] }),
    isDone: async (stage) =>
      (await has(stage, 'orders', 'id-newsletter')) && has(stage, 'orders', 'id-orders'),
  },
  {
    name: 'remove',
    windows: true,
    app: 'orders',
    run: (stage) => command(stage, 'removeUserAssigned', target(stage, 'orders'), { wanted: ['id-orders'] }),
    isDone: async (stage) =>
      !(await has(stage, 'orders', 'id-orders')) && has(stage, 'orders', 'id-telemetry'),
  },
  {
    name: 'create',
    windows: true,
    app: 'gateway',
    run: (stage) =>
      command(stage, 'createUserAssigned', target(stage, 'gateway'), {
        wanted: ['Shop Production', 'rg-shop', 'westeurope'],
        text: 'id-made',
      }),
    isDone: async (stage) => (await identityNamed(stage, 'id-made')) !== undefined,
  },
  {
    name: 'delete',
    windows: true,
    app: 'gateway',
    run: (stage) =>
      command(
        stage,
        'deleteUserAssigned',
        { kind: 'identity', identity: idOf(stage, 'id-newsletter') },
        { text: 'id-newsletter' },
      ),
    isDone: async (stage) => (await identityNamed(stage, 'id-newsletter')) === undefined,
  },
  {
    name: 'grant',
    app: 'catalog',
    run: (stage) => give(stage, [secretsUser(stage)], 'catalog'),
    isDone: async (stage) =>
      (await heldBy(stage, (await inAzure(stage, 'catalog')).identity.principalId ?? '')).length === 4,
  },
  {
    name: 'restore',
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
  {
    name: 'bulk',
    app: 'orders',
    run: (stage) => {
      const selection = ['orders', 'catalog', 'payments'].map((app) => target(stage, app));
      return command(stage, 'disableSystemAssigned', selection[0], { selection });
    },
    isDone: async (stage) =>
      (await Promise.all(['orders', 'catalog', 'payments'].map((app) => isOn(stage, app)))).every(
        (on) => !on,
      ),
  },
];

const theirs = 'id-inventory-read';

/** What another window does to the same app meanwhile; answers what was told there. */
export async function inOtherWindow(stage: CommandStage, app: string): Promise<readonly string[]> {
  return await command(stage, 'assignUserAssigned', target(stage, app), { wanted: [theirs] });
}

export async function hasTheirs(stage: CommandStage, app: string): Promise<boolean> {
  return await has(stage, app, theirs);
}
