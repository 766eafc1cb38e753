import { parseArmId } from '../../estate/arm-id';
import { authenticate, claimsChallenge, expiredToken, wrongTenant, type Caller } from '../entra/caller';
import type { TokenKey } from '../entra/signing';
import { refuseApiVersion } from '../http/api-versions';
import { readsExhausted, type ReadBucket } from '../http/limits';
import { forbidden, isDenied, linkedForbidden } from '../http/permission';
import { armError, isReply, providerError, resourceNotFound, type Reply } from '../http/reply';
import type { Exchange, Route, RouteTable } from '../http/route';
import type { TroubleRule } from '../trouble';
import type { World } from '../world';

export interface ArmRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly origin: string;
  readonly authorization: string | undefined;
}

export interface ArmSetup {
  readonly routes: RouteTable;
  readonly key: TokenKey;
  readonly readBucket: ReadBucket | undefined;
}

/** What the permission of a request is about: the resource itself, or what a list is of. */
function scopeOf(route: Route, path: string): string {
  if (route.path.endsWith('}')) return path;
  const parent = path.slice(0, path.lastIndexOf('/'));
  const provider = /\/providers\/[^/]+$/i.exec(parent);
  return provider === null ? parent : parent.slice(0, provider.index);
}

const challengedContext = 'p1';

function troubled(rule: TroubleRule, exchange: Exchange, route: Route): Reply {
  const { caller, path, world, origin } = exchange;
  const scope = scopeOf(route, path);
  switch (rule.kind) {
    case 'throttled': {
      const seconds = rule.retryAfterSeconds;
      const reply = armError(
        429,
        'SubscriptionRequestsThrottled',
        `Number of requests for subscription '${exchange.params['sub'] ?? ''}' and operation '${exchange.method}${path.toUpperCase()}' exceeded the backend storage limit. Please try again after '${seconds ?? 6}' seconds.`,
      );
      return seconds === undefined
        ? reply
        : { ...reply, headers: { ...reply.headers, 'retry-after': String(seconds) } };
    }
    case 'forbidden':
      return forbidden(caller, route.action, scope);
    case 'linked-forbidden':
      return linkedForbidden(caller, { action: route.action, scope }, firstAssigned(exchange.body) ?? scope);
    case 'not-found':
      return providerError(404, 'NotFound', 'App was not found', path);
    case 'resource-not-found': {
      const parts = parseArmId(scope);
      return resourceNotFound(parts?.type ?? '', parts?.names.join('/') ?? '', parts?.resourceGroup ?? '');
    }
    case 'conflict':
      return providerError(
        409,
        'Conflict',
        "The app is in state 'Updating', it cannot be changed now.",
        path,
      );
    case 'token-expired':
      return expiredToken(world.now() - 1000, world.now(), caller.tenantId);
    case 'claims-challenge':
      return claimsChallenge(origin, caller.tenantId, challengedContext);
    case 'server-error':
      return serverError(rule.status ?? 500);
    default:
      return { status: 0, dropped: true };
  }
}

function firstAssigned(body: unknown): string | undefined {
  const map = (body as { identity?: { userAssignedIdentities?: object } } | undefined)?.identity
    ?.userAssignedIdentities;
  return Object.keys(map ?? {})[0];
}

function serverError(status: number): Reply {
  if (status === 504)
    return armError(
      504,
      'GatewayTimeout',
      "The gateway did not receive a response from 'Microsoft.AppPlatform' within the specified time period.",
    );
  if (status === 503)
    return armError(503, 'ServerTimeout', 'The request timed out. Diagnostic information is in the log.');
  if (status === 502) return armError(502, 'BadGateway', 'The gateway received an invalid response.');
  return providerError(500, 'InternalServerError', 'Internal server error.');
}

/** 404 for a subscription nobody knows, 401 for a token of another tenant. */
function refuseSubscription(
  world: World,
  caller: Caller,
  subscriptionId: string | undefined,
): Reply | undefined {
  if (subscriptionId === undefined) return undefined;
  const subscription = world.estate.subscriptions.get(subscriptionId.toLowerCase());
  if (subscription === undefined)
    return armError(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
  return subscription.tenantId === caller.tenantId
    ? undefined
    : wrongTenant(caller.tenantId, subscription.tenantId);
}

function subscriptionOf(path: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(path)?.[1];
}

/** Polls of operations carry no rate-limit header and are not counted against the reads. */
function countsAsRead(exchange: Exchange): boolean {
  return exchange.method === 'GET' && !exchange.path.toLowerCase().includes('/operationstatus/');
}

function rateHeaders(exchange: Exchange, route: Route): Readonly<Record<string, string>> {
  const sub = subscriptionOf(exchange.path);
  if (sub === undefined || route.path.includes('/operationStatus/')) return {};
  const read = exchange.method === 'GET';
  const action = exchange.method === 'POST' || route.provider !== 'appPlatform';
  const kind = action ? (read ? 'reads' : 'writes') : 'resource-requests';
  const key = `${exchange.caller.objectId} ${sub.toLowerCase()} ${kind} ${read ? 'read' : 'write'}`;
  const left = exchange.world.remaining.spend(key, read ? 12_000 : 1200, exchange.world.now());
  return { [`x-ms-ratelimit-remaining-subscription-${kind}`]: String(left) };
}

/** Refusals that hold whatever the request asks for, in the order ARM checks them. */
function refuse(exchange: Exchange, route: Route, bucket: ReadBucket | undefined): Reply | undefined {
  const { world, caller, path } = exchange;
  const struck = world.trouble.strike(
    exchange,
    (kind) => !['slow', 'operation-hangs', 'operation-fails'].includes(kind),
    (rule) => rule.kind === 'claims-challenge' && caller.contexts.includes(challengedContext),
  );
  if (struck !== undefined) return troubled(struck.rule, exchange, route);
  const subscriptionId = subscriptionOf(path);
  const refused = refuseSubscription(world, caller, subscriptionId);
  if (refused !== undefined) return refused;
  const scope = scopeOf(route, path);
  if (isDenied(world.estate, route.action, scope)) return forbidden(caller, route.action, scope);
  if (bucket === undefined || !countsAsRead(exchange)) return undefined;
  const seconds = bucket.take(
    `${caller.objectId} ${(subscriptionId ?? 'tenant').toLowerCase()}`,
    world.now(),
  );
  return seconds === 0 ? undefined : readsExhausted(subscriptionId ?? 'tenant', caller.objectId, seconds);
}

/** Answers a request to Azure Resource Manager, and the name of the route for the counters. */
export function answerArm(
  world: World,
  setup: ArmSetup,
  request: ArmRequest,
): { reply: Reply; route: string } {
  world.operations.settle(world.now());
  const match = setup.routes.find(request.method, request.path);
  if (match === undefined || match === 'method') {
    const reply =
      match === 'method'
        ? armError(405, 'HttpMethodNotAllowed', `The method '${request.method}' is not allowed here.`)
        : armError(404, 'InvalidResourceType', `The sandbox has nothing at '${request.path}'.`);
    return { reply, route: `${request.method} (unknown)` };
  }
  const { route, params } = match;
  const name = `${route.method} ${route.path}`;
  const caller = authenticate(request.authorization, {
    key: setup.key,
    now: world.now(),
    origin: request.origin,
  });
  if (isReply(caller)) return { reply: caller, route: name };
  const apiVersion = request.query.get('api-version');
  const exchange: Exchange = {
    ...request,
    params,
    caller,
    world,
    apiVersion: apiVersion?.toLowerCase() ?? '',
  };
  const reply =
    refuseApiVersion(route.provider, apiVersion) ??
    refuse(exchange, route, setup.readBucket) ??
    route.handle(exchange);
  return { reply: { ...reply, headers: { ...rateHeaders(exchange, route), ...reply.headers } }, route: name };
}
