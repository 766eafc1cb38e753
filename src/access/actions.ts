import type { RolePermission } from '../estate/grants';
import type { AzureService, ServiceArea } from './azure-service';

/**
 * Whether a pattern of a role definition stands for an action. Case does not count, `*` is any text, slashes too. Linear in both but for
 * their product in the worst case, whatever the pattern: no regular expression is made of what Azure says.
 */
export function matchesAction(pattern: string, action: string): boolean {
  const [wild, text] = [pattern.toLowerCase(), action.toLowerCase()];
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (from < text.length) {
    if (wild[at] === '*') {
      star = at;
      retry = from;
      at += 1;
    } else if (at < wild.length && wild[at] === text[from]) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      at = star + 1;
      retry += 1;
      from = retry;
    } else return false;
  }
  while (wild[at] === '*') at += 1;
  return at === wild.length;
}

/** Whether one element of a definition allows a data action: what it takes away counts within the same element only. */
function allowsData({ dataActions, notDataActions }: RolePermission, action: string): boolean {
  return (
    dataActions.some((pattern) => matchesAction(pattern, action)) &&
    !notDataActions.some((pattern) => matchesAction(pattern, action))
  );
}

export function allowsControl({ actions, notActions = [] }: RolePermission, action: string): boolean {
  return (
    (actions ?? []).some((pattern) => matchesAction(pattern, action)) &&
    !notActions.some((pattern) => matchesAction(pattern, action))
  );
}

/** Whether it allows anything at all in the control plane. */
export function managesAnything({ actions, notActions = [] }: RolePermission): boolean {
  if (actions === undefined) return true;
  return actions.some((pattern) => !notActions.some((taken) => matchesAction(taken, pattern)));
}

/**
 * What an element opens of parts of a service: its data, only names and properties, or nothing; `unknown` where control-plane actions
 * may open it and which ones the role has is not told. The calls that are listed for a part are
 * compared one by one; another action counts when it begins like the part's and nothing takes it away.
 */
export function opens(
  permission: RolePermission,
  { metadata = [], controlActions = [] }: AzureService,
  areas: readonly ServiceArea[],
): 'data' | 'metadata' | 'nothing' | 'unknown' {
  if (areas.some(({ actions }) => actions.some((action) => allowsData(permission, action)))) return 'data';
  if (controlActions.some((action) => allowsControl(permission, action))) return 'data';
  const { dataActions, notDataActions } = permission;
  const left = dataActions.filter(
    (pattern) => !notDataActions.some((taken) => matchesAction(taken, pattern)),
  );
  const isMetadata = (pattern: string): boolean => metadata.some((known) => matchesAction(known, pattern));
  if (left.some((pattern) => !isMetadata(pattern) && areas.some((area) => isOf(area, pattern))))
    return 'data';
  if (controlActions.length > 0 && permission.actions === undefined) return 'unknown';
  return left.some(isMetadata) ? 'metadata' : 'nothing';
}

/** What stands before the first `*` of a pattern is within the part. */
function isOf({ prefixes }: ServiceArea, pattern: string): boolean {
  const [head = ''] = pattern.toLowerCase().split('*');
  return prefixes.some((prefix) => head.startsWith(prefix.toLowerCase()));
}
