import type { AssignedIdentity } from '../../../estate/app-identity';
import { nameOf, parseArmId, sameArmId } from '../../../estate/ids/arm-id';
import { appsUsing, findSubscription, subscriptionKeyOf } from '../../../estate/lookup';
import type { Capability } from '../../contributions';
import { holderOf, unreadPlaces } from '../nodes/grants';
import type { IdentityNode } from '../nodes/node';
import { appOf, type TreeState } from '../nodes/state';
import { unreadWords } from './grants';
import { gone, spoken, type Look, type LookContext } from './look';

export function describeIdentity(node: IdentityNode, { state, t }: LookContext): Look {
  const app = appOf(state, node);
  const assigned = app?.identity.userAssigned.find(({ id }) => sameArmId(id, node.identity));
  if (app === undefined || assigned === undefined) return gone(t);
  const name = nameOf(assigned.id);
  const parts = parseArmId(assigned.id);
  const foreign = isForeign(node, state) ? t('in another subscription') : undefined;
  const unread = unreadWords(unreadPlaces(state.snapshot, holderOf(node, state)), t);
  const others = appsUsing(state.snapshot, assigned.id).length - 1;
  return {
    label: name,
    description: [unread, foreign ?? parts?.resourceGroup].filter((part) => part !== undefined).join(' · '),
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
    accessible: spoken(t('User-assigned identity {0} of {1}', name, app.name), unread, foreign),
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
