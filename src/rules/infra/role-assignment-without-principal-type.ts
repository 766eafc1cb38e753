import { say } from '../../lifecycle/text';
import type { InfraFile } from '../../source/infra/infra-file';
import { entryOf } from '../../source/infra/value';
import { lineEndOf } from '../../source/span';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { indentAt } from './entry-edits';
import { principalOwner, roleAssignments, type RoleAssignment } from './role-assignment';
import { isUserAssignedIdentity } from './spring-app';

/** Terraform's `azurerm_role_assignment` tries again by itself; Resource Manager does so only when it is told the type. */
export const roleAssignmentWithoutPrincipalType: SubjectRule<'infra'> = {
  id: 'MI412',
  name: 'role-assignment-without-principal-type',
  title: say('A role is given to an identity that was just made, without the type of the principal.'),
  severity: 'info',
  subject: 'infra',
  literals: ['microsoft.authorization/roleassignments'],
  *check(file, { text }) {
    for (const assignment of roleAssignments(file)) {
      const { resource, principal, hasPrincipalType } = assignment;
      if (resource.type === 'azurerm_role_assignment' || principal === undefined || hasPrincipalType)
        continue;
      if (!isJustMade(file, assignment)) continue;
      yield {
        span: principal.keySpan,
        message: say(
          "The identity is made by this file as well. Without principalType 'ServicePrincipal' the role assignment may fail, as the directory may not know the identity yet.",
        ),
        fixes: fixesFor(text, file, assignment),
      };
    }
  },
};

function isJustMade(file: InfraFile, { principals }: RoleAssignment): boolean {
  return principals.some((principal) => {
    const owner = principalOwner(file, principal);
    if (owner === undefined || owner.existing) return false;
    return isUserAssignedIdentity(owner) || entryOf(owner.body, 'identity') !== undefined;
  });
}

const types = {
  bicep: "principalType: 'ServicePrincipal'",
  arm: '"principalType": "ServicePrincipal"',
  terraform: 'principalType = "ServicePrincipal"',
} as const;

function fixesFor(text: string, { language }: InfraFile, { principal }: RoleAssignment): readonly EditFix[] {
  if (principal === undefined) return [];
  const { start, end } = principal.span;
  const comma = language === 'arm' ? ',' : '';
  const line = `${types[language]}${comma}${lineEndOf(text)}${indentAt(text, start)}`;
  // Before it: behind it a comment or a comma may stand.
  const edits = [{ span: { start, end: start }, text: line }];
  return end > start
    ? [{ kind: 'edit', title: say('Tell the type of the principal'), safe: true, edits }]
    : [];
}
