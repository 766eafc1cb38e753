import { plain } from '../../lifecycle/text';
import { allFindings, plainRange, type Format } from '../run/report';
import { printableJson } from './printable';

/** An array of `{file, ruleId, name, severity, confidence, message, range, fixes}`; lines and columns count from 1. */
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
  return `${printableJson(JSON.stringify(list, null, 2))}\n`;
};
