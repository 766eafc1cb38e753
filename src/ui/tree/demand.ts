import { shown } from '../../estate/loadable';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { isUnread, type Branch } from '../../inventory/branch';
import { grantBranches, holderOf } from './nodes/grants';
import type { Node, SectionNode } from './nodes/node';
import type { TreeState } from './nodes/state';

/** What has to be read so that an expanded node can show what is below it. */
export function branchesBelow(node: Node, state: TreeState): readonly Branch[] {
  switch (node.kind) {
    case 'subscription':
      return [{ kind: 'subscription', key: node.key }];
    case 'service':
      return [{ kind: 'service', key: node.key }];
    case 'instances':
      return [{ kind: 'deployments', key: node.app }];
    case 'system': {
      const { principalId } = holderOf(node, state);
      if (principalId === undefined) return [];
      return [...grantBranches(node, state), { kind: 'system-client-id', app: node.app, principalId }];
    }
    case 'identity':
      return grantBranches(node, state);
    case 'own-identity':
      return [{ kind: 'federated', key: node.key }];
    case 'section':
      return belowSection(node, state);
    default:
      return [];
  }
}

function belowSection(node: SectionNode, state: TreeState): readonly Branch[] {
  switch (node.section) {
    case 'apps':
      return [];
    case 'others':
      return [{ kind: 'associated', key: node.key }];
    case 'federated':
      return [{ kind: 'federated', key: node.key }];
    case 'grants':
      return grantBranches(node, state);
  }
}

/** What the root needs beside the reach: who is used by nobody is known only when all identities are. */
export function branchesOfRoot({ groupBy, snapshot }: TreeState): readonly Branch[] {
  if (groupBy !== 'identity') return [];
  return identityBranches(snapshot);
}

/** The lists of identities of every subscription that nobody has asked for yet. */
export function identityBranches(snapshot: EstateSnapshot): readonly Branch[] {
  return (shown(snapshot.reach)?.subscriptions ?? [])
    .map(({ key }): Branch => ({ kind: 'user-assigned', key }))
    .filter((branch) => isUnread(snapshot, branch));
}

/** Branches below expanded nodes that nobody has asked for yet; what failed waits for the user's retry. */
export function branchesMissing(expanded: Iterable<Node>, state: TreeState): readonly Branch[] {
  const missing: Branch[] = [];
  for (const node of expanded)
    for (const branch of branchesBelow(node, state))
      if (isUnread(state.snapshot, branch)) missing.push(branch);
  return missing;
}
