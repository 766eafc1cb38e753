import { say } from '../lifecycle/text';
import type { Finding } from '../rules/finding';
import type { RuleId, SuppressionRule } from '../rules/rule';
import { suppressionWithoutReason } from '../rules/suppression/suppression-without-reason';
import { unusedSuppression } from '../rules/suppression/unused-suppression';
import type { Comment } from '../source/reading';
import type { SourceFile } from '../source/source-file';
import type { Span } from '../source/span';

/** Stands in every file that has suppressions. */
export const suppressionMark = 'managed-identity:ignore';

/** `managed-identity:ignore MI201, MI202 reason`, in any comment form of the file's language. */
export interface Suppression {
  readonly rules: readonly RuleId[];
  /** Why, in the author's words; empty when none is given. */
  readonly reason: string;
  /** Zero-based line whose findings it silences: its own, or the next one when it stands alone. */
  readonly line: number;
  /** The last line of a command that begins on `line` and is continued: no comment can stand within it. */
  readonly lastLine: number;
  readonly span: Span;
}

const pattern = /managed-identity:ignore\s+(MI\d{3}(?:[\s,]+MI\d{3})*)[\s,:-]*(.*)/is;

/** The suppressions among a file's comments. */
export function suppressionsIn(file: SourceFile, comments: readonly Comment[]): readonly Suppression[] {
  return comments.flatMap((comment) => {
    const match = pattern.exec(comment.text);
    if (match === null) return [];
    const [, ids = '', rest = ''] = match;
    const rules = ids.toUpperCase().match(/MI\d{3}/g) ?? [];
    const reason = rest.replace(/(?:\*\/|-->|#>)\s*$/, '').trim();
    const line = silencedLine(file, comment);
    const lastLine = isContinuable(file) ? lastContinued(file, line) : line;
    return [{ rules: rules as RuleId[], reason, line, lastLine, span: comment.span }];
  });
}

function silencedLine({ text, lines }: SourceFile, { span }: Comment): number {
  const { line } = lines.positionAt(span.start);
  const alone = text.slice(lines.startOf(line), span.start).trim() === '';
  return alone ? lines.positionAt(span.end).line + 1 : line;
}

/** Whether lines of the language go on behind `\` or a backquote. */
export function isContinuable({ language }: Pick<SourceFile, 'language'>): boolean {
  return language === 'shell' || language === 'powershell' || language === 'workflow';
}

/** Whether a line ends with the mark that continues it: `\` in shells, a backquote in PowerShell. */
export function isContinued({ text, lines }: Pick<SourceFile, 'text' | 'lines'>, line: number): boolean {
  return /(?:^|\s)[\\`]\r?\n?$/.test(text.slice(lines.startOf(line), lines.startOf(line + 1)));
}

function lastContinued(file: SourceFile, line: number): number {
  let last = line;
  while (last < file.lines.count && isContinued(file, last)) last += 1;
  return last;
}

/** What is wrong with a file's suppressions. `silent` tells of rules that could not report anything in this run. */
export function judgeSuppressions(
  file: SourceFile,
  suppressions: readonly (Suppression & { readonly used: boolean })[],
  silent: (rule: RuleId) => boolean,
): readonly (Finding & { readonly rule: SuppressionRule })[] {
  return suppressions.flatMap((one) => {
    const { span, rules } = one;
    if (!one.used) {
      if (rules.some(silent)) return [];
      const edits = [{ span: lineOrSpan(file, span), text: '' }];
      const message = say(
        'Nothing here is reported by {0}: the comment is not needed any more.',
        rules.join(', '),
      );
      const fix = { kind: 'edit', title: say('Remove the comment'), safe: false, edits } as const;
      return [{ rule: unusedSuppression, span, message, fixes: [fix], tags: ['unnecessary'] as const }];
    }
    if (one.reason !== '') return [];
    return [
      {
        rule: suppressionWithoutReason,
        span,
        message: say('Say why {0} does not apply here.', rules.join(', ')),
      },
    ];
  });
}

/** The whole line when the comment stands alone on it, else the comment and the blanks before it. */
function lineOrSpan({ text, lines }: SourceFile, { start, end }: Span): Span {
  const { line } = lines.positionAt(start);
  const [from, next] = [lines.startOf(line), lines.startOf(lines.positionAt(end).line + 1)];
  const alone = text.slice(from, start).trim() === '' && text.slice(end, next).trim() === '';
  if (alone) return { start: from, end: next };
  return { start: from + text.slice(from, start).trimEnd().length, end };
}
