import { definitionName } from '../../access/built-in-role';
import { sameArmId, type ArmId } from '../../estate/ids/arm-id';
import { sameCondition, type RoleGrant } from '../../grants/grant';
import { grantName } from '../../grants/plan/grant-name';
import { grantWords } from '../../grants/words';
import { Failure } from '../../lifecycle/failure';
import { say, plain } from '../../lifecycle/text';
import { withoutTrailing } from '../../lifecycle/trailing';
import { apiVersions } from '../api-versions';
import { asObject, needText, objectOr, text, type Json } from '../read/json';
import { pathOf, type Arm, type Ask } from '../wire/arm';
import type { GrantKind } from './grant-kind';

const version = `api-version=${apiVersions.authorization}`;

/** Role assignments of Azure. */
export const roleAssignments: GrantKind<RoleGrant> = {
  /** By scope and role, since somebody may have made it under another name. */
  async find(arm, ask, signal) {
    const { grant, grantee, subscription } = ask;
    const what = say('Could not read who has {0}.', grantWords(grant));
    const raw = await findAssignment(
      arm,
      { scope: grant.scope, principalId: grantee.principalId, role: grant.roleDefinitionId },
      { access: subscription, what, signal },
    );
    if (raw === undefined) return undefined;
    const found = readRoleGrant(raw);
    if (!sameCondition(found, grant)) throw otherCondition(grant, found);
    const id = needText(raw, 'id', 'roleAssignment');
    const { scope, roleDefinitionId, condition } = found;
    return {
      id,
      assignment: Object.freeze({
        id,
        scope,
        roleDefinitionId,
        principalId: grantee.principalId,
        ...(grant.roleName !== undefined && { roleName: grant.roleName }),
        ...(condition !== undefined && { condition: condition.expression }),
      }),
    };
  },

  async making({ grant, grantee }) {
    const { condition, description, delegatedManagedIdentityResourceId } = grant;
    const name = await grantName(grant, grantee.principalId);
    return {
      method: 'PUT',
      path: `${scopePath(grant.scope)}/providers/Microsoft.Authorization/roleAssignments/${name ?? ''}?${version}`,
      body: {
        properties: {
          roleDefinitionId: grant.roleDefinitionId,
          principalId: grantee.principalId,
          // Without it, Azure refuses principals that were made a moment ago.
          principalType: 'ServicePrincipal',
          ...(condition !== undefined && {
            condition: condition.expression,
            conditionVersion: condition.version,
          }),
          ...(description !== undefined && { description }),
          ...(delegatedManagedIdentityResourceId !== undefined && { delegatedManagedIdentityResourceId }),
        },
      },
    };
  },

  removing(_ask, { id }) {
    return { method: 'DELETE', path: `${pathOf(id)}?${version}` };
  },
};

/** The assignments of a principal at, above and below a scope, as Azure has them. */
export async function* assignmentsOf(
  arm: Arm,
  { scope, principalId }: { readonly scope: ArmId; readonly principalId: string },
  ask: Ask,
): AsyncGenerator<Json, void> {
  const filter = encodeURIComponent(`principalId eq '${principalId}'`);
  const path = `${scopePath(scope)}/providers/Microsoft.Authorization/roleAssignments?$filter=${filter}&${version}`;
  for await (const page of arm.pages(path, ask))
    for (const raw of page) yield asObject(raw, 'roleAssignment');
}

async function findAssignment(
  arm: Arm,
  wanted: { readonly scope: ArmId; readonly principalId: string; readonly role: ArmId },
  ask: Ask,
): Promise<Json | undefined> {
  for await (const raw of assignmentsOf(arm, wanted, ask)) {
    const { scope, roleDefinitionId } = readRoleGrant(raw);
    if (sameArmId(scope, wanted.scope) && definitionName(roleDefinitionId) === definitionName(wanted.role))
      return raw;
  }
  return undefined;
}

/** Everything that has to be said again to make the same assignment anew. */
export function readRoleGrant(raw: Json): RoleGrant {
  const properties = objectOr(raw['properties']);
  const expression = text(properties, 'condition');
  const description = text(properties, 'description');
  const delegated = text(properties, 'delegatedManagedIdentityResourceId');
  return Object.freeze({
    kind: 'role',
    scope: needText(properties, 'scope', 'roleAssignment.properties'),
    roleDefinitionId: needText(properties, 'roleDefinitionId', 'roleAssignment.properties'),
    ...(expression !== undefined && {
      condition: { expression, version: text(properties, 'conditionVersion') ?? '2.0' },
    }),
    ...(description !== undefined && { description }),
    ...(delegated !== undefined && { delegatedManagedIdentityResourceId: delegated }),
  });
}

/** The path of a scope; the root has none. */
export function scopePath(scope: ArmId): string {
  return withoutTrailing(scope.trim(), '/') === '' ? '' : pathOf(scope);
}

function otherCondition(wanted: RoleGrant, { condition }: RoleGrant): Failure {
  return new Failure({
    code: 'conflict',
    what: say('There is {0} already, but not the same.', plain(grantWords(wanted))),
    why:
      condition === undefined
        ? say('The one that is there has no condition, so it allows more than was wanted; nothing was sent.')
        : say('The one that is there depends on another condition; nothing was sent.'),
    remedy: say('Look at it in the Azure portal; change or remove it there first.'),
    action: 'open-portal',
  });
}
