import type { RawAnswer, RawRequest } from '../../tunnel/ports';
import { requireSendable } from '../token-wish';
import { jsonAnswer, type TokenFields } from './answer';
import { readQuery, splitTarget, type AskedFor, type InboundRequest } from './query';

/** Where App Service and Container Apps give out tokens, by `IDENTITY_ENDPOINT`; the path is ours to choose. */
export const appServicePath = '/msi/token';
const appServiceVersion = '2019-08-01';

const parameterOf = {
  'client-id': 'client_id',
  'object-id': 'principal_id',
  'resource-id': 'mi_res_id',
} as const;

/** A token endpoint in App Service form that a user forwarded. */
export interface AppServiceEndpoint {
  /** Path of `IDENTITY_ENDPOINT`. */
  readonly path: string;
  /** Value of `IDENTITY_HEADER`. */
  readonly secret: string;
}

/** Throws `Failure` `invalid` for a wish that may not travel. App Service has no way around its cache. */
export function appServiceRequest({ wish }: AskedFor, endpoint: AppServiceEndpoint): RawRequest {
  requireSendable(wish);
  const query = [`resource=${encodeURIComponent(wish.resource)}`, `api-version=${appServiceVersion}`];
  if (wish.identity.by !== 'none')
    query.push(`${parameterOf[wish.identity.by]}=${encodeURIComponent(wish.identity.value)}`);
  return {
    method: 'GET',
    target: `${endpoint.path}?${query.join('&')}`,
    headers: { 'X-IDENTITY-HEADER': endpoint.secret },
  };
}

export function isAppServiceToken(target: string): boolean {
  return splitTarget(target).path === appServicePath;
}

export function appServiceError(statusCode: number, message: string): RawAnswer {
  return jsonAnswer(statusCode, statusCode === 405 ? 'Method Not Allowed' : 'Error', { statusCode, message });
}

/** What a token request in App Service form asks for, or a refusal. `isSecret` compares without telling by time. */
export function readAppServiceRequest(
  request: InboundRequest,
  isSecret: (given: string) => boolean,
): AskedFor | { readonly refusal: RawAnswer } {
  const { method, headers } = request;
  if (method !== 'GET') return { refusal: appServiceError(405, 'Only GET is allowed.') };
  if (headers['origin'] !== undefined)
    return { refusal: appServiceError(403, 'Requests of browsers are not answered.') };
  if (!isSecret(headers['x-identity-header'] ?? ''))
    return {
      refusal: appServiceError(401, 'The header X-IDENTITY-HEADER is missing or of another session.'),
    };
  const asked = readQuery(splitTarget(request.target).query, { only: appServiceVersion });
  return 'trouble' in asked ? { refusal: appServiceError(400, asked.why) } : asked;
}

/** A token in App Service form, with `expires_in` in addition: some libraries read nothing else. */
export function appServiceTokenAnswer(raw: string, fields: TokenFields, now: number): RawAnswer {
  return jsonAnswer(200, 'OK', {
    access_token: raw,
    expires_on: String(fields.expiresOn),
    expires_in: String(Math.max(0, fields.expiresOn - Math.floor(now / 1000))),
    resource: fields.resource,
    token_type: fields.tokenType,
    ...(fields.clientId !== undefined && { client_id: fields.clientId }),
  });
}
