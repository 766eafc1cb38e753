import { plain } from '../../lifecycle/text';
import type { Severity } from '../../rules/finding';
import { plainRange, type Format, type RunReport } from '../report';
import { printable } from './printable';

const colors: Readonly<Record<Severity, string>> = { error: '31', warning: '33', info: '36', hint: '90' };

/** For people: findings by file, then counts and what was skipped. */
export function formatText({ color }: { readonly color: boolean }): Format {
  const paint = (code: string, text: string) => (color ? `\u001B[${code}m${text}\u001B[0m` : text);
  return (report) => {
    const blocks = report.files
      .filter(({ findings }) => findings.length > 0)
      .map(({ file, findings }) => {
        const rows = findings.map((finding) => {
          const { start } = plainRange(file, finding);
          const place = `${start.line}:${start.column}`.padEnd(8);
          const level = paint(colors[finding.severity], finding.severity.padEnd(8));
          return `  ${place}${level}${printable(plain(finding.message))}  ${paint('90', `${finding.rule.id} ${finding.rule.name}`)}`;
        });
        return `${paint('4', printable(file.path))}\n${rows.join('\n')}\n`;
      });
    return `${[...blocks, summary(report)].join('\n')}\n`;
  };
}

function summary({ files, read, skipped, accepted }: RunReport): string {
  const all = files.flatMap(({ findings }) => findings);
  const count = (severity: Severity) => all.filter((finding) => finding.severity === severity).length;
  const counts = `${count('error')} errors, ${count('warning')} warnings, ${count('info')} notes, ${count('hint')} hints`;
  return [
    `${counts} in ${read} files`,
    ...(accepted > 0 ? [`${accepted} findings of the baseline are not listed`] : []),
    ...skippedLines(skipped),
  ].join('\n');
}

/** What was not read, and why: beside the formats for programs it goes to the standard error. */
export function skippedLines(skipped: RunReport['skipped']): readonly string[] {
  return skipped.map(({ path, skipped: why }) => `skipped ${printable(path)}: ${why}`);
}
