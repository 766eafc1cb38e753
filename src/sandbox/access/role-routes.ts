import { armKey, sameArmId, type ArmId } from '../../estate/ids/arm-id';
import { aboveSubscriptions } from '../estates/collection';
import type { Json, RoleAssignmentDocument } from '../estates/documents';
import { azureTime } from '../estates/make-documents';
import { customRole } from './role-definition-routes';
import { findRole } from './role-definitions';
import { principalNotFound } from '../http/principal-not-found';
import { listReply } from '../http/paging/pages';
import { armError, ok, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import { badFilter, parseRoleFilter } from './role-filter';
import { atScope, definitionHome, isAboveSubscriptions, isAtOrAbove } from './role-scope';

const assignments = '/{+scope}/providers/Microsoft.Authorization/roleAssignments';

/**
 * Assignments of the caller's tenant only: role data does not cross tenants. What is granted above subscriptions names
 * no tenant; its principal's decides, and where that is not known every tenant shows it.
 */
function inTenant({ world, caller }: Exchange): RoleAssignmentDocument[] {
  const { subscriptions, roleAssignments } = world.estate;
  const above = roleAssignments.under(aboveSubscriptions).filter(({ properties }) => {
    const home = world.directory.get(properties.principalId)?.tenantId;
    return home === undefined || home === caller.tenantId;
  });
  const below = [...subscriptions.values()]
    .filter((subscription) => subscription.tenantId === caller.tenantId)
    .flatMap((subscription) => roleAssignments.under(subscription.id));
  return [...below, ...above];
}

function revision({ world }: Exchange): string {
  return [aboveSubscriptions, ...[...world.estate.subscriptions.values()].map(({ id }) => id)]
    .map((parent) => world.estate.roleAssignments.revision(parent))
    .join('.');
}

function listAssignments(exchange: Exchange): Reply {
  const filter = parseRoleFilter(exchange.query.get('$filter'));
  if (filter === undefined) return badFilter;
  const scope = exchange.params['scope'] ?? '';
  const { principalId, assignedTo } = filter;
  const groups = assignedTo === undefined ? undefined : exchange.world.directory.groupsOf(assignedTo);
  const isHolder = (holder: string): boolean =>
    (principalId === undefined || principalId === holder) &&
    (groups === undefined || assignedTo === holder || groups.has(holder));
  return listReply(exchange, {
    revision: revision(exchange),
    items: () =>
      inTenant(exchange).filter(({ properties }) => {
        const above = isAtOrAbove(properties.scope, scope);
        const related = above || (filter.atScope !== true && isAtOrAbove(scope, properties.scope));
        return related && isHolder(properties.principalId.toLowerCase());
      }),
  });
}

function assignmentId({ params }: Exchange): ArmId {
  return `${params['scope'] ?? ''}/providers/Microsoft.Authorization/roleAssignments/${params['name'] ?? ''}`;
}

/** By its id, or by its scope: recorded ids above subscriptions leave the management group away. */
function findAssignment(exchange: Exchange): RoleAssignmentDocument | undefined {
  const { roleAssignments } = exchange.world.estate;
  const found = roleAssignments.get(assignmentId(exchange));
  const { scope = '', name = '' } = exchange.params;
  if (found !== undefined || !isAboveSubscriptions(scope)) return found;
  return roleAssignments
    .under(aboveSubscriptions)
    .find((item) => armKey(item.name) === armKey(name) && sameArmId(item.properties.scope, scope));
}

const principalTypes = ['User', 'Group', 'ServicePrincipal', 'ForeignGroup', 'Device'];

/**
 * What kind of principal this is, or why the assignment is refused. One whose type is said is not looked up before it
 * has been replicated, so a new one may be anything; one that can be found must be what was said.
 */
function principalType({ world, caller }: Exchange, principalId: string, said: unknown): string | Reply {
  const found = world.directory.typeOf(principalId, caller.tenantId, world.now() - world.replicationMs);
  if (said === undefined || said === null) return found ?? principalNotFound(principalId, caller.tenantId);
  const word = typeof said === 'string' ? said : JSON.stringify(said);
  const type = principalTypes.find((known) => known.toLowerCase() === word.toLowerCase());
  if (type === undefined)
    return armError(
      400,
      'InvalidPrincipalType',
      `The PrincipalType property '${word}' is not valid. It must be 'User', 'Group' or 'ServicePrincipal'.`,
    );
  if (found !== undefined && found !== type)
    // The misspelling is Azure's.
    return armError(
      400,
      'UnmatchedPrincipalType',
      `The PrincipalId '${principalId.replaceAll('-', '')}' has type '${found}' , which is different from specified PrinciaplType '${type}'.`,
    );
  return type;
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
  readonly principalType: string;
  readonly rest: Json;
}

function readAsked(exchange: Exchange): Asked | Reply {
  const asked = (exchange.body as { readonly properties?: Json } | undefined)?.properties ?? {};
  const { principalId, roleDefinitionId, principalType: said, ...rest } = asked;
  if (typeof principalId !== 'string' || typeof roleDefinitionId !== 'string')
    return armError(400, 'InvalidRequestContent', 'principalId and roleDefinitionId are required.');
  const role = roleDefinitionId.slice(roleDefinitionId.lastIndexOf('/') + 1);
  // Not verified: the status for a definition that does not exist.
  if (findRole(role) === undefined && customRole(exchange, role) === undefined)
    return armError(
      400,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${role}' does not exist.`,
    );
  const type = principalType(exchange, principalId, said);
  return typeof type === 'string' ? { principalId, role, principalType: type, rest } : type;
}

function makeAssignment(exchange: Exchange, asked: Asked): RoleAssignmentDocument {
  const scope = exchange.params['scope'] ?? '';
  const time = azureTime(exchange.world.now());
  return {
    properties: {
      // Azure answers with the definition's id at the subscription, whatever was sent.
      roleDefinitionId: `${definitionHome(scope)}/providers/Microsoft.Authorization/roleDefinitions/${asked.role}`,
      principalId: asked.principalId,
      principalType: asked.principalType,
      scope: scope === '' ? '/' : scope,
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
  const before = findAssignment(exchange);
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
  const found = findAssignment(exchange);
  if (found === undefined) return { status: 204 };
  roleAssignments.remove(found.id);
  return ok(found);
}

export const roleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: assignments,
    provider: 'roleAssignments',
    handle: atScope(listAssignments),
  },
  {
    method: 'GET',
    path: `${assignments}/{name}`,
    provider: 'roleAssignments',
    handle: atScope((exchange) => {
      const found = findAssignment(exchange);
      const name = exchange.params['name'] ?? '';
      return found === undefined
        ? armError(404, 'RoleAssignmentNotFound', `The role assignment '${name}' is not found.`)
        : ok(found);
    }),
  },
  {
    method: 'PUT',
    path: `${assignments}/{name}`,
    provider: 'roleAssignments',
    handle: atScope(put),
  },
  {
    method: 'DELETE',
    path: `${assignments}/{name}`,
    provider: 'roleAssignments',
    handle: atScope(remove),
  },
];
