import { armKey } from '../../estate/ids/arm-id';
import type { RoleDefinitionDocument } from '../estates/documents';
import { listReply } from '../http/paging/pages';
import { armError, ok, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import { findRole, roleDefinitionDocument, roleDefinitions } from './role-definitions';
import { badFilter, parseRoleFilter } from './role-filter';
import { atScope, definitionHome, isAtOrAbove } from './role-scope';

const definitions = '/{+scope}/providers/Microsoft.Authorization/roleDefinitions';

/** Custom roles of the tenant, wherever they were made. */
function customRoles({ world, caller }: Exchange): RoleDefinitionDocument[] {
  return [...world.estate.subscriptions.values()]
    .filter(({ tenantId }) => tenantId === caller.tenantId)
    .flatMap(({ id }) => world.estate.roleDefinitions.under(id));
}

export function customRole(exchange: Exchange, guid: string): RoleDefinitionDocument | undefined {
  return customRoles(exchange).find(({ name }) => armKey(name) === armKey(guid));
}

function listDefinitions(exchange: Exchange): Reply {
  const filter = parseRoleFilter(exchange.query.get('$filter'));
  if (filter === undefined) return badFilter;
  const at = definitionHome(exchange.params['scope'] ?? '');
  const isAsked = (roleName: string, type: string): boolean =>
    (filter.roleName === undefined || filter.roleName === roleName.toLowerCase()) &&
    (filter.type === undefined || filter.type === type);
  return listReply(exchange, {
    revision: '',
    items: () => [
      ...roleDefinitions
        .filter(({ roleName }) => isAsked(roleName, 'builtinrole'))
        .map((facts) => roleDefinitionDocument(facts, at)),
      ...customRoles(exchange).filter(
        ({ properties }) =>
          isAsked(properties.roleName, 'customrole') &&
          // Those that can be assigned there, or to something in it.
          properties.assignableScopes.some((scope) => isAtOrAbove(scope, at) || isAtOrAbove(at, scope)),
      ),
    ],
  });
}

export const roleDefinitionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: definitions,
    provider: 'roleDefinitions',
    handle: atScope(listDefinitions),
  },
  {
    method: 'GET',
    path: `${definitions}/{name}`,
    provider: 'roleDefinitions',
    handle: atScope((exchange) => {
      const { params } = exchange;
      const name = params['name'] ?? '';
      const custom = customRole(exchange, name);
      if (custom !== undefined) return ok(custom);
      const facts = findRole(name);
      const at = definitionHome(params['scope'] ?? '');
      return facts === undefined
        ? armError(
            404,
            'RoleDefinitionDoesNotExist',
            `The specified role definition with ID '${name}' does not exist.`,
          )
        : ok(roleDefinitionDocument(facts, at));
    }),
  },
];
