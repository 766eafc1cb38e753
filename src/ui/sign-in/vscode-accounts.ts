import {
  getConfiguredAuthProviderId,
  getSessionFromVSCode,
  VSCodeAzureSubscriptionProvider,
  type AzureSubscription,
} from '@microsoft/vscode-azext-azureauth';
import { authentication, type AuthenticationSessionAccountInformation as Account } from 'vscode';
import type { Cloud } from '../../account/cloud';
import type { AccessToken, SignIn, SignInChange, SignInListing, TokenRequest } from '../../account/sign-in';
import type { LockedTenant } from '../../estate/snapshot';
import { subscriptionKey, type Subscription } from '../../estate/resources';
import { eachBounded } from '../../inventory/each-bounded';
import { DisposableStore } from '../../lifecycle/disposable-store';
import { Emitter } from '../../lifecycle/emitter';
import { Failure, isAbort } from '../../lifecycle/failure';
import type { Log, Redactor } from '../../lifecycle/log';
import { declined, expiryOf, listingFailure, signedOut } from './account-trouble';

export interface VscodeSignInDependencies {
  readonly cloud: Cloud;
  readonly log: Log;
  readonly redactor: Redactor;
  /** `tenantId/subscriptionId` of what to show; empty shows all. Read at each listing. */
  readonly filter: readonly string[];
}

/** How long the account provider must be quiet before a burst of session events counts as over. Milliseconds. */
const quietMs = 500;
/** As many tenants are listed at once as Azure's own extensions do. */
const tenantsAtOnce = 3;

/** The Microsoft accounts of VS Code: several accounts, each with several tenants, in the cloud of the settings. */
export function openVscodeSignIn(deps: VscodeSignInDependencies): SignIn {
  return new VscodeSignIn(deps);
}

interface Found {
  readonly subscriptions: readonly Subscription[];
  readonly unauthenticated: readonly LockedTenant[];
  readonly failures: SignInListing['failures'];
}

type Finding = { -readonly [K in keyof Found]: Found[K][number][] };

class VscodeSignIn implements SignIn {
  readonly kind = 'vscode';
  readonly cloud: Cloud;
  readonly #deps: VscodeSignInDependencies;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new Emitter<SignInChange>());
  readonly #provider = this.#owned.add(new VSCodeAzureSubscriptionProvider());
  readonly onDidChange = this.#changed.event;
  /** Ids of the accounts there were when last looked. */
  #known: ReadonlySet<string> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: VscodeSignInDependencies) {
    this.cloud = deps.cloud;
    this.#deps = deps;
    this.#owned.add(
      authentication.onDidChangeSessions(({ provider }) => {
        if (provider.id !== getConfiguredAuthProviderId()) return;
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
      unauthenticated: accounts.flatMap(
        (account, i) => found[i]?.unauthenticated ?? [lockedAccount(account)],
      ),
      failures: found.flatMap((reach) => reach?.failures ?? []),
      filteredOut: all.size - shown.length,
    };
  }

  async token(request: TokenRequest, signal: AbortSignal): Promise<AccessToken> {
    const account = await this.#account(request.accountId);
    const scope =
      request.challenge === undefined
        ? [request.scope]
        : { wwwAuthenticate: request.challenge, fallbackScopes: [request.scope] };
    // Background work never asks. A challenge does: the user has just done something that needs it answered.
    const options = request.challenge === undefined ? ({ silent: true } as const) : { createIfNone: true };
    const session = await declined(getSessionFromVSCode(scope, request.tenantId, { ...options, account }));
    signal.throwIfAborted();
    if (session === undefined)
      throw new Failure({
        code: 'unauthorized',
        what: `The account ${account.label} is not signed in to tenant ${request.tenantId}.`,
        why: 'VS Code has no session for it.',
        remedy: 'Sign in to this tenant.',
        action: 'sign-in',
      });
    this.#deps.redactor.register(session.accessToken);
    return { token: session.accessToken, expiresOn: expiryOf(session.accessToken) };
  }

  async signIn(tenant?: LockedTenant): Promise<void> {
    const account = tenant === undefined ? undefined : await this.#account(tenant.accountId);
    const tenantId = tenant?.tenantId === '' ? undefined : tenant?.tenantId;
    if (!(await declined(this.#provider.signIn(tenantId, account)))) return;
    this.#look(await this.#accounts(), 'news');
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** `undefined` when this extension has no session of the account. */
  async #reachOf(account: Account, signal: AbortSignal): Promise<Found | undefined> {
    signal.throwIfAborted();
    try {
      // The provider answers no tenants, not an error, for an account it has no session of.
      const tenants = await this.#provider.getTenants(account);
      if (tenants.length === 0) return undefined;
      const found: Finding = { subscriptions: [], unauthenticated: [], failures: [] };
      await eachBounded(tenants, tenantsAtOnce, async ({ tenantId = '', displayName }) => {
        signal.throwIfAborted();
        const name = displayName ?? tenantId;
        if (await this.#provider.isSignedIn(tenantId, account))
          await this.#listTenant(account, tenantId, found);
        else
          found.unauthenticated.push({ accountId: account.id, accountLabel: account.label, tenantId, name });
      });
      return found;
    } catch (error) {
      if (isAbort(error)) throw error;
      throw listingFailure(error, account.label);
    }
  }

  async #listTenant(account: Account, tenantId: string, found: Finding): Promise<void> {
    try {
      const listed = await this.#provider.getSubscriptions({ account, tenantId });
      found.subscriptions.push(...listed.map(subscriptionOf));
    } catch (error) {
      const failure = listingFailure(error, account.label);
      this.#deps.log.warn(`${failure.what} ${failure.why}`);
      found.failures.push({ tenantId, failure });
    }
  }

  async #accounts(): Promise<readonly Account[]> {
    const accounts = await authentication.getAccounts(getConfiguredAuthProviderId());
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
    const accounts = await authentication.getAccounts(getConfiguredAuthProviderId());
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

function subscriptionOf({ account, tenantId, subscriptionId, name }: AzureSubscription): Subscription {
  return {
    key: subscriptionKey(account.id, tenantId, subscriptionId),
    subscriptionId,
    name,
    accountId: account.id,
    accountLabel: account.label,
    tenantId,
  };
}

/** An account without a session of ours is offered like a locked tenant; the empty id means its home tenant. */
function lockedAccount(account: Account): LockedTenant {
  return { accountId: account.id, accountLabel: account.label, tenantId: '', name: account.label };
}
