import { hasSystem } from '../../src/estate/app-identity';
import { resourceKey, type SpringApp } from '../../src/estate/resources';
import type { Grant } from '../../src/grants/grant';
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
  /** Further apps that it changes. */
  readonly more?: readonly string[];
  /** It is made of sequences that stand here on their own: each of its requests meets fewer faults. */
  readonly ofOthers?: true;
  /** Two windows may do it at once: `isDone` tells once from twice. */
  readonly twice?: true;
  prepare?(stage: CommandStage): Promise<void>;
  run(stage: CommandStage): Promise<unknown>;
  isDone(stage: CommandStage): Promise<boolean>;
}

export const target = (stage: CommandStage, app: string): Target => ({
  kind: 'app',
  key: resourceKey(stage.app(app).app),
});

export async function command(
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

export function idOf(stage: CommandStage, name: string): string {
  const group = `/subscriptions/${stage.app('gateway').subscription.subscriptionId}/resourceGroups/rg-shop`;
  return `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/** As Azure Resource Manager tells right now: its Resource Graph is seconds behind. */
export async function identityNamed(stage: CommandStage, name: string) {
  const { subscription } = stage.app('gateway');
  return await stage.azure.azure.userAssigned.get(subscription, idOf(stage, name), stage.azure.signal);
}

export async function heldBy(stage: CommandStage, principalId: string): Promise<readonly Grant[]> {
  const { grants } = stage.azure.azure;
  return (await grants.list(await stage.azure.subscriptions(), principalId, stage.azure.signal)).grants;
}

export async function heldByIdentity(stage: CommandStage, name: string): Promise<readonly Grant[]> {
  return heldBy(stage, (await identityNamed(stage, name))?.principalId ?? '');
}

export const has = async (stage: CommandStage, app: string, identity: string): Promise<boolean> =>
  (await inAzure(stage, app)).identity.userAssigned.some(({ id }) => id.endsWith(`/${identity}`));

export const isOn = async (stage: CommandStage, app: string): Promise<boolean> =>
  hasSystem((await inAzure(stage, app)).identity);
