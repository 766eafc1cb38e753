import type { RoleGrant } from '../../access/access-at';
import { leastRoleNames } from '../../access/least-role';
import type { ServiceId } from '../../access/azure-service';
import { scopeName } from '../../access/scope';
import { say, type Text } from '../../lifecycle/text';

/** What is to be said of a role that looks like access and gives none. */
export function lookalike(
  { name, assignment, opens }: RoleGrant,
  wanted: 'data' | 'management' = 'data',
): Text {
  const has = [name, scopeName(assignment.scope)] as const;
  switch (opens) {
    case 'unknown':
      return say("It has '{0}' at {1}; what that role allows could not be read.", ...has);
    case 'metadata':
      return say("It has '{0}' at {1}, which shows names and properties only.", ...has);
    default:
      return wanted === 'data'
        ? say("It has '{0}' at {1}, which does not include data.", ...has)
        : say("It has '{0}' at {1}, which has no control-plane action.", ...has);
  }
}

/** Which role would do; nothing where none is known. */
export function leastRoleSentence(service: ServiceId, area?: string): readonly Text[] {
  const [first, second] = leastRoleNames(service, area);
  if (first === undefined) return [];
  return [
    second === undefined
      ? say("The least role is '{0}'.", first)
      : say("The least role is '{0}' or '{1}'.", first, second),
  ];
}
