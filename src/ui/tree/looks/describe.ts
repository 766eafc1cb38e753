import type { Node } from '../nodes/node';
import { describeApp, describeSystem, describeUserAssigned } from './app';
import { describeIdentity, describeRole } from './identity';
import { describeDeployment, describeInstance, describeInstances } from './instances';
import type { Look, LookContext } from './look';
import { describeFailed, describeNotice, describeTenant } from './notice';
import { describeGroup, describeService, describeSubscription } from './place';

export function describe(node: Node, context: LookContext): Look {
  switch (node.kind) {
    case 'subscription':
      return describeSubscription(node, context);
    case 'service':
      return describeService(node, context);
    case 'app':
      return describeApp(node, context);
    case 'system':
      return describeSystem(node, context);
    case 'user-assigned':
      return describeUserAssigned(node, context);
    case 'identity':
      return describeIdentity(node, context);
    case 'role':
      return describeRole(node, context);
    case 'instances':
    case 'deployment':
    case 'instance':
      return describeRunning(node, context);
    case 'group':
      return describeGroup(node, context);
    case 'tenant':
      return describeTenant(node, context);
    case 'failed':
      return describeFailed(node, context);
    case 'notice':
      return describeNotice(node, context);
  }
}

function describeRunning(
  node: Extract<Node, { kind: 'instances' | 'deployment' | 'instance' }>,
  context: LookContext,
): Look {
  if (node.kind === 'instances') return describeInstances(node, context);
  return node.kind === 'deployment' ? describeDeployment(node, context) : describeInstance(node, context);
}
