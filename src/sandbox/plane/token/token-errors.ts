/** An answer of a token endpoint: JSON unless the content type says otherwise. */
export interface TokenReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection is cut instead. */
  readonly dropped?: true;
  /** Milliseconds the answer takes longer. */
  readonly delayMs?: number;
}

export function jsonReply(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): TokenReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function tokenError(status: number, error: string, description: string): TokenReply {
  return jsonReply(status, { error, error_description: description });
}

/** What aad-pod-identity's node agent answers, a likely but unverified part of Azure Spring Apps: plain text. */
function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}): TokenReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: `${text}\n` };
}

/** Errors no state of the sandbox leads to, by the name a `token-error` rule gives in `error`. */
export const troubledAnswers: Readonly<Record<string, TokenReply>> = {
  unauthorized_client: tokenError(
    400,
    'unauthorized_client',
    'AADSTS700016: The application was not found in the directory.',
  ),
  access_denied: tokenError(400, 'access_denied', 'The resource owner or authorization server denied it.'),
  unsupported_response_type: tokenError(
    400,
    'unsupported_response_type',
    'The authorization server does not support getting a token this way.',
  ),
  invalid_scope: tokenError(400, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.'),
  unknown_source: tokenError(401, 'unknown_source', 'Unknown Source 10.240.0.17'),
  not_found: tokenError(404, 'not_found', 'The token endpoint is updating.'),
  updating: { status: 410, headers: {}, body: '' },
  too_many_requests: tokenError(429, 'too_many_requests', 'Too many requests.'),
  unknown: tokenError(500, 'unknown', 'Failed to retrieve token from the directory.'),
  server_error: tokenError(500, 'server_error', 'Retry later.'),
  service_unavailable: tokenError(503, 'service_unavailable', 'The service is not available.'),
  'nmi-empty-resource': plain(400, 'parameter resource cannot be empty'),
  'nmi-no-identity': plain(404, "no azure identity found for request clientID ''"),
  'nmi-not-ready': plain(503, 'getting assigned identities failed, error: identity not found', {
    'retry-after': '20',
  }),
  'nmi-token-failed': plain(403, 'failed to get service principal token, error: refresh request failed'),
};

/** The endpoint's own refusals. Their words change (Azure says so); the codes and statuses are documented. */
export const refusals = {
  'not-found': tokenError(400, 'invalid_request', 'Identity not found'),
  'several-exist': tokenError(
    400,
    'invalid_request',
    'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request',
  ),
  'several-asked': tokenError(
    400,
    'invalid_request',
    'Only one of client_id, object_id and msi_res_id may be given.',
  ),
  'no-resource': tokenError(400, 'invalid_request', 'Required audience parameter not specified'),
  'no-version': tokenError(400, 'invalid_request', 'Required api-version parameter not specified'),
  forwarded: tokenError(400, 'invalid_request', 'Requests with an X-Forwarded-For header are not allowed.'),
  method: tokenError(405, 'method_not_allowed', 'The requested resource does not support this HTTP method.'),
} as const satisfies Readonly<Record<string, TokenReply>>;

/** Wrong resource URI. */
export function unknownResource(resource: string, tenantId: string): TokenReply {
  return tokenError(
    400,
    'invalid_resource',
    `AADSTS50001: The application named ${resource} was not found in the tenant named ${tenantId}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );
}
