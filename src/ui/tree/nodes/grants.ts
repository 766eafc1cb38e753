import { policyOf, roleNameOf } from '../../../access/access-at';
import { armKey, nameOf, sameArmId, type ArmId, type ArmKey } from '../../../estate/ids/arm-id';
import type { RoleListing, StoreGrantListing, VaultAccess } from '../../../estate/grants';
import { sameId } from '../../../estate/held-identity';
import type { PrincipalId } from '../../../estate/ids/ids';
import { absent, shown, type Loadable } from '../../../estate/loadable';
import { identitiesOf, rolesOf, subscriptionKeyOf, subscriptionsBeside } from '../../../estate/lookup';
import { tenantOf, type SubscriptionKey } from '../../../estate/resources';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import type { Branch } from '../../../inventory/branch';
import {
  failedNode,
  type IdentityNode,
  type Node,
  type OwnIdentityNode,
  type SectionNode,
  type SystemNode,
} from './node';
import type { GrantNode, GrantTargetNode } from './grant-node';
import { notice } from './notice';
import { appOf, identityOf, type TreeState } from './state';

/** The nodes that have what an identity was given below them. */
export type HolderNode = SystemNode | IdentityNode | OwnIdentityNode | SectionNode;

/** Whose grants stand below a node, and what has to be read for them. */
export interface Holder {
  readonly subscription: SubscriptionKey;
  /** `undefined` while Azure has not told it. */
  readonly principalId: PrincipalId | undefined;
  readonly roles: Branch | undefined;
}

export function holderOf(node: HolderNode, state: TreeState): Holder {
  if (node.kind === 'own-identity' || node.kind === 'section') {
    const principalId = identityOf(state, node)?.principalId;
    const roles: Branch | undefined = principalId && { kind: 'roles', identity: node.key, principalId };
    return { subscription: node.subscription, principalId, roles };
  }
  const app = appOf(state, node);
  const held = app && identitiesOf(state.snapshot, app);
  const principalId = held?.find(({ kind, id }) =>
    node.kind === 'system'
      ? kind === 'system'
      : kind === 'user-assigned' && id !== undefined && sameArmId(id, node.identity),
  )?.principalId;
  const roles: Branch | undefined = principalId && { kind: 'roles', app: node.app, principalId };
  return { subscription: subscriptionKeyOf(node.app), principalId, roles };
}

/** What has to be read so that all that an identity was given can be shown. */
export function grantBranches(node: HolderNode, state: TreeState): readonly Branch[] {
  const { subscription, roles } = holderOf(node, state);
  if (roles === undefined) return [];
  const beside = subscriptionsBeside(state.snapshot, subscription);
  return [
    roles,
    ...beside.map(({ key }): Branch => ({ kind: 'vaults', key })),
    { kind: 'store-grants', key: subscription },
  ];
}

/** Up to so many grants are a plain list; more are gathered by what they are given at. */
const mostUngrouped = 8;

/**
 * What an identity was given: roles at every scope, its own and through groups, access policies of vaults, and what stores grant
 * themselves. What could not be read comes first, and "nothing" is only said when all was read.
 */
export function grantsBelow(node: HolderNode, state: TreeState): readonly Node[] {
  const { snapshot } = state;
  const { subscription, principalId, roles: branch } = holderOf(node, state);
  if (principalId === undefined || branch === undefined) return [notice(node.id, { is: 'no-principal' })];
  const roles = rolesOf(snapshot, subscription, principalId);
  const vaults = vaultsBeside(snapshot, subscription);
  const stores = snapshot.storeGrants.get(tenantOf(subscription)) ?? absent;
  const parts: readonly Part[] = [
    rolesPart(node.id, { branch, roles }),
    ...vaults.map(({ name, listed }) => policiesPart(node.id, { name, listed, principalId })),
    storesPart(node.id, { stores, principalId }),
  ];
  const unread = parts.flatMap((part) => part.unread);
  const grants = parts.flatMap((part) => part.grants);
  const isLoading = parts.some((part) => part.isLoading);
  const isNothing = grants.length === 0 && unread.length === 0 && !isLoading;
  return [
    ...unread,
    ...grouped(node.id, grants),
    ...(isNothing ? [notice(node.id, { is: 'no-roles' })] : []),
    ...(isLoading ? [notice(node.id, { is: 'loading' })] : [notice(node.id, { is: 'databases-untold' })]),
  ];
}

interface Part {
  readonly unread: readonly Node[];
  readonly grants: readonly GrantNode[];
  readonly isLoading: boolean;
}

function rolesPart(
  parent: string,
  { branch, roles }: { readonly branch: Branch; readonly roles: Loadable<RoleListing> },
): Part {
  const { assignments = [], unreadable = [], groups } = shown(roles) ?? {};
  const unread = [
    ...(roles.state === 'failed' ? [failedNode(parent, branch, roles.failure)] : []),
    ...unreadable.map(({ name, why }) => notice(parent, { is: 'unreadable-roles', name, why })),
    ...(groups === 'untold' ? [notice(parent, { is: 'groups-untold' })] : []),
  ];
  const grants = assignments.map((assignment): GrantNode => ({
    kind: 'role',
    id: `${parent}/${assignment.id.toLowerCase()}`,
    at: assignment.scope,
    assignment,
    target: { kind: 'resource', id: assignment.scope },
  }));
  return { unread, grants, isLoading: isLoading(roles) || groups === 'unasked' };
}

function policiesPart(
  parent: string,
  {
    name,
    listed,
    principalId,
  }: {
    readonly name: string;
    readonly listed: Loadable<readonly VaultAccess[]>;
    readonly principalId: PrincipalId;
  },
): Part {
  const grants = (shown(listed) ?? []).flatMap((vault): readonly GrantNode[] => {
    const policy = policyOf(vault, principalId);
    if (policy === undefined) return [];
    const id = `${parent}/policy:${vault.id.toLowerCase()}`;
    return [{ kind: 'policy', id, at: vault.id, vault, policy, target: { kind: 'resource', id: vault.id } }];
  });
  const unread =
    listed.state === 'failed'
      ? [notice(parent, { is: 'unreadable-vaults', name, why: listed.failure.words.why })]
      : [];
  return { unread, grants, isLoading: isLoading(listed) };
}

function storesPart(
  parent: string,
  {
    stores,
    principalId,
  }: { readonly stores: Loadable<StoreGrantListing>; readonly principalId: PrincipalId },
): Part {
  const { grants = [], unreadable = [] } = shown(stores) ?? {};
  const failed =
    stores.state === 'failed' ? [{ name: 'Cosmos DB, Redis', why: stores.failure.words.why }] : [];
  return {
    unread: [...failed, ...unreadable].map(({ name, why }) =>
      notice(parent, { is: 'unreadable-store', name, why }),
    ),
    grants: grants
      .filter((grant) => sameId(grant.principalId, principalId))
      .map((grant): GrantNode => ({
        kind: 'store-grant',
        id: `${parent}/${grant.id.toLowerCase()}`,
        at: grant.store,
        grant,
        target: { kind: 'resource', id: grant.store },
      })),
    isLoading: isLoading(stores),
  };
}

function isLoading({ state }: Loadable<unknown>): boolean {
  return state === 'absent' || state === 'loading';
}

/** The vaults of every subscription of the tenant, each as far as it was read. */
function vaultsBeside(
  snapshot: EstateSnapshot,
  subscription: SubscriptionKey,
): readonly { readonly name: string; readonly listed: Loadable<readonly VaultAccess[]> }[] {
  return subscriptionsBeside(snapshot, subscription).map(({ key, name }) => ({
    name,
    listed: snapshot.vaults.get(key) ?? absent,
  }));
}

/** In the order of their targets; what is given at one target stands together, below it where there are many in all. */
function grouped(parent: string, grants: readonly GrantNode[]): readonly Node[] {
  const sorted = [...grants].sort(
    (a, b) =>
      nameOf(a.at).localeCompare(nameOf(b.at)) ||
      a.at.localeCompare(b.at) ||
      roleOf(a).localeCompare(roleOf(b)),
  );
  const byTarget = new Map<ArmKey, GrantNode[]>();
  for (const grant of sorted) {
    const here = byTarget.get(armKey(grant.at));
    if (here === undefined) byTarget.set(armKey(grant.at), [grant]);
    else here.push(grant);
  }
  if (sorted.length <= mostUngrouped || byTarget.size === sorted.length) return sorted;
  return [...byTarget].flatMap(([key, here]): readonly Node[] => {
    const [first] = here;
    if (here.length === 1 || first === undefined) return here;
    return [targetNode(`${parent}/at:${key}`, first.at, here)];
  });
}

function targetNode(id: string, at: ArmId, grants: readonly GrantNode[]): GrantTargetNode {
  return {
    kind: 'grant-target',
    id,
    at,
    grants: grants.map((grant) => ({ ...grant, id: `${id}/${grant.id}`, below: true })),
    target: { kind: 'resource', id: at },
  };
}

/** What stands first in a row. */
export function roleOf(node: GrantNode): string {
  switch (node.kind) {
    case 'role':
      return roleNameOf(node.assignment);
    case 'policy':
      return '';
    case 'store-grant':
      return node.grant.role;
  }
}

/** Where what an identity was given could not be read, as far as it was asked for. */
export function unreadPlaces(
  snapshot: EstateSnapshot,
  { subscription, principalId }: Pick<Holder, 'subscription' | 'principalId'>,
): number {
  if (principalId === undefined) return 0;
  const roles = rolesOf(snapshot, subscription, principalId);
  const stores = snapshot.storeGrants.get(tenantOf(subscription)) ?? absent;
  const failed = [roles, stores, ...vaultsBeside(snapshot, subscription).map(({ listed }) => listed)].filter(
    ({ state }) => state === 'failed',
  );
  // Whoever looked at no identity yet has read no roles: what else is known counts with them only.
  if (roles.state === 'absent' || roles.state === 'loading') return 0;
  return failed.length + (shown(roles)?.unreadable.length ?? 0) + (shown(stores)?.unreadable.length ?? 0);
}
