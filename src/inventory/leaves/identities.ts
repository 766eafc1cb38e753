import { say } from '../../lifecycle/text';
import { armKey, type ArmId } from '../../estate/ids/arm-id';
import { keepSame } from '../../estate/frozen/keep-same';
import { absent, shown } from '../../estate/loadable';
import { findApp, findSubscription, subscriptionKeyOf } from '../../estate/lookup';
import type { ClientId, PrincipalId } from '../../estate/ids/ids';
import {
  principalKey,
  resourceKey,
  type AssociatedResources,
  type FederatedCredential,
  type ResourceKey,
  type Subscription,
  type SubscriptionKey,
  type UserAssignedIdentity,
} from '../../estate/resources';
import type { EstateSnapshot, Touched } from '../../estate/frozen/snapshot';
import { byName } from '../lists';
import type { EstateReader } from '../ports';
import { sameOrFresh, withBranch, type Leaf } from './leaf';

export function userAssignedLeaf(
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
    what: say("Could not read the user-assigned identities of '{0}'.", subscription.name),
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

export function systemClientIdLeaf(
  branch: { readonly app: ResourceKey; readonly principalId: PrincipalId },
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<ClientId | undefined> | undefined {
  const found = findApp(snapshot, branch.app);
  if (found === undefined) return undefined;
  const key = principalKey(found.subscription.key, branch.principalId);
  const touched: readonly Touched[] = [{ kind: 'principal', key }];
  return {
    what: say("Could not read the client ID of the system-assigned identity of '{0}'.", found.app.name),
    read: (signal) => reader.getSystemClientId(found.subscription, found.app.id, signal),
    get: ({ systemClientIds }) => systemClientIds.get(key) ?? absent,
    set: (now, id) => ({ ...now, systemClientIds: withBranch(now.systemClientIds, key, id) }),
    touched,
    merge: sameOrFresh(touched),
    size: () => 1,
  };
}

/** A user-assigned identity that was listed, with its subscription. */
function findIdentity(
  snapshot: EstateSnapshot,
  key: ResourceKey,
): { readonly id: ArmId; readonly name: string; readonly subscription: Subscription } | undefined {
  const subscription = findSubscription(snapshot, subscriptionKeyOf(key));
  const listed = subscription && snapshot.userAssigned.get(subscription.key);
  const found = (listed && shown(listed))?.find((identity) => resourceKey(identity) === key);
  return found && subscription && { id: found.id, name: found.name, subscription };
}

export function federatedLeaf(
  key: ResourceKey,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<readonly FederatedCredential[]> | undefined {
  const found = findIdentity(snapshot, key);
  if (found === undefined) return undefined;
  const touched: readonly Touched[] = [{ kind: 'identity', key: armKey(found.id) }];
  return {
    what: say("Could not read the federated credentials of '{0}'.", found.name),
    read: async (signal) =>
      byName(await reader.listFederatedCredentials(found.subscription, found.id, signal)),
    get: ({ federated }) => federated.get(key) ?? absent,
    set: (now, branch) => ({ ...now, federated: withBranch(now.federated, key, branch) }),
    touched,
    merge: sameOrFresh(touched),
    size: (credentials) => credentials.length,
  };
}

export function associatedLeaf(
  key: ResourceKey,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<AssociatedResources> | undefined {
  const found = findIdentity(snapshot, key);
  if (found === undefined) return undefined;
  const touched: readonly Touched[] = [{ kind: 'identity', key: armKey(found.id) }];
  return {
    what: say("Could not read what uses '{0}'.", found.name),
    read: (signal) => reader.listAssociated(found.subscription, found.id, signal),
    get: ({ associated }) => associated.get(key) ?? absent,
    set: (now, branch) => ({ ...now, associated: withBranch(now.associated, key, branch) }),
    touched,
    merge: sameOrFresh(touched),
    size: ({ resources }) => resources.length,
  };
}
