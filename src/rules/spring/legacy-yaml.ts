import type { SpringProperty } from '../../source/spring/spring-config';
import { lineEndOf, type Span, type TextEdit } from '../../source/span';

/**
 * Replaces a map at the top of a YAML document by flat keys, which Spring binds alike, wherever other keys of
 * theirs stand. `undefined` where the map is not written plainly: one key a line, nothing but `old` in it, no comments.
 */
export function flattened(
  properties: readonly SpringProperty[],
  old: readonly SpringProperty[],
  text: string,
  rename: (
    property: SpringProperty,
  ) => { readonly key: string; readonly more: readonly string[] } | undefined,
): readonly TextEdit[] | undefined {
  const span = wholeMap(properties, old, text);
  if (span === undefined) return undefined;
  const flat: string[] = [];
  for (const property of old) {
    const renamed = rename(property);
    const value = text.slice((property.written.at(-1)?.span.end ?? 0) + 1, property.end).trim();
    if (renamed === undefined || value === '') return undefined;
    flat.push(`${renamed.key}: ${value}`, ...renamed.more);
  }
  return [{ span, text: flat.join(lineEndOf(text)) }];
}

/** Where the one map stands that holds them all. */
function wholeMap(
  properties: readonly SpringProperty[],
  old: readonly SpringProperty[],
  text: string,
): Span | undefined {
  const top = old[0]?.written[0]?.span;
  const last = old.at(-1);
  if (top === undefined || last === undefined || !isPlain(properties, old, top, text)) return undefined;
  const span = { start: top.start, end: last.end };
  return isWholeLines(old, span, text) ? span : undefined;
}

function isPlain(
  properties: readonly SpringProperty[],
  old: readonly SpringProperty[],
  top: Span,
  text: string,
): boolean {
  const within = properties.filter(({ written }) => written[0]?.span.start === top.start);
  const startsLine = top.start === 0 || text[top.start - 1] === '\n';
  const areSimple = old.every(
    ({ editable, written }) => editable && written.every(({ flow, span }) => !flow && text[span.end] === ':'),
  );
  return startsLine && areSimple && within.length === old.length && within.every((one, i) => one === old[i]);
}

/** A line that is no key's is a comment, a blank, or a value of several lines. */
function isWholeLines(old: readonly SpringProperty[], { start, end }: Span, text: string): boolean {
  const keys = new Set(old.flatMap(({ written }) => written.map(({ span }) => span.start)));
  const inside = text.slice(start, end);
  const isAlone = text.slice(end, lineEndAt(text, end)).trim() === '';
  return isAlone && inside.split('\n').length === keys.size && !/\s#/.test(inside);
}

function lineEndAt(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
}
