import { allServices } from '../estate/lookup';
import type { Loadable } from '../estate/loadable';
import { resourceKey } from '../estate/resources';
import type { EstateSnapshot } from '../estate/snapshot';
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
