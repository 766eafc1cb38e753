import type { Confidence, Severity } from '../rules/finding';
import { appRules } from '../rules/app/rules';
import type { AppFinding, AppRule, AppView } from '../rules/rule';
import { sureness, type Levels } from './levels';

export interface LiveFinding extends AppFinding {
  readonly rule: AppRule;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/** Everything the rules say of a live app and the files linked to it. */
export function lintApp(view: AppView, levels: Levels = {}): readonly LiveFinding[] {
  return appRules.flatMap((rule) => {
    const level = levels[rule.id];
    if (level === 'off') return [];
    return [...rule.check(view)].map((finding) => ({
      ...finding,
      rule,
      ...sureness(rule, finding, level),
    }));
  });
}
