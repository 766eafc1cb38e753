import { nameOf, parseArmId, sameArmId } from '../../../estate/arm-id';
import { appsUsing, findSubscription, subscriptionKeyOf } from '../../../estate/lookup';
import { scopeWords } from '../../words';
import type { IdentityNode, RoleNode } from '../nodes/node';
import { appOf } from '../nodes/state';
import { gone, spoken, type Look, type LookContext } from './look';

export function describeIdentity(node: IdentityNode, { state, t }: LookContext): Look {
  const app = appOf(state, node);
  const assigned = app?.identity.userAssigned.find(({ id }) => sameArmId(id, node.identity));
  if (app === undefined || assigned === undefined) return gone(t);
  const name = nameOf(assigned.id);
  const parts = parseArmId(assigned.id);
  const home = findSubscription(state.snapshot, subscriptionKeyOf(node.app));
  const foreign =
    parts !== undefined && parts.subscriptionId.toLowerCase() !== home?.subscriptionId.toLowerCase();
  const others = appsUsing(state.snapshot, assigned.id).length - 1;
  const changing = state.operationOf(node.app) !== undefined;
  return {
    label: name,
    description: foreign ? t('in another subscription') : (parts?.resourceGroup ?? ''),
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
    accessible: spoken(
      t('User-assigned identity {0} of {1}', name, app.name),
      foreign ? t('in another subscription') : undefined,
    ),
    can: [
      'identity',
      'name',
      'portal',
      'refresh',
      'resourceId',
      'tenantId',
      ...(assigned.clientId === undefined ? [] : ['clientId' as const]),
      ...(assigned.principalId === undefined ? [] : ['principalId' as const]),
      ...(changing ? [] : ['removeUser' as const]),
    ],
    fold: 'collapsed',
  };
}

export function describeRole(node: RoleNode, { t }: LookContext): Look {
  const { scope, roleName, roleDefinitionId, createdOn } = node.assignment;
  const target = scopeWords(scope, t);
  // A definition's own name is a GUID: better than nothing when the definitions may not be read.
  const role = roleName ?? t('role {0}', roleDefinitionId.split('/').at(-1) ?? roleDefinitionId);
  return {
    label: target,
    description: role,
    icon: { id: 'law' },
    tooltip: {
      title: role,
      rows: [
        [t('Granted at'), scope],
        [t('Role'), role],
        [t('Since'), createdOn],
      ],
    },
    accessible: t('Role {0} at {1}', role, target),
    can: ['portal', 'resourceId'],
    fold: 'leaf',
  };
}
