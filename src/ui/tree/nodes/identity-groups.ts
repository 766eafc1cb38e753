import { hasSystem } from '../../../estate/app-identity';
import { armKey, nameOf, type ArmId, type ArmKey } from '../../../estate/ids/arm-id';
import { allApps, listedIdentities, type FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import { appMatches, identityMatches } from './filter';
import { appNode, groupNode, type GroupNode, type Node } from './node';
import type { IdentityGroups, TreeState } from './state';

/**
 * User-assigned identities by name with the apps that use them, those that no loaded app uses among them, apps with only a
 * system-assigned identity, and apps without any. Only of apps that were loaded.
 */
export function groupApps(snapshot: EstateSnapshot, filter: string): IdentityGroups {
  const userAssigned = new Map<ArmKey, { id: ArmId; apps: FoundApp[] }>();
  const onlySystem: FoundApp[] = [];
  const none: FoundApp[] = [];
  for (const found of allApps(snapshot)) {
    const { identity } = found.app;
    if (!appMatches(found.app, filter)) continue;
    for (const { id } of identity.userAssigned) {
      const group = userAssigned.get(armKey(id));
      if (group === undefined) userAssigned.set(armKey(id), { id, apps: [found] });
      else group.apps.push(found);
    }
    if (identity.userAssigned.length === 0) (hasSystem(identity) ? onlySystem : none).push(found);
  }
  for (const identity of listedIdentities(snapshot)) {
    const key = armKey(identity.id);
    if (!userAssigned.has(key) && identityMatches(identity, filter))
      userAssigned.set(key, { id: identity.id, apps: [] });
  }
  const byName = [...userAssigned].sort(
    ([keyA, a], [keyB, b]) => nameOf(a.id).localeCompare(nameOf(b.id)) || keyA.localeCompare(keyB),
  );
  return { userAssigned: new Map(byName), onlySystem, none };
}

export function identityGroups(state: TreeState): readonly Node[] {
  const { userAssigned, onlySystem, none } = state.groups();
  return [
    ...[...userAssigned].map(([key, { id }]) => groupNode({ identity: id, key })),
    ...(onlySystem.length > 0 ? [groupNode('only-system')] : []),
    ...(none.length > 0 ? [groupNode('no-identity')] : []),
  ];
}

export function appsOfGroup(group: GroupNode, state: TreeState): readonly FoundApp[] {
  const { userAssigned, onlySystem, none } = state.groups();
  if (typeof group.of === 'object') return userAssigned.get(group.of.key)?.apps ?? [];
  return group.of === 'only-system' ? onlySystem : none;
}

export function appsInGroup(group: GroupNode, state: TreeState): readonly Node[] {
  return appsOfGroup(group, state).map(({ app, service }) => appNode(app, resourceKey(service), group.id));
}
