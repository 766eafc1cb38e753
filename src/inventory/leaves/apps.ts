import { say } from '../../lifecycle/text';
import { dropGoneApps } from '../../estate/frozen/edits';
import { keepSame } from '../../estate/frozen/keep-same';
import { absent } from '../../estate/loadable';
import { findApp, findService, serviceKeyOf } from '../../estate/lookup';
import type { Deployment, ResourceKey, SpringApp } from '../../estate/resources';
import type { EstateSnapshot, Touched } from '../../estate/frozen/snapshot';
import { byName, keepNewer } from '../lists';
import type { EstateReader } from '../ports';
import { withBranch, type Leaf } from './leaf';

export function appsLeaf(
  key: ResourceKey,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<readonly SpringApp[]> | undefined {
  const found = findService(snapshot, key);
  if (found === undefined) return undefined;
  return {
    what: say("Could not read the apps of '{0}'.", found.service.name),
    read: async (signal) => byName(await reader.listApps(found.subscription, found.service, signal)),
    get: ({ apps }) => apps.get(key) ?? absent,
    set: (now, branch) => dropGoneApps({ ...now, apps: withBranch(now.apps, key, branch) }, key),
    touched: [{ kind: 'service', key }],
    merge: (fresh, known, atStart) => {
      const { items, membership, changed } = keepSame(known, keepNewer(fresh, known, atStart));
      const changes = changed.map((app): Touched => ({ kind: 'app', key: app, service: key }));
      return { value: items, touched: membership ? [{ kind: 'service', key }] : changes };
    },
    size: (apps) => apps.length,
  };
}

export function deploymentsLeaf(
  key: ResourceKey,
  snapshot: EstateSnapshot,
  reader: EstateReader,
): Leaf<readonly Deployment[]> | undefined {
  const found = findApp(snapshot, key);
  if (found === undefined) return undefined;
  const touched: readonly Touched[] = [{ kind: 'app', key, service: serviceKeyOf(key) }];
  return {
    what: say("Could not read the deployments of '{0}'.", found.app.name),
    read: async (signal) => byName(await reader.listDeployments(found.subscription, found.app.id, signal)),
    get: ({ deployments }) => deployments.get(key) ?? absent,
    set: (now, branch) => ({ ...now, deployments: withBranch(now.deployments, key, branch) }),
    touched,
    merge: (fresh, known) => ({ value: keepSame(known, fresh).items, touched }),
    size: (deployments) => deployments.length,
  };
}
