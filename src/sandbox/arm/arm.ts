import { authenticate, challengedContext, wrongTenant, type Caller } from '../entra/caller';
import type { TokenKey } from '../entra/signing';
import { refuseApiVersion } from '../http/api-versions';
import { readsExhausted, type ReadBucket } from '../http/limits';
import { forbidden, isDenied, scopeOf } from '../http/permission';
import { armError, isReply, type Reply } from '../http/reply';
import type { Exchange, Route, RouteTable } from '../http/route';
import type { World } from '../world';
import { isAnswering, troubled } from './troubled';

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
    isAnswering,
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
