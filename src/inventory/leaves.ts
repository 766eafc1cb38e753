import { dropGoneApps } from '../estate/edits';
import { keepEntries, withEntry } from '../estate/frozen-map';
import { keepSame, sameData } from '../estate/keep-same';
import { absent, shown, type Loadable } from '../estate/loadable';
import { findApp, findService, findSubscription, serviceKeyOf } from '../estate/lookup';
import { armKey } from '../estate/arm-id';
import type { RoleListing, VaultAccess } from '../estate/grants';
import type { ClientId, PrincipalId } from '../estate/ids';
import {
  principalKey,
  type Deployment,
  type ResourceKey,
  type SpringApp,
  type SubscriptionKey,
  type UserAssignedIdentity,
} from '../estate/resources';
import type { EstateSnapshot, Touched } from '../estate/snapshot';
import type { Branch } from './branch';
import { loadOf, type Leaf, type LeafDeps, type Merged } from './leaf';
import { byName, keepNewer } from './lists';
import type { EstateReader } from './ports';
import type { Load } from './shared-loads';

export type LeafBranch = Exclude<Branch, { readonly kind: 'reach' | 'subscription' }>;

export interface LeavesDeps extends LeafDeps {
  readonly reader: EstateReader;
}

/** The load of a branch below the services; `undefined` when what it hangs on is not known (any more). */
export function leafLoad(branch: LeafBranch, deps: LeavesDeps, quiet: boolean): Load | undefined {
  const load = <T>(leaf: Leaf<T> | undefined): Load | undefined =>
    leaf === undefined ? undefined : loadOf(leaf, deps, quiet);
  const { estate, reader } = deps;
  switch (branch.kind) {
    case 'service':
      return load(appsLeaf(branch.key, estate.snapshot, reader));
    case 'deployments':
      return load(deploymentsLeaf(branch.key, estate.snapshot, reader));
    case 'roles':
      return load(rolesLeaf(branch, estate.snapshot, reader));
    case 'system-client-id':
      return load(systemClientIdLeaf(branch, estate.snapshot, reader));
    case 'vaults':
      return load(vaultsLeaf(branch.key, estate.snapshot, reader));
    case 'user-assigned':
      return load(userAssignedLeaf(branch.key, estate.snapshot, reader));
  }
}

function appsLeaf(
  key: ResourceKey,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<readonly SpringApp[]> | undefined {
  const found = findService(snapshot, key);
  if (found === undefined) return undefined;
  return {
    what: `Could not read the apps of '${found.service.name}'.`,
    read: async (signal) => byName(await reader.listApps(found.subscription, found.service, signal)),
    get: ({ apps }) => apps.get(key) ?? absent,
    set: (now, branch) => dropGoneApps({ ...now, apps: withBranch(now.apps, key, branch) }, key),
    touched: [{ kind: 'service', key }],
    merge: (fresh, known, atStart) => {
      const { items, membership, changed } = keepSame(known, keepNewer(fresh, known, atStart));
      const changes = changed.map((app): Touched => ({ kind: 'app', key: app, service: key }));
      return { value: items, touched: membership ? [{ kind: 'service', key }] : changes };
    },
    size: (apps) => apps.length,
  };
}

function deploymentsLeaf(
  key: ResourceKey,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<readonly Deployment[]> | undefined {
  const found = findApp(snapshot, key);
  if (found === undefined) return undefined;
  const touched: readonly Touched[] = [{ kind: 'app', key, service: serviceKeyOf(key) }];
  return {
    what: `Could not read the deployments of '${found.app.name}'.`,
    read: async (signal) => byName(await reader.listDeployments(found.subscription, found.app.id, signal)),
    get: ({ deployments }) => deployments.get(key) ?? absent,
    set: (now, branch) => ({ ...now, deployments: withBranch(now.deployments, key, branch) }),
    touched,
    merge: (fresh, known) => ({ value: keepSame(known, fresh).items, touched }),
    size: (deployments) => deployments.length,
  };
}

function rolesLeaf(
  branch: { readonly app: ResourceKey; readonly principalId: PrincipalId },
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<RoleListing> | undefined {
  const found = findApp(snapshot, branch.app);
  if (found === undefined) return undefined;
  const { accountId, tenantId } = found.subscription;
  // A principal lives in one tenant, and only the account that shows the app is asked.
  const subscriptions = (shown(snapshot.reach)?.subscriptions ?? []).filter(
    (subscription) => subscription.accountId === accountId && subscription.tenantId === tenantId,
  );
  const key = principalKey(found.subscription.key, branch.principalId);
  const touched: readonly Touched[] = [{ kind: 'principal', key }];
  return {
    what: `Could not read the role assignments of principal ${branch.principalId}.`,
    read: (signal) => reader.listRoles(subscriptions, branch.principalId, signal),
    get: ({ roles }) => roles.get(key) ?? absent,
    set: (now, roles) => ({ ...now, roles: withBranch(now.roles, key, roles) }),
    touched,
    merge: sameOrFresh(touched),
    size: ({ assignments }) => assignments.length,
  };
}

function systemClientIdLeaf(
  branch: { readonly app: ResourceKey; readonly principalId: PrincipalId },
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<ClientId | undefined> | undefined {
  const found = findApp(snapshot, branch.app);
  if (found === undefined) return undefined;
  const key = principalKey(found.subscription.key, branch.principalId);
  const touched: readonly Touched[] = [{ kind: 'principal', key }];
  return {
    what: `Could not read the client ID of the system-assigned identity of '${found.app.name}'.`,
    read: (signal) => reader.getSystemClientId(found.subscription, found.app.id, signal),
    get: ({ systemClientIds }) => systemClientIds.get(key) ?? absent,
    set: (now, id) => ({ ...now, systemClientIds: withBranch(now.systemClientIds, key, id) }),
    touched,
    merge: sameOrFresh(touched),
    size: () => 1,
  };
}

function vaultsLeaf(
  key: SubscriptionKey,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<readonly VaultAccess[]> | undefined {
  const subscription = findSubscription(snapshot, key);
  if (subscription === undefined) return undefined;
  const touched: readonly Touched[] = [{ kind: 'vaults', key }];
  return {
    what: `Could not read the vaults of '${subscription.name}'.`,
    read: async (signal) => byName(await reader.listVaults(subscription, signal)),
    get: ({ vaults }) => vaults.get(key) ?? absent,
    set: (now, branch) => ({ ...now, vaults: withBranch(now.vaults, key, branch) }),
    touched,
    merge: sameOrFresh(touched),
    size: (vaults) => vaults.length,
  };
}

function userAssignedLeaf(
  key: SubscriptionKey,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<readonly UserAssignedIdentity[]> | undefined {
  const subscription = findSubscription(snapshot, key);
  if (subscription === undefined) return undefined;
  const touch = (identity: { readonly id: string }): Touched => ({
    kind: 'identity',
    key: armKey(identity.id),
  });
  return {
    what: `Could not read the user-assigned identities of '${subscription.name}'.`,
    read: async (signal) => byName(await reader.listUserAssigned(subscription, signal)),
    get: ({ userAssigned }) => userAssigned.get(key) ?? absent,
    set: (now, branch) => ({ ...now, userAssigned: withBranch(now.userAssigned, key, branch) }),
    touched: [{ kind: 'subscription', key }],
    merge: (fresh, known) => {
      const { items } = keepSame(known, fresh);
      const stays = new Set(items);
      const was = new Set(known);
      const differs = [
        ...items.filter((item) => !was.has(item)),
        ...known.filter((item) => !stays.has(item)),
      ];
      return { value: items, touched: [...new Set(differs.map(({ id }) => id))].map((id) => touch({ id })) };
    },
    size: (identities) => identities.length,
  };
}

/** For values read as a whole: the old one as long as the new one says the same. */
function sameOrFresh<T>(touched: readonly Touched[]): (fresh: T, known: T) => Merged<T> {
  return (fresh, known) => ({ value: sameData(known, fresh) ? known : fresh, touched });
}

function withBranch<K, T>(
  map: ReadonlyMap<K, Loadable<T>>,
  key: K,
  branch: Loadable<T>,
): ReadonlyMap<K, Loadable<T>> {
  return branch.state === 'absent' ? keepEntries(map, (other) => other !== key) : withEntry(map, key, branch);
}
