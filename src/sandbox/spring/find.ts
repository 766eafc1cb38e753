import type { ArmId } from '../../estate/ids/arm-id';
import type { AppDocument, DeploymentDocument, ServiceDocument } from '../estates/documents';
import { isReply, providerError, resourceGroupNotFound, resourceNotFound, type Reply } from '../http/reply';
import type { Exchange } from '../http/route';

type Handler = (exchange: Exchange) => Reply;

/** The id of the resource group a request names, in the casing sent. */
export function groupId({ params }: Exchange): ArmId {
  return `/subscriptions/${params['sub'] ?? ''}/resourceGroups/${params['group'] ?? ''}`;
}

export function pathId(exchange: Exchange, rest: string): ArmId {
  return `${groupId(exchange)}/providers/${rest}`;
}

/** The 404 for a resource that is not there: the group's when the group is not there either. */
export function missing(exchange: Exchange, type: string, names: string): Reply {
  const group = exchange.params['group'] ?? '';
  return exchange.world.estate.resourceGroups.get(groupId(exchange)) === undefined
    ? resourceGroupNotFound(group)
    : resourceNotFound(type, names, group);
}

function findService(exchange: Exchange): ServiceDocument | Reply {
  const name = exchange.params['service'] ?? '';
  const service = exchange.world.estate.services.get(
    pathId(exchange, `Microsoft.AppPlatform/Spring/${name}`),
  );
  return service ?? missing(exchange, 'Microsoft.AppPlatform/Spring', name);
}

export interface AppPlace {
  readonly service: ServiceDocument;
  /** Id as the client wrote it. */
  readonly id: ArmId;
  readonly app: AppDocument | undefined;
}

export interface DeploymentPlace {
  readonly service: ServiceDocument;
  readonly app: AppDocument;
  readonly id: ArmId;
  readonly deployment: DeploymentDocument | undefined;
}

export function withService(handle: (exchange: Exchange, service: ServiceDocument) => Reply): Handler {
  return (exchange) => {
    const service = findService(exchange);
    return isReply(service) ? service : handle(exchange, service);
  };
}

/** The app may be missing: for PUT and DELETE. */
export function withAppPlace(handle: (exchange: Exchange, place: AppPlace) => Reply): Handler {
  return withService((exchange, service) => {
    const id = pathId(
      exchange,
      `Microsoft.AppPlatform/Spring/${exchange.params['service'] ?? ''}/apps/${exchange.params['app'] ?? ''}`,
    );
    return handle(exchange, { service, id, app: exchange.world.estate.apps.get(id) });
  });
}

export function withApp(
  handle: (exchange: Exchange, place: AppPlace & { readonly app: AppDocument }) => Reply,
): Handler {
  return withAppPlace((exchange, place) => {
    const { app } = place;
    return app === undefined
      ? providerError(404, 'NotFound', 'App was not found', place.id)
      : handle(exchange, { ...place, app });
  });
}

export function withDeploymentPlace(handle: (exchange: Exchange, place: DeploymentPlace) => Reply): Handler {
  return withApp((exchange, { service, app, id: appId }) => {
    const id = `${appId}/deployments/${exchange.params['deployment'] ?? ''}`;
    return handle(exchange, { service, app, id, deployment: exchange.world.estate.deployments.get(id) });
  });
}

export function withDeployment(
  handle: (exchange: Exchange, place: DeploymentPlace & { readonly deployment: DeploymentDocument }) => Reply,
): Handler {
  return withDeploymentPlace((exchange, place) => {
    const { deployment } = place;
    return deployment === undefined
      ? providerError(404, 'NotFound', 'Deployment was not found', place.id)
      : handle(exchange, { ...place, deployment });
  });
}

/** What ARM stamps on a resource somebody changes. */
export function touched<T extends { readonly systemData?: unknown }>(exchange: Exchange, document: T): T {
  const time = new Date(exchange.world.now()).toISOString().replace('Z', '0000Z');
  const by = {
    lastModifiedBy: exchange.caller.clientId,
    lastModifiedByType: 'Application',
    lastModifiedAt: time,
  };
  const created = { createdBy: exchange.caller.clientId, createdByType: 'Application', createdAt: time };
  return { ...document, systemData: { ...created, ...(document.systemData ?? {}), ...by } };
}
