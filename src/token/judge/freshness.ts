import type { RoleAssignment } from '../../estate/grants';
import { timeAgo } from '../time-words';

/** Azure says a new assignment may take up to ten minutes to work. */
const settlesWithinMs = 10 * 60_000;

/** What to add when an assignment is so new that it may not work yet; empty otherwise. `now` in Unix milliseconds. */
export function freshness({ createdOn }: RoleAssignment, now: number): string {
  const created = createdOn === undefined ? Number.NaN : Date.parse(createdOn);
  const age = now - created;
  if (Number.isNaN(age) || age < 0 || age >= settlesWithinMs) return '';
  return ` (granted ${timeAgo(age)}, may not be live yet)`;
}
