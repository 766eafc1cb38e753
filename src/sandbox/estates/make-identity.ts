import type { ArmId } from '../../estate/ids/arm-id';
import type {
  IdentityDocument,
  SubscriptionDocument,
  TenantDocument,
  UserAssignedDocument,
} from './documents';
import { stableGuid } from './stable-guid';

export function makeTenant(tenantId: string, displayName: string, defaultDomain: string): TenantDocument {
  return { id: `/tenants/${tenantId}`, tenantId, displayName, defaultDomain };
}

export function makeSubscription(
  subscriptionId: string,
  tenantId: string,
  displayName: string,
): SubscriptionDocument {
  return { id: `/subscriptions/${subscriptionId}`, subscriptionId, tenantId, displayName, state: 'Enabled' };
}

/** The principal of the system-assigned identity a seeded app has, from its resource id. */
export function seededPrincipal(appId: ArmId): string {
  return stableGuid(`system principal of ${appId.toLowerCase()}`);
}

/** An `identity` as Azure answers it for the given kinds; `null` for neither. */
export function makeIdentity(
  tenantId: string,
  principalId: string | undefined,
  user: readonly UserAssignedDocument[],
): IdentityDocument | null {
  if (principalId === undefined && user.length === 0) return null;
  if (user.length === 0) return { type: 'SystemAssigned', principalId: principalId ?? null, tenantId };
  return {
    userAssignedIdentities: Object.fromEntries(
      user.map((item) => [
        item.id,
        { principalId: item.properties.principalId, clientId: item.properties.clientId },
      ]),
    ),
    type: principalId === undefined ? 'UserAssigned' : 'SystemAssigned,UserAssigned',
    principalId: principalId ?? null,
    tenantId,
  };
}
