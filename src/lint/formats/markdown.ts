import { say, type Text } from '../../lifecycle/text';
import { asMarkdown } from '../../report/as-markdown';
import { allFindings, plainRange, type Format } from '../run/report';

/** A table for a pull request or a wiki: what could not be read first, then a finding a row. */
export const formatMarkdown: Format = (report) => {
  const found = [...allFindings(report)];
  const missing: readonly Text[] = report.skipped
    .filter(({ unreadable }) => unreadable === true)
    .map(({ path, skipped }) => say('{0}: {1}', path, skipped));
  return asMarkdown({
    title: say('Managed identities: {0} findings', found.length),
    blocks: [
      ...(missing.length === 0
        ? []
        : [{ kind: 'list' as const, title: say('What could not be read'), items: missing }]),
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
