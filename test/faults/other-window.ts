import type { CommandStage } from '../double/commands';
import { command, has, target } from './sequence';

const theirs = 'id-inventory-read';

/** What another window does to the same app meanwhile; answers what was told there. */
export async function inOtherWindow(stage: CommandStage, app: string): Promise<readonly string[]> {
  return await command(stage, 'assignUserAssigned', target(stage, app), { wanted: [theirs] });
}

export async function hasTheirs(stage: CommandStage, app: string): Promise<boolean> {
  return await has(stage, app, theirs);
}
