import { latin1, utf8 } from '../../lifecycle/bytes';
import type { Json } from '../estates/documents';
import { armError, type Reply } from '../http/reply';
import type { TokenKey } from './token-key';

/** Who sent a request, from its verified token. */
export interface Caller {
  readonly objectId: string;
  readonly clientId: string;
  readonly tenantId: string;
  /** Authentication contexts the token proves, added when it was asked for with `claims`. */
  readonly contexts: readonly string[];
}

/** Audiences ARM takes, in every cloud; the slash at the end is a matter of taste there. */
const armAudiences = [
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://management.chinacloudapi.cn',
  'https://management.core.chinacloudapi.cn',
  'https://management.usgovcloudapi.net',
  'https://management.core.usgovcloudapi.net',
];

function unauthorized(code: string, message: string, description: string, tenantId = 'common'): Reply {
  const reply = armError(401, code, message);
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'www-authenticate': `Bearer authorization_uri="https://login.windows.net/${tenantId}", error="invalid_token", error_description="${description}"`,
    },
  };
}

export function expiredToken(expiry: number, now: number, tenantId: string): Reply {
  const at = (time: number) => new Date(time).toISOString();
  return unauthorized(
    'ExpiredAuthenticationToken',
    `The access token expiry UTC time '${at(expiry)}' is earlier than current UTC time '${at(now)}'.`,
    'The access token has expired.',
    tenantId,
  );
}

/** The answer to a token of one tenant for a subscription of another. */
export function wrongTenant(has: string, needs: string): Reply {
  return unauthorized(
    'InvalidAuthenticationTokenTenant',
    `The access token is from the wrong issuer 'https://sts.windows.net/${has}/'. It must match the tenant 'https://sts.windows.net/${needs}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${needs}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.`,
    'The access token is from the wrong issuer.',
    needs,
  );
}

/** The authentication context a challenge demands; Azure demands `p1` for a second factor, for example. */
export const challengedContext = 'p1';

/**
 * A demand for a stronger sign-in, answered by a token that was asked for with these claims.
 */
export function claimsChallenge(origin: string, tenantId: string): Reply {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: challengedContext } } });
  const reply = armError(
    401,
    'InsufficientClaims',
    'The access token does not carry the claims this request needs. Sign in again with the claims of the challenge.',
  );
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'www-authenticate': `Bearer realm="", authorization_uri="${origin}/${tenantId}/oauth2/authorize", error="insufficient_claims", claims="${btoa(latin1(utf8(claims)))}"`,
    },
  };
}

function text(claims: Json, name: string): string {
  const value = claims[name];
  return typeof value === 'string' ? value : '';
}

export interface TokenCheck {
  readonly key: TokenKey;
  readonly now: number;
  /** Origin the request was sent to: the sandbox is an audience of its own. */
  readonly origin: string;
}

function withoutSlashes(url: string): string {
  let end = url.length;
  while (url[end - 1] === '/') end -= 1;
  return url.slice(0, end);
}

/** The caller of a request, or the 401 ARM answers. */
export function authenticate(authorization: string | undefined, check: TokenCheck): Caller | Reply {
  if (authorization === undefined || !/^bearer /i.test(authorization))
    return unauthorized(
      'AuthenticationFailed',
      "Authentication failed. The 'Authorization' header is missing.",
      "The 'Authorization' header is missing.",
    );
  const claims = check.key.verify(authorization.slice(7).trim());
  if (claims === undefined)
    return unauthorized(
      'InvalidAuthenticationToken',
      'The access token is invalid: it was not signed by this sandbox.',
      'The access token is invalid.',
    );
  const expiry = Number(claims['exp']) * 1000;
  if (!(expiry > check.now)) return expiredToken(expiry, check.now, text(claims, 'tid'));
  const audience = withoutSlashes(text(claims, 'aud'));
  if (![...armAudiences, check.origin].includes(audience))
    return unauthorized(
      'InvalidAuthenticationTokenAudience',
      `The access token has been obtained for wrong audience or resource '${text(claims, 'aud')}'. It should exactly match with one of the allowed audiences '${armAudiences.join(', ')}'.`,
      'The access token has the wrong audience.',
    );
  return {
    objectId: text(claims, 'oid'),
    clientId: text(claims, 'appid'),
    tenantId: text(claims, 'tid'),
    contexts: Array.isArray(claims['acrs']) ? claims['acrs'].map(String) : [],
  };
}
