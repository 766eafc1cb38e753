import { armKey } from '../../estate/arm-id';
import { subscriptionKeyOf } from '../../estate/lookup';
import { principalKey, tenantOf, type PrincipalKey, type SubscriptionKey } from '../../estate/resources';
import type { EstateChange, Touched } from '../../estate/snapshot';
import { principalOf } from './nodes/grants';
import {
  appNodeId,
  serviceNodeId,
  subscriptionNodeId,
  type IdentityNode,
  type Node,
  type SystemNode,
} from './nodes/node';
import type { TreeState } from './nodes/state';

/**
 * The drawn nodes a change concerns; `undefined` is the whole tree. A filter and the grouping by identity decide by
 * apps what the levels above hold, so there a change of one app may move any node.
 */
export function nodesToRedraw(
  change: EstateChange,
  drawn: ReadonlyMap<string, Node>,
  state: TreeState,
): readonly Node[] | undefined {
  if (state.groupBy === 'identity' || state.filter !== '') return undefined;
  const nodes = new Set<Node>();
  for (const touched of change.touched) {
    if (touched.kind === 'everything') return undefined;
    for (const node of touchedNodes(touched, drawn, state)) nodes.add(node);
  }
  return [...nodes];
}

function touchedNodes(
  touched: Exclude<Touched, { kind: 'everything' }>,
  drawn: ReadonlyMap<string, Node>,
  state: TreeState,
): readonly Node[] {
  switch (touched.kind) {
    case 'subscription':
      return byId(drawn, subscriptionNodeId(touched.key));
    case 'service':
      return byId(drawn, serviceNodeId(touched.key));
    case 'app':
      return byId(drawn, appNodeId(touched.key));
    case 'principal':
      return [...drawn.values()].filter(
        (node) =>
          (node.kind === 'system' || node.kind === 'identity') && principalKeyOf(node, state) === touched.key,
      );
    case 'vaults':
      return withGrants(drawn, (subscription) => tenantOf(subscription) === tenantOf(touched.key));
    case 'stores':
      return withGrants(drawn, (subscription) => tenantOf(subscription) === touched.key);
    case 'identity':
      return [...drawn.values()].filter(
        (node) => node.kind === 'identity' && armKey(node.identity) === touched.key,
      );
  }
}

/** Nodes with grants below them, of identities that are seen through some subscription. */
function withGrants(
  drawn: ReadonlyMap<string, Node>,
  isSeen: (subscription: SubscriptionKey) => boolean,
): readonly Node[] {
  return [...drawn.values()].filter(
    (node) => (node.kind === 'system' || node.kind === 'identity') && isSeen(subscriptionKeyOf(node.app)),
  );
}

function principalKeyOf(node: SystemNode | IdentityNode, state: TreeState): PrincipalKey | undefined {
  const principalId = principalOf(node, state);
  return principalId && principalKey(subscriptionKeyOf(node.app), principalId);
}

function byId(drawn: ReadonlyMap<string, Node>, id: string): readonly Node[] {
  const node = drawn.get(id);
  return node === undefined ? [] : [node];
}
