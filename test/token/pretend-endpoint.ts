import type { RawAnswer, RawRequest, Route } from '../../src/tunnel/ports';

export interface PretendIdentity {
  readonly clientId: string;
  readonly principalId: string;
  readonly resourceId: string;
}

export const tenantId = '77777777-0000-4000-8000-000000000000';
export const appId =
  '/subscriptions/11111111-0000-4000-8000-000000000000/resourceGroups/rg-shop/providers/Microsoft.AppPlatform/Spring/shop/apps/orders';

export function guidOf(number: number): string {
  return `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

export function identityId(name: string): string {
  return `/subscriptions/11111111-0000-4000-8000-000000000000/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/** The system-assigned identity of `orders`, then user-assigned ones `id-1`, `id-2`, ... */
export function pretendIdentities(count: number): readonly PretendIdentity[] {
  return Array.from({ length: count }, (_, i) => ({
    clientId: guidOf(100 + i),
    principalId: guidOf(200 + i),
    resourceId: i === 0 ? appId : identityId(`id-${i}`),
  }));
}

/** A token without a signature anybody could verify; `canary` makes it recognisable wherever it leaks to. */
export function makeToken(claims: Readonly<Record<string, unknown>>, canary = 'canary'): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signature = Buffer.from(`${canary} signature of nobody`).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'RS256', kid: 'pretend' })}.${part(claims)}.${signature}`;
}

export function claimsOf(
  identity: PretendIdentity,
  resource: string,
  nowMs: number,
): Readonly<Record<string, unknown>> {
  const now = Math.floor(nowMs / 1000);
  return {
    aud: resource,
    iss: `https://pretend.invalid/${tenantId}/`,
    iat: now - 300,
    nbf: now - 300,
    exp: now + 86_400,
    appid: identity.clientId,
    appidacr: '2',
    idtyp: 'app',
    oid: identity.principalId,
    sub: identity.principalId,
    tid: tenantId,
    ver: '1.0',
    xms_mirid: identity.resourceId,
  };
}

export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): RawAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    reason: '',
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: new TextEncoder().encode(text),
  };
}

/**
 * A token endpoint as it would answer inside an instance, written down from the published behaviour and sharing no code
 * with what is tested. It reads requests with the platform's own URL parser.
 */
export class PretendEndpoint implements Pick<Route, 'exchange'> {
  identities: readonly PretendIdentity[];
  /** Given out one after the other before anything else is answered. */
  readonly troubles: (RawAnswer | Error)[] = [];
  readonly requests: RawRequest[] = [];
  /** Which identity answers when none is named. */
  picks = 0;
  under = 0;
  mostAtOnce = 0;
  lifetimeSeconds = 86_400;
  now: () => number = Date.now;
  /** Exchanges wait for this. */
  gate: Promise<void> = Promise.resolve();
  canary = 'canary';

  constructor(identities: readonly PretendIdentity[] = pretendIdentities(1)) {
    this.identities = identities;
  }

  async exchange(request: RawRequest, signal: AbortSignal): Promise<RawAnswer> {
    this.requests.push(request);
    this.under += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.under);
    try {
      await this.gate;
      signal.throwIfAborted();
      const trouble = this.troubles.shift();
      if (trouble instanceof Error) throw trouble;
      return trouble ?? this.#grant(request);
    } finally {
      this.under -= 1;
    }
  }

  #grant(request: RawRequest): RawAnswer {
    const url = new URL(request.target, 'http://pretend.invalid');
    if (request.headers['Metadata'] !== 'true')
      return answer(400, {
        error: 'invalid_request',
        error_description: 'Required metadata header not specified',
      });
    const resource = url.searchParams.get('resource') ?? '';
    const identity = this.#choose(url.searchParams);
    if (identity === undefined)
      return answer(400, { error: 'invalid_request', error_description: 'Identity not found' });
    const now = this.now();
    const exp = Math.floor(now / 1000) + this.lifetimeSeconds;
    return answer(
      200,
      {
        access_token: makeToken({ ...claimsOf(identity, resource, now), exp }, this.canary),
        client_id: identity.clientId,
        expires_in: String(this.lifetimeSeconds),
        expires_on: String(exp),
        ext_expires_in: String(this.lifetimeSeconds),
        not_before: String(Math.floor(now / 1000) - 300),
        resource,
        token_type: 'Bearer',
      },
      { date: new Date(now).toUTCString() },
    );
  }

  #choose(query: URLSearchParams): PretendIdentity | undefined {
    const find = (field: keyof PretendIdentity, value: string): PretendIdentity | undefined =>
      this.identities.find((identity) => identity[field].toLowerCase() === value.toLowerCase());
    const [client, object, resource] = ['client_id', 'object_id', 'msi_res_id'].map((name) =>
      query.get(name),
    );
    if (client) return find('clientId', client);
    if (object) return find('principalId', object);
    if (resource) return find('resourceId', resource);
    return this.identities[this.picks];
  }
}
