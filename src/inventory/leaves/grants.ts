import { say } from '../../lifecycle/text';
import type { RoleListing, StoreGrantListing, VaultAccess } from '../../estate/grants';
import { absent } from '../../estate/loadable';
import { findApp, findSubscription, subscriptionKeyOf, subscriptionsBeside } from '../../estate/lookup';
import { principalKey, tenantOf, type SubscriptionKey } from '../../estate/resources';
import type { EstateSnapshot, Touched } from '../../estate/frozen/snapshot';
import type { Branch } from '../branch';
import { byName } from '../lists';
import type { EstateReader } from '../ports';
import { sameOrFresh, withBranch, type Leaf } from './leaf';

type RolesBranch = Extract<Branch, { readonly kind: 'roles' }>;

export function rolesLeaf(
  branch: RolesBranch,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<RoleListing> | undefined {
  const subscription =
    'identity' in branch
      ? findSubscription(snapshot, subscriptionKeyOf(branch.identity))
      : findApp(snapshot, branch.app)?.subscription;
  if (subscription === undefined) return undefined;
  const subscriptions = subscriptionsBeside(snapshot, subscription.key);
  const key = principalKey(subscription.key, branch.principalId);
  const touched: readonly Touched[] = [{ kind: 'principal', key }];
  return {
    what: say('Could not read the role assignments of principal {0}.', branch.principalId),
    read: (signal) => reader.listRoles(subscriptions, branch.principalId, signal),
    get: ({ roles }) => roles.get(key) ?? absent,
    set: (now, roles) => ({ ...now, roles: withBranch(now.roles, key, roles) }),
    touched,
    merge: sameOrFresh(touched),
    size: ({ assignments }) => assignments.length,
  };
}

export function storeGrantsLeaf(
  key: SubscriptionKey,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<StoreGrantListing> | undefined {
  if (findSubscription(snapshot, key) === undefined) return undefined;
  const tenant = tenantOf(key);
  const subscriptions = subscriptionsBeside(snapshot, key);
  const touched: readonly Touched[] = [{ kind: 'stores', key: tenant }];
  return {
    what: say('Could not read who may use Cosmos DB accounts and caches.'),
    read: (signal) => reader.listStoreGrants(subscriptions, signal),
    get: ({ storeGrants }) => storeGrants.get(tenant) ?? absent,
    set: (now, branch) => ({ ...now, storeGrants: withBranch(now.storeGrants, tenant, branch) }),
    touched,
    merge: sameOrFresh(touched),
    size: ({ grants }) => grants.length,
  };
}

export function vaultsLeaf(
  key: SubscriptionKey,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<readonly VaultAccess[]> | undefined {
  const subscription = findSubscription(snapshot, key);
  if (subscription === undefined) return undefined;
  const touched: readonly Touched[] = [{ kind: 'vaults', key }];
  return {
    what: say("Could not read the vaults of '{0}'.", subscription.name),
    read: async (signal) => byName(await reader.listVaults(subscription, signal)),
    get: ({ vaults }) => vaults.get(key) ?? absent,
    set: (now, branch) => ({ ...now, vaults: withBranch(now.vaults, key, branch) }),
    touched,
    merge: sameOrFresh(touched),
    size: (vaults) => vaults.length,
  };
}
