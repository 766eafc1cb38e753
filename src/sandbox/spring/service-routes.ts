import type { Json, ServiceDocument } from '../estates/documents';
import { listReply } from '../http/paging/pages';
import { ok, providerError, resourceGroupNotFound, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import { groupId, touched, withService } from './find';
import { mergeJson } from '../arm/json';
import { presentService } from './present';

const inSubscription = '/subscriptions/{sub}/providers/Microsoft.AppPlatform/Spring';
const inGroup = '/subscriptions/{sub}/resourceGroups/{group}/providers/Microsoft.AppPlatform/Spring';

interface ServiceChange {
  readonly pendingState: 'Updating' | 'Starting' | 'Stopping';
  /** As it looks while the change is going on, but for its state. */
  readonly meanwhile: ServiceDocument;
  readonly final: ServiceDocument;
  /** What `operationResults` answers in the end. */
  readonly result: () => Reply;
}

function change(
  exchange: Exchange,
  service: ServiceDocument,
  { pendingState, meanwhile, final, result }: ServiceChange,
) {
  const { estate, operations } = exchange.world;
  const show = (state: string, document: ServiceDocument): ServiceDocument => ({
    ...document,
    properties: { ...document.properties, provisioningState: state },
  });
  const pending = show(pendingState, touched(exchange, meanwhile));
  const headers = operations.start(exchange, {
    id: service.id,
    location: service.location,
    succeed: () => {
      estate.services.put(show('Succeeded', touched(exchange, final)));
    },
    fail: () => {
      estate.services.put(show('Failed', service));
    },
    result,
  });
  estate.services.put(pending);
  return { pending, headers };
}

function power(to: 'Running' | 'Stopped') {
  return (exchange: Exchange, service: ServiceDocument): Reply => {
    if (service.properties.provisioningState !== 'Succeeded')
      return providerError(
        409,
        'Conflict',
        `The service instance is in state '${service.properties.provisioningState}'.`,
        service.id,
      );
    const pendingState = to === 'Running' ? 'Starting' : 'Stopping';
    const final = { ...service, properties: { ...service.properties, powerState: to } };
    // As recorded: starting and stopping end with 200 and no body.
    const result = (): Reply => ({ status: 200 });
    const { headers } = change(exchange, service, { pendingState, meanwhile: service, final, result });
    return { status: 202, headers };
  };
}

function update(exchange: Exchange, service: ServiceDocument): Reply {
  const body = (exchange.body ?? {}) as {
    readonly tags?: ServiceDocument['tags'];
    readonly properties?: Json;
  };
  const final: ServiceDocument = {
    ...service,
    ...(body.tags === undefined ? {} : { tags: body.tags }),
    properties: mergeJson(service.properties, body.properties ?? {}) as ServiceDocument['properties'],
  };
  const { services } = exchange.world.estate;
  const result = (): Reply => ok(presentService(services.get(service.id) ?? final, exchange.apiVersion));
  const { pending, headers } = change(exchange, service, {
    pendingState: 'Updating',
    meanwhile: final,
    final,
    result,
  });
  return { status: 202, body: presentService(pending, exchange.apiVersion), headers };
}

/** Unmistakably no keys; their address leads nowhere. */
function testKeys(_: Exchange, service: ServiceDocument): Reply {
  const host = `${service.name}.test.azuremicroservices.invalid`;
  const [primaryKey, secondaryKey] = ['sandbox-primary-is-no-key', 'sandbox-secondary-is-no-key'];
  return ok({
    primaryKey,
    secondaryKey,
    primaryTestEndpoint: `https://primary:${primaryKey}@${host}`,
    secondaryTestEndpoint: `https://secondary:${secondaryKey}@${host}`,
    enabled: true,
  });
}

function list(exchange: Exchange, group: string | undefined): Reply {
  const { services, resourceGroups } = exchange.world.estate;
  const subscription = `/subscriptions/${exchange.params['sub'] ?? ''}`;
  if (group !== undefined && resourceGroups.get(group) === undefined)
    return resourceGroupNotFound(exchange.params['group'] ?? '');
  const prefix = group === undefined ? '' : `${group}/`.toLowerCase();
  return listReply(exchange, {
    revision: String(services.revision(subscription)),
    items: () =>
      services
        .under(subscription)
        .filter((service) => service.id.toLowerCase().startsWith(prefix))
        .map((service) => presentService(service, exchange.apiVersion)),
  });
}

export const serviceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: inSubscription,
    provider: 'appPlatform',
    handle: (exchange) => list(exchange, undefined),
  },
  {
    method: 'GET',
    path: inGroup,
    provider: 'appPlatform',
    handle: (exchange) => list(exchange, groupId(exchange)),
  },
  {
    method: 'GET',
    path: `${inGroup}/{service}`,
    provider: 'appPlatform',
    handle: withService((exchange, service) => ok(presentService(service, exchange.apiVersion))),
  },
  {
    method: 'PATCH',
    path: `${inGroup}/{service}`,
    provider: 'appPlatform',
    handle: withService(update),
  },
  {
    method: 'POST',
    path: `${inGroup}/{service}/start`,
    provider: 'appPlatform',
    handle: withService(power('Running')),
  },
  {
    method: 'POST',
    path: `${inGroup}/{service}/stop`,
    provider: 'appPlatform',
    handle: withService(power('Stopped')),
  },
  {
    method: 'POST',
    path: `${inGroup}/{service}/listTestKeys`,
    provider: 'appPlatform',
    handle: withService(testKeys),
  },
];
