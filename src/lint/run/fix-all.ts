import type { EditFix } from '../../rules/finding';
import type { RuleInfo } from '../../rules/rule';
import { applyEdits, LineIndex, overlaps, type TextEdit } from '../../source/span';
import type { FileFinding } from '../lint-file';

/** A fix may make room for another; this many turns are enough for any file that is not hostile. */
const mostTurns = 20;

export interface FixedText {
  readonly text: string;
  /** What was put right, in the order it was. */
  readonly fixed: readonly FixedFinding[];
}

export interface FixedFinding {
  readonly rule: RuleInfo;
  /** Counts from 1, in the text before the turn. */
  readonly line: number;
}

/** Applies the first safe fix of each finding, in turns until none is left. Fixes that overlap wait for the next turn. */
export function fixAllSafe(text: string, findingsIn: (text: string) => readonly FileFinding[]): FixedText {
  let current = text;
  const fixed: FixedFinding[] = [];
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const some = compatible(findingsIn(current).flatMap(safeFix));
    if (some.length === 0) break;
    const lines = new LineIndex(current);
    for (const { finding } of some)
      fixed.push({ rule: finding.rule, line: lines.positionAt(finding.span.start).line + 1 });
    current = applyEdits(
      current,
      some.flatMap(({ fix }) => fix.edits),
    );
  }
  return { text: current, fixed };
}

interface Fixable {
  readonly finding: FileFinding;
  readonly fix: EditFix;
}

function safeFix(finding: FileFinding): readonly Fixable[] {
  const fix = finding.fixes?.find((one): one is EditFix => one.kind === 'edit' && one.safe);
  return fix === undefined ? [] : [{ finding, fix }];
}

function compatible(all: readonly Fixable[]): readonly Fixable[] {
  const taken: TextEdit[] = [];
  return all.filter(({ fix: { edits } }) => {
    const clear = edits.every(({ span }) => taken.every((other) => apart(span, other.span)));
    if (clear) taken.push(...edits);
    return clear;
  });
}

/** Two insertions at one place would both be made, for one and the same reason perhaps. */
function apart(a: TextEdit['span'], b: TextEdit['span']): boolean {
  return !overlaps(a, b) && a.start !== b.start && a.end !== b.start && a.start !== b.end;
}
