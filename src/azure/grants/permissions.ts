import { say } from '../../lifecycle/text';
import type { ArmId } from '../../estate/ids/arm-id';
import type { RolePermission } from '../../estate/grants';
import type { Subscription } from '../../estate/resources';
import { scopeName } from '../../access/scope';
import type { EligibleRole } from '../../grants/ports';
import { apiVersions } from '../api-versions';
import { asObject, needText, objectOr, text } from '../read/json';
import { permissionOf, type RoleDefinitions } from '../read/access/role-definitions';
import type { Arm } from '../wire/arm';
import { scopePath } from './role-assignments';

interface Where {
  readonly subscription: Subscription;
  readonly scope: ArmId;
}

/** What the signed-in person may do at a scope, as Azure adds it up over all their roles. */
export async function permissionsAt(
  arm: Arm,
  { subscription, scope }: Where,
  signal: AbortSignal,
): Promise<readonly RolePermission[]> {
  const what = say('Could not ask what you may do at {0}.', scopeName(scope));
  const path = `${scopePath(scope)}/providers/Microsoft.Authorization/permissions?api-version=${apiVersions.authorization}`;
  return arm.list(path, { access: subscription, what, signal }, permissionOf);
}

/** Roles the signed-in person is eligible for at a scope, those from above included, with what each allows. */
export async function eligibleRoles(
  { arm, definitions }: { readonly arm: Arm; readonly definitions: RoleDefinitions },
  { subscription, scope }: Where,
  signal: AbortSignal,
): Promise<readonly EligibleRole[]> {
  const what = say('Could not ask which roles you could activate at {0}.', scopeName(scope));
  const filter = encodeURIComponent('asTarget()');
  const path = `${scopePath(scope)}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances?$filter=${filter}&api-version=${apiVersions.eligibility}`;
  const found: EligibleRole[] = [];
  for await (const page of arm.pages(path, { access: subscription, what, signal }))
    for (const raw of page) {
      const properties = objectOr(asObject(raw, 'eligibility')['properties']);
      const roleDefinitionId = needText(properties, 'roleDefinitionId', 'eligibility.properties');
      const definition = await definitions.read(roleDefinitionId, subscription, signal);
      const at = text(properties, 'scope') ?? scope;
      found.push(Object.freeze({ roleDefinitionId, scope: at, ...definition }));
    }
  return Object.freeze(found);
}
