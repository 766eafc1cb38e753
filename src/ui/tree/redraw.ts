import { armKey, type ArmKey } from '../../estate/ids/arm-id';
import { subscriptionKeyOf } from '../../estate/lookup';
import {
  armKeyOf,
  principalKey,
  tenantOf,
  type PrincipalKey,
  type ResourceKey,
  type SubscriptionKey,
} from '../../estate/resources';
import type { EstateChange, Touched } from '../../estate/frozen/snapshot';
import type { Grouping } from '../contributions';
import { holderOf, type HolderNode } from './nodes/grants';
import { appNodeId, serviceNodeId, subscriptionNodeId, type Node } from './nodes/node';
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

/** The nodes that stand for an app: one, or one below each of its identities. */
export function nodesOfApp(
  app: ResourceKey,
  drawn: ReadonlyMap<string, Node>,
  groupBy: Grouping,
): readonly Node[] {
  if (groupBy === 'subscription') return byId(drawn, appNodeId(app));
  return [...drawn.values()].filter((node) => node.kind === 'app' && node.app === app);
}

/** The nodes that stand for apps of these ids, through whatever account. */
export function nodesOfApps(apps: ReadonlySet<ArmKey>, drawn: ReadonlyMap<string, Node>): readonly Node[] {
  return [...drawn.values()].filter((node) => node.kind === 'app' && apps.has(armKeyOf(node.app)));
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
      return holders(drawn, (node) => principalKeyOf(node, state) === touched.key);
    case 'vaults':
      return holders(drawn, (node) => tenantOf(seenThrough(node)) === tenantOf(touched.key));
    case 'stores':
      return holders(drawn, (node) => tenantOf(seenThrough(node)) === touched.key);
    case 'identity':
      return [...drawn.values()].filter(
        (node) => 'identity' in node && armKey(node.identity) === touched.key,
      );
  }
}

/** Nodes with what an identity was given below them. */
function holders(
  drawn: ReadonlyMap<string, Node>,
  concerns: (node: HolderNode) => boolean,
): readonly HolderNode[] {
  return [...drawn.values()].filter((node): node is HolderNode => isHolder(node) && concerns(node));
}

function isHolder(node: Node): node is HolderNode {
  if (node.kind === 'section') return node.section === 'grants';
  return node.kind === 'system' || node.kind === 'identity' || node.kind === 'own-identity';
}

function seenThrough(node: HolderNode): SubscriptionKey {
  return 'subscription' in node ? node.subscription : subscriptionKeyOf(node.app);
}

function principalKeyOf(node: HolderNode, state: TreeState): PrincipalKey | undefined {
  const { subscription, principalId } = holderOf(node, state);
  return principalId && principalKey(subscription, principalId);
}

function byId(drawn: ReadonlyMap<string, Node>, id: string): readonly Node[] {
  const node = drawn.get(id);
  return node === undefined ? [] : [node];
}
