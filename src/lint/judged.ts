import type { FileFinding } from './lint-file';
import type { JudgedFinding } from './ports';

/** Findings without the functions of their rules, so that they can travel to another thread. */
export function judgedFindings(findings: readonly FileFinding[]): readonly JudgedFinding[] {
  return findings.map(({ rule, ...finding }) => {
    const { id, name, title, severity } = rule;
    return { ...finding, rule: { id, name, title, severity } };
  });
}
