import type { Comment } from '../reading';
import { betweenQuotes, type Span } from '../span';
import type { NamedText, Script, WordPart } from './script-file';

/**
 * Stand for what is put in before a script runs, one for each character of it: `${{ inputs.app }}`. Two, taken in turn, so that
 * neighbours are told apart.
 */
export const holes = ['\uE000', '\uE001'] as const;

/** A script, and where its characters stand in the file. */
export interface ScriptText {
  readonly text: string;
  readonly place: (start: number, end: number) => Span;
  /** How many scripts it is within; absent where none. */
  readonly layer?: number;
  /** See `quotedText`. */
  readonly quoted?: true;
  /** The name of the one thing that a hole is filled with, by the hole's place in the file: `steps.id.outputs.client`. */
  readonly filling?: (hole: Span) => string | undefined;
  /** What it is filled with where that has no value: `${{ vars.X || 'value' }}`. */
  readonly fallback?: (hole: Span) => NamedText | undefined;
}

/** Scripts within scripts within scripts: nobody reads further. */
const mostLayers = 3;

/** Whether scripts within this one are not read any more. */
export function isDeepest({ layer = 0 }: ScriptText): boolean {
  return layer >= mostLayers;
}

/** A script that stands between the quotes of a text that another shell runs: `bash -c '...'`. */
export function quotedText(outer: ScriptText, text: Span, escaped: RegExp | undefined): ScriptText {
  const { start, end } = betweenQuotes(text);
  return { ...innerText(outer, start, end, escaped), quoted: true };
}

export interface ScriptReading {
  readonly script: Script;
  readonly comments: readonly Comment[];
}

/** A script that is a whole file. */
export function wholeText(text: string): ScriptText {
  return { text, place: (start, end) => ({ start, end }) };
}

/** A script that is part of another one. `escaped` finds the characters that the outer one takes away. */
export function innerText(outer: ScriptText, start: number, end: number, escaped?: RegExp): ScriptText {
  const raw = outer.text.slice(start, end);
  const dropped = new Set(escaped === undefined ? [] : [...raw.matchAll(escaped)].map(({ index }) => index));
  const places: number[] = [];
  const kept: string[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    if (dropped.has(at)) continue;
    places.push(start + at);
    kept.push(raw.charAt(at));
  }
  const at = (offset: number): number => places[offset] ?? end;
  return {
    text: kept.join(''),
    layer: (outer.layer ?? 0) + 1,
    place: (from, to) =>
      to > from ? outer.place(at(from), at(to - 1) + 1) : outer.place(at(from), at(from)),
    ...(outer.filling !== undefined && { filling: outer.filling }),
    ...(outer.fallback !== undefined && { fallback: outer.fallback }),
  };
}

/** The words between two offsets, without escapes, with what only a run tells where holes are. */
export function textParts(
  { text, place, filling, fallback }: ScriptText,
  start: number,
  end: number,
  unescape: (raw: string) => string,
): readonly WordPart[] {
  const parts: WordPart[] = [];
  for (let at = start; at < end;) {
    const hole = holeAt(text, at);
    let next = at + 1;
    while (next < end && holeAt(text, next) === hole) next += 1;
    const span = place(at, next);
    const key = hole === undefined ? undefined : filling?.(span);
    if (hole === undefined) parts.push({ kind: 'text', value: unescape(text.slice(at, next)), span });
    else if (key !== undefined) parts.push({ kind: 'variable', key, span });
    else {
      const other = fallback?.(span);
      parts.push({ kind: 'unknown', span, ...(other !== undefined && { fallback: other }) });
    }
    at = next;
  }
  return parts;
}

function holeAt(text: string, at: number): string | undefined {
  return holes.find((hole) => hole === text[at]);
}
