import type { AppDocument } from '../../estates/documents';
import { chooseIdentity, type IdentityAsk } from './choose-identity';
import { heldIdentities, type HeldIdentity } from './identities';
import { isKnownResource } from './mint';
import type { TokenRequest, TokenSetup } from './token-setup';
import { jsonReply, type TokenReply } from './token-errors';

interface Asked {
  readonly query: URLSearchParams;
  readonly ask: IdentityAsk;
}

function refuse(status: number, message: string): TokenReply {
  return jsonReply(status, { statusCode: status, message, correlationId: crypto.randomUUID() });
}

const notFound =
  'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.';

/** The rules of Container Apps: without an id only the system-assigned identity answers, and its client id is none. */
function choose(held: readonly HeldIdentity[], ask: IdentityAsk): HeldIdentity | undefined {
  const asksAny = Object.keys(ask).length > 0;
  const candidates = held.filter(({ kind }) => kind === (asksAny ? 'user' : 'system'));
  const choice = chooseIdentity(candidates, ask, { mode: 'vm', seed: 0 });
  return 'identity' in choice ? choice.identity : undefined;
}

function readAsk({ query, ask }: Asked): IdentityAsk {
  // The names of version 2017-09-01 and of Container Apps' documentation.
  const clientId = ask.clientId ?? query.get('clientid');
  const objectId = ask.objectId ?? query.get('principal_id');
  return {
    ...ask,
    ...(clientId !== null && { clientId }),
    ...(objectId !== null && { objectId }),
  };
}

/** The token endpoint of App Service and Container Apps, versions 2019-08-01 and 2017-09-01. */
export function answerAppService(
  request: TokenRequest,
  asked: Asked,
  app: AppDocument,
  setup: TokenSetup,
): TokenReply {
  if (request.method !== 'GET') return refuse(405, 'Only GET is allowed here.');
  const { query } = asked;
  const version = query.get('api-version') ?? '';
  if (version !== '2019-08-01' && version !== '2017-09-01')
    return refuse(400, `The api-version '${version}' is not supported.`);
  const secret = request.headers[version === '2017-09-01' ? 'secret' : 'x-identity-header'];
  if (secret !== setup.identityHeader) return refuse(401, 'The identity header is missing or wrong.');
  const resource = query.get('resource') ?? '';
  if (resource === '') return refuse(400, 'The parameter resource is missing.');
  // As reported: a resource nobody knows leads to a vague 500.
  if (!isKnownResource(resource))
    return refuse(500, 'An unexpected error occurred while fetching the token.');
  const identity = choose(heldIdentities(setup.world(), app), readAsk(asked));
  if (identity === undefined) return refuse(400, notFound);
  const { token: access_token, expiresOn } = setup.mint.issue(identity, resource);
  const told = { access_token, resource, token_type: 'Bearer' };
  if (version === '2017-09-01') return jsonReply(200, { ...told, expires_on: writtenDate(expiresOn) });
  return jsonReply(200, { ...told, client_id: identity.clientId, expires_on: String(expiresOn) });
}

/** `11/28/2026 10:04:05 AM +00:00`: what readers of version 2017-09-01 expect. `time` in Unix seconds. */
function writtenDate(time: number): string {
  const [date = '', clock = ''] = new Date(time * 1000).toISOString().split(/[T.]/);
  const [year = '', month = '', day = ''] = date.split('-');
  const [hours = '', ...rest] = clock.split(':');
  const hour = Number(hours);
  const twelve = [hour % 12 === 0 ? 12 : hour % 12, ...rest].join(':');
  return `${Number(month)}/${Number(day)}/${year} ${twelve} ${hour < 12 ? 'AM' : 'PM'} +00:00`;
}
