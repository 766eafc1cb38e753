/**
 * Everything package.json contributes, as the code knows it. `contributions.test.ts` compares the two in both
 * directions, so an id that exists only here or only there cannot ship.
 */

export interface CommandEntry {
  /** English; package.nls.json holds the same words under `command.<name>`. */
  readonly title: string;
  readonly icon?: string;
  /** Where the command palette offers it: always unless said; `false` means only from a node. */
  readonly palette?: string | false;
  /** When it can be run at all; always unless said. What runs programs waits until the workspace is trusted. */
  readonly enablement?: 'isWorkspaceTrusted';
}

const id = 'springIdentity';

/** Where consoles and ports of instances can be reached: not from a browser. */
const whereSockets = '!springIdentity.inBrowser';

export const commands = {
  signIn: { title: 'Sign In', icon: '$(sign-in)' },
  signInToTenant: { title: 'Sign In to Tenant', icon: '$(sign-in)', palette: false },
  signOut: { title: 'Sign Out', icon: '$(sign-out)' },
  chooseSignIn: { title: 'Choose Sign-In Source...', icon: '$(account)' },
  selectSubscriptions: { title: 'Select Subscriptions...', icon: '$(list-filter)' },
  openSandbox: { title: 'Open Sandbox', icon: '$(beaker)', palette: '!springIdentity.sandboxOpen' },
  closeSandbox: { title: 'Close Sandbox', palette: 'springIdentity.sandboxOpen' },
  refresh: { title: 'Refresh', icon: '$(refresh)' },
  refreshNode: { title: 'Refresh This Branch', icon: '$(refresh)', palette: false },
  retry: { title: 'Try Again', icon: '$(refresh)', palette: false },
  loadAll: { title: 'Load All Apps', icon: '$(cloud-download)' },
  filter: { title: 'Filter Apps...', icon: '$(filter)' },
  clearFilter: { title: 'Clear Filter', icon: '$(clear-all)', palette: 'springIdentity.filtered' },
  groupBySubscription: {
    title: 'Group by Subscription',
    icon: '$(list-tree)',
    palette: "springIdentity.groupBy != 'subscription'",
  },
  groupByIdentity: {
    title: 'Group by Identity',
    icon: '$(key)',
    palette: "springIdentity.groupBy != 'identity'",
  },
  enableSystemAssigned: { title: 'Enable System-Assigned Identity...', icon: '$(shield)' },
  disableSystemAssigned: { title: 'Disable System-Assigned Identity...', icon: '$(circle-slash)' },
  assignUserAssigned: { title: 'Assign User-Assigned Identity...', icon: '$(add)' },
  removeUserAssigned: { title: 'Remove User-Assigned Identity...', icon: '$(trash)' },
  createUserAssigned: { title: 'Create User-Assigned Identity...', icon: '$(new-file)' },
  deleteUserAssigned: { title: 'Delete User-Assigned Identity...', icon: '$(trash)' },
  connectApp: { title: 'Connect App to Service...', icon: '$(rocket)' },
  planMove: { title: 'Plan Move to Container Apps...', icon: '$(export)' },
  copyRoles: { title: 'Copy Roles...', icon: '$(copy)' },
  grant: { title: 'Grant...', icon: '$(law)' },
  restoreRoles: { title: 'Restore Role Assignments...', icon: '$(history)' },
  followGrant: { title: 'Live Yet?...', icon: '$(pulse)', palette: whereSockets },
  convertIdentity: { title: 'Convert System-Assigned to User-Assigned...', icon: '$(arrow-swap)' },
  removeOrphans: { title: 'Remove Orphaned Role Assignments...', icon: '$(trash)' },
  copyClientId: { title: 'Copy Client ID (Application ID)' },
  copyPrincipalId: { title: 'Copy Principal ID (Object ID)' },
  copyResourceId: { title: 'Copy Resource ID' },
  copyTenantId: { title: 'Copy Tenant ID' },
  copyName: { title: 'Copy Name' },
  openInPortal: { title: 'Open in Azure Portal', icon: '$(link-external)' },
  editIdentityJson: { title: 'Edit Identity as JSON...', icon: '$(edit)' },
  viewAppJson: { title: 'View App JSON', icon: '$(json)' },
  refreshAppJson: {
    title: 'Refresh App JSON',
    icon: '$(refresh)',
    palette: "resourceScheme == 'spring-identity-app'",
  },
  fetchTestToken: { title: 'Fetch Test Token...', icon: '$(beaker)', palette: whereSockets },
  compareIdentities: { title: 'Compare Identities...', icon: '$(diff)', palette: whereSockets },
  decodeToken: { title: 'Decode Token...' },
  diagnoseApp: { title: 'Diagnose App...', icon: '$(pulse)' },
  showIdentityMap: { title: 'Show Identity Map...', icon: '$(type-hierarchy)' },
  exportReport: {
    title: 'Export Report...',
    icon: '$(save-as)',
    palette: "activeWebviewPanelId == 'spring-identity-report'",
  },
  explainError: { title: 'Explain Error...', icon: '$(question)' },
  explainTerminalError: { title: 'Explain Selected Error...', icon: '$(question)', palette: false },
  startPortForward: { title: 'Start Port Forward...', icon: '$(plug)', palette: whereSockets },
  stopPortForward: {
    title: 'Stop Port Forward',
    icon: '$(debug-stop)',
    palette: 'springIdentity.forwarding',
  },
  restartPortForward: {
    title: 'Restart Port Forward',
    icon: '$(debug-restart)',
    palette: 'springIdentity.forwarding',
  },
  copyForwardAddress: {
    title: 'Copy Address of Port Forward',
    icon: '$(copy)',
    palette: 'springIdentity.forwarding',
  },
  forwardInstancePort: { title: 'Forward Port of Instance...', icon: '$(plug)', palette: whereSockets },
  useForwardedEndpoint: { title: 'Use Forwarded Endpoint...', icon: '$(key)', palette: whereSockets },
  enableRemoteDebugging: { title: 'Enable Remote Debugging...', icon: '$(debug-alt)' },
  disableRemoteDebugging: { title: 'Disable Remote Debugging...', icon: '$(debug-disconnect)' },
  openTerminalAsApp: {
    title: 'Open Terminal as This App...',
    icon: '$(terminal)',
    enablement: 'isWorkspaceTrusted',
    palette: whereSockets,
  },
  debugAsApp: {
    title: 'Debug as This App...',
    icon: '$(debug-alt)',
    enablement: 'isWorkspaceTrusted',
    palette: whereSockets,
  },
  linkFolder: { title: 'Link Folder to App...', icon: '$(link)' },
  unlinkFolder: { title: 'Unlink Folder...' },
  scanWorkspace: { title: 'Scan Workspace', icon: '$(search)' },
  showRules: { title: 'Show All Rules...', icon: '$(book)' },
  showRule: { title: 'Show Rule', palette: false },
  showFinding: { title: 'Show Finding', palette: false },
  fixFinding: { title: 'Fix...', icon: '$(lightbulb)', palette: false },
  makeFix: { title: 'Make Fix', palette: false },
  previewFix: { title: 'Preview Fix', palette: false },
  applyFix: { title: 'Apply Fix', icon: '$(check)', palette: "resourceScheme == 'spring-identity-fix'" },
  saveConfiguration: { title: 'Save Configuration', palette: false },
  learn: { title: 'Learn About Managed Identities...', icon: '$(book)' },
  undoDeed: { title: 'Undo Change...', icon: '$(discard)' },
  copyDeed: { title: 'Copy Change', icon: '$(copy)' },
  clearActivity: { title: 'Clear Activity...', icon: '$(clear-all)' },
  showLog: { title: 'Show Log', icon: '$(output)' },
} as const satisfies Record<string, CommandEntry>;

export type CommandName = keyof typeof commands;

export function commandId(name: CommandName): string {
  return `${id}.${name}`;
}

/** The command that goes by an id of `package.json`. */
export function commandOf(command: string): CommandName {
  return command.slice(id.length + 1) as CommandName;
}

export const containerId = 'springIdentity';
export const appsViewId = 'springIdentity.apps';
/** What was changed from here. */
export const activityViewId = 'springIdentity.activity';
/** Every user-assigned identity and who uses it. */
export const identitiesViewId = 'springIdentity.identities';
/** Shown while a port forward runs. */
export const forwardsViewId = 'springIdentity.forwards';
/** Pages and links for people who are new, or stuck. */
export const helpViewId = 'springIdentity.help';

export const walkthroughIds = { start: 'springIdentity.start', trap: 'springIdentity.trap' } as const;

/** The scheme of the read-only documents that show an app resource. */
export const appJsonScheme = 'spring-identity-app';

/** The scheme of the documents that show the identities of an app and change them when they are saved. */
export const declarationScheme = 'spring-identity-edit';
/** What their names end with, by which VS Code knows their schema. */
export const declarationSuffix = '.app-identity.json';

/** The scheme of the read-only documents that show what a fix makes of a file. */
export const fixScheme = 'spring-identity-fix';

/** The scheme of the read-only documents that show what a command makes of files. */
export const changeScheme = 'spring-identity-change';

/** Of the tabs that show reports. */
export const reportViewType = 'spring-identity-report';

/** Context keys: what `when` clauses may ask of us. */
export const contextKeys = {
  /** What the root of the Apps view says: one of `RootState`. */
  rootState: 'springIdentity.rootState',
  sandboxOpen: 'springIdentity.sandboxOpen',
  /** VS Code runs the extension in the browser: nothing that needs a socket or a program is there. */
  inBrowser: 'springIdentity.inBrowser',
  filtered: 'springIdentity.filtered',
  forwarding: 'springIdentity.forwarding',
  groupBy: 'springIdentity.groupBy',
  /** What was done once in this window, for the steps of the walkthroughs. */
  sawApp: 'springIdentity.sawApp',
  sawFinding: 'springIdentity.sawFinding',
  sawVerdict: 'springIdentity.sawVerdict',
  changedIdentity: 'springIdentity.changedIdentity',
  connectedApp: 'springIdentity.connectedApp',
  walkthroughShown: 'springIdentity.walkthroughShown',
} as const;

/** Steps of the walkthroughs that tick when they were done, not when they were begun. */
export type LearningStep = 'sawApp' | 'sawFinding' | 'sawVerdict' | 'changedIdentity' | 'connectedApp';

export const rootStates = [
  'loading',
  'signedOut',
  'noSubscriptions',
  'noServices',
  'filteredOut',
  'failed',
  'ready',
] as const;
export type RootState = (typeof rootStates)[number];

/** Menus inside the menu of a node: what belongs together stands together, in one order everywhere. */
export const submenus = ['identity', 'tokens', 'forward', 'copy'] as const;

export function submenuId(name: (typeof submenus)[number]): string {
  return `${id}.menu.${name}`;
}

/** What language models may ask for, by the name of the action. */
export const tools = [
  'list_apps',
  'whose_id',
  'diagnose_app',
  'explain_error',
  'explain_finding',
  'lint_text',
] as const;

export function toolId(name: (typeof tools)[number]): string {
  return `spring_identity_${name}`;
}

/** The server of the same tools for programs that speak the Model Context Protocol. */
export const mcpServerId = 'springIdentity.tools';

/** What can be done with a tree node; `viewItem` is these words, sorted, with blanks between. */
export const capabilities = [
  'app',
  'assign',
  'clientId',
  'compare',
  'deed',
  'disableDebugging',
  'disableSystem',
  'enableDebugging',
  'enableSystem',
  'failed',
  'finding',
  'fix',
  'folderLink',
  'forward',
  'forwardsTokens',
  'identity',
  'json',
  'link',
  'lockedTenant',
  'name',
  'port',
  'portal',
  'principalId',
  'refresh',
  'removeUser',
  'resourceId',
  'service',
  'subscription',
  'tenantId',
  'testToken',
  'undo',
] as const;
export type Capability = (typeof capabilities)[number];

export const settingKeys = {
  signIn: 'springIdentity.signIn',
  groupBy: 'springIdentity.view.groupBy',
  sandboxOperationSeconds: 'springIdentity.sandbox.operationSeconds',
  lintEnabled: 'springIdentity.lint.enabled',
  minConfidence: 'springIdentity.lint.minConfidence',
  rules: 'springIdentity.rules',
  links: 'springIdentity.links',
  confirm: 'springIdentity.confirm',
  /** Shared with the Azure Resources extension, hence its name. */
  selectedSubscriptions: 'azureResourceGroups.selectedSubscriptions',
} as const;

export const settingDefaults = {
  signIn: 'vscode',
  groupBy: 'subscription',
  sandboxOperationSeconds: 8,
  lintEnabled: true,
  minConfidence: 'low',
  rules: {},
  links: [],
  confirm: 'click',
  selectedSubscriptions: [],
} as const;

export const signInKinds = ['vscode', 'azureCli', 'environment', 'sandbox'] as const;
/** How a change is confirmed that takes something away. */
export const confirmations = ['click', 'typeName'] as const;
export type Confirmation = (typeof confirmations)[number];
export const groupings = ['subscription', 'identity'] as const;
export type Grouping = (typeof groupings)[number];
