import { sameArmId } from '../../estate/ids/arm-id';
import type { Json, UserAssignedDocument } from '../estates/documents';
import { groupId, missing } from '../spring/find';
import { listReply } from '../http/paging/pages';
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
    items: () =>
      userAssigned
        .under(subscription)
        .filter(({ id }) => id.toLowerCase().startsWith(prefix))
        .map((identity) => present(exchange, identity)),
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
  readonly properties?: { readonly isolationScope?: string };
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
    const properties = { ...before.properties, ...isolation(body) };
    const next = { ...before, properties, ...(body.tags && { tags: body.tags }) };
    estate.userAssigned.put(next);
    return ok(present(exchange, next));
  }
  if (typeof body.location !== 'string')
    return armError(400, 'LocationRequired', 'The location property is required for this definition.');
  const made: UserAssignedDocument = {
    // `East US 2` comes back as `eastus2`.
    location: body.location.replaceAll(' ', '').toLowerCase(),
    tags: body.tags ?? {},
    id,
    name: exchange.params['name'] ?? '',
    type,
    properties: {
      tenantId: exchange.caller.tenantId,
      principalId: newGuid(),
      clientId: newGuid(),
      ...isolation(body),
    },
  };
  estate.userAssigned.put(made);
  directory.add({ ...made.properties, displayName: made.name, createdAt: now() });
  return { status: 201, body: present(exchange, made), headers: { location: id } };
}

function isolation({ properties }: IdentityBody): Json {
  const isolationScope = properties?.isolationScope;
  return typeof isolationScope === 'string' ? { isolationScope } : {};
}

/** The identity as the asked api-version knows it: isolation is new in 2024-11-30. */
function present({ apiVersion }: Exchange, identity: UserAssignedDocument): UserAssignedDocument {
  const { isolationScope = 'None', ...properties } = identity.properties;
  return { ...identity, properties: apiVersion >= '2024' ? { ...properties, isolationScope } : properties };
}

interface AssociatedResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly subscriptionDisplayName: string;
}

function associated(id: string, type: string, subscriptionDisplayName: string): AssociatedResource {
  const [, , subscriptionId = '', , resourceGroup = ''] = id.split('/');
  const name = id.slice(id.lastIndexOf('/') + 1);
  return { id, name, type, resourceGroup, subscriptionId, subscriptionDisplayName };
}

/** Apps of the caller's tenant, and resources of other services, those in subscriptions the caller does not see, too. */
function usersOf(exchange: Exchange, identity: UserAssignedDocument): readonly AssociatedResource[] {
  const { apps, subscriptions, otherUsers } = exchange.world.estate;
  const ours = [...apps.all()].flatMap((app) => {
    const subscription = subscriptions.get((app.id.split('/')[2] ?? '').toLowerCase());
    const isUser = Object.keys(app.identity?.userAssignedIdentities ?? {}).some((id) =>
      sameArmId(id, identity.id),
    );
    if (!isUser || subscription?.tenantId !== exchange.caller.tenantId) return [];
    return [associated(app.id, app.type, subscription.displayName)];
  });
  const others = otherUsers
    .filter((one) => sameArmId(one.identity, identity.id))
    .map(({ id, type, subscriptionDisplayName }) => associated(id, type, subscriptionDisplayName));
  return [...ours, ...others];
}

/** Milliseconds between two of these requests in a tenant. */
const associatedEveryMs = 1000;

/** What an identity is assigned to. `$top=0` asks for the number alone. */
function associatedResources(exchange: Exchange, identity: UserAssignedDocument): Reply {
  const { associatedAt, now } = exchange.world;
  const { tenantId } = exchange.caller;
  const wait = (associatedAt.get(tenantId) ?? -Infinity) + associatedEveryMs - now();
  if (wait > 0) return tooMany(wait);
  associatedAt.set(tenantId, now());
  const users = usersOf(exchange, identity);
  const number = (name: string, otherwise: number): number => {
    const given = exchange.query.get(name);
    return given === null ? otherwise : Number(given);
  };
  const skip = number('$skip', 0);
  return ok({ totalCount: users.length, value: users.slice(skip, skip + number('$top', users.length)) });
}

function tooMany(waitMs: number): Reply {
  const reply = armError(
    429,
    'TooManyRequests',
    'The request is throttled: associated resources may be listed once a second in a tenant.',
  );
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(Math.ceil(waitMs / 1000)) } };
}

function remove(exchange: Exchange): Reply {
  const { estate, directory } = exchange.world;
  const found = estate.userAssigned.get(identityId(exchange));
  if (found === undefined) return { status: 204 };
  estate.userAssigned.remove(found.id);
  for (const { id } of estate.federatedCredentials.under(found.id)) estate.federatedCredentials.remove(id);
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
    // As recorded for other resources: the answer is called like the resource itself.
    id: app.id.replace(/\/resourceGroups\//i, '/resourcegroups/'),
    name: app.name,
    type: app.type,
    location: app.location,
    tags: app.tags ?? {},
    properties: {
      tenantId,
      principalId,
      clientId,
      clientSecretUrl: `https://identity.azure.invalid/${principalId}/credentials`,
    },
  });
}

export const userAssignedRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: inSubscription,
    provider: 'managedIdentity',
    handle: (exchange) => list(exchange, undefined),
  },
  {
    method: 'GET',
    path: inGroup,
    provider: 'managedIdentity',
    handle: (exchange) => list(exchange, groupId(exchange)),
  },
  {
    method: 'GET',
    path: `${inGroup}/{name}`,
    provider: 'managedIdentity',
    handle: withIdentity((exchange, identity) => ok(present(exchange, identity))),
  },
  {
    method: 'PUT',
    path: `${inGroup}/{name}`,
    provider: 'managedIdentity',
    handle: put,
  },
  {
    method: 'PATCH',
    path: `${inGroup}/{name}`,
    provider: 'managedIdentity',
    handle: withIdentity(put),
  },
  {
    method: 'POST',
    path: `${inGroup}/{name}/listAssociatedResources`,
    provider: 'associatedResources',
    handle: withIdentity(associatedResources),
  },
  {
    method: 'DELETE',
    path: `${inGroup}/{name}`,
    provider: 'managedIdentity',
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
