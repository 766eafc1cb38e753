import { builtInRole, definitionName } from '../../access/built-in-role';
import { isTooWide } from '../../access/least-role';
import { parseScope } from '../../access/scope';
import { parseArmId, type ArmId } from '../../estate/ids/arm-id';
import { isGuid } from '../../estate/ids/guid';
import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import type { Grant } from '../grant';
import type { TargetResource } from '../ports';
import type { Given } from './proposals';

/** What is wanted at a target, and where exactly. */
export interface GrantWish {
  readonly target: TargetResource;
  readonly given: Exclude<Given, { readonly kind: 'statements' }>;
  readonly scope: ArmId;
}

/**
 * The grant that a wish leads to. Throws `Failure`: `refused` for a role that owns or manages, or a way in that the vault does not go
 * by; `invalid` for a scope or a role that is none. Pure: the same wish gives the same grant.
 */
export function planGrant({ target, given, scope }: GrantWish): Grant {
  switch (given.kind) {
    case 'role':
      return planRole(target, given.role, scope);
    case 'policy':
      if (target.usesRbac === true) throw otherMode(target, 'roles of Azure');
      return { kind: 'policy', scope: target.id, permissions: given.permissions };
    case 'cosmos':
      return {
        kind: 'cosmos',
        scope,
        account: target.id,
        roleDefinitionId: `${target.id}/sqlRoleDefinitions/${given.role}`,
        roleName: given.roleName,
      };
    case 'redis':
      return { kind: 'redis', scope: redisScope(target), policy: given.policy };
  }
}

function planRole(target: TargetResource, role: string, scope: ArmId): Grant {
  const guid = definitionName(role);
  const roleName = builtInRole(guid)?.name;
  const what = say("The role '{0}' is not granted from here.", roleName ?? guid);
  if (!isGuid(guid))
    throw new Failure({ code: 'invalid', what, why: say("'{0}' is no id of a role.", role) });
  if (isTooWide(guid))
    throw new Failure({
      code: 'refused',
      what,
      why: say('It owns or manages more than a program needs.'),
      remedy: say('Choose a role for the data the program uses.'),
    });
  // Roles of Azure have no effect on the data of a vault that goes by policies; Reader and the like show the vault itself.
  if (
    target.usesRbac === false &&
    builtInRole(guid)?.permissions.some(({ dataActions }) => dataActions.length > 0) === true
  )
    throw otherMode(target, 'its own access policies');
  return {
    kind: 'role',
    scope,
    roleDefinitionId: roleDefinitionAt(scope, guid),
    ...(roleName !== undefined && { roleName }),
  };
}

/** The full id of a role as Azure names it at a scope, in the casing of the scope. */
export function roleDefinitionAt(scope: ArmId, guid: string): ArmId {
  const home = /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? '';
  return `${home}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
}

/** Managed Redis assigns its policies at a database, of which a cluster has one, called `default`. */
function redisScope({ id, type }: TargetResource): ArmId {
  const isCluster = type === 'microsoft.cache/redisenterprise';
  return isCluster ? `${id}/databases/default` : id;
}

function otherMode(target: TargetResource, mode: string): Failure {
  return new Failure({
    code: 'refused',
    what: say("This has no effect on '{0}'.", target.name),
    why: say('The vault goes by {0}.', mode),
    remedy: say('Choose the target again to see what opens it.'),
  });
}

/** The subscription a grant is made in; `undefined` above subscriptions. */
export function subscriptionIdOf({ scope }: Pick<Grant, 'scope'>): string | undefined {
  const parsed = parseScope(scope);
  if (parsed.kind === 'subscription' || parsed.kind === 'group') return parsed.subscriptionId.toLowerCase();
  return parseArmId(scope)?.subscriptionId.toLowerCase();
}
