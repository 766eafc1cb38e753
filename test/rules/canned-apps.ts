import type { AppIdentity, AssignedIdentity } from '../../src/estate/app-identity';
import { identityType } from '../../src/estate/app-identity';
import type { LinkedApp } from '../../src/rules/linked-app';
import { assigned } from './role-named';

const group = '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/shop';

/** GUIDs of the canned apps, as pages and tests write them. */
export const ids = {
  systemPrincipal: '11111111-1111-4111-8111-111111111111',
  systemClient: '11111111-1111-4111-8111-1111111111c1',
  ordersPrincipal: '22222222-2222-4222-8222-222222222222',
  ordersClient: '22222222-2222-4222-8222-2222222222c2',
  auditPrincipal: '33333333-3333-4333-8333-333333333333',
  auditClient: '33333333-3333-4333-8333-3333333333c3',
} as const;

function user(name: string, principalId: string, clientId: string): AssignedIdentity {
  const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  return { id, principalId, clientId };
}

const orders = user('orders-id', ids.ordersPrincipal, ids.ordersClient);
const audit = user('audit-id', ids.auditPrincipal, ids.auditClient);

function identity(system: boolean, ...userAssigned: AssignedIdentity[]): AppIdentity {
  return {
    type: identityType(system, userAssigned.length > 0),
    ...(system && { principalId: ids.systemPrincipal, tenantId: '44444444-4444-4444-8444-444444444444' }),
    userAssigned,
  };
}

export function appWith(appIdentity: AppIdentity, rest: Partial<LinkedApp> = {}): LinkedApp {
  const resourceId = `${group}/providers/Microsoft.AppPlatform/Spring/shop/apps/orders`;
  return { name: 'orders', service: 'shop', resourceId, plan: 'Standard', identity: appIdentity, ...rest };
}

/** The one identity of `user`, with a role at the storage account `ordersdata` or with none. */
function userWithRoles(...roleNames: readonly string[]): LinkedApp {
  const scope = `${group}/providers/Microsoft.Storage/storageAccounts/ordersdata`;
  const assignments = roleNames.map((name) => assigned(name, scope, ids.ordersPrincipal));
  const roles = new Map([[ids.ordersPrincipal, { assignments, unreadable: [] }]]);
  return appWith(identity(false, orders), { roles });
}

/** Both identities of `users`, of which only `orders-id` has a role at the storage account. */
function usersOneWithRole(): LinkedApp {
  const { roles } = userWithRoles('Storage Blob Data Reader');
  const none = { assignments: [], unreadable: [] };
  return appWith(identity(false, audit, orders), {
    roles: new Map([...(roles ?? []), [ids.auditPrincipal, none]]),
  });
}

/** The linked apps that pages name as `app=both` and tests use by name. */
export const cannedApps = {
  none: appWith(identity(false)),
  system: appWith(identity(true), { systemClientId: ids.systemClient }),
  user: appWith(identity(false, orders)),
  /** Of the consumption plan. */
  flex: appWith(identity(true), { plan: 'Consumption' }),
  users: appWith(identity(false, orders, audit)),
  both: appWith(identity(true, orders)),
  userWithRole: userWithRoles('Storage Blob Data Reader'),
  userWithoutRole: userWithRoles('Contributor'),
  usersOneWithRole: usersOneWithRole(),
} as const satisfies Record<string, LinkedApp>;
export type CannedApp = keyof typeof cannedApps;
