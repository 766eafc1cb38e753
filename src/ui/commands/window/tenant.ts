import { shown } from '../../../estate/loadable';
import type { Subscription } from '../../../estate/resources';
import type { CommandDependencies } from '../dependencies';

/** Identities work within a tenant only: all subscriptions of the app's tenant that its account sees. */
export function subscriptionsOfTenant(deps: CommandDependencies, of: Subscription): readonly Subscription[] {
  const all = shown(deps.estate.snapshot.reach)?.subscriptions ?? [];
  return all.filter(({ accountId, tenantId }) => accountId === of.accountId && tenantId === of.tenantId);
}
