import type { RoleGrant } from '../../access/access-at';
import { scopeName } from '../../access/scope';

/** What is to be said of a role that looks like access and gives none. */
export function lookalike({ name, assignment, opens }: RoleGrant): string {
  const has = `It has '${name}' at ${scopeName(assignment.scope)}`;
  switch (opens) {
    case 'unknown':
      return `${has}; what that role allows could not be read.`;
    case 'metadata':
      return `${has}, which shows names and properties only.`;
    default:
      return `${has}, which does not include data.`;
  }
}
