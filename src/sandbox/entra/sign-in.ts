import type { TenantDocument } from '../estates/documents';
import type { Reply } from '../http/reply';
import { callerObjectId } from './directory';
import type { TokenKey } from './token-key';

/** The one service principal that may sign in; it exists in every tenant. */
export interface ServicePrincipal {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface SignInSetup {
  readonly key: TokenKey;
  readonly principal: ServicePrincipal;
  readonly tenants: readonly TenantDocument[];
  /** Lifetime of tokens in seconds. */
  readonly tokenSeconds: number;
  readonly now: () => number;
}

export interface SignInRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The form of a token request. */
  readonly form: URLSearchParams;
  readonly origin: string;
}

function entraError(setup: SignInSetup, status: number, error: string, text: string): Reply {
  const code = Number(/^AADSTS(\d+)/.exec(text)?.[1] ?? 0);
  const timestamp = new Date(setup.now()).toISOString().replace('T', ' ').replace(/\.\d+/, '');
  const [traceId, correlationId] = [crypto.randomUUID(), crypto.randomUUID()];
  return {
    status,
    body: {
      error,
      error_description: `${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
    },
  };
}

/** The values of `acrs` a token request's `claims` parameter asks for. */
function askedContexts(claims: string | null): readonly string[] | 'malformed' {
  if (claims === null || claims === '') return [];
  try {
    const parsed = JSON.parse(claims) as {
      access_token?: { acrs?: { value?: unknown; values?: unknown[] } };
    };
    const acrs = parsed.access_token?.acrs;
    return [acrs?.value, ...(acrs?.values ?? [])].filter((value) => typeof value === 'string');
  } catch {
    return 'malformed';
  }
}

function refuseClient(setup: SignInSetup, form: URLSearchParams, tenant: TenantDocument): Reply | undefined {
  if (form.get('grant_type') !== 'client_credentials')
    return entraError(
      setup,
      400,
      'unsupported_grant_type',
      `AADSTS70003: The app requested an unsupported grant type '${form.get('grant_type') ?? ''}'.`,
    );
  const clientId = form.get('client_id') ?? '';
  if (clientId.toLowerCase() !== setup.principal.clientId)
    return entraError(
      setup,
      400,
      'unauthorized_client',
      `AADSTS700016: Application with identifier '${clientId}' was not found in the directory '${tenant.displayName}'.`,
    );
  if (form.get('client_secret') !== setup.principal.clientSecret)
    return entraError(
      setup,
      401,
      'invalid_client',
      `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    );
  return undefined;
}

function token(
  setup: SignInSetup,
  tenant: TenantDocument,
  { form, version }: { readonly form: URLSearchParams; readonly version: 'v1' | 'v2' },
): Reply {
  const refused = refuseClient(setup, form, tenant);
  if (refused !== undefined) return refused;
  const scope = form
    .get('scope')
    ?.split(' ')
    .find((word) => word.endsWith('/.default'));
  // The v2 endpoint takes `<resource>/.default`, the v1 endpoint the resource itself; `aud` is the resource as asked.
  const audience = scope === undefined ? form.get('resource') : scope.slice(0, -'/.default'.length);
  if (audience === null || audience === '')
    return entraError(
      setup,
      400,
      'invalid_scope',
      `AADSTS1002012: The provided value for scope ${form.get('scope') ?? ''} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  const contexts = askedContexts(form.get('claims'));
  if (contexts === 'malformed')
    return entraError(setup, 400, 'invalid_request', 'AADSTS50148: The claims parameter is not valid JSON.');
  const issuedAt = Math.floor(setup.now() / 1000);
  const objectId = callerObjectId(tenant.tenantId);
  const accessToken = setup.key.sign({
    aud: audience,
    // `.invalid` cannot be anybody's issuer: nothing but this sandbox will ever take these tokens.
    iss: `https://spring-identity-sandbox.invalid/${tenant.tenantId}/`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + setup.tokenSeconds,
    appid: setup.principal.clientId,
    appidacr: '1',
    idp: `https://spring-identity-sandbox.invalid/${tenant.tenantId}/`,
    idtyp: 'app',
    oid: objectId,
    sub: objectId,
    tid: tenant.tenantId,
    uti: crypto.randomUUID(),
    ver: '1.0',
    ...(contexts.length === 0 ? {} : { acrs: contexts }),
  });
  const lifetime = { expires_in: setup.tokenSeconds, ext_expires_in: setup.tokenSeconds };
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      ...(version === 'v2' ? lifetime : inWords(lifetime, issuedAt, audience)),
      access_token: accessToken,
    },
    headers: { 'cache-control': 'no-store, no-cache' },
  };
}

/** The v1 address tells more, and all of it as texts. */
function inWords(lifetime: Readonly<Record<string, number>>, issuedAt: number, resource: string): object {
  const times = { ...lifetime, not_before: issuedAt, expires_on: issuedAt + (lifetime['expires_in'] ?? 0) };
  const texts = Object.entries(times).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries([...texts, ['resource', resource]]) as Record<string, string>;
}

function discovery(origin: string, tenantId: string): Reply {
  const base = `${origin}/${tenantId}`;
  return {
    status: 200,
    body: {
      token_endpoint: `${base}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_types_supported: ['code', 'id_token', 'token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid'],
      // @azure/msal-common takes an issuer it does not know only on the authority's own host.
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      tenant_region_scope: null,
      cloud_instance_name: new URL(origin).host,
    },
  };
}

function instances(origin: string): Reply {
  const { host } = new URL(origin);
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}

function findTenant(setup: SignInSetup, name: string): TenantDocument | undefined {
  const wanted = name.toLowerCase();
  if (['common', 'organizations'].includes(wanted)) return setup.tenants[0];
  return setup.tenants.find((tenant) => tenant.tenantId === wanted || tenant.defaultDomain === wanted);
}

/** Answers what Microsoft Entra ID would; `undefined` when the path is none of its. */
export function signIn(setup: SignInSetup, request: SignInRequest): Reply | undefined {
  const [, tenantName = '', ...rest] = request.path.split('/');
  const what = `${request.method} ${rest.join('/').toLowerCase()}`;
  if (what === 'GET discovery/instance') return instances(request.origin);
  const version = { 'POST oauth2/v2.0/token': 'v2', 'POST oauth2/token': 'v1' } as const;
  const tokenAsked = version[what as keyof typeof version] as 'v1' | 'v2' | undefined;
  const documentAsked = /^GET (v2\.0\/)?\.well-known\/openid-configuration$/.test(what);
  if (/^GET discovery\/(v2\.0\/)?keys$/.test(what)) return { status: 200, body: setup.key.keySet };
  if (tokenAsked === undefined && !documentAsked) return undefined;
  const tenant = findTenant(setup, tenantName);
  if (tenant === undefined)
    return entraError(
      setup,
      400,
      'invalid_tenant',
      `AADSTS90002: Tenant '${tenantName}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    );
  if (tokenAsked === undefined) return discovery(request.origin, tenantName);
  return token(setup, tenant, { form: request.form, version: tokenAsked });
}
