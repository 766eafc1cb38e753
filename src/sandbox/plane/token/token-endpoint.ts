import type { AppDocument } from '../../estates/documents';
import { answerAppService } from './app-service';
import { chooseIdentity, type IdentityAsk } from './choose-identity';
import { heldIdentities, type HeldIdentity } from './identities';
import { isKnownResource } from './mint';
import type { TokenRequest, TokenSetup, TokenWorld } from './token-setup';
import {
  jsonReply,
  refusals,
  tokenError,
  troubledAnswers,
  unknownResource,
  type TokenReply,
} from './token-errors';

/** What both protocols ask for, read from their queries. */
interface Wish {
  readonly resource: string;
  readonly ask: IdentityAsk;
}

function readAsk(query: URLSearchParams): IdentityAsk {
  const clientId = query.get('client_id');
  const objectId = query.get('object_id');
  // Libraries differ: `msi_res_id` is documented, `mi_res_id` is what msal4j sends.
  const resourceId = query.get('msi_res_id') ?? query.get('mi_res_id');
  return {
    ...(clientId !== null && { clientId }),
    ...(objectId !== null && { objectId }),
    ...(resourceId !== null && { resourceId }),
  };
}

/** One name for the spellings clients use: `/x`, `/x/` and, from a host written with a slash at its end, `//x`. */
function plainPath(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  return {
    path: path
      .replace(/\/{2,}/g, '/')
      .replace(/(.)\/$/, '$1')
      .toLowerCase(),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
  };
}

function refuseHeaders(request: TokenRequest, world: TokenWorld): TokenReply | undefined {
  // Who asks through a proxy is not the app itself: the guard against server-side request forgery.
  if (request.headers['x-forwarded-for'] !== undefined) return refusals.forwarded;
  // Azure takes `True`, too.
  if (request.headers['metadata']?.toLowerCase() === 'true') return undefined;
  const code = world.identityRules.mode === 'vm' ? 'bad_request_102' : 'invalid_request';
  return tokenError(400, code, 'Required metadata header not specified');
}

function tokenBody(identity: HeldIdentity, wish: Wish, setup: TokenSetup): Record<string, string> {
  const minted = setup.mint.issue(identity, wish.resource);
  const left = Math.max(0, minted.expiresOn - Math.floor(setup.world().now() / 1000));
  const { objectId, resourceId } = wish.ask;
  return {
    access_token: minted.token,
    client_id: identity.clientId,
    ...(objectId !== undefined && { object_id: objectId }),
    ...(resourceId !== undefined && { msi_res_id: resourceId }),
    expires_in: String(left),
    expires_on: String(minted.expiresOn),
    ext_expires_in: String(left),
    not_before: String(minted.notBefore),
    refresh_token: '',
    resource: wish.resource,
    token_type: 'Bearer',
  };
}

function answerToken(
  request: TokenRequest,
  query: URLSearchParams,
  app: AppDocument,
  setup: TokenSetup,
): TokenReply {
  const world = setup.world();
  const refused = refuseHeaders(request, world);
  if (refused !== undefined) return refused;
  if ((query.get('api-version') ?? '') === '') return refusals['no-version'];
  const resource = query.get('resource') ?? '';
  if (resource === '') return refusals['no-resource'];
  const held = heldIdentities(world, app);
  const choice = chooseIdentity(held, readAsk(query), world.identityRules);
  if ('refused' in choice) return refusals[choice.refused];
  const { identity, why } = choice;
  if (!isKnownResource(resource)) return unknownResource(resource, identity.tenantId);
  const body = tokenBody(identity, { resource, ask: readAsk(query) }, setup);
  // Azure says nothing about its choice; a test wants to.
  return jsonReply(200, body, { 'x-sandbox-identity': `${identity.name}; ${why}` });
}

function tenantInfo(request: TokenRequest, app: AppDocument, setup: TokenSetup): TokenReply {
  const world = setup.world();
  const refused = refuseHeaders(request, world);
  if (refused !== undefined) return refused;
  const subscription = world.estate.subscriptions.get((app.id.split('/')[2] ?? '').toLowerCase());
  return jsonReply(200, { tenantId: subscription?.tenantId ?? '' });
}

function route(request: TokenRequest, app: AppDocument, setup: TokenSetup): TokenReply {
  const { path, query } = plainPath(request.target);
  switch (path) {
    case '/metadata/identity/oauth2/token':
      return request.method === 'GET' ? answerToken(request, query, app, setup) : refusals.method;
    case '/metadata/identity/info':
      return request.method === 'GET' ? tenantInfo(request, app, setup) : refusals.method;
    case '/msi/token':
      return answerAppService(request, { query, ask: readAsk(query) }, app, setup);
    case '/discovery/v2.0/keys':
      return jsonReply(200, setup.keySet);
    default:
      return tokenError(404, 'not_found', `There is nothing at '${path}'.`);
  }
}

/** Rules name a token endpoint by its app's resource id, followed by the path of the request. */
function troublePlace(request: TokenRequest, app: AppDocument) {
  return { method: request.method, path: `${app.id}${plainPath(request.target).path}` };
}

/** What trouble makes of a request. */
function troubled(request: TokenRequest, app: AppDocument, world: TokenWorld): TokenReply | undefined {
  const struck = world.trouble.strike(troublePlace(request, app), (kind) =>
    ['throttled', 'server-error', 'dropped-connection', 'token-error'].includes(kind),
  );
  if (struck === undefined) return undefined;
  const { rule } = struck;
  const retry = rule.retryAfterSeconds === undefined ? {} : { 'retry-after': String(rule.retryAfterSeconds) };
  if (rule.kind === 'dropped-connection') return { status: 0, headers: {}, body: '', dropped: true };
  const byKind = {
    throttled: 'too_many_requests',
    'server-error': rule.status === 503 ? 'service_unavailable' : 'server_error',
  }[rule.kind as string];
  const answer = troubledAnswers[byKind ?? rule.error ?? ''] ?? tokenError(500, 'unknown', 'Unknown error.');
  const status = rule.kind === 'server-error' ? (rule.status ?? 500) : answer.status;
  return { ...answer, status, headers: { ...answer.headers, ...retry } };
}

/**
 * The token endpoint as the given app of the sandbox sees it: the one of Azure VMs (`/metadata/identity/oauth2/token`)
 * and, beside it, the one of App Service and Container Apps (`/msi/token`), to try code that will move there.
 */
export function answerTokenRequest(request: TokenRequest, app: AppDocument, setup: TokenSetup): TokenReply {
  const world = setup.world();
  const reply = troubled(request, app, world) ?? route(request, app, setup);
  const slow = world.trouble.strike(troublePlace(request, app), (kind) => kind === 'slow')?.rule.delayMs;
  return {
    ...reply,
    headers: { server: 'IMDS/sandbox', ...reply.headers },
    ...(slow !== undefined && { delayMs: slow }),
  };
}
