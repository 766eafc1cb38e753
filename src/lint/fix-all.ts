import type { EditFix } from '../rules/finding';
import { applyEdits, overlaps, type TextEdit } from '../source/span';
import type { FileFinding } from './lint-file';

/** A fix may make room for another; this many turns are enough for any file that is not hostile. */
const mostTurns = 20;

export interface FixedText {
  readonly text: string;
  /** How many findings were put right. */
  readonly count: number;
}

/** Applies the first safe fix of each finding, in turns until none is left. Fixes that overlap wait for the next turn. */
export function fixAllSafe(text: string, findingsIn: (text: string) => readonly FileFinding[]): FixedText {
  let [current, count] = [text, 0];
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const fixes = compatible(findingsIn(current).flatMap(safeFix));
    if (fixes.length === 0) break;
    current = applyEdits(
      current,
      fixes.flatMap(({ edits }) => edits),
    );
    count += fixes.length;
  }
  return { text: current, count };
}

function safeFix({ fixes }: FileFinding): readonly EditFix[] {
  const fix = fixes?.find((one): one is EditFix => one.kind === 'edit' && one.safe);
  return fix === undefined ? [] : [fix];
}

function compatible(fixes: readonly EditFix[]): readonly EditFix[] {
  const taken: TextEdit[] = [];
  return fixes.filter(({ edits }) => {
    const clear = edits.every(({ span }) => taken.every((other) => apart(span, other.span)));
    if (clear) taken.push(...edits);
    return clear;
  });
}

/** Two insertions at one place would both be made, for one and the same reason perhaps. */
function apart(a: TextEdit['span'], b: TextEdit['span']): boolean {
  return !overlaps(a, b) && a.start !== b.start && a.end !== b.start && a.start !== b.end;
}
