import { say } from '../../lifecycle/text';
import type { RuleInfo } from '../../rules/rule';

/** What only an audit looks for, beside the rules. */
export const auditRules = {
  wideRole: {
    id: 'MI801',
    name: 'live-role-wider-than-needed',
    title: say('An identity of an app has a role that manages resources.'),
    severity: 'warning',
  },
  orphan: {
    id: 'MI802',
    name: 'orphaned-role-assignment',
    title: say('A role assignment is left over from an identity that is gone.'),
    severity: 'warning',
  },
  drift: {
    id: 'MI803',
    name: 'changed-since-kept',
    title: say('Identities or grants are other ones than when they were kept.'),
    severity: 'warning',
  },
} as const satisfies Record<string, RuleInfo>;

/** The ids of those that are called so, by id or name; none for other names. */
export function auditRulesCalled(key: string): readonly string[] {
  return Object.values(auditRules)
    .filter(({ id, name }) => id.toLowerCase() === key.toLowerCase() || name === key)
    .map(({ id }) => id);
}
