import type { Confidence } from '../rules/confidence';
import { isAppFix, type Severity } from '../rules/finding';
import type { ClientIdFact } from '../rules/fact';
import { appRules } from '../rules/app/rules';
import { variablesPlace, type LinkedApp } from '../rules/linked-app';
import { liveRules } from '../rules/live/rules';
import type { AppFinding, AppView, RuleInfo } from '../rules/rule';
import { whoseClientId } from '../rules/whose-client-id';
import { isGuid } from '../estate/ids/guid';
import { Settings } from '../source/spring/settings';
import { isAsSure, sureness, type Levels } from './config/levels';

export interface LiveFinding extends AppFinding {
  readonly rule: RuleInfo;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/** Everything the rules say of a live app, its variables and the files linked to it. */
export function lintApp(view: AppView, levels: Levels = {}): readonly LiveFinding[] {
  const ofApp = appRules.flatMap((rule) => [...rule.check(view)].map((finding) => ({ rule, finding })));
  return [...ofApp, ...ofVariables(view.app)].flatMap(({ rule, finding }) => {
    const level = levels[rule.id];
    if (level === 'off') return [];
    const judged = { ...finding, rule, ...sureness(rule, finding, level) };
    return isAsSure(judged.confidence, levels.least) ? [judged] : [];
  });
}

/** The IDs that the app's own variables give, judged as those that a file gives to it. */
function ofVariables(app: LinkedApp): readonly { readonly rule: RuleInfo; readonly finding: AppFinding }[] {
  const variables = [...(app.variables ?? [])];
  const names = variables.map(([name]) => name);
  const facts = variables.flatMap(([name, value], index): readonly ClientIdFact[] => {
    const owner = isGuid(value) ? whoseClientId(name, names) : 'application';
    if (owner === 'application') return [];
    // Variables have no place in a text: their number stands for it.
    const fact: ClientIdFact = {
      kind: 'clientId',
      value,
      where: name,
      span: { start: index, end: index + 1 },
    };
    return [owner === 'either' ? { ...fact, isUnclear: true } : fact];
  });
  const context = { path: '', text: '', project: {}, settings: new Settings({ path: '', configs: [] }), app };
  return liveRules.flatMap((rule) =>
    [...rule.check(facts, context)].map(({ span, message, severity, confidence, fixes = [] }) => ({
      rule,
      finding: {
        at: [...variablesPlace, variables[span.start]?.[0] ?? ''],
        message,
        ...(severity !== undefined && { severity }),
        ...(confidence !== undefined && { confidence }),
        // The app's JSON is no file that could be edited.
        fixes: fixes.filter(isAppFix),
      },
    })),
  );
}
