import { confidences, type Confidence } from '../../rules/confidence';
import type { Severity } from '../../rules/finding';
import type { RuleId, RuleInfo } from '../../rules/rule';

export type Level = Severity | 'off';
/** The level of each rule that was given one; what is less sure than `least` is not reported. */
export type Levels = Readonly<Partial<Record<RuleId, Level>>> & { readonly least?: Confidence };

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
