import type { DeploymentDocument, InstanceDocument, Json } from '../estates/documents';
import { makeInstances, probes, replacedInstances } from '../estates/make-documents';
import { listReply } from '../http/paging/pages';
import { ok, providerError, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import { debuggingRoutes } from './debugging-routes';
import {
  touched,
  withApp,
  withDeployment,
  withDeploymentPlace,
  withService,
  type DeploymentPlace,
} from './find';
import { mergeJson, withoutKeys } from '../arm/json';

const inService =
  '/subscriptions/{sub}/resourceGroups/{group}/providers/Microsoft.AppPlatform/Spring/{service}';
const inApp = `${inService}/apps/{app}/deployments`;

/** `origin` names them: instances that a restart replaces come back under other names, as pods do. */
function instancesOf(
  exchange: Exchange,
  place: DeploymentPlace,
  document: DeploymentDocument,
  origin: string = place.id,
) {
  const started = new Date(exchange.world.now()).toISOString().replace(/\.\d+/, '');
  const capacity = document.sku?.['capacity'];
  const count = typeof capacity === 'number' ? capacity : 1;
  return makeInstances({
    app: place.app.name,
    deployment: document.name,
    count,
    startTime: started,
    origin,
  });
}

interface DeploymentChange {
  readonly pending: DeploymentDocument;
  readonly final: DeploymentDocument;
}

function accept(exchange: Exchange, place: DeploymentPlace, change: DeploymentChange) {
  const { deployments } = exchange.world.estate;
  const pending = touched(exchange, change.pending);
  const final = { ...change.final, ...(pending.systemData && { systemData: pending.systemData }) };
  const headers = exchange.world.operations.start(exchange, {
    id: pending.id,
    location: place.app.location,
    succeed: () => {
      deployments.put(final);
    },
    fail: () => {
      deployments.put({ ...pending, properties: { ...pending.properties, provisioningState: 'Failed' } });
    },
    result: () => ok(deployments.get(pending.id) ?? final),
  });
  deployments.put(pending);
  return { body: accepted(pending), headers };
}

/** As recorded, the answer that accepts a change shows the new settings, but neither instances nor probes. */
function accepted(pending: DeploymentDocument): DeploymentDocument {
  const { deploymentSettings, ...rest } = pending.properties;
  const settings = withoutKeys((deploymentSettings ?? {}) as Json, Object.keys(probes));
  return { ...pending, properties: { ...rest, deploymentSettings: settings, instances: null } };
}

interface Asked {
  readonly properties: Json;
  readonly sku: Json | undefined;
}

function askedOf(exchange: Exchange): Asked {
  const body = (exchange.body ?? {}) as { readonly properties?: Json; readonly sku?: Json };
  const properties = withoutKeys(body.properties ?? {}, ['provisioningState', 'status', 'instances']);
  return { properties, sku: body.sku };
}

function create(exchange: Exchange, place: DeploymentPlace): Reply {
  const asked = askedOf(exchange);
  const settings = (asked.properties['deploymentSettings'] ?? {}) as Json;
  const given = { environmentVariables: null, terminationGracePeriodSeconds: 90, ...settings };
  const pending: DeploymentDocument = {
    properties: {
      deploymentSettings: given,
      provisioningState: 'Creating',
      status: 'Running',
      active: asked.properties['active'] === true,
      instances: null,
      source: asked.properties['source'] ?? {
        type: 'Jar',
        relativePath: '<default>',
        runtimeVersion: 'Java_17',
      },
    },
    type: 'Microsoft.AppPlatform/Spring/apps/deployments',
    sku: asked.sku ?? { ...place.service.sku, capacity: 1 },
    id: place.id,
    name: place.id.slice(place.id.lastIndexOf('/') + 1),
  };
  const final: DeploymentDocument = {
    ...pending,
    properties: {
      ...pending.properties,
      deploymentSettings: { ...given, ...probes },
      provisioningState: 'Succeeded',
      instances: instancesOf(exchange, place, pending),
    },
  };
  return { status: 201, ...accept(exchange, place, { pending, final }) };
}

function update(exchange: Exchange, place: DeploymentPlace & { deployment: DeploymentDocument }): Reply {
  const asked = askedOf(exchange);
  const before = place.deployment;
  const merged = {
    ...before,
    ...(before.sku && { sku: mergeJson(before.sku, asked.sku ?? {}) }),
    properties: mergeJson(before.properties, asked.properties) as DeploymentDocument['properties'],
  };
  // Recorded: a change that changes nothing is answered 200 at once, without an operation, unless one is going on.
  const isSettled = before.properties.provisioningState === 'Succeeded';
  if (isSettled && JSON.stringify(merged) === JSON.stringify(before)) return ok(before);
  // New settings come with new instances; another number of them leaves those that are there alone.
  const renews = JSON.stringify(merged.properties) !== JSON.stringify(before.properties);
  const origin = renews ? `${place.id} ${exchange.world.newGuid()}` : place.id;
  const instances = instancesOf(exchange, place, merged, origin);
  const deploymentSettings = { ...probes, ...((merged.properties['deploymentSettings'] ?? {}) as Json) };
  const final = {
    ...merged,
    properties: { ...merged.properties, deploymentSettings, provisioningState: 'Succeeded', instances },
  };
  return { status: 202, ...accept(exchange, place, { pending: updating(merged, instances), final }) };
}

/** While it is being changed: with the new settings, the instances there were, and those that start. */
function updating(document: DeploymentDocument, starting: readonly InstanceDocument[]): DeploymentDocument {
  const instances = replacedInstances(document.properties.instances ?? [], starting);
  return { ...document, properties: { ...document.properties, provisioningState: 'Updating', instances } };
}

function put(exchange: Exchange, place: DeploymentPlace): Reply {
  const { deployment } = place;
  return deployment === undefined ? create(exchange, place) : update(exchange, { ...place, deployment });
}

function power(to: 'start' | 'stop' | 'restart'): Route {
  const handle = withDeployment((exchange, place) => {
    if (place.service.properties.powerState === 'Stopped')
      return providerError(409, 'Conflict', 'The service instance is stopped.', place.service.id);
    const { deployment } = place;
    const origin = `${place.id} ${exchange.world.newGuid()}`;
    const instances = to === 'stop' ? [] : instancesOf(exchange, place, deployment, origin);
    const status = to === 'stop' ? 'Stopped' : 'Running';
    const properties = { ...deployment.properties, provisioningState: 'Succeeded', status, instances };
    const final = { ...deployment, properties };
    return {
      status: 202,
      headers: accept(exchange, place, { pending: updating(deployment, instances), final }).headers,
    };
  });
  return { method: 'POST', path: `${inApp}/{deployment}/${to}`, provider: 'appPlatform', handle };
}

export const deploymentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: inApp,
    provider: 'appPlatform',
    handle: withApp((exchange, { app }) => {
      const { deployments } = exchange.world.estate;
      return listReply(exchange, {
        revision: String(deployments.revision(app.id)),
        items: () => deployments.under(app.id),
      });
    }),
  },
  {
    method: 'GET',
    path: `${inService}/deployments`,
    provider: 'appPlatform',
    action: 'Microsoft.AppPlatform/Spring/apps/deployments/read',
    handle: withService((exchange, service) => {
      const { apps, deployments } = exchange.world.estate;
      const all = apps.under(service.id);
      return listReply(exchange, {
        revision: all.map((app) => deployments.revision(app.id)).join('.'),
        items: () => all.flatMap((app) => deployments.under(app.id)),
      });
    }),
  },
  {
    method: 'GET',
    path: `${inApp}/{deployment}`,
    provider: 'appPlatform',
    handle: withDeployment((_, { deployment }) => ok(deployment)),
  },
  {
    method: 'PUT',
    path: `${inApp}/{deployment}`,
    provider: 'appPlatform',
    handle: withDeploymentPlace(put),
  },
  {
    method: 'PATCH',
    path: `${inApp}/{deployment}`,
    provider: 'appPlatform',
    handle: withDeployment(update),
  },
  power('start'),
  power('stop'),
  power('restart'),
  ...debuggingRoutes(`${inApp}/{deployment}`),
];
