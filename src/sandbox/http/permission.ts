import type { ArmId } from '../../estate/ids/arm-id';
import { isAtOrAbove } from '../access/role-scope';
import type { Estate } from '../estates/estate';
import type { Caller } from '../entra/caller';
import { armError, type Reply } from './reply';
import { matchesPattern } from './pattern';
import type { Exchange, Method, Route } from './route';

const verbs: Readonly<Record<Method, string>> = {
  GET: 'read',
  PUT: 'write',
  PATCH: 'write',
  DELETE: 'delete',
  POST: 'action',
};

/** The permission ARM asks for, named in its 403: the type that the path names, and what the method does with it. */
export function actionOf({ method, path, action }: Pick<Route, 'method' | 'path' | 'action'>): string {
  if (action !== undefined) return action;
  const type = path.slice(path.lastIndexOf('/providers/')).split('/').slice(2);
  return [...type.filter((segment) => !segment.startsWith('{')), verbs[method]].join('/');
}

/** The caller may do everything, except what a deny assignment of the estate forbids at the scope or above it. */
export function isDenied(estate: Estate, action: string, scope: ArmId): boolean {
  for (const { properties } of estate.denyAssignments.all())
    if (
      isAtOrAbove(properties.scope, scope) &&
      properties.permissions.some((permission) =>
        (permission.actions ?? []).some((pattern) => matchesPattern(pattern, action)),
      )
    )
      return true;
  return false;
}

/** What the permission of a request is about: the resource itself, or what a list is of. */
export function scopeOf(route: Route, path: string): ArmId {
  if (route.path.endsWith('}')) return path;
  const parent = path.slice(0, path.lastIndexOf('/'));
  const provider = /\/providers\/[^/]+$/i.exec(parent);
  return provider === null ? parent : parent.slice(0, provider.index);
}

/** ARM's words when the caller lacks a permission. */
export function forbidden(caller: Caller, action: string, scope: ArmId): Reply {
  return armError(
    403,
    'AuthorizationFailed',
    `The client '${caller.clientId}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** The wording of this answer is not verified; the code is Azure's. */
export function linkedForbidden(
  caller: Caller,
  request: { action: string; scope: ArmId },
  linked: ArmId,
): Reply {
  return armError(
    403,
    'LinkedAuthorizationFailed',
    `The client '${caller.clientId}' with object id '${caller.objectId}' has permission to perform action '${request.action}' on scope '${request.scope}'; however, it does not have permission to perform action(s) 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s) '${linked}' (respectively) or the linked scope(s) are invalid.`,
  );
}

/** The refusal of a change that uses another resource the caller may not use. */
export function linkedDenial(exchange: Exchange, action: string, linked: ArmId): Reply | undefined {
  if (!isDenied(exchange.world.estate, action, linked)) return undefined;
  const request = { action: 'Microsoft.AppPlatform/Spring/apps/write', scope: exchange.path };
  return linkedForbidden(exchange.caller, request, linked);
}
