import { sameArmId } from '../estate/ids/arm-id';
import { allApps, type FoundApp } from '../estate/lookup';
import type { EstateSnapshot } from '../estate/frozen/snapshot';
import { UsageError } from './usage-error';

/** All apps that are called so: the same name may stand in several services. */
export function appsCalled(snapshot: EstateSnapshot, text: string): readonly FoundApp[] {
  const wanted = text.trim().toLowerCase();
  const found = [...allApps(snapshot)].filter(
    ({ app, service }) =>
      app.name.toLowerCase() === wanted ||
      `${service.name}/${app.name}`.toLowerCase() === wanted ||
      sameArmId(app.id, wanted),
  );
  if (found.length === 0) throw new UsageError(`There is no app '${text}' among those that could be read.`);
  return found;
}
