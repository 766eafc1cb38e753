import { policyOf } from '../../../access/access-at';
import type { RoleListing } from '../../../estate/grants';
import { absent, shown } from '../../../estate/loadable';
import { identitiesOf, rolesOf, subscriptionKeyOf } from '../../../estate/lookup';
import { sameArmId } from '../../../estate/arm-id';
import type { PrincipalId } from '../../../estate/ids';
import type { Branch } from '../../../inventory/branch';
import { listing } from './listing';
import { notice, type IdentityNode, type Node, type SystemNode } from './node';
import { appOf, type TreeState } from './state';

/** The principal whose grants stand below an identity node; `undefined` while Azure has not told it. */
export function principalOf(node: SystemNode | IdentityNode, state: TreeState): PrincipalId | undefined {
  const app = appOf(state, node);
  const held = app && identitiesOf(state.snapshot, app);
  return held?.find(({ kind, id }) =>
    node.kind === 'system'
      ? kind === 'system'
      : kind === 'user-assigned' && id !== undefined && sameArmId(id, node.identity),
  )?.principalId;
}

/** What an identity was given: roles, and access policies of vaults. */
export function grantsBelow(node: SystemNode | IdentityNode, state: TreeState): readonly Node[] {
  const principalId = principalOf(node, state);
  if (principalId === undefined) return [notice(node.id, { is: 'no-principal' })];
  const branch: Branch = { kind: 'roles', app: node.app, principalId };
  const policies = policyNodes(node, principalId, state);
  const roles = listing(
    node.id,
    branch,
    rolesOf(state.snapshot, subscriptionKeyOf(node.app), principalId),
    (list) => roleNodes(node.id, list),
  );
  return [...roles, ...policies];
}

function roleNodes(parent: string, { assignments, unreadable }: RoleListing): readonly Node[] {
  const unread = unreadable.map(({ name, why }) => notice(parent, { is: 'unreadable-roles', name, why }));
  if (assignments.length === 0 && unread.length === 0) return [notice(parent, { is: 'no-roles' })];
  const byTarget = [...assignments].sort(
    (a, b) => a.scope.localeCompare(b.scope) || (a.roleName ?? '').localeCompare(b.roleName ?? ''),
  );
  return [
    ...byTarget.map((assignment): Node => ({
      kind: 'role',
      id: `${parent}/${assignment.id.toLowerCase()}`,
      assignment,
      target: { kind: 'resource', id: assignment.scope },
    })),
    ...unread,
  ];
}

/** Policies of the vaults in the app's subscription; nothing while they are read, for most vaults go by roles. */
function policyNodes(
  node: SystemNode | IdentityNode,
  principalId: PrincipalId,
  state: TreeState,
): readonly Node[] {
  const vaults = state.snapshot.vaults.get(subscriptionKeyOf(node.app)) ?? absent;
  const found = (shown(vaults) ?? []).flatMap((vault): readonly Node[] => {
    const policy = policyOf(vault, principalId);
    if (policy === undefined) return [];
    const id = `${node.id}/policy:${vault.id.toLowerCase()}`;
    return [{ kind: 'policy', id, vault, policy, target: { kind: 'resource', id: vault.id } }];
  });
  if (vaults.state !== 'failed') return found;
  return [...found, notice(node.id, { is: 'unreadable-vaults', why: vaults.failure.why })];
}
