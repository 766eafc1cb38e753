import { uniform, type SpringDocument, type SpringProperty } from '../../../source/spring/spring-config';
import { lineEndOf, LineIndex, type TextEdit } from '../../../source/span';
import type { Setting } from '../recipe';

/**
 * The edits that make a `.properties` file hold the settings: a value that differs is replaced, what is missing stands behind its
 * closest relatives, in the file's own spelling of lines and separators.
 */
export function mergeProperties(
  text: string,
  document: SpringDocument | undefined,
  settings: readonly Setting[],
): readonly TextEdit[] {
  const separator = separatorIn(text, document);
  const replaced: TextEdit[] = [];
  const added = new Map<number, Setting[]>();
  for (const setting of settings) {
    const known = document?.byKey.get(uniform(setting.key));
    if (known !== undefined) {
      if (known.value !== setting.value)
        replaced.push({ span: known.valueSpan, text: escaped(setting.value) });
      continue;
    }
    const at = placeFor(text, document, setting.key);
    added.set(at, [...(added.get(at) ?? []), setting]);
  }
  const lineEnd = lineEndOf(text);
  return [
    ...replaced,
    ...[...added].map(([at, some]) => ({
      span: { start: at, end: at },
      text: withLines(text, at, {
        lineEnd,
        lines: some.map(({ key, value }) => `${key}${separator}${escaped(value)}`),
      }),
    })),
  ];
}

/** Behind the property that has the most segments in common, two of them at least; else at the end of the document. */
function placeFor(text: string, document: SpringDocument | undefined, key: string): number {
  if (document === undefined) return text.length;
  const wanted = uniform(key).split('.');
  let [best, most]: [SpringProperty | undefined, number] = [undefined, 2];
  for (const property of document.properties) {
    const common = commonStart(wanted, property.key.split('.'));
    if (common >= most) [best, most] = [property, common];
  }
  const last = best ?? document.properties.at(-1);
  if (last === undefined) return headEnd(text);
  return endOfLine(text, last.end);
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count += 1;
  return count;
}

/** A document without properties: before the mark that ends it, else at the end. */
function headEnd(text: string): number {
  const mark = /^[#!]---[ \t]*$/m.exec(text);
  return mark === null ? text.length : mark.index;
}

function endOfLine(text: string, from: number): number {
  const index = new LineIndex(text);
  const next = index.startOf(index.positionAt(from).line + 1);
  return next === text.length && !/[\r\n]$/.test(text) ? text.length : next;
}

/** Lines as they are put in at a place, which is the start of a line or the end of the text. */
function withLines(
  text: string,
  at: number,
  { lines, lineEnd }: { readonly lines: readonly string[]; readonly lineEnd: string },
): string {
  const isAtStart = at === 0 || /[\r\n]/.test(text.charAt(at - 1));
  const block = lines.join(lineEnd);
  return isAtStart ? `${block}${lineEnd}` : `${lineEnd}${block}${lineEnd}`;
}

function separatorIn(text: string, document: SpringDocument | undefined): string {
  const [first] = document?.properties ?? [];
  const keyEnd = first?.written.at(-1)?.span.end;
  if (keyEnd === undefined) return '=';
  return /^[ \t]*[=:][ \t]*/.exec(text.slice(keyEnd, keyEnd + 10))?.[0] ?? '=';
}

/** A backslash begins an escape; nothing else means anything within a value. */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\');
}
