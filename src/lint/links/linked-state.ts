import { armKey, parseArmId, type ArmId } from '../../estate/ids/arm-id';
import { sameData } from '../../estate/frozen/keep-same';
import { absent, shown } from '../../estate/loadable';
import { allApps, identitiesOf, rolesOf, systemClientIdOf, type FoundApp } from '../../estate/lookup';
import type { RoleListing } from '../../estate/grants';
import { resourceKey, type SpringApp } from '../../estate/resources';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import type { LinkedApp } from '../../rules/linked-app';
import type { LintOptions } from '../lint-file';

/** The app with this resource id among those that were read, through whichever account. */
export function findLinked(snapshot: EstateSnapshot, id: ArmId): FoundApp | undefined {
  const wanted = armKey(id);
  for (const found of allApps(snapshot)) if (armKey(found.app.id) === wanted) return found;
  return undefined;
}

/** What rules are told of an app: its identities, what was read of their roles, and the variables of its running deployment. */
export function linkedApp(snapshot: EstateSnapshot, { app, service }: FoundApp): LinkedApp {
  const systemClientId = systemClientIdOf(snapshot, app);
  const vaults = shown(snapshot.vaults.get(app.subscription) ?? absent);
  const apps = snapshot.apps.get(resourceKey(service));
  const variables = variablesOf(snapshot, app);
  return {
    name: app.name,
    service: service.name,
    resourceId: app.id,
    plan: service.plan,
    identity: app.identity,
    ...(systemClientId !== undefined && { systemClientId }),
    roles: rolesRead(snapshot, app),
    ...(vaults !== undefined && { vaults }),
    ...(variables !== undefined && { variables }),
    ...(apps?.state === 'failed' && { stale: `as last read; reading it again failed: ${apps.failure.why}` }),
  };
}

/** What the running deployment of the app is given, where its deployments were read. */
function variablesOf({ deployments }: EstateSnapshot, app: SpringApp): LinkedApp['variables'] {
  return shown(deployments.get(resourceKey(app)) ?? absent)?.find(({ active }) => active)?.variables;
}

/** An app that a folder is linked to, or why nothing is known of it. */
export type LinkState = NonNullable<LintOptions['link']>;

/** What is known of the app that a folder is linked to; says why when nothing is. */
export function linkState(snapshot: EstateSnapshot, id: ArmId): LinkState {
  const found = findLinked(snapshot, id);
  if (found !== undefined) return linkedApp(snapshot, found);
  const name = parseArmId(id)?.names.at(-1) ?? id;
  const { reach } = snapshot;
  if (reach.state === 'failed') return { name, unreadable: reach.failure.why };
  return {
    name,
    unreadable: reach.state === 'ready' ? 'it is not among the apps read so far.' : 'it was not read yet.',
  };
}

/** What was read of the roles of the app's own identities. */
function rolesRead(snapshot: EstateSnapshot, app: SpringApp): ReadonlyMap<string, RoleListing> {
  const roles = new Map<string, RoleListing>();
  for (const { principalId } of identitiesOf(snapshot, app)) {
    if (principalId === undefined) continue;
    const branch = rolesOf(snapshot, app.subscription, principalId);
    if (branch.state === 'ready') roles.set(principalId.toLowerCase(), branch.value);
  }
  return roles;
}

/** What is different about a linked app: only what its identities were given, or anything else of it. */
export interface LinkedChange {
  readonly app: ArmId;
  readonly what: 'grants' | 'anything';
}

/** What is different about a linked app since `was` was known of it; `undefined` where nothing is. */
export function changeOf(app: ArmId, was: LinkState | undefined, now: LinkState): LinkedChange | undefined {
  const [then, since] = [was && split(was), split(now)];
  if (then === undefined || !sameData(since.app, then.app)) return { app, what: 'anything' };
  return sameData(since.grants, then.grants) ? undefined : { app, what: 'grants' };
}

/** What is known of an app, apart from what its identities were given. */
function split(state: LinkState): { readonly app: unknown; readonly grants: unknown } {
  if (!('identity' in state)) return { app: state, grants: undefined };
  const { roles, vaults, ...app } = state;
  return { app, grants: [[...(roles ?? [])], vaults] };
}
