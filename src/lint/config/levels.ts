import { say, type Text } from '../../lifecycle/text';
import { confidences, severities, type Confidence, type Severity } from '../../rules/finding';
import { allRules } from '../../rules/index';
import type { RuleId, RuleInfo } from '../../rules/rule';

export type Level = Severity | 'off';
/** The level of each rule that was given one; what is less sure than `least` is not reported. */
export type Levels = Readonly<Partial<Record<RuleId, Level>>> & { readonly least?: Confidence };

const levels: readonly Level[] = [...severities, 'off'];

/** The rules a setting means: one by its id (`MI101`, in any case), one or more by their name. */
export function rulesCalled(key: string): readonly RuleId[] {
  const id = key.toUpperCase();
  return allRules.filter((rule) => rule.id === id || rule.name === key).map((rule) => rule.id);
}

/** Levels as people write them; `trouble` is called for each entry that means nothing, which is then left out. */
export function readLevels(
  entries: Readonly<Record<string, unknown>>,
  trouble: (key: string, why: Text) => void,
): Levels {
  const read: Partial<Record<RuleId, Level>> = {};
  for (const [key, value] of Object.entries(entries)) {
    const ids = rulesCalled(key);
    const level = levels.find((known) => known === value);
    if (ids.length === 0) trouble(key, say("there is no rule '{0}'", key));
    else if (level === undefined) trouble(key, say('a level is one of {0}', levels.join(', ')));
    else for (const id of ids) read[id] = level;
  }
  return read;
}

/** How bad a finding is and how sure: an error is only what is sure, unless people chose the level themselves. */
export function sureness(
  rule: RuleInfo,
  finding: { readonly severity?: Severity; readonly confidence?: Confidence },
  chosen: Severity | undefined,
): { readonly severity: Severity; readonly confidence: Confidence } {
  const confidence = finding.confidence ?? rule.confidence ?? 'high';
  const own = finding.severity ?? rule.severity;
  const severity = own === 'error' && confidence !== 'high' ? 'warning' : own;
  return { severity: chosen ?? severity, confidence };
}

/** Whether a finding is at least as sure as is asked for; all are when nothing is. */
export function isAsSure(confidence: Confidence, least: Confidence = 'low'): boolean {
  return confidences.indexOf(confidence) <= confidences.indexOf(least);
}
