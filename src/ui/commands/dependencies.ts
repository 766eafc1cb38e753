import type { SignInKind, SignInListing } from '../../account/sign-in';
import type { LockedTenant } from '../../estate/frozen/snapshot';
import type { TargetLookup } from '../../actions/diagnose/ports';
import type { JavaLaunch } from '../../actions/launch/launch-file';
import type { Cloud } from '../../account/cloud';
import type { Estate } from '../../estate/estate';
import type { ResourceKey } from '../../estate/resources';
import type { Losing } from '../../grants/lost/keep-lost';
import type { GrantsKeeper } from '../../grants/lost/kept-grants';
import type { AssignmentLister } from '../../actions/orphans/ports';
import type { SeenPrincipals } from '../../actions/orphans/seen-principals';
import type { GrantsApi } from '../../grants/ports';
import type { IdentityChanges } from '../../identity/change-identity';
import type { IdentityApi, UserAssignedApi } from '../../identity/ports';
import type { Inventory } from '../../inventory/inventory';
import type { EstateReader } from '../../inventory/ports';
import type { Log, Redactor } from '../../lifecycle/log';
import type { LinkableFolder, RootFolder, StoredLink } from '../../lint/links/folder-link';
import type { Activity } from '../../operations/activity';
import type { RunningOperations } from '../../operations/running-operations';
import type { Unfinished } from '../../operations/unfinished';
import type { CommandName, Grouping, LearningStep } from '../contributions';
import type { Diagnostics } from '../diagnosing';
import type { Dialogs } from '../window/dialogs';
import type { EndpointConsent } from '../endpoint-consent';
import type { Page } from '../window/pages';
import type { ProjectAccess } from '../window/project-access';
import type { Recent } from '../window/recent';
import type { Reports } from '../window/report-page';
import type { Settings } from '../window/settings';
import type { Target } from '../target';
import type { RemoteDebuggingApi } from '../../tunnel/ports';
import type { Forwards, ForwardUser, LaunchChoice, WaysIn } from '../ways-in';
import type { Translate } from '../words';

/** What commands may do to the sign-in. */
export interface SignInControl {
  readonly kind: SignInKind;
  /** The sources there are where this runs. */
  readonly kinds: readonly SignInKind[];
  readonly cloud: Cloud;
  /** A custom cloud whose hosts the user has to confirm first. Throws `Failure` `invalid` when it cannot be used. */
  readonly unconfirmedCloud: Cloud | undefined;
  confirmCloud(cloud: Cloud): Promise<void>;
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
  /** The app whose node, or a node below it, is selected. */
  readonly selected: ResourceKey | undefined;
  focus(): Promise<void>;
}

export interface CommandDependencies {
  readonly estate: Estate;
  readonly inventory: Inventory;
  readonly operations: RunningOperations;
  readonly unfinished: Unfinished;
  readonly activity: Activity;
  readonly changes: IdentityChanges;
  readonly identities: IdentityApi;
  readonly userAssigned: UserAssignedApi;
  readonly grants: GrantsApi;
  readonly assignments: AssignmentLister;
  readonly seen: Pick<SeenPrincipals, 'of' | 'note'>;
  readonly reader: Pick<EstateReader, 'listRoles' | 'listAssociated'>;
  /** What was granted to principals that are gone. */
  readonly keeper: GrantsKeeper;
  /** Keeps what a principal may do, right before it is lost. */
  readonly keepLost: (losing: Losing, signal: AbortSignal) => Promise<void>;
  /** Every command there is; loaded with the first that is run. */
  readonly allCommands: () => Promise<Readonly<Record<CommandName, Command>>>;
  readonly grantCommands: () => Promise<Readonly<Record<GrantCommandName, Command>>>;
  readonly signIn: SignInControl;
  readonly view: ViewControl;
  readonly appJson: {
    /** With the place a path of its JSON leads to, when one is given. */
    show(app: ResourceKey, at?: readonly string[]): Promise<void>;
    refresh(): Promise<void>;
  };
  readonly declarations: { show(app: ResourceKey): Promise<void> };
  readonly settings: Pick<Settings, 'confirm'>;
  readonly recentApps: Recent;
  readonly recentIdentities: Recent;
  readonly recentTargets: Recent;
  readonly remoteDebugging: RemoteDebuggingApi;
  readonly targets: TargetLookup;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly redactor: Pick<Redactor, 'register' | 'forget'>;
  readonly connectCommands: () => Promise<Readonly<Record<ConnectCommandName, Command>>>;
  /** The files of people's projects. */
  readonly projects: ProjectAccess;
  readonly tokenCommands: () => Promise<Readonly<Record<TokenCommandName, Command>>>;
  readonly waysIn: () => Promise<WaysIn>;
  readonly reports: Reports;
  readonly forwards: Forwards;
  readonly terminals: {
    /** Ends with what is returned, or when the user closes it. */
    open(wish: { readonly name: string; readonly env: Readonly<Record<string, string | null>> }): ForwardUser;
    /** `NO_PROXY` as programs have it now. */
    readonly noProxy: string | undefined;
    /** Names of variables that programs get from VS Code now. */
    readonly inherited: ReadonlySet<string>;
  };
  readonly links: {
    readonly all: readonly StoredLink[];
    set(links: readonly StoredLink[]): Promise<void>;
  };
  /** Folders of the workspace that can be linked: each workspace folder and those in it that hold a build file. */
  readonly folders: () => Promise<readonly LinkableFolder[]>;
  /** Loads the linter's part of the window; for a scan its thread starts meanwhile. */
  readonly diagnostics: (purpose?: 'scan') => Promise<Diagnostics>;
  readonly debugging: {
    readonly configurations: () => readonly LaunchChoice[];
    /** Whether an extension debugs programs of this type. */
    hasDebugger(type: string): boolean;
    /** A configuration that was written for a workspace folder just now. */
    launch(root: RootFolder, configuration: JavaLaunch): LaunchChoice;
  };
  /** Whether the user trusts the workspace, so that programs may be started in it. */
  readonly trusted: () => boolean;
  readonly endpointConsent: Pick<EndpointConsent, 'isGiven' | 'give'>;
  /** Runs another command, which shows what goes wrong itself. */
  readonly run: (name: CommandName, target: Target | undefined) => Promise<void>;
  /** Runs work that a button started; shows what goes wrong and never rejects. */
  readonly attempt: (title: string, work: () => Promise<void>) => Promise<void>;
  readonly pages: { show(page: Page): Promise<void>; showWalkthrough(id: string): Promise<void> };
  /** Ticks a step of the walkthroughs. */
  readonly learned: (step: LearningStep) => void;
  readonly dialogs: Dialogs;
  readonly log: Log & { show(): void };
  readonly t: Translate;
  /** The display language, as VS Code names it: `zh-cn`. Moments are written as it writes them. */
  readonly language: string;
}

/** The commands of `connect/open.ts`. */
export type ConnectCommandName = Extract<CommandName, 'connectApp' | 'planMove'>;

/** The commands of `token/open.ts`. */
export type TokenCommandName = Extract<
  CommandName,
  | 'convertIdentity'
  | 'fetchTestToken'
  | 'compareIdentities'
  | 'decodeToken'
  | 'diagnoseApp'
  | 'explainError'
  | 'explainTerminalError'
  | 'startPortForward'
  | 'stopPortForward'
  | 'restartPortForward'
  | 'copyForwardAddress'
  | 'forwardInstancePort'
  | 'useForwardedEndpoint'
  | 'enableRemoteDebugging'
  | 'disableRemoteDebugging'
  | 'openTerminalAsApp'
  | 'debugAsApp'
  | 'exportReport'
  | 'showIdentityMap'
>;

/** The commands of `grants/open.ts`. */
export type GrantCommandName = Extract<CommandName, 'grant' | 'restoreRoles' | 'followGrant'>;

/** One command. Throws `Failure`; the one catch in `register.ts` shows it. */
export type Command = (
  deps: CommandDependencies,
  target: Target | undefined,
  /** Every node that was selected with the one of `target`, itself among them; empty when only one was. */
  selection?: readonly Target[],
) => Promise<void>;
