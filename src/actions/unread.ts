import { allServices, subscriptionsBeside } from '../estate/lookup';
import { absent, shown, type Loadable } from '../estate/loadable';
import { resourceKey, tenantOf, type Subscription, type SubscriptionKey } from '../estate/resources';
import type { EstateSnapshot } from '../estate/frozen/snapshot';
import type { StoreGrantListing } from '../estate/grants';
import { counted, say, type Text } from '../lifecycle/text';

/** What of subscriptions, services and apps was not read, and why: said before any list of them, which may be short of it. */
export function unreadPlaces(snapshot: EstateSnapshot): readonly Text[] {
  const { reach } = snapshot;
  if (reach.state === 'failed') return [say('Subscriptions could not be read: {0}', reach.failure.message)];
  if (reach.state !== 'ready') return [say('Subscriptions were not read yet.')];
  const { lockedTenants, unreadableTenants, filteredOut, subscriptions } = reach.value;
  return [
    ...lockedTenants.map(({ name }) => say("Tenant '{0}' needs a sign-in of its own.", name)),
    ...unreadableTenants.map(({ tenantId, why }) => say('Tenant {0} could not be read: {1}', tenantId, why)),
    ...(filteredOut === 0
      ? []
      : [
          counted(
            filteredOut,
            '{0} subscription is hidden by the filter.',
            '{0} subscriptions are hidden by the filter.',
          ),
        ]),
    ...subscriptions.flatMap(({ key, name }) =>
      trouble(snapshot.services.get(key), say("The services of subscription '{0}'", name)),
    ),
    ...[...allServices(snapshot)].flatMap(({ service }) =>
      trouble(snapshot.apps.get(resourceKey(service)), say("The apps of service '{0}'", service.name)),
    ),
  ];
}

function trouble(branch: Loadable<unknown> | undefined, what: Text): readonly Text[] {
  if (branch === undefined || branch.state === 'absent') return [say('{0} were not read yet.', what)];
  if (branch.state === 'failed') return [say('{0} could not be read: {1}', what, branch.failure.message)];
  return branch.state === 'loading' ? [say('{0} are being read.', what)] : [];
}

/** What of vaults and stores was not read in the tenants of these subscriptions: what they grant may be more than is known. */
export function unreadStores(
  snapshot: EstateSnapshot,
  subscriptions: readonly SubscriptionKey[],
): readonly Text[] {
  const tenants = new Map(subscriptions.map((key) => [tenantOf(key), key]));
  return [...tenants].flatMap(([tenant, key]) => [
    ...subscriptionsBeside(snapshot, key).flatMap((one) => unreadVaults(snapshot, one)),
    ...unreadGrants(snapshot.storeGrants.get(tenant) ?? absent),
  ]);
}

function unreadVaults(snapshot: EstateSnapshot, { key, name }: Subscription): readonly Text[] {
  const branch: Loadable<unknown> = snapshot.vaults.get(key) ?? absent;
  if (branch.state === 'ready') return [];
  return branch.state === 'failed'
    ? [say("The vaults of subscription '{0}' could not be read: {1}", name, branch.failure.words.why)]
    : [say("The vaults of subscription '{0}' were not read.", name)];
}

function unreadGrants(branch: Loadable<StoreGrantListing>): readonly Text[] {
  const some = (shown(branch)?.unreadable ?? []).map(({ name, why }) =>
    say("What '{0}' grants could not be read: {1}", name, why),
  );
  if (branch.state === 'ready') return some;
  return branch.state === 'failed'
    ? [
        say('What Cosmos DB accounts and caches grant could not be read: {0}', branch.failure.words.why),
        ...some,
      ]
    : [say('What Cosmos DB accounts and caches grant was not read.'), ...some];
}
