import { base64Url, latin1 } from '../../../lifecycle/bytes';
import { randomBytes } from '../../sha256';
import type { TokenKey } from '../../entra/token-key';
import { stableGuid } from '../../estates/stable-guid';
import type { HeldIdentity } from './identities';

/** `.invalid` cannot be anybody's issuer: nothing but this sandbox will ever take these tokens. */
const issuer = 'https://spring-identity-sandbox.invalid';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface MintedToken {
  readonly token: string;
  /** Unix seconds. */
  readonly notBefore: number;
  readonly expiresOn: number;
}

/** Whether a tenant of the sandbox has an API of this URI: any https, http or api URI, and any GUID. */
export function isKnownResource(resource: string): boolean {
  if (guid.test(resource)) return true;
  if (!URL.canParse(resource)) return false;
  const { protocol, hostname } = new URL(resource);
  if (protocol === 'api:') return resource.length > 'api://'.length;
  return ['https:', 'http:'].includes(protocol) && !hostname.endsWith('.invalid') && hostname.includes('.');
}

/**
 * Claims that both token versions have. Which version an API gets is a matter of its registration; here, APIs that
 * are named `api://...` get v2.0 and all others v1.0.
 */
function claims(identity: HeldIdentity, resource: string, issuedAt: number, seconds: number) {
  const { principalId, tenantId, clientId } = identity;
  const both = {
    iat: issuedAt,
    // Azure dates tokens five minutes back, so that clocks which run late do not refuse them.
    nbf: issuedAt - 300,
    exp: issuedAt + seconds,
    aio: btoa(latin1(randomBytes(24))),
    idtyp: 'app',
    oid: principalId,
    rh: `1.${base64Url(randomBytes(18))}.`,
    sub: principalId,
    tid: tenantId,
    uti: base64Url(randomBytes(16)),
    // Lower case, as in the tokens people show.
    xms_mirid: identity.resourceId.replace(/\/resourceGroups\//i, '/resourcegroups/'),
  };
  if (!resource.startsWith('api://'))
    return {
      aud: resource,
      iss: `${issuer}/${tenantId}/`,
      ...both,
      appid: clientId,
      appidacr: '2',
      idp: `${issuer}/${tenantId}/`,
      ver: '1.0',
    };
  const name = resource.slice('api://'.length);
  return {
    aud: guid.test(name) ? name : stableGuid(`api ${name}`),
    iss: `${issuer}/${tenantId}/v2.0`,
    ...both,
    azp: clientId,
    azpacr: '2',
    ver: '2.0',
  };
}

interface MintOptions {
  readonly key: TokenKey;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Lifetime in seconds. */
  readonly seconds: number;
}

/**
 * Issues tokens and hands the same one out again for most of its life, as Azure does: its cache is per resource and
 * identity, lasts about a day, and nothing a client asks for goes around it.
 */
export class TokenMint {
  readonly #options: MintOptions;
  readonly #issued = new Map<string, MintedToken>();

  constructor(options: MintOptions) {
    this.#options = options;
  }

  issue(identity: HeldIdentity, resource: string): MintedToken {
    const { key, now, seconds } = this.#options;
    const time = Math.floor(now() / 1000);
    const name = `${identity.principalId} ${identity.resourceId} ${resource}`;
    const kept = this.#issued.get(name);
    if (kept !== undefined && kept.expiresOn - time > seconds / 24) return kept;
    const made = claims(identity, resource, time, seconds);
    const minted = { token: key.sign(made), notBefore: made.nbf, expiresOn: made.exp };
    // A script may ask for endless made-up resources.
    if (this.#issued.size > 10_000) this.#issued.clear();
    this.#issued.set(name, minted);
    return minted;
  }

  forget(): void {
    this.#issued.clear();
  }
}
