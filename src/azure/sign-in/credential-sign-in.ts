import type { HttpClient } from '@azure/core-rest-pipeline';

import type { Cloud } from '../../account/cloud';
import type {
  AccessToken,
  SignIn,
  SignInChange,
  SignInKind,
  SignInListing,
  TokenRequest,
} from '../../account/sign-in';
import { Emitter, type Event } from '../../lifecycle/emitter';
import { Failure, isAbort } from '../../lifecycle/failure';
import type { Log, Redactor } from '../../lifecycle/log';
import { abortError } from '../../lifecycle/flow/abort';
import { readsOnly } from '../../operations/reads-only';
import { Arm } from '../wire/arm';
import { claimsOf } from '../wire/authorize';
import { listReach, type Account } from './reach';

export interface CredentialSignInDeps {
  readonly cloud: Cloud;
  readonly log: Log;
  readonly redactor: Redactor;
  /** `tenantId/subscriptionId` of what to show; empty or absent shows all. */
  readonly filter?: readonly string[];
  readonly userAgent?: string;
}

/** One of `@azure/identity`'s credentials with the words for its troubles. */
export interface TokenSource {
  readonly kind: SignInKind;
  readonly account: Account;
  getToken(
    scope: string,
    options: TokenOptions,
  ): Promise<{ token: string; expiresOnTimestamp: number } | null>;
  /** What the credential threw, as what people can act on. */
  explain(error: unknown, tenantId: string): Error;
  /** What "sign in" means for this source: it has no dialog. */
  howToSignIn(tenantId: string | undefined): Failure;
}

export interface TokenOptions {
  /** Absent: the tenant the source itself is at home in. */
  readonly tenantId?: string;
  /** JSON of a claims challenge. */
  readonly claims?: string;
  /** Nothing the credential has kept may be answered. */
  readonly fresh?: boolean;
  readonly abortSignal: AbortSignal;
}

/** Signing in without a dialog: Azure CLI, environment variables, or a client secret. */
export class CredentialSignIn implements SignIn {
  readonly kind: SignInKind;
  readonly cloud: Cloud;
  readonly onDidChange: Event<SignInChange>;
  /** Reading Azure goes over the same connections when it comes from the same sign-in. */
  readonly http: HttpClient;
  readonly #changed = new Emitter<SignInChange>();
  readonly #source: TokenSource;
  readonly #deps: CredentialSignInDeps;
  readonly #arm: Arm;

  constructor(source: TokenSource, http: HttpClient, deps: CredentialSignInDeps) {
    this.kind = source.kind;
    this.cloud = deps.cloud;
    this.onDidChange = this.#changed.event;
    this.#source = source;
    this.#deps = deps;
    this.http = http;
    this.#arm = new Arm({
      signIn: this,
      log: deps.log,
      http,
      userAgent: deps.userAgent ?? 'spring-managed-identity',
      witness: readsOnly,
    });
  }

  async list(signal: AbortSignal, which: 'selected' | 'all' = 'selected'): Promise<SignInListing> {
    const { account } = this.#source;
    const filter = which === 'all' ? [] : (this.#deps.filter ?? []);
    return await listReach({ arm: this.#arm, account, filter }, signal);
  }

  async token(request: TokenRequest, signal: AbortSignal): Promise<AccessToken> {
    const { tenantId, challenge } = request;
    const claims = challenge === undefined ? undefined : claimsOf(challenge);
    try {
      const found = await this.#source.getToken(request.scope, {
        ...(tenantId !== this.#source.account.homeTenantId && { tenantId }),
        ...(claims !== undefined && { claims }),
        ...(request.fresh === true && { fresh: true }),
        abortSignal: signal,
      });
      if (found === null) throw new Error('No token came back.');
      this.#deps.redactor.register(found.token);
      return { token: found.token, expiresOn: found.expiresOnTimestamp };
    } catch (error) {
      if (signal.aborted || isAbort(error)) throw abortError();
      throw Failure.is(error) ? error : this.#source.explain(error, tenantId);
    }
  }

  /**
   * These sources sign in elsewhere (a terminal, the environment). Azure CLI's files are not watched: after `az login`
   * the user refreshes, and asking to sign in reads everything anew.
   */
  signIn(tenant?: { readonly tenantId: string }): Promise<void> {
    this.#arm.forgetTokens();
    // Who signed in elsewhere is not known: it may be somebody else by now.
    this.#changed.fire({ signedOut: 'all' });
    return Promise.reject(this.#source.howToSignIn(tenant?.tenantId));
  }

  dispose(): void {
    this.#arm.dispose();
    this.#changed.dispose();
  }
}
