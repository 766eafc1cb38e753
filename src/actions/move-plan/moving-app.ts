import { definitionName } from '../../access/built-in-role';
import { scopeName } from '../../access/scope';
import { parseArmId, type ArmId } from '../../estate/ids/arm-id';
import type { RoleAssignment, RoleListing, VaultAccess } from '../../estate/grants';
import type { HeldIdentity } from '../../estate/held-identity';
import type { SpringApp, SpringService } from '../../estate/resources';
import { say, type Text } from '../../lifecycle/text';
import type { LinkedFile } from '../../rules/rule';

/** An app that is to move, with what was read of it. */
export interface MovingApp {
  readonly app: SpringApp;
  readonly service: SpringService;
  readonly identities: readonly HeldIdentity[];
  /** By principal ID, lower case; no entry for what was not read. */
  readonly roles: ReadonlyMap<string, RoleListing>;
  /** The vaults that could be seen; absent when they were not read. */
  readonly vaults?: readonly VaultAccess[];
  /** What the files of its folders tell; absent where no folder is linked. */
  readonly files?: readonly LinkedFile[];
}

/** Something an identity may do, as it is to be given again. */
export type MovedGrant =
  | { readonly kind: 'role'; readonly assignment: RoleAssignment }
  | { readonly kind: 'policy'; readonly vault: ArmId; readonly permissions: readonly string[] };

/** What becomes of one identity of an app. */
export interface MovedIdentity {
  readonly held: HeldIdentity;
  /** Of the identity that the app has there. */
  readonly name: string;
  /** A user-assigned one goes along with all it was granted. In place of a system-assigned one comes a new one. */
  readonly becomes: 'kept' | 'new';
  readonly grants: readonly MovedGrant[];
  /** What a system-assigned identity may do because of groups it is in: the new one is in none of them. */
  readonly throughGroups: readonly RoleAssignment[];
  /** Why not all of its grants are known; each names a place. */
  readonly unread: readonly Text[];
}

/** What becomes of the identities of an app. A new one is user-assigned: so it has its grants before the app starts there. */
export function movedIdentities({
  app,
  service,
  identities,
  roles,
  vaults,
}: MovingApp): readonly MovedIdentity[] {
  return identities.map((held) => {
    const principal = held.principalId?.toLowerCase() ?? '';
    const listing = roles.get(principal);
    const all = listing?.assignments ?? [];
    const own = all.filter(({ throughGroup }) => throughGroup !== true);
    const policies = (vaults ?? []).flatMap(({ id, usesRbac, policies: given }) =>
      usesRbac
        ? []
        : given.flatMap((one) => (one.objectId.toLowerCase() === principal ? [{ id, ...one }] : [])),
    );
    return {
      held,
      name: held.kind === 'system' ? `id-${service.name}-${app.name}` : held.name,
      becomes: held.kind === 'system' ? 'new' : 'kept',
      grants: [
        ...own.map((assignment): MovedGrant => ({ kind: 'role', assignment })),
        ...policies.map(({ id, permissions }): MovedGrant => ({ kind: 'policy', vault: id, permissions })),
      ],
      throughGroups: held.kind === 'system' ? all.filter(({ throughGroup }) => throughGroup === true) : [],
      unread: unreadOf(held, listing, vaults),
    };
  });
}

function unreadOf(
  { kind, principalId }: HeldIdentity,
  listing: RoleListing | undefined,
  vaults: readonly VaultAccess[] | undefined,
): readonly Text[] {
  if (principalId === undefined) return [say('Azure does not tell its principal ID yet.')];
  if (listing === undefined) return [say('Its roles were not read.')];
  return [
    ...listing.unreadable.map(({ name, why }) => say("Roles in '{0}': {1}", name, why)),
    // Whoever goes along stays in its groups; a new one is in none.
    ...(kind === 'system' && listing.groups !== undefined
      ? [say('Roles through groups were not read.')]
      : []),
    ...(vaults === undefined ? [say('Access policies of vaults were not read.')] : []),
  ];
}

/** Where something lies, as far as its id tells. */
export function groupOf(id: ArmId): { readonly subscriptionId: string; readonly resourceGroup: string } {
  const { subscriptionId = '', resourceGroup = '' } = parseArmId(id) ?? {};
  return { subscriptionId, resourceGroup };
}

/** What the files of a plan call apps and their identities: each otherwise, though `a-b` and `a_b` are written alike there. */
export interface Symbols {
  readonly app: (moving: MovingApp) => string;
  readonly identity: (identity: MovedIdentity) => string;
}

export function symbolsOf(
  apps: readonly { readonly moving: MovingApp; readonly identities: readonly MovedIdentity[] }[],
): Symbols {
  const [appNames, identityNames] = [new Map<MovingApp, string>(), new Map<MovedIdentity, string>()];
  const [unusedApp, unusedIdentity] = [unusedNames(), unusedNames()];
  for (const { moving, identities } of apps) {
    const { app, service } = moving;
    appNames.set(moving, unusedApp(symbol(service.name, app.name)));
    for (const one of identities)
      identityNames.set(
        one,
        unusedIdentity(
          one.becomes === 'new'
            ? symbol('new', service.name, app.name)
            : symbol('of', service.name, app.name, one.name),
        ),
      );
  }
  return {
    app: (moving) => appNames.get(moving) ?? '',
    identity: (identity) => identityNames.get(identity) ?? '',
  };
}

/** Gives no name twice, and none that the grants of another identity have. */
function unusedNames(): (wanted: string) => string {
  const [given, owners] = [new Set<string>(), new Set<string>()];
  return (wanted) => {
    let name = wanted;
    for (let count = 2; given.has(name) || given.has(ownerOf(name)) || owners.has(name); count += 1)
      name = `${wanted}_${count}`;
    given.add(name);
    owners.add(ownerOf(name));
    return name;
  };
}

function ownerOf(name: string): string {
  return name.replace(/_(?:pull|grant_\d+)$/, '');
}

/** A name as programs write it: letters, digits and `_`, not beginning with a digit. */
function symbol(...words: readonly string[]): string {
  const joined = words
    .join('_')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  return /^\d/.test(joined) ? `_${joined}` : joined;
}

/** "at kv-shop": where a grant is given. */
export function placeOf(grant: MovedGrant): Text {
  return scopeName(grant.kind === 'role' ? grant.assignment.scope : grant.vault);
}

/** Definition of AcrPull. */
export const acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d';

/**
 * Identities that have to be given AcrPull: with the first of each app its image is pulled. Who has the role is left alone, and who is
 * the first of several apps is given it once: the same grant under two names is refused.
 */
export function pullingIdentities(
  apps: readonly { readonly identities: readonly MovedIdentity[] }[],
): ReadonlySet<MovedIdentity> {
  const seen = new Set<string>();
  const found = new Set<MovedIdentity>();
  for (const { identities } of apps) {
    const [first] = identities;
    if (first === undefined || hasPull(first)) continue;
    const key = first.becomes === 'new' ? '' : (first.held.id ?? '').toLowerCase();
    if (key !== '' && seen.has(key)) continue;
    seen.add(key);
    found.add(first);
  }
  return found;
}

function hasPull({ grants, becomes }: MovedIdentity): boolean {
  return (
    becomes === 'kept' &&
    grants.some((one) => one.kind === 'role' && definitionName(one.assignment.roleDefinitionId) === acrPull)
  );
}
