import { shown } from '../../../estate/loadable';
import { findApp, findService, findSubscription } from '../../../estate/lookup';
import { resourceKey, type Deployment, type ResourceKey } from '../../../estate/resources';
import type { Reach } from '../../../estate/frozen/snapshot';
import type { Branch } from '../../../inventory/branch';
import type { LiveFinding } from '../../../lint/lint-app';
import { appMatches, nameMatches, serviceIsShown, servicesNotLoaded, subscriptionIsShown } from './filter';
import { appsInGroup, identityGroups } from './identity-groups';
import {
  appNode,
  belowApp,
  failedNode,
  findingNodes,
  findingsNode,
  folderLinkNodes,
  identityNode,
  rootId,
  serviceNode,
  subscriptionNode,
  type AppNode,
  type DeploymentNode,
  type InstancesNode,
  type Node,
  type ServiceNode,
  type SubscriptionNode,
  type UserAssignedNode,
} from './node';
import { notice } from './notice';
import { grantsBelow } from './grants';
import { listing } from './listing';
import { belowSection, sectionsOf } from './own-identities';
import { isSignedOut, appOf, rootState, type TreeState } from './state';

/** The nodes below a node, or the root's. Only reads. */
export function childrenOf(node: Node | undefined, state: TreeState): readonly Node[] {
  if (node === undefined) return rootChildren(state);
  switch (node.kind) {
    case 'subscription':
      return services(node, state);
    case 'service':
      return apps(node, state);
    case 'group':
      return appsInGroup(node, state);
    case 'app':
      return appChildren(node, state);
    default:
      return inApp(node, state);
  }
}

function inApp(node: Node, state: TreeState): readonly Node[] {
  switch (node.kind) {
    case 'system':
    case 'identity':
      return grantsBelow(node, state);
    case 'grant-target':
      return node.grants;
    case 'own-identity':
      return sectionsOf(node, state);
    case 'section':
      return belowSection(node, state);
    case 'user-assigned':
      return userAssigned(node, state);
    case 'instances':
      return deployments(node, state);
    case 'findings':
      return findingNodes(node, findingsOf(node, state));
    case 'deployment':
      return instances(node, state);
    default:
      return [];
  }
}

function appChildren(node: AppNode, state: TreeState): readonly Node[] {
  const app = appOf(state, node);
  if (app === undefined) return [];
  return [
    ...belowApp(node),
    ...folderLinkNodes(node, state.linksOf?.(app.id) ?? []),
    ...(findingsOf(node, state).length > 0 ? [findingsNode(node)] : []),
  ];
}

function findingsOf({ app }: { readonly app: ResourceKey }, state: TreeState): readonly LiveFinding[] {
  const found = findApp(state.snapshot, app);
  return found === undefined ? [] : state.findingsOf(found);
}

function rootChildren(state: TreeState): readonly Node[] {
  const { reach } = state.snapshot;
  const value = shown(reach);
  const failed = reach.state === 'failed' && !isSignedOut(reach.failure) ? reach.failure : undefined;
  if (value === undefined) {
    if (failed !== undefined)
      return [failedNode(rootId, { kind: 'reach' }, failed), notice(rootId, { is: 'other-sign-in' })];
    // Signed out: the welcome text speaks, and it only shows while there are no nodes.
    return reach.state === 'failed' ? [] : [notice(rootId, { is: 'loading' })];
  }
  if (rootState(state) !== 'ready') return [];
  const isByIdentity = state.groupBy === 'identity';
  const found = isByIdentity ? identityGroups(state) : subscriptions(value, state);
  return [
    ...(failed === undefined ? [] : [failedNode(rootId, { kind: 'reach' }, failed)]),
    ...(isByIdentity ? unreadIdentities(state) : []),
    ...searchNotices(state, found.length),
    ...found,
    ...value.lockedTenants.map((tenant): Node => ({
      kind: 'tenant',
      id: `tenant:${tenant.accountId}/${tenant.tenantId}`.toLowerCase(),
      tenant,
      target: { kind: 'tenant', tenant },
    })),
    ...value.unreadableTenants.map(({ tenantId, why }) =>
      notice(rootId, { is: 'unreadable-tenant', tenantId, why }),
    ),
    ...withoutServices(value, state),
    ...(value.filteredOut > 0 ? [notice(rootId, { is: 'filtered-out', count: value.filteredOut })] : []),
  ];
}

/** Subscriptions whose identities could not be listed: those that nobody uses are missing from the groups. */
function unreadIdentities({ snapshot }: TreeState): readonly Node[] {
  return (shown(snapshot.reach)?.subscriptions ?? []).flatMap(({ key, name }) => {
    const listed = snapshot.userAssigned.get(key);
    if (listed?.state !== 'failed') return [];
    return [notice(rootId, { is: 'unreadable-identities', name, why: listed.failure.words.why })];
  });
}

/** A filter and a grouping see only what was loaded; that is said, never shown as "nothing there". */
function searchNotices(state: TreeState, found: number): readonly Node[] {
  const missing = state.filter !== '' || state.groupBy === 'identity' ? servicesNotLoaded(state) : 0;
  return [
    ...(missing > 0 ? [notice(rootId, { is: 'not-loaded', services: missing })] : []),
    ...(state.filter !== '' && found === 0 ? [notice(rootId, { is: 'no-match', filter: state.filter })] : []),
  ];
}

function subscriptions(reach: Reach, state: TreeState): readonly Node[] {
  return reach.subscriptions
    .filter(
      (subscription) => !isKnownEmpty(state, subscription.key) && subscriptionIsShown(state, subscription),
    )
    .map(subscriptionNode);
}

/** Most subscriptions of a company hold no Spring service: they are counted in one line instead of listed. */
function withoutServices(reach: Reach, state: TreeState): readonly Node[] {
  if (state.filter !== '' || state.groupBy === 'identity') return [];
  const count = reach.subscriptions.filter((subscription) => isKnownEmpty(state, subscription.key)).length;
  return count === 0 ? [] : [notice(rootId, { is: 'without-services', count })];
}

function isKnownEmpty(state: TreeState, key: SubscriptionNode['key']): boolean {
  const listed = state.snapshot.services.get(key);
  return listed?.state === 'ready' && listed.value.length === 0;
}

function services(node: SubscriptionNode, state: TreeState): readonly Node[] {
  const subscription = findSubscription(state.snapshot, node.key);
  if (subscription === undefined) return [];
  const branch: Branch = { kind: 'subscription', key: node.key };
  return listing(node.id, branch, state.snapshot.services.get(node.key), (list) =>
    list.length === 0
      ? [notice(node.id, { is: 'no-services' })]
      : list.filter((service) => serviceIsShown(state, subscription, service)).map(serviceNode),
  );
}

function apps(node: ServiceNode, state: TreeState): readonly Node[] {
  const found = findService(state.snapshot, node.key);
  if (found === undefined) return [];
  const { service, subscription } = found;
  const { filter } = state;
  const all = filter === '' || nameMatches(subscription, filter) || nameMatches(service, filter);
  const branch: Branch = { kind: 'service', key: node.key };
  return listing(node.id, branch, state.snapshot.apps.get(node.key), (list) =>
    list.length === 0
      ? [notice(node.id, { is: 'no-apps' })]
      : list.filter((app) => all || appMatches(app, filter)).map((app) => appNode(app, node.key)),
  );
}

function userAssigned(node: UserAssignedNode, state: TreeState): readonly Node[] {
  return appOf(state, node)?.identity.userAssigned.map(({ id }) => identityNode(node, id)) ?? [];
}

function deployments(node: InstancesNode, state: TreeState): readonly Node[] {
  const branch: Branch = { kind: 'deployments', key: node.app };
  return listing(node.id, branch, state.snapshot.deployments.get(node.app), (list) =>
    list.length === 0
      ? [notice(node.id, { is: 'no-deployments' })]
      : list.map((deployment): Node => {
          const key = resourceKey(deployment);
          return {
            ...node,
            kind: 'deployment',
            id: `${node.id}/${deployment.name}`,
            deployment: key,
            target: { kind: 'deployment', app: node.app, deployment: key },
          };
        }),
  );
}

/** The deployment a node stands for, when it is still there. */
export function deploymentOf(
  node: { readonly app: DeploymentNode['app']; readonly deployment: DeploymentNode['deployment'] },
  state: TreeState,
): Deployment | undefined {
  const listed = state.snapshot.deployments.get(node.app);
  return (listed && shown(listed))?.find((deployment) => resourceKey(deployment) === node.deployment);
}

function instances(node: DeploymentNode, state: TreeState): readonly Node[] {
  const deployment = deploymentOf(node, state);
  if (deployment === undefined) return [];
  if (deployment.instances.length === 0) return [notice(node.id, { is: 'no-instances' })];
  return deployment.instances.map(({ name }): Node => ({
    ...node,
    kind: 'instance',
    id: `${node.id}/${name}`,
    name,
    target: { kind: 'instance', app: node.app, deployment: node.deployment, instance: name },
  }));
}
