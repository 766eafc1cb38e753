import type { RawAnswer, RawRequest } from '../../tunnel/ports';
import { requireSendable } from '../token-wish';
import { jsonAnswer, type TokenFields } from './answer';
import { readQuery, splitTarget, type AskedFor, type InboundRequest } from './query';

/** Where the instance metadata service gives out tokens, below its host. */
const imdsTokenPath = '/metadata/identity/oauth2/token';
/** The tenant of the identities, by the published description of the service. */
export const imdsInfoPath = '/metadata/identity/info';

const parameterOf = {
  'client-id': 'client_id',
  'object-id': 'object_id',
  'resource-id': 'msi_res_id',
} as const;

/** The request for a token as Azure's own libraries send it. Throws `Failure` `invalid` for a wish that may not travel. */
export function imdsRequest({ wish, fresh }: AskedFor): RawRequest {
  requireSendable(wish);
  const query = [`api-version=2018-02-01`, `resource=${encodeURIComponent(wish.resource)}`];
  if (wish.identity.by !== 'none')
    query.push(`${parameterOf[wish.identity.by]}=${encodeURIComponent(wish.identity.value)}`);
  if (fresh) query.push('bypass_cache=true');
  return { method: 'GET', target: `${imdsTokenPath}?${query.join('&')}`, headers: { Metadata: 'true' } };
}

export function isImdsToken(target: string): boolean {
  return splitTarget(target).path === imdsTokenPath;
}

export function isImdsInfo(target: string): boolean {
  return splitTarget(target).path === imdsInfoPath;
}

/** An answer in the form IMDS refuses with. */
export function imdsError(status: number, error: string, description: string): RawAnswer {
  return jsonAnswer(status, reasonOf(status), { error, error_description: description });
}

/**
 * What a token request in IMDS form asks for, or the refusal IMDS itself would give. Its exact words are not
 * documented, and nothing should depend on them.
 */
export function readImdsRequest(request: InboundRequest): AskedFor | { readonly refusal: RawAnswer } {
  const refused = imdsRefusal(request);
  if (refused !== undefined) return { refusal: refused };
  const asked = readQuery(splitTarget(request.target).query, {});
  return 'trouble' in asked ? { refusal: imdsError(400, 'invalid_request', asked.why) } : asked;
}

/** What IMDS asks of every request: GET, the header `Metadata: true`, and no sign of a proxy or a browser. */
export function imdsRefusal({ method, headers }: InboundRequest): RawAnswer | undefined {
  if (method !== 'GET') return imdsError(405, 'method_not_allowed', 'Only GET is allowed.');
  if (headers['x-forwarded-for'] !== undefined || headers['origin'] !== undefined)
    return imdsError(400, 'invalid_request', 'Requests of browsers and through proxies are not answered.');
  if (headers['metadata']?.toLowerCase() !== 'true')
    return imdsError(400, 'invalid_request', 'Required metadata header not specified');
  return undefined;
}

/** A token in IMDS form: all values are text, and both expiry fields are there because libraries differ. */
export function imdsTokenAnswer(raw: string, fields: TokenFields, now: number): RawAnswer {
  const expiresIn = String(Math.max(0, fields.expiresOn - Math.floor(now / 1000)));
  return jsonAnswer(200, 'OK', {
    access_token: raw,
    ...(fields.clientId !== undefined && { client_id: fields.clientId }),
    expires_in: expiresIn,
    expires_on: String(fields.expiresOn),
    ext_expires_in: expiresIn,
    ...(fields.notBefore !== undefined && { not_before: String(fields.notBefore) }),
    resource: fields.resource,
    token_type: fields.tokenType,
    refresh_token: '',
  });
}

function reasonOf(status: number): string {
  const reasons: Readonly<Record<number, string>> = {
    400: 'Bad Request',
    403: 'Forbidden',
    404: 'Not Found',
    405: 'Method Not Allowed',
    429: 'Too Many Requests',
    502: 'Bad Gateway',
    503: 'Service Unavailable',
    504: 'Gateway Timeout',
  };
  return reasons[status] ?? 'Error';
}
