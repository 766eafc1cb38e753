import { authenticate, challengedContext, wrongTenant, type Caller } from '../entra/caller';
import type { TokenKey } from '../entra/token-key';
import { refuseApiVersion } from '../http/api-versions';
import { readsExhausted, type ReadBucket } from '../http/limits';
import { actionOf, forbidden, isDenied, scopeOf } from '../http/permission';
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
  /** `x-ms-client-request-id` as sent. */
  readonly clientRequestId: string | undefined;
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

/** What ARM lets through, as its headers said in March 2026: of one subscription, and of all together. */
const limits = {
  reads: { own: 1100, global: 16_500 },
  writes: { own: 800, global: 12_000 },
  deletes: { own: 800, global: 12_000 },
} as const;
const tenantReads = 2200;
/** Microsoft.AppPlatform has limits of its own for everything but actions and polls, as recorded. */
const resourceRequests = { reads: 12_000, writes: 1200 } as const;

function kindOf(method: string): keyof typeof limits {
  if (method === 'GET') return 'reads';
  return method === 'DELETE' ? 'deletes' : 'writes';
}

function rateHeaders(exchange: Exchange, route: Route): Readonly<Record<string, string>> {
  const { world, caller, method, path } = exchange;
  const sub = subscriptionOf(path)?.toLowerCase();
  const kind = kindOf(method);
  const spend = (name: string, limit: number) => ({
    [`x-ms-ratelimit-remaining-${name}`]: String(
      world.remaining.spend(`${caller.objectId} ${sub ?? ''} ${name} ${kind}`, limit, world.now()),
    ),
  });
  if (sub === undefined) return method === 'GET' ? spend('tenant-reads', tenantReads) : {};
  const isPoll = route.path.includes('/locations/{location}/operation');
  if (route.provider === 'appPlatform' && !isPoll && method !== 'POST' && kind !== 'deletes')
    return spend('subscription-resource-requests', resourceRequests[kind]);
  const { own, global } = limits[kind];
  return { ...spend(`subscription-${kind}`, own), ...spend(`subscription-global-${kind}`, global) };
}

/** What only the provider's own answers carry, not those that ARM gives before it has asked the provider. */
function providerHeaders(
  { clientRequestId }: ArmRequest,
  route: Route,
  reply: Reply,
): Readonly<Record<string, string>> {
  if (route.provider !== 'appPlatform' || reply.headers?.['x-ms-failure-cause'] === 'gateway') return {};
  return {
    'request-context': 'appId=cid-v1:spring-identity-sandbox',
    'x-rp-server-mvid': '5a4db000-0000-4000-a000-000000000000',
    ...(clientRequestId !== undefined && { 'x-ms-client-request-id': clientRequestId }),
  };
}

/** The answer, or what trouble makes of it: before anything was done, or with a lost answer after it was. */
function withTrouble(exchange: Exchange, route: Route, carryOut: () => Reply): Reply {
  const { trouble } = exchange.world;
  const struck = trouble.strike(
    exchange,
    isAnswering,
    ({ kind }) => kind === 'claims-challenge' && exchange.caller.contexts.includes(challengedContext),
  );
  if (struck?.rule.applied === true) carryOut();
  return struck === undefined ? carryOut() : troubled(struck.rule, exchange, route);
}

/** Refusals that hold whatever the request asks for, in the order ARM checks them. */
function refuse(exchange: Exchange, route: Route, bucket: ReadBucket | undefined): Reply | undefined {
  const { world, caller, path } = exchange;
  const subscriptionId = subscriptionOf(path);
  const refused = refuseSubscription(world, caller, subscriptionId);
  if (refused !== undefined) return refused;
  const scope = scopeOf(route, path);
  if (isDenied(world.estate, actionOf(route), scope)) return forbidden(caller, actionOf(route), scope);
  if (bucket === undefined || exchange.method !== 'GET') return undefined;
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
  const carryOut = (): Reply => refuse(exchange, route, setup.readBucket) ?? route.handle(exchange);
  const reply = refuseApiVersion(route.provider, apiVersion) ?? withTrouble(exchange, route, carryOut);
  const headers = {
    ...rateHeaders(exchange, route),
    ...providerHeaders(request, route, reply),
    ...reply.headers,
  };
  return { reply: { ...reply, headers }, route: name };
}
