import type { LockedTenant, Reach } from '../estate/frozen/snapshot';
import type { Disposable } from '../lifecycle/disposable-store';
import type { Event } from '../lifecycle/emitter';
import type { Failure } from '../lifecycle/failure';
import type { Cloud } from './cloud';

/** Where bearer tokens come from: VS Code's accounts, `az login`, environment variables, or the embedded sandbox. */
export type SignInKind = 'vscode' | 'azureCli' | 'environment' | 'sandbox';

/** What an account source can reach. A tenant that cannot be listed is a failure beside the rest, never their end. */
export interface SignInListing extends Omit<Reach, 'unreadableTenants'> {
  readonly failures: readonly { readonly tenantId: string; readonly failure: Failure }[];
}

export interface TokenRequest {
  readonly accountId: string;
  readonly tenantId: string;
  readonly scope: string;
  /** The `WWW-Authenticate` header of a 401 to be answered (step-up, MFA); makes the source ask the user. */
  readonly challenge?: string;
  /** The last token was refused with a 401: a source that keeps tokens itself must not answer the same one again. */
  readonly fresh?: boolean;
}

export interface AccessToken {
  readonly token: string;
  /** Unix milliseconds. */
  readonly expiresOn: number;
}

/** What became of accounts. */
export interface SignInChange {
  /** Accounts that are gone, by id; `all` when the source was left, or cannot tell whose sign-in it is now. */
  readonly signedOut: 'all' | readonly string[];
}

/**
 * The one seam between signing in and everything else.
 *
 * `list` throws `Failure` `signed-out` when there is no account at all. Tokens stay in memory; whoever implements
 * this registers each token with the log's redactor before handing it out.
 */
export interface SignIn extends Disposable {
  readonly kind: SignInKind;
  readonly cloud: Cloud;
  /** Accounts changed. Fires once per burst, and not for tokens that were merely renewed. */
  readonly onDidChange: Event<SignInChange>;
  /** `all` leaves the user's subscription filter out, for choosing that filter. */
  list(signal: AbortSignal, which?: 'selected' | 'all'): Promise<SignInListing>;
  token(request: TokenRequest, signal: AbortSignal): Promise<AccessToken>;
  /** Asks the user to sign in (to one tenant when given). Sources without a dialog throw a `Failure` that says what to do. */
  signIn(tenant?: LockedTenant): Promise<void>;
}

/** One account of a source that has several. */
export interface SignInAccount {
  readonly accountId: string;
  readonly accountLabel: string;
}

/** What an account can reach, read from Azure with the tokens of its source. */
export interface AccountReach extends Disposable {
  /** Everything, whatever a filter hides. Throws `Failure` `signed-out` when the source has no token of the account. */
  list(account: SignInAccount, signal: AbortSignal): Promise<SignInListing>;
}
