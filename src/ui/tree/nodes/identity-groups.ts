import { hasSystem } from '../../../estate/app-identity';
import { armKey, nameOf, type ArmId, type ArmKey } from '../../../estate/arm-id';
import { shown } from '../../../estate/loadable';
import { resourceKey, type ResourceKey, type SpringApp } from '../../../estate/resources';
import { appMatches, appsOf, servicesOf } from './filter';
import { appNode, groupNode, type GroupNode, type Node } from './node';
import type { TreeState } from './state';

/**
 * User-assigned identities by name with the apps that use them, then apps with only a system-assigned identity, then
 * apps without any. Only of apps that were loaded.
 */
export function identityGroups(state: TreeState): readonly Node[] {
  const identities = new Map<ArmKey, ArmId>();
  let onlySystem = false;
  let none = false;
  for (const { app } of shownApps(state)) {
    for (const { id } of app.identity.userAssigned)
      if (!identities.has(armKey(id))) identities.set(armKey(id), id);
    if (app.identity.userAssigned.length > 0) continue;
    if (hasSystem(app.identity)) onlySystem = true;
    else none = true;
  }
  const byName = [...identities].sort(
    ([keyA, a], [keyB, b]) => nameOf(a).localeCompare(nameOf(b)) || keyA.localeCompare(keyB),
  );
  return [
    ...byName.map(([key, identity]) => groupNode({ identity, key })),
    ...(onlySystem ? [groupNode('only-system')] : []),
    ...(none ? [groupNode('no-identity')] : []),
  ];
}

export function appsInGroup(group: GroupNode, state: TreeState): readonly Node[] {
  const nodes: Node[] = [];
  for (const { app, service } of shownApps(state))
    if (isIn(app, group.of)) nodes.push(appNode(app, service, group.id));
  return nodes;
}

export function countInGroup(group: GroupNode, state: TreeState): number {
  return appsInGroup(group, state).length;
}

function isIn(app: SpringApp, group: GroupNode['of']): boolean {
  if (typeof group === 'object') return app.identity.userAssigned.some(({ id }) => armKey(id) === group.key);
  if (app.identity.userAssigned.length > 0) return false;
  return hasSystem(app.identity) === (group === 'only-system');
}

function* shownApps(state: TreeState): Generator<{ readonly app: SpringApp; readonly service: ResourceKey }> {
  for (const subscription of shown(state.snapshot.reach)?.subscriptions ?? [])
    for (const service of servicesOf(state, subscription))
      for (const app of appsOf(state, service))
        if (appMatches(app, state.filter)) yield { app, service: resourceKey(service) };
}
