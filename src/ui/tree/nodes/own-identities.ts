import { armKey, nameOf, type ArmId } from '../../../estate/ids/arm-id';
import { shown } from '../../../estate/loadable';
import type { FoundApp } from '../../../estate/lookup';
import { resourceKey, type ResourceKey, type SubscriptionKey } from '../../../estate/resources';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import { servicesNotLoaded } from './filter';
import { grantsBelow } from './grants';
import { listing } from './listing';
import {
  appNode,
  failedNode,
  rootId,
  sections,
  type Node,
  type OwnIdentityNode,
  type SectionNode,
} from './node';
import { notice } from './notice';
import { isSignedOut, type TreeState } from './state';

/** The root of the Identities view: every user-assigned identity that is listed, and those that apps have beyond that. */
export function identitiesRoot(state: TreeState): readonly Node[] {
  const { reach } = state.snapshot;
  const value = shown(reach);
  if (value === undefined) {
    if (reach.state !== 'failed') return [notice(rootId, { is: 'loading' })];
    // Signed out: the welcome text speaks, and it only shows while there are no nodes.
    if (isSignedOut(reach.failure)) return [];
    return [failedNode(rootId, { kind: 'reach' }, reach.failure), notice(rootId, { is: 'other-sign-in' })];
  }
  if (value.subscriptions.length === 0) return [];
  const found = ownIdentities(state);
  const unread = unreadSubscriptions(state.snapshot);
  const missing = servicesNotLoaded(state);
  const isLoading = value.subscriptions.some(({ key }) => isPending(state.snapshot, key));
  const isNothing = found.length === 0 && unread.length === 0 && !isLoading;
  return [
    ...unread,
    // Who uses an identity is known of loaded apps only.
    ...(missing > 0 ? [notice(rootId, { is: 'not-loaded', services: missing })] : []),
    ...found,
    ...(isNothing ? [notice(rootId, { is: 'no-identities' })] : []),
    ...(isLoading ? [notice(rootId, { is: 'loading' })] : []),
  ];
}

function isPending({ userAssigned }: EstateSnapshot, key: SubscriptionKey): boolean {
  const listed = userAssigned.get(key);
  return listed === undefined || (listed.state === 'loading' && listed.previous === undefined);
}

/** Subscriptions whose identities could not be listed, each once more on a click. */
function unreadSubscriptions(snapshot: EstateSnapshot): readonly Node[] {
  return [...snapshot.userAssigned].flatMap(([key, listed]) =>
    listed.state === 'failed'
      ? [
          {
            ...failedNode(rootId, { kind: 'user-assigned', key }, listed.failure),
            id: `${rootId}/failed:${key}`,
          },
        ]
      : [],
  );
}

interface Place {
  readonly id: ArmId;
  readonly subscription: SubscriptionKey;
}

function ownIdentities(state: TreeState): readonly OwnIdentityNode[] {
  const places = new Map<ResourceKey, Place>();
  for (const listed of state.snapshot.userAssigned.values())
    for (const identity of shown(listed) ?? []) places.set(resourceKey(identity), identity);
  const known = new Set([...places.values()].map(({ id }) => armKey(id)));
  // In subscriptions that nobody here sees, say: the apps tell of them.
  for (const [key, { id, apps }] of state.use().userAssigned) {
    const [first] = apps;
    if (known.has(key) || first === undefined) continue;
    const place = { id, subscription: first.subscription.key };
    places.set(resourceKey(place), place);
  }
  return [...places]
    .sort(
      ([, a], [, b]) => nameOf(a.id).localeCompare(nameOf(b.id)) || armKey(a.id).localeCompare(armKey(b.id)),
    )
    .map(([key, { id, subscription }]) => ({
      kind: 'own-identity',
      id: `own-identity:${key}`,
      key,
      identity: id,
      subscription,
      target: { kind: 'identity', identity: id },
    }));
}

/** The apps read so far that use an identity. */
export function usersOf(state: TreeState, identity: ArmId): readonly FoundApp[] {
  return state.use().userAssigned.get(armKey(identity))?.apps ?? [];
}

export function sectionsOf(node: OwnIdentityNode, state: TreeState): readonly Node[] {
  // Of one that is not listed, only its users are known.
  const isListed = shown(state.snapshot.userAssigned.get(node.subscription) ?? { state: 'absent' })?.some(
    (identity) => resourceKey(identity) === node.key,
  );
  return sections
    .filter((section) => section === 'apps' || isListed === true)
    .map((section): SectionNode => ({ ...node, kind: 'section', section, id: `${node.id}/${section}` }));
}

export function belowSection(node: SectionNode, state: TreeState): readonly Node[] {
  switch (node.section) {
    case 'apps':
      return apps(node, state);
    case 'others':
      return others(node, state);
    case 'federated':
      return credentials(node, state);
    case 'grants':
      return grantsBelow(node, state);
  }
}

function apps(node: SectionNode, state: TreeState): readonly Node[] {
  const missing = servicesNotLoaded(state);
  const users = usersOf(state, node.identity);
  return [
    ...(missing > 0 ? [notice(node.id, { is: 'not-loaded', services: missing })] : []),
    ...users.map(({ app, service }) => appNode(app, resourceKey(service), node.id)),
    ...(users.length === 0 ? [notice(node.id, { is: 'no-users' })] : []),
  ];
}

/** Apps stand in their own section; Azure may or may not count them among these. */
function others(node: SectionNode, state: TreeState): readonly Node[] {
  const { snapshot } = state;
  const branch = { kind: 'associated', key: node.key } as const;
  return listing(node.id, branch, snapshot.associated.get(node.key), ({ resources, total }) => {
    const known = new Set(usersOf(state, node.identity).map(({ app }) => armKey(app.id)));
    const subscriptions = new Set(
      (shown(snapshot.reach)?.subscriptions ?? []).map(({ subscriptionId }) => subscriptionId.toLowerCase()),
    );
    const rest = resources.filter(({ id }) => !known.has(armKey(id)));
    const seen = rest.filter(({ subscriptionId }) => subscriptions.has(subscriptionId.toLowerCase()));
    const unseen = rest.filter((one) => !seen.includes(one));
    const count = unseen.length + total - resources.length;
    const names = unseen.map(({ name, subscriptionName }) =>
      subscriptionName === '' ? name : `${name} (${subscriptionName})`,
    );
    return [
      ...seen.map((resource): Node => ({
        kind: 'user',
        id: `${node.id}/${armKey(resource.id)}`,
        resource,
        target: { kind: 'resource', id: resource.id },
      })),
      ...(count > 0 ? [notice(node.id, { is: 'unseen-users', count, names })] : []),
      ...(rest.length === 0 && count === 0 ? [notice(node.id, { is: 'no-other-users' })] : []),
    ];
  });
}

function credentials(node: SectionNode, state: TreeState): readonly Node[] {
  const branch = { kind: 'federated', key: node.key } as const;
  return listing(node.id, branch, state.snapshot.federated.get(node.key), (list) =>
    list.length === 0
      ? [notice(node.id, { is: 'no-credentials' })]
      : list.map((credential): Node => ({
          kind: 'credential',
          id: `${node.id}/${armKey(credential.id)}`,
          credential,
          target: { kind: 'resource', id: credential.id },
        })),
  );
}
