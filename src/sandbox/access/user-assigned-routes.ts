import type { UserAssignedDocument } from '../estates/documents';
import { groupId, missing } from '../spring/find';
import { listReply } from '../http/pages';
import { armError, ok, resourceGroupNotFound, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const inSubscription = `/subscriptions/{sub}/providers/${type}`;
const inGroup = `/subscriptions/{sub}/resourceGroups/{group}/providers/${type}`;

/** Azure answers with `resourcegroups` in lower case, whatever was sent. */
function identityId({ params }: Exchange): string {
  return `/subscriptions/${params['sub'] ?? ''}/resourcegroups/${params['group'] ?? ''}/providers/${type}/${params['name'] ?? ''}`;
}

function list(exchange: Exchange, group: string | undefined): Reply {
  const { userAssigned, resourceGroups } = exchange.world.estate;
  const subscription = `/subscriptions/${exchange.params['sub'] ?? ''}`;
  if (group !== undefined && resourceGroups.get(group) === undefined)
    return resourceGroupNotFound(exchange.params['group'] ?? '');
  const prefix = group === undefined ? '' : `${group}/`.toLowerCase();
  return listReply(exchange, {
    revision: String(userAssigned.revision(subscription)),
    items: () => userAssigned.under(subscription).filter(({ id }) => id.toLowerCase().startsWith(prefix)),
  });
}

function withIdentity(handle: (exchange: Exchange, identity: UserAssignedDocument) => Reply) {
  return (exchange: Exchange): Reply => {
    const found = exchange.world.estate.userAssigned.get(identityId(exchange));
    return found === undefined
      ? missing(exchange, type, exchange.params['name'] ?? '')
      : handle(exchange, found);
  };
}

interface IdentityBody {
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Synchronous, as in Azure: 201 with the new principal, 200 when it was there already. */
function put(exchange: Exchange): Reply {
  const { estate, directory, newGuid, now } = exchange.world;
  const body = (exchange.body ?? {}) as IdentityBody;
  if (estate.resourceGroups.get(groupId(exchange)) === undefined)
    return resourceGroupNotFound(exchange.params['group'] ?? '');
  const id = identityId(exchange);
  const before = estate.userAssigned.get(id);
  if (before !== undefined) {
    const next = { ...before, ...(body.tags && { tags: body.tags }) };
    estate.userAssigned.put(next);
    return ok(next);
  }
  if (typeof body.location !== 'string')
    return armError(400, 'LocationRequired', 'The location property is required for this definition.');
  const made: UserAssignedDocument = {
    location: body.location,
    tags: body.tags ?? {},
    id,
    name: exchange.params['name'] ?? '',
    type,
    properties: { tenantId: exchange.caller.tenantId, principalId: newGuid(), clientId: newGuid() },
  };
  estate.userAssigned.put(made);
  directory.add({ ...made.properties, displayName: made.name, createdAt: now() });
  return { status: 201, body: made };
}

function remove(exchange: Exchange): Reply {
  const { estate, directory } = exchange.world;
  const found = estate.userAssigned.get(identityId(exchange));
  if (found === undefined) return { status: 204 };
  estate.userAssigned.remove(found.id);
  directory.remove(found.properties.principalId);
  return { status: 200 };
}

/**
 * The identity of a resource with its client id, which the app resource does not show. That Azure answers this for
 * apps is not verified. `clientSecretUrl` is there because Azure sends it; clients must not show or log it.
 */
function systemIdentity(exchange: Exchange): Reply {
  const { estate, directory } = exchange.world;
  const scope = exchange.params['scope'] ?? '';
  const app = estate.apps.get(scope);
  const principal = app?.identity?.principalId;
  const known = principal === null || principal === undefined ? undefined : directory.get(principal);
  if (app === undefined || known === undefined)
    return armError(404, 'ResourceNotFound', `The resource '${scope}' has no system-assigned identity.`);
  const { tenantId, principalId, clientId } = known;
  return ok({
    id: `${app.id}/providers/Microsoft.ManagedIdentity/identities/default`,
    name: 'default',
    type: 'Microsoft.ManagedIdentity/identities',
    location: app.location,
    properties: {
      tenantId,
      principalId,
      clientId,
      clientSecretUrl: `https://identity.azure.invalid/${principalId}/credentials`,
    },
  });
}

const read = `${type}/read`;

export const userAssignedRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: inSubscription,
    provider: 'managedIdentity',
    action: read,
    handle: (exchange) => list(exchange, undefined),
  },
  {
    method: 'GET',
    path: inGroup,
    provider: 'managedIdentity',
    action: read,
    handle: (exchange) => list(exchange, groupId(exchange)),
  },
  {
    method: 'GET',
    path: `${inGroup}/{name}`,
    provider: 'managedIdentity',
    action: read,
    handle: withIdentity((_, identity) => ok(identity)),
  },
  {
    method: 'PUT',
    path: `${inGroup}/{name}`,
    provider: 'managedIdentity',
    action: `${type}/write`,
    handle: put,
  },
  {
    method: 'PATCH',
    path: `${inGroup}/{name}`,
    provider: 'managedIdentity',
    action: `${type}/write`,
    handle: withIdentity(put),
  },
  {
    method: 'DELETE',
    path: `${inGroup}/{name}`,
    provider: 'managedIdentity',
    action: `${type}/delete`,
    handle: remove,
  },
  {
    method: 'GET',
    path: '/{+scope}/providers/Microsoft.ManagedIdentity/identities/default',
    provider: 'managedIdentity',
    action: 'Microsoft.ManagedIdentity/identities/read',
    handle: systemIdentity,
  },
];
