import { allowsControl } from '../access/actions';
import type { Subscription } from '../estate/resources';
import { isAbort, toFailure } from '../lifecycle/failure';
import { say, type Text } from '../lifecycle/text';
import { actionOf } from './action-of';
import type { Grant } from './grant';
import type { EligibleRole, GrantsApi } from './ports';

/**
 * Whether the signed-in person may make a grant, as far as Azure tells. `yes` may fail all the same: conditions of their roles are not
 * told.
 */
export type MayGrant =
  | { readonly answer: 'yes' }
  /** `eligible`: roles that would allow it once they are activated. */
  | { readonly answer: 'no'; readonly action: string; readonly eligible: readonly EligibleRole[] }
  | { readonly answer: 'unknown'; readonly why: Text };

/** Asks for the permissions at the place of a grant, and for eligible roles only when they do not suffice. */
export async function mayGrant(
  api: Pick<GrantsApi, 'permissionsAt' | 'eligibleRoles'>,
  { subscription, grant }: { readonly subscription: Subscription; readonly grant: Grant },
  signal: AbortSignal,
): Promise<MayGrant> {
  const action = actionOf(grant);
  // Cosmos DB's own scopes are no resources of Azure Resource Manager.
  const place = grant.kind === 'cosmos' ? grant.account : grant.scope;
  try {
    const permissions = await api.permissionsAt(subscription, place, signal);
    if (permissions.some((permission) => allowsControl(permission, action))) return { answer: 'yes' };
    return {
      answer: 'no',
      action,
      eligible: await eligibleFor(api, { subscription, place, action }, signal),
    };
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw error;
    return { answer: 'unknown', why: toFailure(error, say('Could not ask what you may do.')).words.why };
  }
}

/** Only a help: what cannot be read is as if there were none, since the answer is "no" either way. */
async function eligibleFor(
  api: Pick<GrantsApi, 'eligibleRoles'>,
  {
    subscription,
    place,
    action,
  }: { readonly subscription: Subscription; readonly place: string; readonly action: string },
  signal: AbortSignal,
): Promise<readonly EligibleRole[]> {
  try {
    const roles = await api.eligibleRoles(subscription, place, signal);
    return roles.filter(({ permissions = [] }) => permissions.some((one) => allowsControl(one, action)));
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw error;
    return [];
  }
}
