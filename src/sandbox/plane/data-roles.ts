import type { ArmId } from '../../estate/ids/arm-id';
import { findRole } from '../access/role-definitions';
import { isAtOrAbove } from '../access/role-scope';
import { callerObjectId } from '../entra/directory';
import { aboveSubscriptions } from '../estates/collection';
import type { EstateSeed } from '../estates/estate';
import type { Estate } from '../estates/estate';
import { makeRoleAssignment } from '../estates/make-documents';
import { matchesPattern } from '../http/pattern';
import { sampleIds } from '../sample/sample-ids';

/** The two roles that open an instance, by what they are for. Owner and Contributor have no data actions. */
export const instanceRoles = {
  console: {
    role: '80558df3-64f9-4c0f-b32d-e5094b036b0b',
    action: 'Microsoft.AppPlatform/Spring/apps/deployments/connect/action',
  },
  forward: {
    role: 'a99b0159-1064-4c22-a57b-c9b3caa1c054',
    action: 'Microsoft.AppPlatform/Spring/apps/deployments/remotedebugging/action',
  },
} as const;

function allowsData(roleDefinitionId: ArmId, action: string): boolean {
  const role = findRole(roleDefinitionId.slice(roleDefinitionId.lastIndexOf('/') + 1));
  if (role === undefined) return false;
  const names = (patterns: readonly string[]) => patterns.some((pattern) => matchesPattern(pattern, action));
  return names(role.dataActions) && !names(role.notDataActions);
}

/** Whether a role assignment at `scope` or above gives the principal a data action. */
export function hasDataAction(
  estate: Estate,
  principalId: string,
  { action, scope }: { readonly action: string; readonly scope: ArmId },
): boolean {
  const parents = [scope.split('/').slice(0, 3).join('/'), aboveSubscriptions];
  return parents
    .flatMap((parent) => estate.roleAssignments.under(parent))
    .some(
      ({ properties }) =>
        properties.principalId.toLowerCase() === principalId.toLowerCase() &&
        isAtOrAbove(properties.scope, scope) &&
        allowsData(properties.roleDefinitionId, action),
    );
}

/**
 * The estate with both roles for whoever signs in, on every subscription but the sample's partner, where somebody
 * forgot to grant them: that is the refusal people meet first.
 */
export function grantInstanceRoles(seed: EstateSeed): EstateSeed {
  const granted = seed.subscriptions
    .filter(({ subscriptionId }) => subscriptionId !== sampleIds.partnerSubscription)
    .flatMap(({ id, tenantId }) =>
      Object.values(instanceRoles).map(({ role }) => makeRoleAssignment(id, role, callerObjectId(tenantId))),
    );
  return { ...seed, roleAssignments: [...seed.roleAssignments, ...granted] };
}
