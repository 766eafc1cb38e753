import { armError, type Reply } from './reply';

/** Azure's words for a principal that its directory has not heard of. */
export function principalNotFound(principalId: string, tenantId: string): Reply {
  return armError(
    400,
    'PrincipalNotFound',
    `Principal ${principalId.replaceAll('-', '')} does not exist in the directory ${tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
  );
}
