import { armKey, nameOf, type ArmId } from '../../estate/ids/arm-id';
import { sameId, type HeldIdentity } from '../../estate/held-identity';
import { absent, shown, type Loadable } from '../../estate/loadable';
import {
  allServices,
  appsUsing,
  identitiesOf,
  rolesOf,
  subscriptionsBeside,
  type FoundApp,
} from '../../estate/lookup';
import {
  resourceKey,
  tenantOf,
  type ResourceKey,
  type SpringApp,
  type SubscriptionKey,
} from '../../estate/resources';
import type { RoleAssignment, RoleListing, StoreGrant, VaultAccess } from '../../estate/grants';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { hasSystem } from '../../estate/app-identity';
import type { IdentityChangePlan } from '../../identity/plan/plan';
import { counted, say, type Text } from '../../lifecycle/text';
import { unreadStores } from '../unread';

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
  /** What Cosmos DB accounts and caches grant it themselves. */
  readonly stores: readonly StoreGrant[];
  readonly places: readonly NamingPlace[];
  /** Other apps among those read that have it and keep it. */
  readonly others: readonly FoundApp[];
}

/** What taking identities away breaks. What could not be read is said, never taken for nothing. */
export interface Impact {
  readonly unread: readonly Text[];
  readonly losses: readonly Loss[];
  /** Names of port forwards of this window that get tokens of the apps. */
  readonly forwards: readonly string[];
}

export interface ImpactSources {
  readonly snapshot: EstateSnapshot;
  /** Any through which the identities are seen. */
  readonly subscription: SubscriptionKey;
  /** The apps that lose something, with what their files name. */
  readonly apps: readonly { readonly app: SpringApp; readonly files: NamingFiles }[];
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

export function impactOf(lost: readonly LostIdentity[], sources: ImpactSources): Impact {
  const { snapshot, subscription, apps, forwards } = sources;
  return {
    unread: [
      ...lost.flatMap(({ held }) => unreadRoles(rolesOfHeld(sources, held), held)),
      ...unreadStores(snapshot, [subscription]),
      ...unreadApps(snapshot, lost),
      ...unreadFiles(apps, lost),
    ],
    losses: lost.map((one) => lossOf(one, sources)),
    forwards,
  };
}

function lossOf({ held, ending }: LostIdentity, sources: ImpactSources): Loss {
  const { snapshot, subscription, apps } = sources;
  const roles = rolesOfHeld(sources, held);
  const stores = shown(snapshot.storeGrants.get(tenantOf(subscription)) ?? absent)?.grants ?? [];
  return {
    held,
    ending,
    roles: shown(roles)?.assignments ?? [],
    allRoles:
      roles.state === 'ready' && roles.value.unreadable.length === 0 && roles.value.groups === undefined,
    policies: subscriptionsBeside(snapshot, subscription).flatMap(({ key }) =>
      policiesOf(snapshot.vaults.get(key) ?? absent, held),
    ),
    stores: stores.filter(({ principalId }) => sameId(held.principalId, principalId)),
    places: placesOf(apps).filter(({ names }) => sameId(held.clientId, names) || isNamed(held, names)),
    others: ending === 'deleted' || held.id === undefined ? [] : keepers(snapshot, held.id, apps),
  };
}

function keepers(
  snapshot: EstateSnapshot,
  identity: ArmId,
  losing: ImpactSources['apps'],
): readonly FoundApp[] {
  const keys: ReadonlySet<ResourceKey> = new Set(losing.map(({ app }) => resourceKey(app)));
  return appsUsing(snapshot, identity).filter(({ app }) => !keys.has(resourceKey(app)));
}

/** A file of several apps is named once. */
function placesOf(apps: ImpactSources['apps']): readonly NamingPlace[] {
  const places = apps.flatMap(({ files }) => files.places);
  return [...new Map(places.map((one) => [JSON.stringify([one.path, one.line, one.names]), one])).values()];
}

/** "the system-assigned identity" or "'orders-id'". */
export function heldText({ kind, name }: HeldIdentity): Text {
  return kind === 'system' ? say('the system-assigned identity') : say("'{0}'", name);
}

function isNamed({ kind, id }: HeldIdentity, name: string): boolean {
  if (kind === 'system') return name === 'SystemAssigned';
  return id !== undefined && nameOf(id).toLowerCase() === name.toLowerCase();
}

function rolesOfHeld(
  { snapshot, subscription }: ImpactSources,
  { principalId }: HeldIdentity,
): Loadable<RoleListing> {
  return principalId === undefined ? absent : rolesOf(snapshot, subscription, principalId);
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

function unreadRoles(branch: Loadable<RoleListing>, held: HeldIdentity): readonly Text[] {
  if (held.principalId === undefined)
    return [
      say('Azure does not tell the principal of {0}: its role assignments were not read.', heldText(held)),
    ];
  if (branch.state === 'failed')
    return [
      say('The role assignments of {0} could not be read: {1}', heldText(held), branch.failure.words.why),
    ];
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

/** Who else has an identity is known of apps that were read. */
function unreadApps(snapshot: EstateSnapshot, lost: readonly LostIdentity[]): readonly Text[] {
  if (lost.every(({ ending }) => ending === 'deleted')) return [];
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

function unreadFiles(apps: ImpactSources['apps'], lost: readonly LostIdentity[]): readonly Text[] {
  const read = (as: NamingFiles['read']) => apps.filter(({ files }) => files.read === as);
  if (read('off').length > 0)
    return [say('Files are not judged in this window: those that name what is lost are not known.')];
  const unknown = read('all').length === 0 ? [] : lost.filter(({ held }) => held.clientId === undefined);
  return [
    ...namedOrCounted(
      read('no-folder'),
      (name) => say("No folder is linked to '{0}': files that name what it loses are not known.", name),
      (count) => say('No folder is linked to {0} apps: files that name what they lose are not known.', count),
    ),
    ...namedOrCounted(
      read('some'),
      (name) => say("Not all files of the folders linked to '{0}' were read.", name),
      (count) => say('Not all files of the folders linked to {0} apps were read.', count),
    ),
    ...unknown.map(({ held }) =>
      say('Azure does not tell the client ID of {0}: files that name it were not found.', heldText(held)),
    ),
  ];
}

function namedOrCounted(
  apps: ImpactSources['apps'],
  one: (name: string) => Text,
  many: (count: number) => Text,
): readonly Text[] {
  const [first, second] = apps;
  if (first === undefined) return [];
  return [second === undefined ? one(first.app.name) : many(apps.length)];
}
