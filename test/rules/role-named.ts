import { builtInRole, builtInRoleIds } from '../../src/access/built-in-role';
import type { ArmId } from '../../src/estate/ids/arm-id';
import type { RoleAssignment } from '../../src/estate/grants';

/** A built-in role as Azure lists it: the id of its definition and its name. */
export function roleNamed(roleName: string): Pick<RoleAssignment, 'roleDefinitionId' | 'roleName'> {
  const guid = builtInRoleIds().find((id) => builtInRole(id)?.name === roleName);
  if (guid === undefined) throw new TypeError(`No built-in role is called ${roleName}.`);
  return { roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${guid}`, roleName };
}

/** An assignment of a built-in role. */
export function assigned(roleName: string, scope: ArmId, principalId: string): RoleAssignment {
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${roleName.replaceAll(' ', '-')}`;
  return { id, scope, principalId, ...roleNamed(roleName) };
}
