import { clientIdIsAPrincipalId } from './client-id-is-a-principal-id';
import { clientIdNotAssigned } from './client-id-not-assigned';
import { iacDrift } from './iac-drift';
import { identityLacksRoleForTarget } from './identity-lacks-role-for-target';
import { namedIdentityLacksRole } from './named-identity-lacks-role';
import type { FactRule } from '../rule';
import { userAssignedOnConsumption } from './user-assigned-on-consumption';

export const liveRules: readonly FactRule[] = [
  clientIdIsAPrincipalId,
  clientIdNotAssigned,
  iacDrift,
  identityLacksRoleForTarget,
  namedIdentityLacksRole,
  userAssignedOnConsumption,
];
