import { Failure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import { allRules } from '../rules/index';
import type { Action, OfflinePorts } from './action';

export const explainRule: Action<OfflinePorts> = {
  name: 'explain_finding',
  title: 'Explain a Finding',
  description:
    'Explains a finding of the linter for managed identities (rules MI001 to MI902): what the rule reports, why it matters, a wrong and a right example, and what is not followed. Works offline.',
  effect: 'reads',
  reaches: 'nothing',
  input: { rule: { description: "The rule's ID, for example MI101, or its name.", required: true } },
  run: async ({ rulePage }, { rule = '' }) => {
    const wanted = rule.trim().toLowerCase();
    const found = allRules.find(({ id, name }) => [id.toLowerCase(), name].includes(wanted));
    if (found === undefined)
      throw new Failure({
        code: 'not-found',
        what: say('There is no such rule.'),
        why: say("'{0}' is neither the ID nor the name of a rule.", wanted.slice(0, 60)),
      });
    return {
      title: say('Rule {0}', found.id),
      blocks: [{ kind: 'code', language: 'markdown', code: await rulePage(found.id) }],
    };
  },
};
