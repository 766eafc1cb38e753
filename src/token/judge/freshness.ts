import type { RoleAssignment } from '../../estate/grants';
import { say, type Text } from '../../lifecycle/text';
import { timeAgo } from '../time-words';

/** Azure says a new assignment may take up to ten minutes to work. */
const settlesWithinMs = 10 * 60_000;

/** What to say when an assignment is so new that it may not work yet. `now` in Unix milliseconds. */
export function freshness({ createdOn }: RoleAssignment, now: number): Text | undefined {
  const created = createdOn === undefined ? Number.NaN : Date.parse(createdOn);
  const age = now - created;
  if (Number.isNaN(age) || age < 0 || age >= settlesWithinMs) return undefined;
  return say('It was granted {0} and may not be live yet.', timeAgo(age));
}
