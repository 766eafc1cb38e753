import type { ArmDocument } from '../estates/documents';
import { listReply } from '../http/paging/pages';
import { armError, ok, resourceGroupNotFound, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import { groupId } from '../spring/find';

/** The fields of a resource that a list of resources may be filtered by, as `field eq 'value'`, joined by `and`. */
const fields: Readonly<Record<string, (resource: ArmDocument) => string>> = {
  resourcetype: ({ type }) => type,
  name: ({ name }) => name,
  resourcegroup: ({ id }) => id.split('/')[4] ?? '',
  location: ({ location }) => location ?? '',
};

type Filter = (resource: ArmDocument) => boolean;

/** Case does not count. `undefined` for a filter that is not known. */
function parseFilter(text: string | null): Filter | undefined {
  const conditions: Filter[] = [];
  for (const part of (text ?? '').split(/ and /i)) {
    if (part.trim() === '') continue;
    const [, name = '', value = ''] = /^(\w+) eq '([^']*)'$/i.exec(part.trim()) ?? [];
    const field = fields[name.toLowerCase()];
    if (field === undefined) return undefined;
    conditions.push((resource) => field(resource).toLowerCase() === value.toLowerCase());
  }
  return (resource) => conditions.every((holds) => holds(resource));
}

/** Names and places only; what is inside a resource is its provider's to tell. */
function present({ id, name, type, location, tags, sku }: ArmDocument): unknown {
  return { id, name, type, location, tags: tags ?? {}, ...(sku && { sku }) };
}

function list(exchange: Exchange, prefix: string): Reply {
  const { services, userAssigned, vaults, stores } = exchange.world.estate;
  const filter = parseFilter(exchange.query.get('$filter'));
  if (filter === undefined)
    return armError(400, 'InvalidFilterInQueryString', 'The $filter of the request is not supported.');
  const subscription = `/subscriptions/${exchange.params['sub'] ?? ''}`;
  const collections = [services, userAssigned, vaults, stores];
  return listReply(exchange, {
    revision: collections.map((collection) => collection.revision(subscription)).join('.'),
    items: () =>
      collections
        .flatMap((collection): readonly ArmDocument[] => collection.under(subscription))
        .filter(({ id }) => id.toLowerCase().startsWith(prefix))
        .filter(filter)
        .map(present),
  });
}

function withGroup(handle: (exchange: Exchange, group: ArmDocument) => Reply) {
  return (exchange: Exchange): Reply => {
    const found = exchange.world.estate.resourceGroups.get(groupId(exchange));
    return found === undefined
      ? resourceGroupNotFound(exchange.params['group'] ?? '')
      : handle(exchange, found);
  };
}

const inSubscription = '/subscriptions/{sub}';
const inGroup = `${inSubscription}/resourceGroups/{group}`;
const action = 'Microsoft.Resources/subscriptions/resources/read';

/** Resource groups and what is in them, whoever provides it. */
export const resourceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: inGroup,
    provider: 'subscriptions',
    action: 'Microsoft.Resources/subscriptions/resourceGroups/read',
    handle: withGroup((_, group) => ok(group)),
  },
  {
    method: 'GET',
    path: `${inSubscription}/resources`,
    provider: 'subscriptions',
    action,
    handle: (exchange) => list(exchange, ''),
  },
  {
    method: 'GET',
    path: `${inGroup}/resources`,
    provider: 'subscriptions',
    action,
    handle: withGroup((exchange, { id }) => list(exchange, `${id}/`.toLowerCase())),
  },
];
