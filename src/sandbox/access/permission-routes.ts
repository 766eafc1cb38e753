import { isAtOrAbove } from './role-scope';
import { listReply } from '../http/paging/pages';
import { armError, ok, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';

/**
 * What the caller may do at a scope: everything but what deny assignments of the estate forbid there.
 * Not verified: whether Azure takes deny assignments off its answer; here they are how an estate says what the caller lacks.
 */
function permissions({ params, world }: Exchange): Reply {
  const scope = params['scope'] ?? '';
  const taken = [...world.estate.denyAssignments.all()]
    .filter(({ properties }) => isAtOrAbove(properties.scope, scope))
    .flatMap(({ properties }) => properties.permissions.flatMap(({ actions = [] }) => actions));
  return ok({
    value: [{ actions: ['*'], notActions: [...new Set(taken)], dataActions: [], notDataActions: [] }],
  });
}

/** Roles the caller is eligible for at a scope, those inherited from above included; only for the caller itself. */
function eligibilities(exchange: Exchange): Reply {
  const filter = exchange.query.get('$filter');
  if (filter !== null && filter.trim().toLowerCase() !== 'astarget()')
    return armError(400, 'UnsupportedQuery', 'The filter is not supported; asTarget() is.');
  const scope = exchange.params['scope'] ?? '';
  const { eligibilities: all } = exchange.world.estate;
  return listReply(exchange, {
    revision: String(all.size),
    items: () => [...all.all()].filter(({ properties }) => isAtOrAbove(properties.scope, scope)),
  });
}

export const permissionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/{+scope}/providers/Microsoft.Authorization/permissions',
    provider: 'permissions',
    handle: permissions,
  },
  {
    method: 'GET',
    path: '/{+scope}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances',
    provider: 'eligibility',
    handle: eligibilities,
  },
];
