import type { SignInAccount, SignInListing } from '../../account/sign-in';
import type { LockedTenant } from '../../estate/frozen/snapshot';
import { isGuid } from '../../estate/ids/guid';
import { subscriptionKey, type Subscription } from '../../estate/resources';
import { toFailure, type Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import { apiVersions } from '../api-versions';
import { asObject, needText, text } from '../read/json';
import type { Arm } from '../wire/arm';
import { mapBounded } from '../../lifecycle/flow/bounded';

export interface Account extends SignInAccount {
  /** The tenant whose token lists the others; sources that have none of their own use a name only they know. */
  readonly homeTenantId: string;
}

export interface ReachDeps {
  readonly arm: Arm;
  readonly account: Account;
  /** `tenantId/subscriptionId` of what to show; empty shows all. */
  readonly filter: readonly string[];
}

interface Tenant {
  readonly tenantId: string;
  readonly name: string;
}

interface TenantResult {
  readonly subscriptions: readonly Subscription[];
  readonly locked?: LockedTenant;
  readonly failure?: { readonly tenantId: string; readonly failure: Failure };
}

const tenantsAtOnce = 5;

/**
 * What an account can see: its tenants once, then each tenant's subscriptions with that tenant's token. The home
 * tenant's are asked for at the same time as the tenants: for most people that is all there is.
 */
export async function listReach(deps: ReachDeps, signal: AbortSignal): Promise<SignInListing> {
  const { homeTenantId } = deps.account;
  const atHome = isGuid(homeTenantId) ? readSubscriptions(deps, homeTenantId, signal) : undefined;
  // Its trouble is reported with the home tenant below, or is the trouble of the tenants too.
  atHome?.catch(() => undefined);
  const tenants = await listTenants(deps, signal);
  const results = await mapBounded(tenants, tenantsAtOnce, (tenant) => {
    const isHome = tenant.tenantId.toLowerCase() === homeTenantId.toLowerCase();
    const reading = isHome ? atHome : undefined;
    return listTenant(deps, tenant, { signal, reading });
  });
  const all = new Map(results.flatMap((result) => result.subscriptions).map((found) => [found.key, found]));
  const wanted = new Set(deps.filter.map((entry) => entry.trim().toLowerCase()));
  const subscriptions = [...all.values()].filter(
    ({ tenantId, subscriptionId }) =>
      wanted.size === 0 || wanted.has(`${tenantId}/${subscriptionId}`.toLowerCase()),
  );
  return {
    subscriptions,
    lockedTenants: results.flatMap((result) => result.locked ?? []),
    failures: results.flatMap((result) => result.failure ?? []),
    filteredOut: all.size - subscriptions.length,
  };
}

async function listTenants({ arm, account }: ReachDeps, signal: AbortSignal): Promise<readonly Tenant[]> {
  const what = say('Could not list the tenants of {0}.', account.accountLabel);
  const access = { accountId: account.accountId, tenantId: account.homeTenantId };
  const found = new Map<string, Tenant>();
  for await (const page of arm.pages(`/tenants?api-version=${apiVersions.subscriptions}`, {
    access,
    what,
    signal,
  }))
    for (const raw of page) {
      const from = asObject(raw, 'tenant');
      const tenantId = needText(from, 'tenantId', 'tenant');
      const name = text(from, 'displayName') ?? text(from, 'defaultDomain') ?? tenantId;
      found.set(tenantId.toLowerCase(), { tenantId, name });
    }
  return [...found.values()];
}

async function listTenant(
  deps: ReachDeps,
  { tenantId, name }: Tenant,
  { signal, reading }: { signal: AbortSignal; reading: Promise<readonly Subscription[]> | undefined },
): Promise<TenantResult> {
  const { accountId, accountLabel } = deps.account;
  try {
    return { subscriptions: await (reading ?? readSubscriptions(deps, tenantId, signal)) };
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = toFailure(error, say("Could not list the subscriptions of tenant '{0}'.", name));
    if (failure.code === 'signed-out')
      return { subscriptions: [], locked: { accountId, accountLabel, tenantId, name } };
    return { subscriptions: [], failure: { tenantId, failure } };
  }
}

async function readSubscriptions(
  { arm, account }: ReachDeps,
  tenantId: string,
  signal: AbortSignal,
): Promise<readonly Subscription[]> {
  const access = { accountId: account.accountId, tenantId };
  const ask = { access, what: say('Could not list the subscriptions of tenant {0}.', tenantId), signal };
  return arm.list(`/subscriptions?api-version=${apiVersions.subscriptions}`, ask, (raw) =>
    subscriptionOf(raw, account, tenantId),
  );
}

/**
 * A listed subscription may name another tenant than the one whose token listed it, when it is managed from there; that token
 * is the one it is reached with all the same.
 */
function subscriptionOf(raw: unknown, account: Account, tenantId: string): Subscription {
  const from = asObject(raw, 'subscription');
  const subscriptionId = needText(from, 'subscriptionId', 'subscription');
  return Object.freeze({
    key: subscriptionKey(account.accountId, tenantId, subscriptionId),
    subscriptionId,
    name: text(from, 'displayName') ?? subscriptionId,
    accountId: account.accountId,
    accountLabel: account.accountLabel,
    tenantId,
  });
}
