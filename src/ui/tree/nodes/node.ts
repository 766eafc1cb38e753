import { armKey, type ArmId, type ArmKey } from '../../../estate/ids/arm-id';
import { isAppFix } from '../../../rules/finding';
import {
  resourceKey,
  type AssociatedResource,
  type FederatedCredential,
  type ResourceKey,
  type SpringApp,
  type SpringService,
  type Subscription,
  type SubscriptionKey,
} from '../../../estate/resources';
import type { LockedTenant } from '../../../estate/frozen/snapshot';
import type { Branch } from '../../../inventory/branch';
import type { LiveFinding } from '../../../lint/lint-app';
import type { Failure } from '../../../lifecycle/failure';
import type { LinkedFolder, ShownLink } from '../../known-links';
import type { Target } from '../../target';
import type { GrantNode, GrantTargetNode } from './grant-node';
import type { NoticeNode } from './notice';

/**
 * A tree node is plain data that names what it stands for; what it looks like is worked out from the snapshot when
 * it is drawn. So a node stays valid while the estate changes, and 20,000 of them weigh little. `id` is unique over
 * all accounts. `at` is the place an app is shown at: empty below its service, a group's id when grouped by identity.
 */
export type Node =
  | SubscriptionNode
  | ServiceNode
  | AppNode
  | SystemNode
  | UserAssignedNode
  | IdentityNode
  | GrantNode
  | GrantTargetNode
  | OwnIdentityNode
  | SectionNode
  | CredentialNode
  | UserNode
  | InstancesNode
  | DeploymentNode
  | InstanceNode
  | FolderLinkNode
  | FindingsNode
  | FindingNode
  | GroupNode
  | TenantNode
  | FailedNode
  | NoticeNode;

export interface SubscriptionNode {
  readonly kind: 'subscription';
  readonly id: string;
  readonly key: SubscriptionKey;
  readonly target: Target;
}

export interface ServiceNode {
  readonly kind: 'service';
  readonly id: string;
  readonly key: ResourceKey;
  readonly subscription: SubscriptionKey;
  readonly target: Target;
}

interface BelowApp {
  readonly id: string;
  readonly at: string;
  readonly app: ResourceKey;
  readonly service: ResourceKey;
  readonly target: Target;
}

export interface AppNode extends BelowApp {
  readonly kind: 'app';
}

export interface SystemNode extends BelowApp {
  readonly kind: 'system';
}

export interface UserAssignedNode extends BelowApp {
  readonly kind: 'user-assigned';
}

export interface IdentityNode extends BelowApp {
  readonly kind: 'identity';
  readonly identity: ArmId;
}

export interface InstancesNode extends BelowApp {
  readonly kind: 'instances';
}

export interface DeploymentNode extends BelowApp {
  readonly kind: 'deployment';
  readonly deployment: ResourceKey;
}

export interface InstanceNode extends BelowApp {
  readonly kind: 'instance';
  readonly deployment: ResourceKey;
  readonly name: string;
}

/** A folder whose files are judged against the app. */
export interface FolderLinkNode extends BelowApp {
  readonly kind: 'folder-link';
  readonly link: ShownLink;
  readonly isMissing: boolean;
}

export interface FindingsNode extends BelowApp {
  readonly kind: 'findings';
}

export interface FindingNode extends BelowApp {
  readonly kind: 'finding';
  readonly finding: LiveFinding;
}

/** A user-assigned identity in its own right, whoever uses it. */
export interface OwnIdentityNode {
  readonly kind: 'own-identity';
  readonly id: string;
  readonly key: ResourceKey;
  readonly identity: ArmId;
  readonly subscription: SubscriptionKey;
  readonly target: Target;
}

export const sections = ['apps', 'others', 'federated', 'grants'] as const;

/** What is known about such an identity, by what people ask. */
export interface SectionNode extends Omit<OwnIdentityNode, 'kind'> {
  readonly kind: 'section';
  readonly section: (typeof sections)[number];
}

/** Somebody outside Azure who may become an identity. */
export interface CredentialNode {
  readonly kind: 'credential';
  readonly id: string;
  readonly credential: FederatedCredential;
  readonly target: Target;
}

/** A resource of another service that uses an identity. */
export interface UserNode {
  readonly kind: 'user';
  readonly id: string;
  readonly resource: AssociatedResource;
  readonly target: Target;
}

export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  /** A user-assigned identity, or one of the two groups for apps without one. */
  readonly of: { readonly identity: ArmId; readonly key: ArmKey } | 'only-system' | 'no-identity';
  readonly target?: Target;
}

export interface TenantNode {
  readonly kind: 'tenant';
  readonly id: string;
  readonly tenant: LockedTenant;
  readonly target: Target;
}

export interface FailedNode {
  readonly kind: 'failed';
  readonly id: string;
  readonly branch: Branch;
  readonly failure: Failure;
  readonly target: Target;
}

export const rootId = 'root';

export function subscriptionNode(subscription: Subscription): SubscriptionNode {
  return {
    kind: 'subscription',
    id: subscriptionNodeId(subscription.key),
    key: subscription.key,
    target: { kind: 'subscription', key: subscription.key },
  };
}

export function subscriptionNodeId(key: SubscriptionKey): string {
  return `subscription:${key}`;
}

export function serviceNode(service: SpringService): ServiceNode {
  const key = resourceKey(service);
  return {
    kind: 'service',
    id: serviceNodeId(key),
    key,
    subscription: service.subscription,
    target: { kind: 'service', key },
  };
}

export function serviceNodeId(key: ResourceKey): string {
  return `service:${key}`;
}

export function appNode(app: SpringApp, service: ResourceKey, at = ''): AppNode {
  const key = resourceKey(app);
  return { kind: 'app', id: appNodeId(key, at), at, app: key, service, target: { kind: 'app', key } };
}

export function appNodeId(key: ResourceKey, at = ''): string {
  return at === '' ? `app:${key}` : `${at}/app:${key}`;
}

export function groupNode(of: GroupNode['of']): GroupNode {
  return typeof of === 'string'
    ? { kind: 'group', id: `group:${of}`, of }
    : { kind: 'group', id: `group:${of.key}`, of, target: { kind: 'identity', identity: of.identity } };
}

export function failedNode(parent: string, branch: Branch, failure: Failure): FailedNode {
  return {
    kind: 'failed',
    id: `${parent}/failed:${branch.kind}`,
    branch,
    failure,
    target: { kind: 'branch', branch },
  };
}

/** The nodes of one app, each named after its app node. */
export function belowApp(parent: AppNode): readonly Node[] {
  const { at, app, service, target } = parent;
  const common = { at, app, service };
  return [
    { ...common, kind: 'system', id: `${parent.id}/system`, target: { kind: 'system-identity', app } },
    { ...common, kind: 'user-assigned', id: `${parent.id}/user`, target },
    { ...common, kind: 'instances', id: `${parent.id}/instances`, target: { kind: 'instances', app } },
  ];
}

export function folderLinkNodes(
  { id, at, app, service }: AppNode,
  links: readonly LinkedFolder[],
): readonly FolderLinkNode[] {
  return links.map(({ link, isMissing }, i) => ({
    kind: 'folder-link',
    id: `${id}/link:${i}`,
    at,
    app,
    service,
    link,
    isMissing,
    target: { kind: 'folder-link', app, link },
  }));
}

/** What is wrong with an app, below it. */
export function findingsNode({ id, at, app, service, target }: AppNode): FindingsNode {
  return { kind: 'findings', id: `${id}/findings`, at, app, service, target };
}

export function findingNodes(parent: FindingsNode, findings: readonly LiveFinding[]): readonly FindingNode[] {
  const { at, app, service } = parent;
  return findings.map((finding, i) => {
    const id = `${parent.id}/${finding.rule.id}:${i}`;
    return { kind: 'finding', id, at, app, service, target: findingTarget(app, finding), finding };
  });
}

function findingTarget(app: ResourceKey, { rule, at, related = [], fixes = [] }: LiveFinding): Target {
  return {
    kind: 'finding',
    app,
    rule: rule.id,
    at,
    places: related.map(({ path, span }) => ({ path, span })),
    fixes: fixes.filter(isAppFix),
  };
}

export function identityNode(parent: UserAssignedNode, identity: ArmId): IdentityNode {
  return {
    kind: 'identity',
    id: `${parent.id}/${armKey(identity)}`,
    at: parent.at,
    app: parent.app,
    service: parent.service,
    identity,
    target: { kind: 'user-identity', app: parent.app, identity },
  };
}
