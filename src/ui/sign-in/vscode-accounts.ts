import { say } from '../../lifecycle/text';
import {
  authentication,
  type AuthenticationGetSessionOptions,
  type AuthenticationSession,
  type AuthenticationSessionAccountInformation as Account,
} from 'vscode';
import type { Cloud } from '../../account/cloud';
import type {
  AccessToken,
  AccountReach,
  SignIn,
  SignInChange,
  SignInListing,
  TokenRequest,
} from '../../account/sign-in';
import type { LockedTenant } from '../../estate/frozen/snapshot';
import type { Subscription } from '../../estate/resources';
import { DisposableStore } from '../../lifecycle/disposable-store';
import { Emitter } from '../../lifecycle/emitter';
import { Failure } from '../../lifecycle/failure';
import type { Redactor } from '../../lifecycle/log';
import { declined, expiryOf, signedOut } from './account-trouble';

export interface VscodeSignInDependencies {
  readonly cloud: Cloud;
  readonly redactor: Redactor;
  /** `tenantId/subscriptionId` of what to show; empty shows all. Read at each listing. */
  readonly filter: readonly string[];
  /** Settings of this workspace that VS Code's provider heeds and we do not; none but in odd or hostile folders. */
  readonly ignoredSettings: () => readonly string[];
  /** Reads Azure in the cloud of the source it is given. */
  readonly openReach: (signIn: SignIn) => AccountReach;
}

/** How long the account provider must be quiet before a burst of session events counts as over. Milliseconds. */
const quietMs = 500;

/** The Microsoft accounts of VS Code: several accounts, each with several tenants, in the cloud of the settings. */
export function openVscodeSignIn(deps: VscodeSignInDependencies): SignIn {
  return new VscodeSignIn(deps);
}

class VscodeSignIn implements SignIn {
  readonly kind = 'vscode';
  readonly cloud: Cloud;
  readonly #deps: VscodeSignInDependencies;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new Emitter<SignInChange>());
  readonly #reach: AccountReach;
  /** Only the public cloud's own tokens come from the first; every other cloud, whatever its name, from the second. */
  readonly #provider: 'microsoft' | 'microsoft-sovereign-cloud';
  readonly onDidChange = this.#changed.event;
  /** Ids of the accounts there were when last looked. */
  #known: ReadonlySet<string> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: VscodeSignInDependencies) {
    this.cloud = deps.cloud;
    this.#deps = deps;
    this.#provider = deps.cloud.name === 'AzureCloud' ? 'microsoft' : 'microsoft-sovereign-cloud';
    this.#reach = this.#owned.add(deps.openReach(this));
    this.#owned.add(
      authentication.onDidChangeSessions(({ provider }) => {
        if (provider.id !== this.#provider) return;
        clearTimeout(this.#quiet);
        this.#quiet = setTimeout(() => void this.#fireWhenAccountsChanged(), quietMs);
      }),
    );
    this.#owned.add({
      dispose: () => {
        clearTimeout(this.#quiet);
      },
    });
  }

  async list(signal: AbortSignal, which: 'selected' | 'all' = 'selected'): Promise<SignInListing> {
    const accounts = await this.#accounts();
    this.#look(accounts);
    const found = await Promise.all(accounts.map((account) => this.#reachOf(account, signal)));
    signal.throwIfAborted();
    // An account this extension was never allowed to use counts as no sign-in, unless another one works.
    if (found.every((reach) => reach === undefined)) throw signedOut();
    const all = new Map<string, Subscription>();
    for (const reach of found)
      for (const subscription of reach?.subscriptions ?? []) all.set(subscription.key, subscription);
    const wanted = new Set(which === 'all' ? [] : this.#deps.filter.map((id) => id.toLowerCase()));
    const shown = [...all.values()].filter(
      ({ tenantId, subscriptionId }) =>
        wanted.size === 0 || wanted.has(`${tenantId}/${subscriptionId}`.toLowerCase()),
    );
    return {
      subscriptions: shown.sort((a, b) => a.name.localeCompare(b.name)),
      lockedTenants: accounts.flatMap((account, i) => found[i]?.lockedTenants ?? [lockedAccount(account)]),
      failures: found.flatMap((reach) => reach?.failures ?? []),
      filteredOut: all.size - shown.length,
    };
  }

  async token(request: TokenRequest, signal: AbortSignal): Promise<AccessToken> {
    const account = await this.#account(request.accountId);
    // Background work never asks. A challenge does: the user has just done something that needs it answered.
    const options = request.challenge === undefined ? { silent: true } : { createIfNone: true };
    const session = await this.#session(request, { ...options, account });
    signal.throwIfAborted();
    if (session === undefined)
      throw new Failure({
        code: 'signed-out',
        what:
          request.tenantId === ''
            ? say('The account {0} is not signed in.', account.label)
            : say('The account {0} is not signed in to tenant {1}.', account.label, request.tenantId),
        why: say('VS Code has no session for it.'),
        remedy: say('Sign in to this tenant.'),
        action: 'sign-in',
      });
    this.#deps.redactor.register(session.accessToken);
    return { token: session.accessToken, expiresOn: expiryOf(session.accessToken) };
  }

  async signIn(tenant?: LockedTenant): Promise<void> {
    const account = tenant === undefined ? undefined : await this.#account(tenant.accountId);
    const wish = { scope: this.cloud.armScope, tenantId: tenant?.tenantId ?? '' };
    const options =
      account === undefined
        ? // VS Code asks which account then.
          { createIfNone: true, clearSessionPreference: true }
        : { createIfNone: true, account };
    if ((await this.#session(wish, options)) === undefined) return;
    this.#look(await this.#accounts(), 'news');
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** A session of VS Code's provider; `undefined` when there is none and nobody was to be asked. */
  async #session(
    { scope, tenantId, challenge }: Pick<TokenRequest, 'scope' | 'tenantId' | 'challenge'>,
    options: AuthenticationGetSessionOptions,
  ): Promise<AuthenticationSession | undefined> {
    this.#refuseFolders();
    const scopes = [scope, ...(tenantId === '' ? [] : [`VSCODE_TENANT:${tenantId}`])];
    const wish = challenge === undefined ? scopes : { wwwAuthenticate: challenge, fallbackScopes: scopes };
    return await declined(authentication.getSession(this.#provider, wish, options));
  }

  /** `undefined` when this extension has no session of the account. */
  async #reachOf({ id, label }: Account, signal: AbortSignal): Promise<SignInListing | undefined> {
    try {
      const found = await this.#reach.list({ accountId: id, accountLabel: label }, signal);
      return found.subscriptions.length + found.lockedTenants.length + found.failures.length === 0
        ? undefined
        : found;
    } catch (error) {
      if (Failure.is(error, 'signed-out')) return undefined;
      throw error;
    }
  }

  /** What of a folder steers the provider: it asks the cloud that is named there, even for the accounts it knows. */
  #ignored(): readonly string[] {
    return this.#provider === 'microsoft' ? [] : this.#deps.ignoredSettings();
  }

  #refuseFolders(): void {
    const ignored = this.#ignored();
    if (ignored.length > 0) throw otherCloud(ignored);
  }

  async #accounts(): Promise<readonly Account[]> {
    this.#refuseFolders();
    const accounts = await authentication.getAccounts(this.#provider);
    if (accounts.length === 0) {
      this.#look(accounts);
      throw signedOut();
    }
    return accounts;
  }

  async #account(id: string): Promise<Account> {
    const account = (await this.#accounts()).find((known) => known.id === id);
    if (account === undefined) throw signedOut();
    return account;
  }

  /**
   * Session events come in bursts and also after our own silent requests; answering each by reading everything anew
   * would never end. Only another set of accounts is news.
   */
  async #fireWhenAccountsChanged(): Promise<void> {
    if (this.#ignored().length > 0) return;
    const accounts = await authentication.getAccounts(this.#provider);
    const ids = idsOf(accounts);
    const same = this.#known?.size === ids.size && [...ids].every((id) => this.#known?.has(id));
    if (!same) this.#look(accounts, 'news');
  }

  /** Whoever looks first tells of accounts that are gone: what belongs to them must end, however it was noticed. */
  #look(accounts: readonly Account[], news?: 'news'): void {
    const ids = idsOf(accounts);
    const signedOut = [...(this.#known ?? [])].filter((id) => !ids.has(id));
    this.#known = ids;
    if (news !== undefined || signedOut.length > 0) this.#changed.fire({ signedOut });
  }
}

function idsOf(accounts: readonly Account[]): ReadonlySet<string> {
  return new Set(accounts.map(({ id }) => id));
}

/** An account without a session of ours is offered like a locked tenant; the empty id means its home tenant. */
function lockedAccount(account: Account): LockedTenant {
  return { accountId: account.id, accountLabel: account.label, tenantId: '', name: account.label };
}

/** VS Code's provider would sign in to the cloud the folder names, and its token be sent to the user's. */
function otherCloud(settings: readonly string[]): Failure {
  return new Failure({
    code: 'refused',
    what: say('Nobody was signed in.'),
    why: say('The settings of this workspace name another cloud than yours ({0}).', settings.join(', ')),
    remedy: say('Take them out of the settings of the workspace.'),
  });
}
