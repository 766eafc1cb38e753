import type { SignInKind, SignInListing } from '../../account/sign-in';
import type { LockedTenant } from '../../estate/snapshot';
import type { Cloud } from '../../account/cloud';
import type { Estate } from '../../estate/estate';
import type { ResourceKey } from '../../estate/resources';
import type { IdentityChanges } from '../../identity/change-identity';
import type { IdentityApi } from '../../identity/ports';
import type { Inventory } from '../../inventory/inventory';
import type { Log } from '../../lifecycle/log';
import type { RunningOperations } from '../../operations/running-operations';
import type { Grouping } from '../contributions';
import type { Dialogs } from '../dialogs';
import type { Recent } from '../recent';
import type { Target } from '../target';
import type { Translate } from '../words';

/** What commands may do to the sign-in. */
export interface SignInControl {
  readonly kind: SignInKind;
  readonly cloud: Cloud;
  /** Everything the source reaches, whatever the subscription filter hides. */
  listAll(signal: AbortSignal): Promise<SignInListing>;
  signIn(tenant?: LockedTenant): Promise<void>;
  choose(kind: SignInKind): Promise<void>;
  openSandbox(): Promise<void>;
  closeSandbox(): Promise<void>;
  /** `tenantId/subscriptionId` each; empty shows all. */
  readonly selected: readonly string[];
  select(subscriptions: readonly string[]): Promise<void>;
}

/** What commands may do to the Apps view. */
export interface ViewControl {
  filter: string;
  groupBy(grouping: Grouping): Promise<void>;
  focus(): Promise<void>;
}

export interface CommandDependencies {
  readonly estate: Estate;
  readonly inventory: Inventory;
  readonly operations: RunningOperations;
  readonly changes: IdentityChanges;
  readonly identities: IdentityApi;
  readonly signIn: SignInControl;
  readonly view: ViewControl;
  readonly appJson: { show(app: ResourceKey): Promise<void>; refresh(): Promise<void> };
  readonly recentApps: Recent;
  readonly recentIdentities: Recent;
  readonly dialogs: Dialogs;
  readonly log: Log & { show(): void };
  readonly t: Translate;
}

/** One command. Throws `Failure`; the one catch in `register.ts` shows it. */
export type Command = (deps: CommandDependencies, target: Target | undefined) => Promise<void>;
