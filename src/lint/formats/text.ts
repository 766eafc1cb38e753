import { plain } from '../../lifecycle/text';
import { isEditFix, type EditFix, type Severity } from '../../rules/finding';
import type { ConfigTrouble } from '../config/config';
import type { FileFinding } from '../lint-file';
import { plainRange, type Format, type RunReport } from '../run/report';
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

function summary(report: RunReport): string {
  const { files, skipped, accepted, unlisted = [] } = report;
  const all = files.flatMap(({ findings }) => findings);
  return [
    `${counts(all)} in ${judgedText(report)}`,
    ...(unlisted.length > 0 ? [`not listed: ${counts(unlisted)}`] : []),
    ...(accepted > 0 ? [`not listed, as the baseline accepts them: ${counted(accepted, 'finding')}`] : []),
    ...fixedLines(report),
    ...skippedLines(skipped),
  ].join('\n');
}

function judgedText({ apps, read }: RunReport): string {
  const files = counted(read, 'file');
  if (apps === undefined) return files;
  return read === 0 ? counted(apps, 'app') : `${counted(apps, 'app')} and ${files}`;
}

function counts(findings: readonly FileFinding[]): string {
  const count = (severity: Severity, one: string) =>
    counted(findings.filter((finding) => finding.severity === severity).length, one);
  return `${count('error', 'error')}, ${count('warning', 'warning')}, ${count('info', 'note')}, ${count('hint', 'hint')}`;
}

/** `1 error`, `2 errors`. */
export function counted(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}

/** What fixes have changed, or why they have changed nothing: beside the formats for programs it goes to the standard error. */
export function fixedLines(report: RunReport): readonly string[] {
  const { fixed } = report;
  if (fixed?.length === 0) return nothingFixed(report);
  return (fixed ?? []).flatMap(({ path, fixed: all }) =>
    all.map(({ rule, line }) => `fixed ${printable(path)}:${line}: ${rule.id} ${rule.name}`),
  );
}

/** Where nothing was found, the counts have said so. */
function nothingFixed({ files, unlisted = [] }: RunReport): readonly string[] {
  const all = [...files.flatMap(({ findings }) => findings), ...unlisted];
  if (all.length === 0) return [];
  const edits = all.map(({ fixes = [] }) => fixes.filter(isEditFix)).filter((some) => some.length > 0);
  return [`nothing could be fixed: ${whyNot(edits)}`];
}

/** Why none of the edits of some findings was made. */
function whyNot(edits: readonly (readonly EditFix[])[]): string {
  if (edits.length === 0) return 'what was found has no fix that edits a file';
  // Why such a file was left alone stands among what was skipped.
  if (edits.flat().some(({ safe }) => safe)) return 'what is safe could not be stored';
  return `${counted(edits.length, 'finding')} can be fixed by edits that may change what a program does; VS Code shows these first`;
}

/** What of a configuration is not used, for the standard error. */
export function troubleLines(file: string, trouble: readonly ConfigTrouble[]): string {
  return trouble
    .map(
      ({ at, message }) =>
        `${printable(file)}:${at.line + 1}:${at.column + 1}: ${printable(plain(message))}\n`,
    )
    .join('');
}

/** What was not read, and why: beside the formats for programs it goes to the standard error. */
export function skippedLines(skipped: RunReport['skipped']): readonly string[] {
  return skipped.map(({ path, skipped: why }) => `skipped ${printable(path)}: ${printable(why)}`);
}
