import type { CommandName } from '../contributions';
import { pagesOf, type Page, type PageId } from '../window/pages';
import type { Translate } from '../words';
import type { CommandDependencies } from './dependencies';

/** Pages about what people decide in commands; whoever signs in, filters or forwards a port is helped by symptom. */
const topics: Readonly<Partial<Record<PageId, readonly CommandName[]>>> = {
  kinds: [
    'enableSystemAssigned',
    'disableSystemAssigned',
    'assignUserAssigned',
    'removeUserAssigned',
    'createUserAssigned',
    'deleteUserAssigned',
    'convertIdentity',
    'copyRoles',
    'restoreRoles',
    'removeOrphans',
    'editIdentityJson',
    'showIdentityMap',
    'undoDeed',
  ],
  managedIdentity: ['grant', 'openSandbox', 'closeSandbox', 'learn', 'exportReport'],
  ids: ['copyClientId', 'copyPrincipalId', 'copyResourceId', 'copyTenantId', 'copyName', 'viewAppJson'],
  tokens: [
    'fetchTestToken',
    'decodeToken',
    'followGrant',
    'startPortForward',
    'useForwardedEndpoint',
    'openTerminalAsApp',
    'debugAsApp',
  ],
  bestPractice: ['compareIdentities', 'connectApp', 'linkFolder', 'scanWorkspace', 'showRules', 'fixFinding'],
  retirement: ['planMove'],
};

/** What a command works with: its questions and its pages lead to the page about it, as *Learn More*. */
export function aboutCommand(deps: CommandDependencies, name: CommandName): CommandDependencies {
  const page = pageAbout(name, deps.t);
  const { dialogs, reports } = deps;
  return {
    ...deps,
    dialogs: dialogs.about(page),
    reports: {
      get active() {
        return reports.active;
      },
      save: (file) => reports.save(file),
      show: (shown) => reports.show({ about: page, ...shown }),
    },
  };
}

function pageAbout(name: CommandName, t: Translate): Page {
  const [topic = 'troubleshooting'] = (Object.keys(topics) as PageId[]).filter((id) =>
    topics[id]?.includes(name),
  );
  const page = pagesOf(t).find(({ id }) => id === topic);
  if (page === undefined) throw new Error(`There is no page ${topic}.`);
  return page;
}
