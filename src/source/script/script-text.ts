import type { Comment } from '../reading';
import type { Span } from '../span';
import type { Script, WordPart } from './script-file';

/** Stands for what is put in before a script runs, one for each character of it: `${{ inputs.app }}`. */
export const hole = '\uE000';

/** A script, and where its characters stand in the file. */
export interface ScriptText {
  readonly text: string;
  readonly place: (start: number, end: number) => Span;
}

export interface ScriptReading {
  readonly script: Script;
  readonly comments: readonly Comment[];
}

/** A script that is a whole file. */
export function wholeText(text: string): ScriptText {
  return { text, place: (start, end) => ({ start, end }) };
}

/** The words between two offsets, without escapes, with what only a run tells where holes are. */
export function textParts(
  { text, place }: ScriptText,
  start: number,
  end: number,
  unescape: (raw: string) => string,
): readonly WordPart[] {
  const parts: WordPart[] = [];
  for (let at = start; at < end;) {
    const isHole = text[at] === hole;
    let next = at + 1;
    while (next < end && (text[next] === hole) === isHole) next += 1;
    const span = place(at, next);
    parts.push(
      isHole ? { kind: 'unknown', span } : { kind: 'text', value: unescape(text.slice(at, next)), span },
    );
    at = next;
  }
  return parts;
}
