import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  Location,
  Range,
  Uri,
  l10n,
} from 'vscode';
import type { Text } from '../../lifecycle/text';
import type { Severity } from '../../rules/finding';
import type { RuleId } from '../../rules/rule';
import type { JudgedFinding } from '../../lint/ports';
import type { LineIndex } from '../../source/span';
import { type Span } from '../../source/span';
import { commandId } from '../contributions';
import { worded } from '../words';
import { placeOf } from './place';

export const diagnosticSource = 'Spring Identity';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags = { deprecated: DiagnosticTag.Deprecated, unnecessary: DiagnosticTag.Unnecessary } as const;

export function rangeOf(lines: LineIndex, { start, end }: Span): Range {
  const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
  return new Range(from.line, from.column, to.line, to.column);
}

/** A finding as the Problems panel and the editor show it; its code leads to the rule's page. */
export function diagnosticOf(uri: Uri, lines: LineIndex, finding: JudgedFinding): Diagnostic {
  const diagnostic = plainDiagnostic(rangeOf(lines, finding.span), finding);
  if (finding.tags !== undefined) diagnostic.tags = finding.tags.map((tag) => tags[tag]);
  // What stands in other files is told by the finding on the app, which names places of many.
  const here = (finding.related ?? []).filter(({ path }) => path === undefined || path === placeOf(uri).path);
  if (here.length > 0)
    diagnostic.relatedInformation = here.map(
      ({ span, message }) =>
        new DiagnosticRelatedInformation(new Location(uri, rangeOf(lines, span)), worded(message, l10n.t)),
    );
  return diagnostic;
}

export function plainDiagnostic(
  range: Range,
  {
    rule,
    message,
    severity,
  }: { readonly rule: { readonly id: RuleId }; readonly message: Text; readonly severity: Severity },
): Diagnostic {
  const diagnostic = new Diagnostic(range, worded(message, l10n.t), severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: rule.id, target: rulePageLink(rule.id) };
  return diagnostic;
}

/** A link that shows the page of a rule. */
function rulePageLink(id: RuleId): Uri {
  const argument = { target: { kind: 'rule', id } };
  return Uri.from({ scheme: 'command', path: commandId('showRule'), query: JSON.stringify([argument]) });
}
