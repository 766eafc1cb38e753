import type { RoleGrant } from '../../access/access-at';
import { scopeName } from '../../access/scope';

/** What is to be said of a role that looks like access and gives none. */
export function lookalike(
  { name, assignment, opens }: RoleGrant,
  wanted: 'data' | 'management' = 'data',
): string {
  const has = `It has '${name}' at ${scopeName(assignment.scope)}`;
  switch (opens) {
    case 'unknown':
      return `${has}; what that role allows could not be read.`;
    case 'metadata':
      return `${has}, which shows names and properties only.`;
    default:
      return wanted === 'data'
        ? `${has}, which does not include data.`
        : `${has}, which has no control-plane action.`;
  }
}
