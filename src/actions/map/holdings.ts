import { policyOf, roleNameOf } from '../../access/access-at';
import { armKey, type ArmId } from '../../estate/ids/arm-id';
import type { RoleListing, StoreGrant } from '../../estate/grants';
import type { HeldIdentity } from '../../estate/held-identity';
import type { PrincipalId } from '../../estate/ids/ids';
import { absent, shown, type Loadable } from '../../estate/loadable';
import { identitiesOf, rolesOf, subscriptionsBeside, type FoundApp } from '../../estate/lookup';
import { principalKey, tenantOf, type PrincipalKey, type SubscriptionKey } from '../../estate/resources';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { say, type Text } from '../../lifecycle/text';
import { unreadStores } from '../unread';

/** One thing that an identity was given, as far as Azure shows it. */
export interface HeldGrant {
  readonly by: 'role' | 'policy' | 'store';
  /** "Key Vault Secrets User", "secrets get, secrets list", "Cosmos DB Built-in Data Reader". */
  readonly what: string;
  readonly target: ArmId;
  /** On what it depends: a condition, a group. */
  readonly note?: Text;
}

/** An identity in a map: of one app, or shared by several. */
export interface MappedIdentity {
  /** Unique among the identities of a map. */
  readonly id: string;
  readonly held: HeldIdentity;
  readonly subscription: SubscriptionKey;
  readonly grants: readonly HeldGrant[];
  /** Why it is not known which roles it was given, or not all of them. */
  readonly unread: readonly Text[];
  /** What of vaults and stores was not read: they may give it more. One list for all identities of a tenant. */
  readonly unreadStores: readonly Text[];
}

/** Whether nothing can be missing from what is known to be given to an identity. */
export function isAllRead({ unread, unreadStores: stores }: MappedIdentity): boolean {
  return unread.length + stores.length === 0;
}

export interface Holding {
  readonly found: FoundApp;
  readonly identities: readonly MappedIdentity[];
}

/** What apps hold, and what their identities were given. What several apps use is one object. */
export function holdingsOf(snapshot: EstateSnapshot, apps: readonly FoundApp[]): readonly Holding[] {
  const known = new Map<string, MappedIdentity>();
  const grants = new GrantFinder(snapshot);
  return apps.map((found) => ({
    found,
    identities: identitiesOf(snapshot, found.app).map((held) => {
      const id = idOf(found, held);
      const before = known.get(id);
      if (before !== undefined) return before;
      const subscription = found.subscription.key;
      const identity: MappedIdentity = {
        id,
        held,
        subscription,
        ...grants.of(subscription, held.principalId),
      };
      known.set(id, identity);
      return identity;
    }),
  }));
}

function idOf({ subscription, app }: FoundApp, { kind, id, name }: HeldIdentity): string {
  return `${tenantOf(subscription.key)}|${kind}|${armKey(id ?? app.id)}|${name}`;
}

/** What principals were given; vaults and stores are looked through once, not once per principal. */
class GrantFinder {
  readonly #snapshot: EstateSnapshot;
  readonly #policies = new Map<string, ReadonlyMap<PrincipalKey, readonly HeldGrant[]>>();
  readonly #stores = new Map<string, ReadonlyMap<string, readonly StoreGrant[]>>();
  readonly #unread = new Map<string, readonly Text[]>();

  constructor(snapshot: EstateSnapshot) {
    this.#snapshot = snapshot;
  }

  of(
    subscription: SubscriptionKey,
    principalId: PrincipalId | undefined,
  ): Pick<MappedIdentity, 'grants' | 'unread' | 'unreadStores'> {
    const stores = this.#unreadBeside(subscription);
    if (principalId === undefined)
      return {
        grants: [],
        unread: [say('Azure has not told its principal ID yet.')],
        unreadStores: stores,
      };
    const roles = rolesOf(this.#snapshot, subscription, principalId);
    return {
      grants: [
        ...roleGrants(shown(roles)),
        ...(this.#policiesBeside(subscription).get(principalKey(subscription, principalId)) ?? []),
        ...(this.#storesBeside(subscription).get(principalId.toLowerCase()) ?? []).map(storeGrant),
      ],
      unread: unreadRoles(roles),
      unreadStores: stores,
    };
  }

  #unreadBeside(subscription: SubscriptionKey): readonly Text[] {
    const tenant = tenantOf(subscription);
    const known = this.#unread.get(tenant) ?? unreadStores(this.#snapshot, [subscription]);
    this.#unread.set(tenant, known);
    return known;
  }

  #policiesBeside(subscription: SubscriptionKey): ReadonlyMap<PrincipalKey, readonly HeldGrant[]> {
    const tenant = tenantOf(subscription);
    const known = this.#policies.get(tenant);
    if (known !== undefined) return known;
    const found = new Map<PrincipalKey, HeldGrant[]>();
    for (const { key } of subscriptionsBeside(this.#snapshot, subscription))
      for (const vault of shown(this.#snapshot.vaults.get(key) ?? absent) ?? []) {
        if (vault.usesRbac) continue;
        for (const { objectId } of vault.policies) {
          const policy = policyOf(vault, objectId);
          if (policy === undefined) continue;
          const grant = { by: 'policy', what: policy.permissions.join(', '), target: vault.id } as const;
          append(found, principalKey(subscription, objectId), grant);
        }
      }
    this.#policies.set(tenant, found);
    return found;
  }

  #storesBeside(subscription: SubscriptionKey): ReadonlyMap<string, readonly StoreGrant[]> {
    const tenant = tenantOf(subscription);
    const known = this.#stores.get(tenant);
    if (known !== undefined) return known;
    const found = new Map<string, StoreGrant[]>();
    for (const grant of shown(this.#snapshot.storeGrants.get(tenant) ?? absent)?.grants ?? [])
      append(found, grant.principalId.toLowerCase(), grant);
    this.#stores.set(tenant, found);
    return found;
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function roleGrants(listing: RoleListing | undefined): readonly HeldGrant[] {
  return (listing?.assignments ?? []).map((assignment) => {
    const { scope, condition, throughGroup } = assignment;
    const grant = { by: 'role', what: roleNameOf(assignment), target: scope } as const;
    if (throughGroup === true) return { ...grant, note: say('through group {0}', assignment.principalId) };
    return condition === undefined ? grant : { ...grant, note: say('only if {0}', condition) };
  });
}

function storeGrant({ role, store, part }: StoreGrant): HeldGrant {
  const grant = { by: 'store', what: role, target: store } as const;
  return part === undefined ? grant : { ...grant, note: say('only {0}', part) };
}

function unreadRoles(roles: Loadable<RoleListing>): readonly Text[] {
  switch (roles.state) {
    case 'absent':
      return [say('Its role assignments were not read.')];
    case 'loading':
      return [say('Its role assignments are being read.')];
    case 'failed':
      return [say('Its role assignments could not be read: {0}', roles.failure.words.why)];
    case 'ready': {
      const { unreadable, groups } = roles.value;
      return [
        ...unreadable.map(({ name, why }) =>
          say("Role assignments at '{0}' could not be read: {1}", name, why),
        ),
        ...(groups === undefined ? [] : [say('Roles through groups were not read.')]),
      ];
    }
  }
}
