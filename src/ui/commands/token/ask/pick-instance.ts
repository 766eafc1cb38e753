import type { FoundApp } from '../../../../estate/lookup';
import { nameOf } from '../../../../estate/ids/arm-id';
import { resourceKey, type Deployment, type ResourceKey } from '../../../../estate/resources';
import { shown } from '../../../../estate/loadable';
import { Failure } from '../../../../lifecycle/failure';
import type { InstanceAddress } from '../../../../tunnel/ports';
import type { Target } from '../../../target';
import { serviceStopped } from '../../../nothing-runs';
import { addressOf, runningInstances } from '../../../ways-in';
import type { CommandDependencies } from '../../dependencies';

interface Place {
  readonly deployment: string;
  readonly key: ResourceKey;
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
  const within = target?.kind === 'deployment' ? places.filter(({ key }) => key === target.deployment) : [];
  const place = given ?? (await pickPlace(deps, within.length > 0 ? within : places, title));
  if (place === undefined) return undefined;
  const { subscription, service } = found;
  const now = await deps.identities.getService({ subscription, id: service.id }, AbortSignal.timeout(60_000));
  return addressOf(found, now, place);
}

/** The deployment of the node, the only one, else the one the user picks. Throws `Failure` `not-found` when there is none. */
export async function pickDeployment(
  deps: CommandDependencies,
  found: FoundApp,
  { target, title }: { readonly target?: Target | undefined; readonly title: string },
): Promise<Deployment | undefined> {
  const { dialogs, t } = deps;
  const { name } = found.app;
  const all = await dialogs.background(t("Looking for deployments of '{0}'", name), () =>
    deploymentsOf(deps, found),
  );
  const wanted = deploymentKey(target);
  const given = all.find((deployment) => resourceKey(deployment) === wanted);
  if (given !== undefined || all.length === 1) return given ?? all[0];
  if (all.length === 0)
    throw new Failure({
      code: 'not-found',
      what: t("'{0}' has no deployment.", name),
      why: t('Azure lists none.'),
      action: 'refresh',
    });
  return dialogs.pickOne(
    { title, placeholder: t('Which deployment?') },
    all.map((value) => ({
      label: `$(layers) ${value.name}`,
      description: value.active ? t('active') : t('not active'),
      value,
    })),
  );
}

function deploymentKey(target: Target | undefined): ResourceKey | undefined {
  return target?.kind === 'deployment' || target?.kind === 'instance' ? target.deployment : undefined;
}

/** As Azure says now, the active one first. */
async function deploymentsOf(deps: CommandDependencies, { app }: FoundApp): Promise<readonly Deployment[]> {
  const key = resourceKey(app);
  await deps.inventory.refresh({ kind: 'deployments', key });
  const listed = deps.estate.snapshot.deployments.get(key);
  if (listed?.state === 'failed') throw listed.failure;
  return [...((listed && shown(listed)) ?? [])].sort(activeFirst);
}

async function runningPlaces(deps: CommandDependencies, found: FoundApp): Promise<readonly Place[]> {
  const places = (await deploymentsOf(deps, found)).flatMap(placesOf);
  if (places.length > 0) return places;
  const { service } = found;
  if (service.power === 'stopped')
    throw serviceStopped({ app: found.app.name, service: service.name }, deps.t);
  throw new Failure({
    code: 'refused',
    what: deps.t("'{0}' cannot be reached.", found.app.name),
    why: deps.t('Only the inside of a running instance can answer, and Azure lists none.'),
    remedy: deps.t('Start the app, wait until an instance runs, and try again.'),
    action: 'retry',
  });
}

function placesOf(deployment: Deployment): readonly Place[] {
  return runningInstances(deployment).map((instance) => ({
    deployment: nameOf(deployment.id),
    key: resourceKey(deployment),
    instance,
  }));
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
