import { findApp } from '../../../estate/lookup';
import type { LiveFinding } from '../../../lint/lint-app';
import { isAppFix, type Severity } from '../../../rules/finding';
import { severityWords, worded, type Translate } from '../../words';
import type { FindingNode, FindingsNode } from '../nodes/node';
import { errorColor, gone, spoken, warningColor, type Look, type LookContext } from './look';

const icons: Readonly<Record<Severity, Look['icon']>> = {
  error: { id: 'error', color: errorColor },
  warning: { id: 'warning', color: warningColor },
  info: { id: 'info' },
  hint: { id: 'lightbulb' },
};

/** The icon of the worst of them; nothing for hints and information, which are no trouble. */
export function troubleIcon(findings: readonly LiveFinding[]): Look['icon'] | undefined {
  const worst = (['error', 'warning'] as const).find((level) =>
    findings.some(({ severity }) => severity === level),
  );
  return worst === undefined ? undefined : icons[worst];
}

export function describeFindings(node: FindingsNode, { state, t }: LookContext): Look {
  const found = findApp(state.snapshot, node.app);
  if (found === undefined) return gone(t);
  const findings = state.findingsOf(found);
  return {
    label: t('Findings'),
    description: countWords(findings, t),
    icon: troubleIcon(findings) ?? { id: 'lightbulb' },
    tooltip: {
      title: t('Findings on {0}', found.app.name),
      rows: findings.map(({ rule, message }) => [`${rule.id} ${rule.name}`, worded(message, t)]),
    },
    accessible: spoken(t('Findings on {0}', found.app.name), countWords(findings, t)),
    can: [],
    fold: 'collapsed',
  };
}

export function describeFinding({ finding }: FindingNode, { t }: LookContext): Look {
  const { rule, message, severity, fixes = [], related = [] } = finding;
  return {
    label: worded(rule.title, t).replace(/[.\u3002]$/, ''),
    description: rule.id,
    icon: icons[severity],
    tooltip: {
      title: `${rule.id} ${rule.name}`,
      notes: [worded(message, t), ...(related.length > 0 ? [t('Click to go to the place.')] : [])],
    },
    accessible: spoken(severityWords(severity, t), worded(message, t), rule.id),
    can: fixes.some(isAppFix) ? ['finding', 'fix'] : ['finding'],
    fold: 'leaf',
    command: 'showFinding',
  };
}

/** The gravest findings in words, for whoever wonders why an app is marked; nothing for information and hints. */
export function troubleWords(findings: readonly LiveFinding[], t: Translate): readonly string[] {
  const grave = (['error', 'warning'] as const).flatMap((level) =>
    findings.filter(({ severity }) => severity === level),
  );
  return grave.slice(0, 3).map(({ rule, message }) => `${worded(message, t)} (${rule.id})`);
}

/** "1 error, 2 warnings" */
export function countWords(findings: readonly LiveFinding[], t: Translate): string {
  const count = (severity: Severity) => findings.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const rest = findings.length - errors - warnings;
  return [
    ...(errors > 0 ? [errors === 1 ? t('1 error') : t('{0} errors', errors)] : []),
    ...(warnings > 0 ? [warnings === 1 ? t('1 warning') : t('{0} warnings', warnings)] : []),
    ...(rest > 0 ? [rest === 1 ? t('1 hint') : t('{0} hints', rest)] : []),
  ].join(', ');
}
