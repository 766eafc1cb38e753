import type { AccessToken, SignIn, TokenRequest } from '../../account/sign-in';
import { Failure, isAbort } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import { orAborted } from '../../lifecycle/flow/abort';

/** Which token a request needs: the account it is made for and the tenant of what it is about. */
export interface Access {
  readonly accountId: string;
  readonly tenantId: string;
}

/** A token this close to its end is not handed out any more; milliseconds. */
const margin = 120_000;
/** Fetching may open a dialog in the user's browser; milliseconds. */
const fetchDeadline = 300_000;

/** Tokens of the cloud's ARM by account and tenant: in memory until they expire, one fetch in flight for each. */
export class TokenCache {
  readonly #signIn: SignIn;
  readonly #tokens = new Map<string, AccessToken>();
  readonly #fetches = new Map<string, Promise<AccessToken>>();
  readonly #ended = new AbortController();

  constructor(signIn: SignIn) {
    this.#signIn = signIn;
  }

  async get(access: Access, signal: AbortSignal): Promise<AccessToken> {
    const key = keyOf(access);
    const known = this.#tokens.get(key);
    if (known !== undefined && known.expiresOn - margin > Date.now()) return known;
    return await this.#fetch(key, access, {}, signal);
  }

  /**
   * A token instead of `rejected`, which ARM answered 401 to. Somebody else may have replaced it already; else a
   * `challenge` is answered (this may ask the user), or a fresh token is fetched.
   */
  async replace(
    access: Access,
    rejected: string,
    challenge: string | undefined,
    signal: AbortSignal,
  ): Promise<AccessToken> {
    const key = keyOf(access);
    const known = this.#tokens.get(key);
    if (known !== undefined && known.token !== rejected) return known;
    this.#tokens.delete(key);
    return await this.#fetch(key, access, challenge === undefined ? { fresh: true } : { challenge }, signal);
  }

  clear(): void {
    this.#tokens.clear();
  }

  dispose(): void {
    this.#ended.abort();
    this.clear();
  }

  #fetch(
    key: string,
    access: Access,
    need: Pick<TokenRequest, 'challenge' | 'fresh'>,
    signal: AbortSignal,
  ): Promise<AccessToken> {
    const fetchKey = `${key}|${need.challenge ?? (need.fresh === true ? 'fresh' : '')}`;
    let fetch = this.#fetches.get(fetchKey);
    if (fetch === undefined) {
      // Several requests wait for this one, so no single one of them may cancel it.
      const timer = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(fetchDeadline)]);
      const { accountId, tenantId } = access;
      const request = { accountId, tenantId, scope: this.#signIn.cloud.armScope, ...need };
      fetch = this.#signIn
        .token(request, timer)
        .then((token) => {
          this.#tokens.set(key, token);
          return token;
        })
        .catch((error: unknown) => {
          // Nobody cancelled: a dialog was left open, or a program hangs.
          throw isAbort(error) && !this.#ended.signal.aborted ? tooLate() : error;
        })
        .finally(() => this.#fetches.delete(fetchKey));
      this.#fetches.set(fetchKey, fetch);
    }
    return orAborted(fetch, signal);
  }
}

function tooLate(): Failure {
  return new Failure({
    code: 'timeout',
    what: say('Could not sign in.'),
    why: say('There was no token within {0} minutes.', fetchDeadline / 60_000),
    remedy: say('Sign in again.'),
    action: 'sign-in',
  });
}

function keyOf(access: Access): string {
  return `${access.accountId}|${access.tenantId}`.toLowerCase();
}
