import { permissionsOf } from '../../../access/access-at';
import type { RoleAssignment } from '../../../estate/grants';
import type { AssignedIdentity } from '../../../estate/app-identity';
import { nameOf, parseArmId, sameArmId } from '../../../estate/arm-id';
import { appsUsing, findSubscription, subscriptionKeyOf } from '../../../estate/lookup';
import type { Capability } from '../../contributions';
import { scopeWords, type Translate } from '../../words';
import type { IdentityNode, PolicyNode, RoleNode } from '../nodes/node';
import { appOf, type TreeState } from '../nodes/state';
import { gone, quietColor, spoken, type Look, type LookContext } from './look';

export function describeIdentity(node: IdentityNode, { state, t }: LookContext): Look {
  const app = appOf(state, node);
  const assigned = app?.identity.userAssigned.find(({ id }) => sameArmId(id, node.identity));
  if (app === undefined || assigned === undefined) return gone(t);
  const name = nameOf(assigned.id);
  const parts = parseArmId(assigned.id);
  const foreign = isForeign(node, state) ? t('in another subscription') : undefined;
  const others = appsUsing(state.snapshot, assigned.id).length - 1;
  return {
    label: name,
    description: foreign ?? parts?.resourceGroup ?? '',
    icon: { id: 'key' },
    tooltip: {
      title: t('User-assigned identity {0}', name),
      rows: [
        [t('Client ID (application ID)'), assigned.clientId],
        [t('Principal ID (object ID)'), assigned.principalId],
        [t('Resource group'), parts?.resourceGroup],
        [t('Subscription ID'), parts?.subscriptionId],
        [t('Other apps that use it'), others > 0 ? String(others) : undefined],
      ],
    },
    accessible: spoken(t('User-assigned identity {0} of {1}', name, app.name), foreign),
    can: identityCapabilities(assigned, state.operationOf(node.app) !== undefined),
    fold: 'collapsed',
  };
}

/** Whether an identity lives in another subscription than the app that uses it. */
function isForeign(node: IdentityNode, state: TreeState): boolean {
  const home = findSubscription(state.snapshot, subscriptionKeyOf(node.app));
  const parts = parseArmId(node.identity);
  return parts !== undefined && parts.subscriptionId.toLowerCase() !== home?.subscriptionId.toLowerCase();
}

function identityCapabilities(assigned: AssignedIdentity, changing: boolean): readonly Capability[] {
  return [
    'identity',
    'name',
    'portal',
    'refresh',
    'resourceId',
    'tenantId',
    'testToken',
    ...(assigned.clientId === undefined ? [] : ['clientId' as const]),
    ...(assigned.principalId === undefined ? [] : ['principalId' as const]),
    ...(changing ? [] : ['removeUser' as const]),
  ];
}

export function describeRole(node: RoleNode, { t }: LookContext): Look {
  const { scope, roleName, roleDefinitionId, createdOn } = node.assignment;
  const target = scopeWords(scope, t);
  // A definition's own name is a GUID: better than nothing when the definitions may not be read.
  const role = roleName ?? t('role {0}', roleDefinitionId.split('/').at(-1) ?? roleDefinitionId);
  return {
    label: target,
    description: node.assignment.throughGroup === true ? t('{0} · through a group', role) : role,
    icon: { id: 'law' },
    tooltip: {
      title: role,
      rows: [
        [t('Granted at'), scope],
        [t('Role'), role],
        [t('Access to data'), dataWords(node.assignment, t)],
        [t('Since'), createdOn],
      ],
    },
    accessible: t('Role {0} at {1}', role, target),
    can: ['portal', 'resourceId'],
    fold: 'leaf',
  };
}

/** Azure tells roles that manage a resource from those that open its data; many people do not. */
function dataWords(assignment: RoleAssignment, t: Translate): string | undefined {
  const permissions = permissionsOf(assignment);
  if (permissions === undefined) return undefined;
  if (permissions.every(({ dataActions }) => dataActions.length === 0))
    return t('none: this role manages only');
  return assignment.condition === undefined ? t('yes') : t('yes, under a condition');
}

export function describePolicy({ vault, policy }: PolicyNode, { t }: LookContext): Look {
  const idle = vault.usesRbac ? t('without effect: the vault decides by roles') : undefined;
  return {
    label: vault.name,
    description: idle ?? t('access policy'),
    icon: { id: 'law', ...(vault.usesRbac && { color: quietColor }) },
    tooltip: {
      title: t('Access policy of vault {0}', vault.name),
      rows: [[t('Permissions'), policy.permissions.join(', ')]],
      notes: idle === undefined ? [] : [t('This vault decides by roles, so the policy is without effect.')],
    },
    accessible: spoken(t('Access policy of vault {0}', vault.name), idle),
    can: ['portal', 'resourceId'],
    fold: 'leaf',
  };
}
