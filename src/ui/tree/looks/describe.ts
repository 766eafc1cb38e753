import type { Node } from '../nodes/node';
import { describeApp, describeSystem, describeUserAssigned } from './app';
import { describeFinding, describeFindings } from './findings';
import { describeFolderLink } from './folder-link';
import { describeGrantTarget, describePolicy, describeRole, describeStoreGrant } from './grants';
import { describeIdentity } from './identity';
import { describeDeployment, describeInstance, describeInstances } from './instances';
import type { Translate } from '../../words';
import type { TreeState } from '../nodes/state';
import { quietColor, spoken, type Look, type LookContext } from './look';
import { describeCredential, describeOwnIdentity, describeSection, describeUser } from './own-identity';
import { describeFailed, describeNotice, describeTenant } from './notice';
import { describeGroup, describeService, describeSubscription } from './place';

type Describers = {
  readonly [K in Node['kind']]: (node: Extract<Node, { kind: K }>, context: LookContext) => Look;
};

const describers: Describers = {
  subscription: describeSubscription,
  service: describeService,
  app: describeApp,
  system: describeSystem,
  'user-assigned': describeUserAssigned,
  identity: describeIdentity,
  role: describeRole,
  policy: describePolicy,
  'store-grant': describeStoreGrant,
  'grant-target': describeGrantTarget,
  'own-identity': describeOwnIdentity,
  section: describeSection,
  credential: describeCredential,
  user: describeUser,
  instances: describeInstances,
  deployment: describeDeployment,
  instance: describeInstance,
  'folder-link': describeFolderLink,
  findings: describeFindings,
  finding: describeFinding,
  group: describeGroup,
  tenant: describeTenant,
  failed: describeFailed,
  notice: describeNotice,
};

/** Whether what a node stands for was there last time and was not read since. */
function isOfLastTime(node: Node, { remembered }: TreeState): boolean {
  switch (node.kind) {
    case 'subscription':
      return remembered?.reach === true;
    case 'service':
      return remembered?.services.has(node.subscription) === true;
    case 'app':
      return remembered?.apps.has(node.service) === true;
    default:
      return false;
  }
}

/** Nothing can be done with it until it is read again: it may be gone, or another by now. */
function asOfLastTime(look: Look, node: Node, t: Translate): Look {
  const words = t('as of last time');
  return {
    ...look,
    description: [words, look.description].filter((part) => part !== undefined && part !== '').join(' · '),
    icon: { ...look.icon, color: quietColor },
    tooltip: { ...look.tooltip, notes: [t('This was there last time; it is being read again.')] },
    accessible: spoken(look.accessible, words),
    can: [],
    fold: node.kind === 'app' ? 'leaf' : look.fold,
  };
}

/** How a node looks and sounds in the present state. */
export function describe(node: Node, context: LookContext): Look {
  // The table has a function for each kind; TypeScript cannot see that the node is of the kind it was looked up by.
  const describer = describers[node.kind] as (node: Node, context: LookContext) => Look;
  const look = describer(node, context);
  return isOfLastTime(node, context.state) ? asOfLastTime(look, node, context.t) : look;
}
