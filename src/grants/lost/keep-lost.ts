import type { ArmId } from '../../estate/ids/arm-id';
import type { Estate } from '../../estate/estate';
import type { PrincipalId } from '../../estate/ids/ids';
import { shown } from '../../estate/loadable';
import type { Subscription } from '../../estate/resources';
import type { Log } from '../../lifecycle/log';
import type { GrantsKeeper, KeptGrants } from './kept-grants';
import type { GrantsApi } from '../ports';
import { plain, verbatim } from '../../lifecycle/text';

/** A principal that is about to be lost. */
export interface Losing {
  readonly subscription: Subscription;
  /** The app whose system-assigned identity it is, or the user-assigned identity. */
  readonly holder: ArmId;
  readonly name: string;
  readonly principalId: PrincipalId;
}

export interface KeepLostDeps {
  readonly api: Pick<GrantsApi, 'list'>;
  readonly keeper: GrantsKeeper;
  readonly estate: Estate;
  readonly log: Log;
  /** See `KeptGrants.cloud`. */
  readonly cloud: () => string;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/**
 * Keeps what a principal may do, right before it is lost: read from Azure itself, so that it is complete. What could not be read is kept
 * as such. Throws an `AbortError` when `signal` ends: nothing must be changed then.
 */
export async function keepLost(
  { api, keeper, estate, log, cloud, now }: KeepLostDeps,
  { subscription, holder, name, principalId }: Losing,
  signal: AbortSignal,
): Promise<void> {
  const near = (shown(estate.snapshot.reach)?.subscriptions ?? []).filter(
    ({ accountId, tenantId }) => accountId === subscription.accountId && tenantId === subscription.tenantId,
  );
  const listing = await api.list(near.length > 0 ? near : [subscription], principalId, signal);
  signal.throwIfAborted();
  const { tenantId } = subscription;
  const kept: KeptGrants = {
    holder,
    name,
    principalId,
    tenantId,
    cloud: cloud(),
    keptAt: now(),
    ...listing,
  };
  await keeper.keep(kept);
  log.info(`Kept ${kept.grants.length} grants of ${name} (${principalId}), so that they can be restored.`);
  for (const { place, why } of kept.unreadable)
    log.warn(`Not kept, because it could not be read: ${place}: ${plain(verbatim(why))}`);
}
