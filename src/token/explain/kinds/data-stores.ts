import type { Cause, Reading } from '../refusal';
import { hostTarget } from '../target-names';
import { asOnly, isAzure, kind, mayBeAzure, type Kind, type Near } from './kind';
import { first, guidAfter } from '../log-text';
import { identity, permission, prefixed, target } from '../reading';

const appConfigurationKinds: readonly Kind[] = [
  kind('appconfig.forbidden', 'role-missing', ['status code 403, (empty body)'], (near) =>
    /azconfig|appconfiguration/i.test(near.record) && !/com\.azure\.storage/i.test(near.text.slice(0, 600))
      ? target(hostTarget('appconfig', near.record))
      : undefined,
  ),
  // The libraries for other languages print the status alone; a refusal with a body is somebody else's.
  kind(
    'appconfig.forbidden',
    'role-missing',
    [
      '"statuscode":403',
      'statuscode: 403',
      'status: 403 (forbidden)',
      'response 403: 403 forbidden',
      "returned an invalid status 'forbidden'",
    ],
    (near) =>
      /\.azconfig\./i.test(near.record) && !/innererror|vault\.azure\.|<Code>|"error"\s?:/i.test(near.record)
        ? target(hostTarget('appconfig', near.record))
        : undefined,
  ),
  kind('appconfig.token', 'wrong-audience', ['authorization token failed validation'], (near) =>
    target(hostTarget('appconfig', near.record)),
  ),
  kind(
    'appconfig.issuer',
    'wrong-tenant',
    ['subscription, to which the configuration store belongs'],
    (near) => target(hostTarget('appconfig', near.record)),
  ),
  asOnly(
    'vague',
    kind(
      'appconfig.kv-ref',
      'role-missing',
      ['appconfigurationkeyvaultclientfactory', 'appconfigurationsecretclientmanager'],
      (near) =>
        /\b403\b|Forbidden/i.test(near.record) ? target(hostTarget('keyvault', near.record)) : undefined,
    ),
  ),
];

function cosmosAccount(near: Near): string | undefined {
  return (
    first(near.record, /blocked by Auth ([a-z0-9-]{3,50})\s?:/i)?.toLowerCase() ??
    hostTarget('cosmos', near.record)?.slice('cosmos:'.length)
  );
}

function cosmos(near: Near, path = ''): Pick<Reading, 'target'> {
  const account = cosmosAccount(near) ?? '';
  const bare = path.replace(/^\/+/, '');
  if (account === '' && bare === '') return {};
  return target(bare === '' ? `cosmos:${account}` : `cosmos:${account}/${bare}`);
}

/** Sub-statuses of Cosmos DB in its diagnostics, which may hold no sentence. */
const statusWords = ['substatuscode=', 'substatuscode":', 'substatuscode: '];
const sentence =
  /required RBAC permissions|by AAD token in data plane|Local Authorization is disabled|Provided AAD token/i;

function byNumber(id: string, cause: Cause, status: 401 | 403, numbers: string): Kind {
  const [main, sub] = [
    new RegExp(`\\bstatusCode\\W{1,4}${status}\\b`, 'i'),
    new RegExp(`^subStatusCode\\W{1,4}(?:${numbers})\\b`, 'i'),
  ];
  return kind(id, cause, statusWords, (near) =>
    sub.test(near.text) && main.test(near.record) && !sentence.test(near.record) ? cosmos(near) : undefined,
  );
}

const cosmosKinds: readonly Kind[] = [
  byNumber('cosmos.rbac', 'role-missing', 403, '530[12]'),
  byNumber('cosmos.control-plane', 'control-plane-op', 403, '5300'),
  byNumber('cosmos.local-auth-off', 'local-auth-used', 401, '5202'),
  byNumber('cosmos.audience', 'wrong-audience', 401, '5008'),
  byNumber('cosmos.issuer', 'wrong-tenant', 401, '5007'),
  kind(
    'cosmos.rbac',
    'role-missing',
    ['does not have required rbac permissions to perform action'],
    (near) => {
      const { record } = near;
      const at = record.toLowerCase().indexOf('does not have required rbac permissions');
      const about = record.slice(Math.max(0, at - 400), at + 1000);
      return {
        ...identity({ principalId: guidAfter(about, 'principal \\[\\s{0,8}') }),
        ...cosmos(near, first(about, /on resource \[([^\]]{1,300})\]/i)),
        ...permission(first(about, /perform action \[([^\]]{3,200})\]/i)),
      };
    },
  ),
  kind(
    'cosmos.control-plane',
    'control-plane-op',
    ['cannot be authorized by aad token in data plane'],
    (near) => cosmos(near, first(near.record, /request \[\w{3,7} ([^\]]{1,300})\] cannot be authorized/i)),
  ),
  kind(
    'cosmos.local-auth-off',
    'local-auth-used',
    ['local authorization is disabled. use an aad token'],
    (near) => cosmos(near),
  ),
  kind('cosmos.audience', 'wrong-audience', ['provided aad token is intended for'], (near) => cosmos(near)),
  kind('cosmos.issuer', 'wrong-tenant', ['provided aad token was issued by the authority'], (near) =>
    cosmos(near),
  ),
  kind(
    'cosmos.network',
    'network',
    [
      'blocked by your cosmos db account firewall',
      'check your authorization token and cosmos db account firewall',
    ],
    (near) => ({
      ...cosmos(near),
      ...(/check your authorization token and/i.test(near.text.slice(0, 300)) && {
        cause: 'ambiguous' as const,
      }),
    }),
  ),
];

const redis = (near: Near): Reading => target(hostTarget('redis', near.record));
const fromRedis = /redis\.cache\.|redis\.azure\.|AzureRedis|redis\.azure/i;

const redisKinds: readonly Kind[] = [
  kind('redis.wrongpass', 'ambiguous', ['wrongpass invalid username-password pair'], (near) =>
    mayBeAzure(near, fromRedis) ? redis(near) : undefined,
  ),
  // Some clients leave out the word that the cache begins with.
  kind('redis.wrongpass', 'ambiguous', ['invalid username-password pair or user is disabled'], (near) =>
    isAzure(near, fromRedis) ? redis(near) : undefined,
  ),
  kind(
    'redis.noauth',
    'token-missing',
    ['noauth authentication required', 'noauth hello must be called'],
    (near) => (mayBeAzure(near, fromRedis) ? redis(near) : undefined),
  ),
  kind('redis.noperm', 'role-missing', ['noperm '], (near) => {
    const user = guidAfter(near.text, 'NOPERM User ');
    if (user === undefined && !isAzure(near, fromRedis)) return undefined;
    return {
      ...identity({ principalId: user }),
      ...redis(near),
      ...permission(first(near.text, /to run the '([^']{1,60})' command/i)),
    };
  }),
];

const otherKinds: readonly Kind[] = [
  kind(
    'openai.permission',
    'role-missing',
    ['lacks the required data action', 'principal does not have access to api/operation'],
    (near) => ({
      ...identity({ principalId: guidAfter(near.record, 'principal [`\'"]?') }),
      ...permission(first(near.record, /data action [`'"]?([\w./*-]{5,200}?)[`'"\s]/i)),
    }),
  ),
  kind('appinsights.403', 'role-missing', ['failed to send telemetry with status code: 403']),
  kind('appinsights.401', 'sdk-config', ['failed to send telemetry with status code: 401']),
  asOnly(
    'wrapper',
    kind('dapr.init', 'ambiguous', ['[init_component_failure]'], (near) =>
      target(prefixed('dapr:', first(near.text, /initialization error occurred for ([\w.-]{1,120})/i))),
    ),
  ),
  kind(
    'keda.scaler',
    'ambiguous',
    ['kedascalerfailed', 'error acquiring aad token - unable to resolve an endpoint'],
    (near) => ({
      ...(/KeyBasedAuthenticationNotPermitted/i.test(near.record) && { cause: 'local-auth-used' as const }),
      ...(/unable to resolve an endpoint/i.test(near.record) && { cause: 'network' as const }),
    }),
  ),
];

export const dataStoreKinds: readonly Kind[] = [
  ...appConfigurationKinds,
  ...cosmosKinds,
  ...redisKinds,
  ...otherKinds,
];
