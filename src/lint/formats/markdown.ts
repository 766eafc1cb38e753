import { say, type Text } from '../../lifecycle/text';
import { asMarkdown } from '../../report/as-markdown';
import type { Block } from '../../report/report';
import type { SkippedFile } from '../ports';
import { allFindings, notesOf, plainRange, type Format } from '../run/report';

/** A table for a pull request or a wiki: what could not be read first, then a finding a row. */
export const formatMarkdown: Format = (report) => {
  const found = [...allFindings(report)];
  const missing = report.skipped.filter(({ unreadable }) => unreadable === true);
  return asMarkdown({
    title: say('Managed identities: {0} findings', found.length),
    blocks: [
      ...listed(say('What could not be read'), missing),
      ...listed(say('Not looked at'), notesOf(report)),
      {
        kind: 'table',
        head: [say('Severity'), say('Where'), say('What'), say('Rule')],
        rows: found.map(({ file, finding }) => [
          finding.severity,
          `${file.path}:${plainRange(file, finding).start.line}`,
          finding.message,
          finding.rule.id,
        ]),
      },
    ],
  });
};

function listed(title: Text, skipped: readonly SkippedFile[]): readonly Block[] {
  if (skipped.length === 0) return [];
  return [
    { kind: 'list', title, items: skipped.map(({ path, skipped: why }) => say('{0}: {1}', path, why)) },
  ];
}
