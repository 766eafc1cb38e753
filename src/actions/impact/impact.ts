import { armKey, nameOf } from '../../estate/arm-id';
import { sameId, type HeldIdentity } from '../../estate/held-identity';
import { absent, shown, type Loadable } from '../../estate/loadable';
import { allServices, appsUsing, identitiesOf, rolesOf, type FoundApp } from '../../estate/lookup';
import { resourceKey, tenantOf, type Subscription } from '../../estate/resources';
import type { RoleAssignment, VaultAccess } from '../../estate/grants';
import type { EstateSnapshot } from '../../estate/snapshot';
import { hasSystem } from '../../estate/app-identity';
import type { IdentityChangePlan } from '../../identity/plan';
import { counted, say, type Text } from '../../lifecycle/text';

/** The principal is deleted and all it was granted is void, or one app merely loses the identity, which stays. */
export type Ending = 'deleted' | 'taken-away';

/** A line of a file that names an identity. */
export interface NamingPlace {
  /** Relative to its workspace folder. */
  readonly path: string;
  /** As editors show it, counted from 1. */
  readonly line: number;
  /** A client ID; or what a template gives to the app: the name of a user-assigned identity, `SystemAssigned`. */
  readonly names: string;
}

/** What files of folders linked to an app name, as far as they were read. */
export interface NamingFiles {
  readonly read: 'all' | 'some' | 'no-folder' | 'off';
  readonly places: readonly NamingPlace[];
}

/** What stops working with one identity, as far as it was read. */
export interface Loss {
  readonly held: HeldIdentity;
  readonly ending: Ending;
  readonly roles: readonly RoleAssignment[];
  /** Whether they were read everywhere, so that what is not among them is not there. */
  readonly allRoles: boolean;
  readonly policies: readonly { readonly vault: string; readonly permissions: readonly string[] }[];
  readonly places: readonly NamingPlace[];
  /** Other apps among those read that have it. */
  readonly others: readonly FoundApp[];
}

/** What taking identities away from an app breaks. What could not be read is said, never taken for nothing. */
export interface Impact {
  readonly app: FoundApp;
  readonly unread: readonly Text[];
  readonly losses: readonly Loss[];
  /** Names of port forwards of this window that get tokens of the app. */
  readonly forwards: readonly string[];
}

export interface ImpactSources {
  readonly snapshot: EstateSnapshot;
  readonly files: NamingFiles;
  readonly forwards: readonly string[];
}

export interface LostIdentity {
  readonly held: HeldIdentity;
  readonly ending: Ending;
}

/** The identities that an app no longer has once a plan is carried out. */
export function lostBy(
  snapshot: EstateSnapshot,
  { app }: FoundApp,
  { after, removed }: Pick<IdentityChangePlan, 'after' | 'removed'>,
): readonly LostIdentity[] {
  const gone = new Set(removed.map(armKey));
  const systemGoes = hasSystem(app.identity) && !after.system;
  return identitiesOf(snapshot, app).flatMap((held): readonly LostIdentity[] => {
    if (held.kind === 'system') return systemGoes ? [{ held, ending: 'deleted' }] : [];
    return held.id !== undefined && gone.has(armKey(held.id)) ? [{ held, ending: 'taken-away' }] : [];
  });
}

export function impactOf(
  app: FoundApp,
  lost: readonly LostIdentity[],
  { snapshot, files, forwards }: ImpactSources,
): Impact {
  const tenant = subscriptionsOf(snapshot, app.subscription);
  return {
    app,
    unread: [
      ...lost.flatMap(({ held }) => unreadRoles(snapshot, app, held)),
      ...tenant.flatMap((subscription) => unreadVaults(snapshot, subscription)),
      ...unreadApps(snapshot, lost),
      ...unreadFiles(app, files, lost),
    ],
    losses: lost.map(({ held, ending }) => ({
      held,
      ending,
      ...rolesOfHeld(snapshot, app, held),
      policies: tenant.flatMap(({ key }) => policiesOf(snapshot.vaults.get(key) ?? absent, held)),
      places: files.places.filter(({ names }) => sameId(held.clientId, names) || isNamed(held, names)),
      others:
        held.kind === 'system' || held.id === undefined
          ? []
          : appsUsing(snapshot, held.id).filter((other) => resourceKey(other.app) !== resourceKey(app.app)),
    })),
    forwards,
  };
}

/** "the system-assigned identity" or "'orders-id'". */
export function heldText({ kind, name }: HeldIdentity): Text {
  return kind === 'system' ? say('the system-assigned identity') : say("'{0}'", name);
}

/** All subscriptions of a principal's tenant that the same account sees: what it may be granted at. */
export function subscriptionsOf(snapshot: EstateSnapshot, { key }: Subscription): readonly Subscription[] {
  return (shown(snapshot.reach)?.subscriptions ?? []).filter((one) => tenantOf(one.key) === tenantOf(key));
}

function isNamed({ kind, id }: HeldIdentity, name: string): boolean {
  if (kind === 'system') return name === 'SystemAssigned';
  return id !== undefined && nameOf(id).toLowerCase() === name.toLowerCase();
}

function rolesOfHeld(
  snapshot: EstateSnapshot,
  { app }: FoundApp,
  { principalId }: HeldIdentity,
): Pick<Loss, 'roles' | 'allRoles'> {
  if (principalId === undefined) return { roles: [], allRoles: false };
  const branch = rolesOf(snapshot, app.subscription, principalId);
  const listing = shown(branch);
  return {
    roles: listing?.assignments ?? [],
    allRoles:
      branch.state === 'ready' && branch.value.unreadable.length === 0 && branch.value.groups === undefined,
  };
}

function policiesOf(
  vaults: Loadable<readonly VaultAccess[]>,
  { principalId }: HeldIdentity,
): Loss['policies'] {
  return (shown(vaults) ?? [])
    .filter(({ usesRbac }) => !usesRbac)
    .flatMap(({ name, policies }) =>
      policies
        .filter(({ objectId }) => sameId(principalId, objectId))
        .map(({ permissions }) => ({ vault: name, permissions })),
    );
}

function unreadRoles(snapshot: EstateSnapshot, { app }: FoundApp, held: HeldIdentity): readonly Text[] {
  const { principalId } = held;
  if (principalId === undefined)
    return [
      say('Azure does not tell the principal of {0}: its role assignments were not read.', heldText(held)),
    ];
  const branch = rolesOf(snapshot, app.subscription, principalId);
  if (branch.state === 'failed')
    return [say('The role assignments of {0} could not be read: {1}', heldText(held), branch.failure.why)];
  if (branch.state !== 'ready')
    return [say('The role assignments of {0} were not read in time.', heldText(held))];
  const { unreadable, groups } = branch.value;
  return [
    ...unreadable.map(({ name, why }) =>
      say(
        "The role assignments of {0} in subscription '{1}' could not be read: {2}",
        heldText(held),
        name,
        why,
      ),
    ),
    ...(groups === undefined
      ? []
      : [say('Roles that {0} has through groups were not read.', heldText(held))]),
  ];
}

function unreadVaults(snapshot: EstateSnapshot, { key, name }: Subscription): readonly Text[] {
  const branch: Loadable<unknown> = snapshot.vaults.get(key) ?? absent;
  if (branch.state === 'ready') return [];
  return branch.state === 'failed'
    ? [say("The vaults of subscription '{0}' could not be read: {1}", name, branch.failure.why)]
    : [say("The vaults of subscription '{0}' were not read in time.", name)];
}

/** Who else has an identity is known of apps that were read. */
function unreadApps(snapshot: EstateSnapshot, lost: readonly LostIdentity[]): readonly Text[] {
  if (lost.every(({ held }) => held.kind === 'system')) return [];
  const services = [...allServices(snapshot)];
  const unread = services.filter(({ service }) => snapshot.apps.get(resourceKey(service))?.state !== 'ready');
  if (unread.length === 0) return [];
  return [
    counted(
      unread.length,
      'The apps of {0} service were not read: some of them may use the identity, too.',
      'The apps of {0} services were not read: some of them may use the identity, too.',
    ),
  ];
}

function unreadFiles(
  { app }: FoundApp,
  { read }: NamingFiles,
  lost: readonly LostIdentity[],
): readonly Text[] {
  const unknown = lost.filter(({ held }) => held.clientId === undefined);
  switch (read) {
    case 'no-folder':
      return [say("No folder is linked to '{0}': files that name what it loses are not known.", app.name)];
    case 'off':
      return [say('Files are not judged in this window: those that name what the app loses are not known.')];
    case 'some':
      return [say("Not all files of the folders linked to '{0}' were read.", app.name)];
    case 'all':
      return unknown.map(({ held }) =>
        say('Azure does not tell the client ID of {0}: files that name it were not found.', heldText(held)),
      );
  }
}
