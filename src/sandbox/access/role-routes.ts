import { armKey, sameArmId, type ArmId } from '../../estate/arm-id';
import type { Json, RoleAssignmentDocument } from '../estates/documents';
import { azureTime } from '../estates/make-documents';
import { roleDefinitionDocument, roleDefinitions } from './role-definitions';
import { listReply } from '../http/pages';
import { armError, ok, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import { isAtOrAbove, parseRoleFilter } from './role-filter';

const assignments = '/{+scope}/providers/Microsoft.Authorization/roleAssignments';
const definitions = '/{+scope}/providers/Microsoft.Authorization/roleDefinitions';

const badFilter = armError(
  400,
  'UnsupportedQuery',
  'The filter is not supported. Supported filters are atScope(), atScopeAndBelow(), principalId eq, assignedTo() and roleName eq.',
);

/** Assignments of the caller's tenant only: role data does not cross tenants. */
function inTenant({ world, caller }: Exchange): RoleAssignmentDocument[] {
  return [...world.estate.subscriptions.values()]
    .filter((subscription) => subscription.tenantId === caller.tenantId)
    .flatMap((subscription) => world.estate.roleAssignments.under(subscription.id));
}

function revision({ world }: Exchange): string {
  return [...world.estate.subscriptions.values()]
    .map((subscription) => world.estate.roleAssignments.revision(subscription.id))
    .join('.');
}

function listAssignments(exchange: Exchange): Reply {
  const filter = parseRoleFilter(exchange.query.get('$filter'));
  if (filter === undefined) return badFilter;
  const scope = exchange.params['scope'] ?? '';
  return listReply(exchange, {
    revision: revision(exchange),
    items: () =>
      inTenant(exchange).filter(({ properties }) => {
        const above = isAtOrAbove(properties.scope, scope);
        const related = above || (filter.atScope !== true && isAtOrAbove(scope, properties.scope));
        const principal = properties.principalId.toLowerCase();
        return related && (filter.principalId === undefined || filter.principalId === principal);
      }),
  });
}

function assignmentId({ params }: Exchange): ArmId {
  return `${params['scope'] ?? ''}/providers/Microsoft.Authorization/roleAssignments/${params['name'] ?? ''}`;
}

function principalNotFound(principalId: string, tenantId: string): Reply {
  return armError(
    400,
    'PrincipalNotFound',
    `Principal ${principalId.replaceAll('-', '')} does not exist in the directory ${tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
  );
}

/** A principal whose type is not said is looked up, and new ones take a while to be found. */
function isKnown({ world, caller }: Exchange, principalId: string): boolean {
  const found = world.directory.get(principalId);
  return found?.tenantId === caller.tenantId && found.createdAt + world.replicationMs <= world.now();
}

function sameGrant(a: RoleAssignmentDocument, b: RoleAssignmentDocument): boolean {
  return (
    a.properties.principalId.toLowerCase() === b.properties.principalId.toLowerCase() &&
    sameArmId(a.properties.roleDefinitionId, b.properties.roleDefinitionId) &&
    sameArmId(a.properties.scope, b.properties.scope)
  );
}

interface Asked {
  readonly principalId: string;
  /** GUID of the definition. */
  readonly role: string;
  readonly principalType: string | undefined;
  readonly rest: Json;
}

function readAsked(exchange: Exchange): Asked | Reply {
  const asked = (exchange.body as { readonly properties?: Json } | undefined)?.properties ?? {};
  const { principalId, roleDefinitionId, principalType, ...rest } = asked;
  if (typeof principalId !== 'string' || typeof roleDefinitionId !== 'string')
    return armError(400, 'InvalidRequestContent', 'principalId and roleDefinitionId are required.');
  const role = roleDefinitionId.slice(roleDefinitionId.lastIndexOf('/') + 1);
  // Not verified: the status for a definition that does not exist.
  if (!roleDefinitions.some((facts) => facts.name === role.toLowerCase()))
    return armError(
      400,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${role}' does not exist.`,
    );
  if (principalType === undefined && !isKnown(exchange, principalId))
    return principalNotFound(principalId, exchange.caller.tenantId);
  return {
    principalId,
    role,
    principalType: typeof principalType === 'string' ? principalType : undefined,
    rest,
  };
}

function makeAssignment(exchange: Exchange, asked: Asked): RoleAssignmentDocument {
  const scope = exchange.params['scope'] ?? '';
  const time = azureTime(exchange.world.now());
  return {
    properties: {
      // Azure answers with the definition's id at the subscription, whatever was sent.
      roleDefinitionId: `${scope.split('/').slice(0, 3).join('/')}/providers/Microsoft.Authorization/roleDefinitions/${asked.role}`,
      principalId: asked.principalId,
      principalType: asked.principalType ?? 'ServicePrincipal',
      scope,
      condition: asked.rest['condition'] ?? null,
      conditionVersion: asked.rest['conditionVersion'] ?? null,
      createdOn: time,
      updatedOn: time,
      createdBy: null,
      updatedBy: exchange.caller.objectId,
      delegatedManagedIdentityResourceId: null,
      description: asked.rest['description'] ?? null,
    },
    id: assignmentId(exchange),
    type: 'Microsoft.Authorization/roleAssignments',
    name: exchange.params['name'] ?? '',
  };
}

function put(exchange: Exchange): Reply {
  const asked = readAsked(exchange);
  if ('status' in asked) return asked;
  const wanted = makeAssignment(exchange, asked);
  const { roleAssignments } = exchange.world.estate;
  const before = roleAssignments.get(wanted.id);
  if (before !== undefined)
    return sameGrant(before, wanted)
      ? ok(before)
      : armError(
          400,
          'RoleAssignmentUpdateNotPermitted',
          'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
        );
  if (inTenant(exchange).some((existing) => sameGrant(existing, wanted)))
    return armError(409, 'RoleAssignmentExists', 'The role assignment already exists.');
  roleAssignments.put(wanted);
  return { status: 201, body: wanted };
}

function remove(exchange: Exchange): Reply {
  const { roleAssignments } = exchange.world.estate;
  const found = roleAssignments.get(assignmentId(exchange));
  if (found === undefined) return { status: 204 };
  roleAssignments.remove(found.id);
  return ok(found);
}

function listDefinitions(exchange: Exchange): Reply {
  const filter = parseRoleFilter(exchange.query.get('$filter'));
  if (filter === undefined) return badFilter;
  const at = (exchange.params['scope'] ?? '').split('/').slice(0, 3).join('/');
  return listReply(exchange, {
    revision: '',
    items: () =>
      roleDefinitions
        .filter((facts) => filter.roleName === undefined || facts.roleName === filter.roleName)
        .map((facts) => roleDefinitionDocument(facts, at)),
  });
}

const read = 'Microsoft.Authorization/roleAssignments/read';

export const roleRoutes: readonly Route[] = [
  { method: 'GET', path: assignments, provider: 'authorization', action: read, handle: listAssignments },
  {
    method: 'GET',
    path: `${assignments}/{name}`,
    provider: 'authorization',
    action: read,
    handle: (exchange) => {
      const found = exchange.world.estate.roleAssignments.get(assignmentId(exchange));
      const name = exchange.params['name'] ?? '';
      return found === undefined
        ? armError(404, 'RoleAssignmentNotFound', `The role assignment '${name}' is not found.`)
        : ok(found);
    },
  },
  {
    method: 'PUT',
    path: `${assignments}/{name}`,
    provider: 'authorization',
    action: 'Microsoft.Authorization/roleAssignments/write',
    handle: put,
  },
  {
    method: 'DELETE',
    path: `${assignments}/{name}`,
    provider: 'authorization',
    action: 'Microsoft.Authorization/roleAssignments/delete',
    handle: remove,
  },
  {
    method: 'GET',
    path: definitions,
    provider: 'authorization',
    action: 'Microsoft.Authorization/roleDefinitions/read',
    handle: listDefinitions,
  },
  {
    method: 'GET',
    path: `${definitions}/{name}`,
    provider: 'authorization',
    action: 'Microsoft.Authorization/roleDefinitions/read',
    handle: ({ params }) => {
      const name = params['name'] ?? '';
      const facts = roleDefinitions.find((item) => armKey(item.name) === armKey(name));
      const at = (params['scope'] ?? '').split('/').slice(0, 3).join('/');
      return facts === undefined
        ? armError(
            404,
            'RoleDefinitionDoesNotExist',
            `The specified role definition with ID '${name}' does not exist.`,
          )
        : ok(roleDefinitionDocument(facts, at));
    },
  },
];
