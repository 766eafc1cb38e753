import { parseArmId, type ArmId } from '../../estate/ids/arm-id';
import { claimsChallenge, expiredToken } from '../entra/caller';
import { principalNotFound } from '../http/principal-not-found';
import { actionOf, forbidden, linkedForbidden, scopeOf } from '../http/permission';
import { armError, providerError, resourceNotFound, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import type { TroubleKind, TroubleRule } from '../trouble';

interface Struck {
  readonly rule: TroubleRule;
  readonly exchange: Exchange;
  readonly route: Route;
  readonly scope: ArmId;
}

function throttled({ rule, exchange }: Struck): Reply {
  const seconds = rule.retryAfterSeconds;
  const reply = armError(
    429,
    'SubscriptionRequestsThrottled',
    `Number of requests for subscription '${exchange.params['sub'] ?? ''}' and operation '${exchange.method}${exchange.path.toUpperCase()}' exceeded the backend storage limit. Please try again after '${seconds ?? 6}' seconds.`,
  );
  if (seconds === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(seconds) } };
}

function firstAssigned(body: unknown): ArmId | undefined {
  const identity = (body as { readonly identity?: { readonly userAssignedIdentities?: object } } | undefined)
    ?.identity;
  return Object.keys(identity?.userAssignedIdentities ?? {})[0];
}

function principalIn(body: unknown): string {
  const asked = body as { readonly properties?: { readonly principalId?: string } } | undefined;
  return asked?.properties?.principalId ?? '';
}

function resourceMissing({ scope }: Struck): Reply {
  const parts = parseArmId(scope);
  return resourceNotFound(parts?.type ?? '', parts?.names.join('/') ?? '', parts?.resourceGroup ?? '');
}

const serverErrors: Readonly<Record<number, Reply>> = {
  500: providerError(500, 'InternalServerError', 'Internal server error.'),
  502: armError(502, 'BadGateway', 'The gateway received an invalid response.'),
  503: armError(503, 'ServerTimeout', 'The request timed out.'),
  504: armError(
    504,
    'GatewayTimeout',
    "The gateway did not receive a response from 'Microsoft.AppPlatform' within the specified time period.",
  ),
};

const dropped: Reply = { status: 0, dropped: true };

type Answering = Exclude<
  TroubleKind,
  'slow' | 'operation-hangs' | 'operation-fails' | 'token-error' | 'channel-cut' | 'instance-replaced'
>;

const answers: Readonly<Record<Answering, (struck: Struck) => Reply | undefined>> = {
  throttled,
  forbidden: ({ exchange, route, scope }) => forbidden(exchange.caller, actionOf(route), scope),
  'linked-forbidden': ({ exchange, route, scope }) =>
    linkedForbidden(
      exchange.caller,
      { action: actionOf(route), scope },
      firstAssigned(exchange.body) ?? scope,
    ),
  'not-found': ({ exchange }) => providerError(404, 'NotFound', 'App was not found', exchange.path),
  'resource-not-found': resourceMissing,
  conflict: ({ exchange }) =>
    providerError(
      409,
      'Conflict',
      "The app is in state 'Updating', it cannot be changed now.",
      exchange.path,
    ),
  'principal-not-found': ({ exchange: { body, caller } }) =>
    principalNotFound(principalIn(body), caller.tenantId),
  'token-expired': ({ exchange: { world, caller } }) =>
    expiredToken(world.now() - 1000, world.now(), caller.tenantId),
  'claims-challenge': ({ exchange }) => claimsChallenge(exchange.origin, exchange.caller.tenantId),
  'server-error': ({ rule }) => serverErrors[rule.status ?? 500],
  'dropped-connection': () => dropped,
};

/** Kinds of trouble that take the place of the answer; the others change when it comes or how a change ends. */
export function isAnswering(kind: TroubleKind): kind is Answering {
  return kind in answers;
}

/** What a request gets that a rule struck. */
export function troubled(rule: TroubleRule, exchange: Exchange, route: Route): Reply {
  const struck = { rule, exchange, route, scope: scopeOf(route, exchange.path) };
  return (isAnswering(rule.kind) ? answers[rule.kind](struck) : undefined) ?? dropped;
}
