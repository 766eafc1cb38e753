import { listReply } from '../http/paging/pages';
import { armError, ok } from '../http/reply';
import type { Route } from '../http/route';
import type { SubscriptionDocument, TenantDocument } from '../estates/documents';

/** What a service principal is shown of a tenant: nothing that names it. */
function presentTenant({ id, tenantId }: TenantDocument): unknown {
  return { id, tenantId, tenantCategory: 'Home' };
}

function presentSubscription(subscription: SubscriptionDocument): unknown {
  return {
    ...subscription,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'PayAsYouGo_2014-09-01',
      spendingLimit: 'Off',
    },
    authorizationSource: 'RoleBased',
    managedByTenants: [],
  };
}

/** A few of Azure's, among them one that is no place but a group of places. */
const locations = [
  ['australiaeast', 'Australia East', 'Physical'],
  ['centralus', 'Central US', 'Physical'],
  ['eastus', 'East US', 'Physical'],
  ['eastus2', 'East US 2', 'Physical'],
  ['europe', 'Europe', 'Logical'],
  ['germanywestcentral', 'Germany West Central', 'Physical'],
  ['northeurope', 'North Europe', 'Physical'],
  ['southeastasia', 'Southeast Asia', 'Physical'],
  ['swedencentral', 'Sweden Central', 'Physical'],
  ['uksouth', 'UK South', 'Physical'],
  ['westeurope', 'West Europe', 'Physical'],
  ['westus2', 'West US 2', 'Physical'],
] as const;

function presentLocation([name, displayName, regionType]: (typeof locations)[number], sub: string): unknown {
  return {
    id: `/subscriptions/${sub}/locations/${name}`,
    name,
    type: 'Region',
    displayName,
    regionalDisplayName: displayName,
    metadata: { regionType, regionCategory: regionType === 'Logical' ? 'Other' : 'Recommended' },
  };
}

export const subscriptionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/tenants',
    provider: 'subscriptions',
    action: 'Microsoft.Resources/tenants/read',
    handle: (exchange) =>
      listReply(exchange, {
        revision: '',
        items: () => exchange.world.estate.tenants.map(presentTenant),
      }),
  },
  {
    // A token is of one tenant, and only that tenant's subscriptions are listed.
    method: 'GET',
    path: '/subscriptions',
    provider: 'subscriptions',
    action: 'Microsoft.Resources/subscriptions/read',
    handle: (exchange) =>
      listReply(exchange, {
        revision: '',
        endsWithEmptyLink: true,
        items: () =>
          [...exchange.world.estate.subscriptions.values()]
            .filter((subscription) => subscription.tenantId === exchange.caller.tenantId)
            .map(presentSubscription),
      }),
  },
  {
    method: 'GET',
    path: '/subscriptions/{sub}',
    provider: 'subscriptions',
    action: 'Microsoft.Resources/subscriptions/read',
    handle: ({ world, params }) => {
      const found = world.estate.subscriptions.get((params['sub'] ?? '').toLowerCase());
      return found === undefined
        ? armError(
            404,
            'SubscriptionNotFound',
            `The subscription '${params['sub'] ?? ''}' could not be found.`,
          )
        : ok(presentSubscription(found));
    },
  },
  {
    method: 'GET',
    path: '/subscriptions/{sub}/locations',
    provider: 'subscriptions',
    action: 'Microsoft.Resources/subscriptions/locations/read',
    handle: ({ params }) =>
      ok({ value: locations.map((location) => presentLocation(location, params['sub'] ?? '')) }),
  },
  {
    method: 'GET',
    path: '/subscriptions/{sub}/resourceGroups',
    provider: 'subscriptions',
    action: 'Microsoft.Resources/subscriptions/resourceGroups/read',
    handle: (exchange) => {
      const { resourceGroups } = exchange.world.estate;
      const subscription = `/subscriptions/${exchange.params['sub'] ?? ''}`;
      return listReply(exchange, {
        revision: String(resourceGroups.revision(subscription)),
        items: () => resourceGroups.under(subscription),
      });
    },
  },
];
