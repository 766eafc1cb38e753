import type { FoundApp } from '../../../estate/lookup';
import { nameOf } from '../../../estate/arm-id';
import { resourceKey, type Deployment } from '../../../estate/resources';
import { shown } from '../../../estate/loadable';
import { Failure } from '../../../lifecycle/failure';
import type { InstanceAddress } from '../../../tunnel/ports';
import type { Target } from '../../target';
import { addressOf, runningInstances } from '../../ways-in';
import type { CommandDependencies } from '../dependencies';

interface Place {
  readonly deployment: string;
  readonly instance: string;
}

/**
 * The instance to go into: that of the node, the only one that runs, else the one the user picks. Service and instances
 * are read anew, because instances get new names whenever they start. Throws `Failure` `refused` when none runs.
 */
export async function pickInstance(
  deps: CommandDependencies,
  found: FoundApp,
  { target, title }: { readonly target?: Target | undefined; readonly title: string },
): Promise<InstanceAddress | undefined> {
  const places = await deps.dialogs.background(deps.t("Looking for instances of '{0}'", found.app.name), () =>
    runningPlaces(deps, found),
  );
  const wanted = target?.kind === 'instance' ? target.instance : undefined;
  const given = places.find(({ instance }) => instance === wanted);
  const place = given ?? (await pickPlace(deps, places, title));
  if (place === undefined) return undefined;
  const { subscription, service } = found;
  const now = await deps.identities.getService({ subscription, id: service.id }, AbortSignal.timeout(60_000));
  return addressOf(found, now, place);
}

async function runningPlaces(deps: CommandDependencies, { app }: FoundApp): Promise<readonly Place[]> {
  const key = resourceKey(app);
  await deps.inventory.refresh({ kind: 'deployments', key });
  const listed = deps.estate.snapshot.deployments.get(key);
  if (listed?.state === 'failed') throw listed.failure;
  const places = [...((listed && shown(listed)) ?? [])].sort(activeFirst).flatMap(placesOf);
  if (places.length > 0) return places;
  throw new Failure({
    code: 'refused',
    what: deps.t("'{0}' cannot be asked for a token.", app.name),
    why: deps.t('Only the inside of a running instance can, and Azure lists none.'),
    remedy: deps.t('Start the app, wait until an instance runs, and try again.'),
    action: 'retry',
  });
}

function placesOf(deployment: Deployment): readonly Place[] {
  return runningInstances(deployment).map((instance) => ({ deployment: nameOf(deployment.id), instance }));
}

function activeFirst(one: Deployment, other: Deployment): number {
  return Number(other.active) - Number(one.active);
}

async function pickPlace(
  { dialogs, t }: CommandDependencies,
  places: readonly Place[],
  title: string,
): Promise<Place | undefined> {
  if (places.length === 1) return places[0];
  return dialogs.pickOne(
    { title, placeholder: t('Which instance?') },
    places.map((place) => ({
      label: `$(vm-running) ${place.instance}`,
      description: place.deployment,
      value: place,
    })),
  );
}
