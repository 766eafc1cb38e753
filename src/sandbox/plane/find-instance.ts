import type {
  AppDocument,
  DeploymentDocument,
  InstanceDocument,
  ServiceDocument,
} from '../estates/documents';
import type { World } from '../world';
import type { InstancePath } from './instance-path';

/** A running instance and what it belongs to. */
export interface InstancePlace {
  readonly service: ServiceDocument;
  readonly app: AppDocument;
  readonly deployment: DeploymentDocument;
  readonly instance: InstanceDocument;
}

function candidates(world: World, { service }: InstancePath): Iterable<ServiceDocument> {
  if (service === undefined) return world.estate.services.all();
  const { subscriptionId, group, name } = service;
  const found = world.estate.services.get(
    `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.AppPlatform/Spring/${name}`,
  );
  return found === undefined ? [] : [found];
}

function inService(world: World, service: ServiceDocument, path: InstancePath): InstancePlace | undefined {
  const app = world.estate.apps.get(`${service.id}/apps/${path.app}`);
  const deployment = app && world.estate.deployments.get(`${app.id}/deployments/${path.deployment}`);
  const instance = deployment?.properties.instances?.find(
    ({ name, status }) => name === path.instance && status === 'Running',
  );
  if (app === undefined || deployment === undefined || instance === undefined) return undefined;
  return { service, app, deployment, instance };
}

/**
 * The running instance an address names. In Azure the host name says which service is meant; all services of the
 * sandbox share one host, so the instance's name decides: it is as good as unique, as the names of pods are.
 */
export function findInstance(world: World, path: InstancePath): InstancePlace | undefined {
  for (const service of candidates(world, path)) {
    if (service.properties.powerState === 'Stopped') continue;
    const place = inService(world, service, path);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Whether the instance is still there: not restarted, stopped or deleted since. */
export function stillThere(world: World, { deployment, service, instance }: InstancePlace): boolean {
  if (world.estate.services.get(service.id)?.properties.powerState === 'Stopped') return false;
  const now = world.estate.deployments.get(deployment.id)?.properties.instances;
  return now?.some(({ name }) => name === instance.name) === true;
}
