import type { ArmDocument } from '../estates/documents';
import type { Estate } from '../estates/estate';
import { roleDefinitionDocument, roleDefinitions } from '../access/role-definitions';
import { isDenied } from '../http/permission';
import type { Exchange } from '../http/route';
import type { Row } from './expression';

export const tables = ['resources', 'resourcecontainers', 'authorizationresources'] as const;

/** A resource as Resource Graph lists it: types in lower case, id, group and subscription as columns. */
function rowOf(document: ArmDocument & { readonly identity?: unknown }, tenantId: string): Row {
  const words = document.id.split('/');
  return {
    // Resource Graph writes ids in one casing, whatever the provider answers.
    id: document.id.replace(/\/resourcegroups\//i, '/resourceGroups/'),
    name: document.name,
    type: document.type.toLowerCase(),
    tenantId,
    kind: '',
    location: document.location ?? '',
    resourceGroup: (words[3]?.toLowerCase() === 'resourcegroups' ? (words[4] ?? '') : '').toLowerCase(),
    subscriptionId: words[1]?.toLowerCase() === 'subscriptions' ? (words[2] ?? '') : '',
    managedBy: '',
    sku: document.sku ?? null,
    plan: null,
    properties: document.properties,
    tags: document.tags ?? {},
    identity: document.identity ?? null,
    zones: null,
    extendedLocation: null,
  };
}

function subscriptionRows(exchange: Exchange): ArmDocument[] {
  return [...exchange.world.estate.subscriptions.values()].map((subscription) => ({
    id: subscription.id,
    name: subscription.displayName,
    type: 'microsoft.resources/subscriptions',
    properties: { state: subscription.state },
  }));
}

function authorization(exchange: Exchange, time: number): ArmDocument[] {
  const { estate } = exchange.world;
  const definitions = [...estate.subscriptions.values()]
    .slice(0, 1)
    .flatMap(({ id }) =>
      roleDefinitions.map((facts) => roleDefinitionDocument(facts, id) as unknown as ArmDocument),
    );
  // Resource Graph leaves out what the caller may not read; it does not refuse the query.
  const readable = estate.roleAssignments
    .asOf(time)
    .filter(({ id }) => !isDenied(estate, 'Microsoft.Authorization/roleAssignments/read', id));
  return [...definitions, ...estate.roleDefinitions.asOf(time), ...readable];
}

/** Accounts, caches and databases; the grants they keep are not in Resource Graph. */
function storesOf(estate: Estate, time: number): readonly ArmDocument[] {
  return estate.stores.asOf(time).filter(({ type }) => !/\/(sqlRole|accessPolicy)\w+$/i.test(type));
}

function documentsOf(exchange: Exchange, table: string): readonly ArmDocument[] {
  const { estate, graph, now } = exchange.world;
  const time = now() - graph.delayMs;
  if (table === 'authorizationresources') return authorization(exchange, time);
  if (table === 'resourcecontainers')
    return [...subscriptionRows(exchange), ...estate.resourceGroups.asOf(time)];
  // As in Azure, services are here and their apps are not.
  return [
    ...estate.services.asOf(time),
    ...estate.userAssigned.asOf(time),
    ...estate.vaults.asOf(time),
    ...storesOf(estate, time),
  ];
}

export interface TableScope {
  /** Ids in lower case. */
  readonly subscriptions: ReadonlySet<string>;
  /** Whether what is granted above these subscriptions is asked for: `authorizationScopeFilter` says so. */
  readonly withAbove: boolean;
}

/** The rows of a table in the given scope. */
export function tableRows(
  exchange: Exchange,
  table: string,
  { subscriptions, withAbove }: TableScope,
): readonly Row[] {
  const isAsked = ({ id }: ArmDocument): boolean => {
    const [, kind = '', subscription = ''] = id.toLowerCase().split('/');
    return kind === 'subscriptions' ? subscriptions.has(subscription) : withAbove;
  };
  return documentsOf(exchange, table)
    .filter(isAsked)
    .map((document) => rowOf(document, exchange.caller.tenantId));
}
