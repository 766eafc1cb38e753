import { say, type Text } from '../../lifecycle/text';
import type { Finding } from '../../rules/finding';
import type { RuleId, SuppressionRule } from '../../rules/rule';
import { suppressionWithoutReason } from '../../rules/suppression/suppression-without-reason';
import { unusedSuppression } from '../../rules/suppression/unused-suppression';
import { allRules } from '../../rules/index';
import { blockEnd } from './block-end';
import type { Comment } from '../../source/reading';
import type { SourceFile } from '../../source/source-file';
import type { Span } from '../../source/span';

/** Stands in every file that has suppressions. */
export const suppressionMark = 'managed-identity:ignore';

/** `managed-identity:ignore MI201, MI202 reason`, in any comment form of the file's language. */
export interface Suppression {
  readonly rules: readonly RuleId[];
  /** Why, in the author's words; empty when none is given. */
  readonly reason: string;
  /** What it calls a rule and is none. */
  readonly unknown: readonly string[];
  /** Zero-based line whose findings it silences: its own, or the next one when it stands alone. */
  readonly line: number;
  /** The last line of the statement, element or block that it stands above, or of the command it stands behind. */
  readonly lastLine: number;
  readonly span: Span;
}

/** With a blank as people write after a colon, too. */
const pattern = /managed-identity: ?ignore\b[\s:]*((?:MI\d{3}\b[\s,]*)*)[\s,:-]*(.*)/is;
/** A comment that is about something else may mention the words. */
const atStart = /^[\s/*#<!-]*managed-identity: ?ignore/i;
const known = new Set(allRules.map(({ id }) => id));

/** The suppressions among a file's comments. */
export function suppressionsIn(file: SourceFile, comments: readonly Comment[]): readonly Suppression[] {
  return comments.flatMap((comment) => {
    const match = pattern.exec(comment.text);
    if (match === null) return [];
    const [, ids = '', rest = ''] = match;
    const called = (ids.toUpperCase().match(/MI\d{3}/g) ?? []) as RuleId[];
    if (called.length === 0 && !atStart.test(comment.text)) return [];
    const rules = called.filter((id) => known.has(id));
    const unknown = called.filter((id) => !known.has(id));
    const reason = rest.replace(/(?:\*\/|-->|#>)\s*$/, '').trim();
    return [{ rules, unknown, reason, ...silencedLines(file, comment, comments), span: comment.span }];
  });
}

function silencedLines(
  file: SourceFile,
  { span }: Comment,
  comments: readonly Comment[],
): Pick<Suppression, 'line' | 'lastLine'> {
  const { text, lines } = file;
  const { line } = lines.positionAt(span.start);
  const isAlone = text.slice(lines.startOf(line), span.start).trim() === '';
  if (!isAlone) return { line, lastLine: isContinuable(file) ? lastContinued(file, line) : line };
  const next = lines.positionAt(span.end).line + 1;
  const begin = beginOf(text, lines.startOf(next), comments);
  const end = lines.positionAt(Math.max(begin, blockEnd(text, begin, file.language))).line;
  return { line: next, lastLine: isContinuable(file) ? lastContinued(file, end) : end };
}

/** Where something begins at last, behind blank lines and other comments. */
function beginOf(text: string, from: number, comments: readonly Comment[]): number {
  const blank = /\s*/y;
  const ends = new Map(comments.map(({ span }) => [span.start, span.end]));
  for (let at = from; ;) {
    blank.lastIndex = at;
    blank.test(text);
    const end = ends.get(blank.lastIndex);
    if (end === undefined || end <= at) return blank.lastIndex;
    at = end;
  }
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
    const nothing = silencesNothing(one);
    if (nothing !== undefined) return [{ rule: unusedSuppression, span, message: nothing }];
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

/** Why a comment can silence nothing at all, or not all that it names. */
function silencesNothing({ rules, unknown }: Suppression): Text | undefined {
  if (unknown.length > 0)
    return say('There is no rule {0}: for it the comment silences nothing.', unknown.join(', '));
  return rules.length > 0
    ? undefined
    : say("The comment names no rule and silences nothing. Write '{0} MI101 reason'.", suppressionMark);
}

/** The whole line when the comment stands alone on it, else the comment and the blanks before it. */
function lineOrSpan({ text, lines }: SourceFile, { start, end }: Span): Span {
  const { line } = lines.positionAt(start);
  const [from, next] = [lines.startOf(line), lines.startOf(lines.positionAt(end).line + 1)];
  const alone = text.slice(from, start).trim() === '' && text.slice(end, next).trim() === '';
  if (alone) return { start: from, end: next };
  return { start: from + text.slice(from, start).trimEnd().length, end };
}
