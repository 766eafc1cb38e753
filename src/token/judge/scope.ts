import { armKey, nameOf, parseArmId, type ArmId } from '../../estate/arm-id';
import type { RoleAssignment } from '../../estate/resources';
import type { Target } from '../targets';
import { timeAgo } from '../time-words';

/** Azure says a new assignment may take up to ten minutes to work. */
const settlesWithinMs = 10 * 60_000;

/** Whether a role given at `scope` holds at `resource`: the same, above it, or a management group of its subscription. */
export function covers(scope: ArmId, resource: ArmId): boolean {
  const above = armKey(scope);
  if (above === '' || above.startsWith('/providers/microsoft.management/')) return true;
  const key = armKey(resource);
  return key === above || key.startsWith(`${above}/`);
}

/** Whether a scope may reach resources of a target's type: one of them or a part of it, or something above them. */
export function mayReach(scope: ArmId, target: Target): boolean {
  const type = parseArmId(scope)?.type.toLowerCase();
  if (type === undefined || target.resourceType === undefined) return true;
  return type === target.resourceType || type.startsWith(`${target.resourceType}/`);
}

/** The built-in data role an assignment gives at a target, by the definition's GUID. */
export function dataRole(assignment: RoleAssignment, target: Target): string | undefined {
  return target.roles?.[nameOfDefinition(assignment).toLowerCase()];
}

function nameOfDefinition({ roleDefinitionId }: RoleAssignment): string {
  return roleDefinitionId.slice(roleDefinitionId.lastIndexOf('/') + 1);
}

export function roleName(assignment: RoleAssignment): string {
  return assignment.roleName ?? `role ${nameOfDefinition(assignment)}`;
}

/** "at 'kv-shop'", "at resource group 'rg-shop'", "at a management group". */
export function placeOf(scope: ArmId): string {
  const group = /^\/subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+))?\/?$/i.exec(scope.trim());
  if (group?.[2] !== undefined) return `at resource group '${group[2]}'`;
  if (group !== null) return `at subscription ${group[1] ?? ''}`;
  if (parseArmId(scope) === undefined) return 'above the subscription';
  return `at '${nameOf(scope)}'`;
}

/** What to add when an assignment is so new that it may not work yet; empty otherwise. `now` in Unix milliseconds. */
export function freshness({ createdOn }: RoleAssignment, now: number): string {
  const created = createdOn === undefined ? Number.NaN : Date.parse(createdOn);
  const age = now - created;
  if (Number.isNaN(age) || age < 0 || age >= settlesWithinMs) return '';
  return ` (granted ${timeAgo(age)}, may not be live yet)`;
}
