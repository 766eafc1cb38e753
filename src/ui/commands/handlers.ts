import type { CommandName } from '../contributions';
import * as activity from './window/activity';
import { disableSystemAssigned, enableSystemAssigned } from './identity/change-identity';
import { copyRoles } from './grants/copy-roles';
import { createUserAssigned } from './identity/create-identity';
import { deleteUserAssigned } from './identity/delete-identity';
import { editIdentityJson } from './identity/declare';
import type { Command, ConnectCommandName, GrantCommandName, TokenCommandName } from './dependencies';
import * as finding from './finding';
import { learn } from './window/learn';
import * as lint from './lint';
import * as look from './window/look';
import { removeOrphans } from './grants/remove-orphans';
import * as signIn from './window/sign-in';
import { assignUserAssigned, removeUserAssigned } from './identity/user-assigned';
import * as view from './window/view';

/** Every command there is: a name without an entry here, or the other way round, does not compile. */
export const handlers: Readonly<Record<CommandName, Command>> = {
  signIn: signIn.signIn,
  signInToTenant: signIn.signInToTenant,
  signOut: signIn.signOut,
  chooseSignIn: signIn.chooseSignIn,
  selectSubscriptions: signIn.selectSubscriptions,
  openSandbox: signIn.openSandbox,
  closeSandbox: signIn.closeSandbox,
  refresh: view.refresh,
  refreshNode: view.refreshNode,
  retry: view.retry,
  loadAll: view.loadAll,
  filter: view.filter,
  clearFilter: view.clearFilter,
  groupBySubscription: view.groupBySubscription,
  groupByIdentity: view.groupByIdentity,
  enableSystemAssigned,
  disableSystemAssigned,
  assignUserAssigned,
  removeUserAssigned,
  createUserAssigned,
  deleteUserAssigned,
  connectApp: connectCommand('connectApp'),
  planMove: connectCommand('planMove'),
  copyRoles,
  grant: grantCommand('grant'),
  restoreRoles: grantCommand('restoreRoles'),
  followGrant: grantCommand('followGrant'),
  removeOrphans,
  convertIdentity: tokenCommand('convertIdentity'),
  copyClientId: look.copyClientId,
  copyPrincipalId: look.copyPrincipalId,
  copyResourceId: look.copyResourceId,
  copyTenantId: look.copyTenantId,
  copyName: look.copyName,
  openInPortal: look.openInPortal,
  editIdentityJson,
  viewAppJson: look.viewAppJson,
  refreshAppJson: look.refreshAppJson,
  fetchTestToken: tokenCommand('fetchTestToken'),
  compareIdentities: tokenCommand('compareIdentities'),
  decodeToken: tokenCommand('decodeToken'),
  diagnoseApp: tokenCommand('diagnoseApp'),
  showIdentityMap: tokenCommand('showIdentityMap'),
  exportReport: tokenCommand('exportReport'),
  explainError: tokenCommand('explainError'),
  explainTerminalError: tokenCommand('explainTerminalError'),
  startPortForward: tokenCommand('startPortForward'),
  stopPortForward: tokenCommand('stopPortForward'),
  restartPortForward: tokenCommand('restartPortForward'),
  copyForwardAddress: tokenCommand('copyForwardAddress'),
  forwardInstancePort: tokenCommand('forwardInstancePort'),
  useForwardedEndpoint: tokenCommand('useForwardedEndpoint'),
  enableRemoteDebugging: tokenCommand('enableRemoteDebugging'),
  disableRemoteDebugging: tokenCommand('disableRemoteDebugging'),
  openTerminalAsApp: tokenCommand('openTerminalAsApp'),
  debugAsApp: tokenCommand('debugAsApp'),
  linkFolder: lint.linkFolder,
  unlinkFolder: lint.unlinkFolder,
  scanWorkspace: lint.scanWorkspace,
  showRules: lint.showRules,
  showRule: lint.showRule,
  showFinding: finding.showFinding,
  fixFinding: finding.fixFinding,
  makeFix: finding.makeOfferedFix,
  previewFix: lint.previewFix,
  applyFix: lint.applyFix,
  saveConfiguration: lint.saveConfiguration,
  learn,
  undoDeed: activity.undoDeed,
  copyDeed: activity.copyDeed,
  clearActivity: activity.clearActivity,
  showLog: view.showLog,
};

/** Those about grants are a chunk of their own as well. */
function grantCommand(name: GrantCommandName): Command {
  return async (deps, target, selection) => (await deps.grantCommands())[name](deps, target, selection);
}

/** Commands about tokens are loaded with the first of them: most windows never need them. */
function tokenCommand(name: TokenCommandName): Command {
  return async (deps, target) => (await deps.tokenCommands())[name](deps, target);
}

/** What reads and changes projects is loaded with the first of these commands. */
function connectCommand(name: ConnectCommandName): Command {
  return async (deps, target) => (await deps.connectCommands())[name](deps, target);
}
