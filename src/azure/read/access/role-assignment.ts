import type { RoleAssignment } from '../../../estate/grants';
import { armKey } from '../../../estate/ids/arm-id';
import { Failure } from '../../../lifecycle/failure';
import { say } from '../../../lifecycle/text';
import { needText, text, type Json } from '../json';

/** An assignment as Azure tells it, its properties laid flat; `asked` is the principal whose roles are read. */
export function assignmentOf(from: Json, asked: string): RoleAssignment {
  const createdOn = text(from, 'createdOn');
  const condition = text(from, 'condition');
  const holder = text(from, 'principalId') ?? asked;
  const isOwn = holder.toLowerCase() === asked.toLowerCase();
  return Object.freeze({
    id: needText(from, 'id', 'roleAssignment'),
    scope: needText(from, 'scope', 'roleAssignment'),
    principalId: isOwn ? asked : holder,
    ...(!isOwn && { throughGroup: true as const }),
    roleDefinitionId: needText(from, 'roleDefinitionId', 'roleAssignment'),
    ...(condition !== undefined && { condition }),
    ...(createdOn !== undefined && { createdOn }),
  });
}

/** The same from a client's model, which has dates for times. */
export function readAssignment(from: Json, asked: string): RoleAssignment {
  const createdOn = from['createdOn'];
  const told = createdOn instanceof Date ? createdOn.toISOString() : createdOn;
  return assignmentOf({ ...from, createdOn: told }, asked);
}

/** A principal id goes into queries, so it must be nothing but one. */
export function requireGuid(principalId: string): void {
  if (/^[0-9a-f-]{36}$/i.test(principalId)) return;
  throw new Failure({
    code: 'invalid',
    what: say('Could not read role assignments.'),
    why: say("'{0}' is no principal ID.", principalId),
  });
}

/** Assignments at a management group come back from each subscription below it. */
export function withoutRepeats(assignments: readonly RoleAssignment[]): RoleAssignment[] {
  return [...new Map(assignments.map((assignment) => [armKey(assignment.id), assignment])).values()];
}
