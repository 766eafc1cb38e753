import type { Node } from '../nodes/node';
import { describeApp, describeSystem, describeUserAssigned } from './app';
import { describeFinding, describeFindings } from './findings';
import { describeGrantTarget, describePolicy, describeRole, describeStoreGrant } from './grants';
import { describeIdentity } from './identity';
import { describeDeployment, describeInstance, describeInstances } from './instances';
import type { Look, LookContext } from './look';
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
  findings: describeFindings,
  finding: describeFinding,
  group: describeGroup,
  tenant: describeTenant,
  failed: describeFailed,
  notice: describeNotice,
};

/** How a node looks and sounds in the present state. */
export function describe(node: Node, context: LookContext): Look {
  // The table has a function for each kind; TypeScript cannot see that the node is of the kind it was looked up by.
  const describer = describers[node.kind] as (node: Node, context: LookContext) => Look;
  return describer(node, context);
}
