import { subscriptionKeyOf } from '../../estate/lookup';
import { isUnread, type Branch } from '../../inventory/branch';
import { principalOf } from './nodes/grants';
import type { Node } from './nodes/node';
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
      const principalId = principalOf(node, state);
      if (principalId === undefined) return [];
      return [
        { kind: 'roles', app: node.app, principalId },
        { kind: 'system-client-id', app: node.app, principalId },
        { kind: 'vaults', key: subscriptionKeyOf(node.app) },
      ];
    }
    case 'identity': {
      const principalId = principalOf(node, state);
      if (principalId === undefined) return [];
      return [
        { kind: 'roles', app: node.app, principalId },
        { kind: 'vaults', key: subscriptionKeyOf(node.app) },
      ];
    }
    default:
      return [];
  }
}

/** Branches below expanded nodes that nobody has asked for yet; what failed waits for the user's retry. */
export function branchesMissing(expanded: Iterable<Node>, state: TreeState): readonly Branch[] {
  const missing: Branch[] = [];
  for (const node of expanded)
    for (const branch of branchesBelow(node, state))
      if (isUnread(state.snapshot, branch)) missing.push(branch);
  return missing;
}
