import type { RuleId } from '../rules/rule';
import type { Comment } from '../source/reading';
import type { SourceFile } from '../source/source-file';
import type { Span } from '../source/span';

/** `managed-identity:ignore MI201, MI202 reason`, in any comment form of the file's language. */
export interface Suppression {
  readonly rules: readonly RuleId[];
  /** Why, in the author's words; empty when none is given. */
  readonly reason: string;
  /** Zero-based line whose findings it silences: its own, or the next one when it stands alone. */
  readonly line: number;
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
    return [{ rules: rules as RuleId[], reason, line: silencedLine(file, comment), span: comment.span }];
  });
}

function silencedLine({ text, lines }: SourceFile, { span }: Comment): number {
  const { line } = lines.positionAt(span.start);
  const alone = text.slice(lines.startOf(line), span.start).trim() === '';
  return alone ? lines.positionAt(span.end).line + 1 : line;
}
