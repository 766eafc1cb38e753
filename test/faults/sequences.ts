import type { CommandStage } from '../double/commands';
import { convertSequence } from './convert-sequence';
import { grantSequences } from './grant-sequences';
import { identitySequences } from './identity-sequences';
import { command, has, target, type Sequence } from './sequence';

export const sequences: readonly Sequence[] = [...identitySequences, ...grantSequences, convertSequence];

const theirs = 'id-inventory-read';

/** What another window does to the same app meanwhile; answers what was told there. */
export async function inOtherWindow(stage: CommandStage, app: string): Promise<readonly string[]> {
  return await command(stage, 'assignUserAssigned', target(stage, app), { wanted: [theirs] });
}

export async function hasTheirs(stage: CommandStage, app: string): Promise<boolean> {
  return await has(stage, app, theirs);
}
