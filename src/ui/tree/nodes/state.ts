import type { Failure } from '../../../lifecycle/failure';
import type { ArmId, ArmKey } from '../../../estate/ids/arm-id';
import { appsOf, type FoundApp, type IdentityUse } from '../../../estate/lookup';
import type { SpringApp, UserAssignedIdentity } from '../../../estate/resources';
import { resourceKey, type ResourceKey, type SubscriptionKey } from '../../../estate/resources';
import { shown } from '../../../estate/loadable';
import type { Remembered } from '../../../estate/last-time';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import type { LiveFinding } from '../../../lint/lint-app';
import type { Operation } from '../../../operations/operation';
import type { DebuggingState } from '../../../tunnel/known-debugging';
import type { Grouping, RootState } from '../../contributions';
import type { LinkedFolder } from '../../known-links';
import { worded, type Translate } from '../../words';

/** Everything the tree is a function of. */
export interface TreeState {
  readonly snapshot: EstateSnapshot;
  readonly operationOf: (app: ResourceKey) => Operation | undefined;
  /** Which folders are linked to an app; absent where that is not shown. */
  readonly linksOf?: (app: ArmId) => readonly LinkedFolder[];
  readonly findingsOf: (found: FoundApp) => readonly LiveFinding[];
  /** Absent where no instances are shown. */
  readonly debuggingOf?: (deployment: ResourceKey) => DebuggingState | undefined;
  /** Which of it was there last time and is not read yet; absent: nothing. */
  readonly remembered?: Remembered | undefined;
  readonly groupBy: Grouping;
  /** Lower case; empty when nothing is filtered. */
  readonly filter: string;
  /** Worked out once per state, when first asked: it takes a pass over all apps. */
  readonly groups: () => IdentityGroups;
  /** Who uses which identity, whatever the filter; worked out like the groups. */
  readonly use: () => IdentityUse;
}

/** Loaded apps that pass the filter, by who they are in Azure. */
export interface IdentityGroups {
  /** By name of the identity; each with the casing its id was met in first. */
  readonly userAssigned: ReadonlyMap<ArmKey, { readonly id: ArmId; readonly apps: readonly FoundApp[] }>;
  readonly onlySystem: readonly FoundApp[];
  readonly none: readonly FoundApp[];
}

/** A user-assigned identity that was listed. */
export function identityOf(
  state: TreeState,
  node: { readonly key: ResourceKey; readonly subscription: SubscriptionKey },
): UserAssignedIdentity | undefined {
  const listed = state.snapshot.userAssigned.get(node.subscription);
  return (listed && shown(listed))?.find((identity) => resourceKey(identity) === node.key);
}

export function appOf(
  state: TreeState,
  node: { readonly app: ResourceKey; readonly service: ResourceKey },
): SpringApp | undefined {
  return appsOf(state.snapshot, node.service).find((app) => resourceKey(app) === node.app);
}

/**
 * Whether nothing but a sign-in in VS Code is missing. Sources that are signed in elsewhere (the Azure CLI, the environment) say themselves
 * what they lack.
 */
export function isSignedOut({ code, action }: Pick<Failure, 'code' | 'action'>): boolean {
  return code === 'signed-out' && action === 'sign-in';
}

/** What the root says, for the welcome texts: they show only while the tree is empty. */
export function rootState(state: TreeState): RootState {
  const { reach } = state.snapshot;
  const value = shown(reach);
  if (value === undefined) {
    if (reach.state !== 'failed') return 'loading';
    return isSignedOut(reach.failure) ? 'signedOut' : 'failed';
  }
  if (value.subscriptions.length === 0) {
    if (value.lockedTenants.length > 0 || value.unreadableTenants.length > 0) return 'ready';
    return value.filteredOut > 0 ? 'filteredOut' : 'noSubscriptions';
  }
  const listed = value.subscriptions.map((subscription) => state.snapshot.services.get(subscription.key));
  const allEmpty = listed.every((services) => services?.state === 'ready' && services.value.length === 0);
  return allEmpty && value.lockedTenants.length === 0 ? 'noServices' : 'ready';
}

/** Why nothing could be read does not fit into a node of a narrow side bar; above the tree it is wrapped. */
export function rootMessage(reach: EstateSnapshot['reach'], t: Translate): string {
  if (reach.state !== 'failed' || isSignedOut(reach.failure)) return '';
  const { why, remedy } = reach.failure.words;
  return [why, remedy].flatMap((part) => (part === undefined ? [] : worded(part, t))).join(' ');
}

/** What the view says of itself behind its title. */
export function viewWords(
  is: { readonly sandbox: boolean; readonly inBrowser: boolean | undefined; readonly filter: string },
  t: Translate,
): string {
  return [
    ...(is.sandbox ? [t('Sandbox')] : []),
    ...(is.inBrowser === true ? [t('in a browser: no consoles, no ports')] : []),
    ...(is.filter === '' ? [] : [t("filter: '{0}'", is.filter)]),
  ].join(' · ');
}
