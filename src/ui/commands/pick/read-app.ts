import { findApp, serviceKeyOf, type FoundApp } from '../../../estate/lookup';
import type { ResourceKey } from '../../../estate/resources';
import type { CommandDependencies } from '../dependencies';

/** After a reload nobody may have opened the app's service yet, and what to say of the app needs it. */
export async function readApp(
  { inventory, estate }: CommandDependencies,
  app: ResourceKey,
): Promise<FoundApp | undefined> {
  await inventory.open({ kind: 'reach' });
  await inventory.open({ kind: 'service', key: serviceKeyOf(app) });
  return findApp(estate.snapshot, app);
}
