import { plain } from '../../lifecycle/text';
import { allFindings, notesOf, plainRange, type Format } from '../run/report';
import { printableJson } from './printable';

/**
 * An array of `{file, ruleId, name, severity, confidence, message, range, fixes}`; lines and columns count from 1. What an audit does not look
 * at comes last, in the same form: `ruleId` is null, `name` is `not-read`, and the severity is `hint`.
 */
export const formatJson: Format = (report) => {
  const list = [...allFindings(report)].map(({ file, finding }) => ({
    file: file.path,
    ruleId: finding.rule.id,
    name: finding.rule.name,
    severity: finding.severity,
    confidence: finding.confidence,
    message: plain(finding.message),
    range: plainRange(file, finding),
    fixes: (finding.fixes ?? []).flatMap((fix) =>
      fix.kind === 'edit' ? [{ title: plain(fix.title), safe: fix.safe }] : [],
    ),
  }));
  const start = { line: 1, column: 1 };
  const notes = notesOf(report).map(({ path, skipped }) => ({
    file: path,
    ruleId: null,
    name: 'not-read',
    severity: 'hint',
    confidence: 'high',
    message: skipped,
    range: { start, end: start },
    fixes: [],
  }));
  return `${printableJson(JSON.stringify([...list, ...notes], null, 2))}\n`;
};
