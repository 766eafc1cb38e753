import type { SpringConfig, SpringProperty } from '../../source/spring/spring-config';
import { lineEndOf, type Span, type TextEdit } from '../../source/span';

/** The property with its key, as far as the key stands on its line. */
export function propertySpan({ written, valueSpan, end }: SpringProperty): Span {
  const key = written.at(-1)?.span ?? valueSpan;
  return { start: key.start, end: Math.max(end, key.end) };
}

/**
 * Puts a property beside another one, with the indentation, line end and spelling of that; `undefined` where it is not
 * written in a form that has a place for it. `last` is the last segment, kebab case.
 */
export function besideEdit(
  text: string,
  { syntax }: Pick<SpringConfig, 'syntax'>,
  property: SpringProperty,
  { last, value }: { readonly last: string; readonly value: string },
): TextEdit | undefined {
  const key = property.written.at(-1);
  if (key === undefined || !property.editable || key.flow) return undefined;
  const written = text.slice(key.span.start, key.span.end);
  const before = written.slice(0, written.lastIndexOf('.') + 1);
  const own = written.slice(before.length);
  const name = before + (/[a-z][A-Z]/.test(own) && !own.includes('-') ? camel(last) : last);
  const lineStart = text.lastIndexOf('\n', key.span.start - 1) + 1;
  const lead = text.slice(lineStart, key.span.start);
  // Behind `- ` of a list the next key stands under the first one.
  const indent = lead.replace(/[^\t]/g, ' ');
  const separator = syntax === 'yaml' ? ': ' : separatorOf(text, key.span.end);
  const at = endOfLine(text, propertySpan(property).end);
  const lineEnd = lineEndOf(text);
  return { span: { start: at, end: at }, text: `${lineEnd}${indent}${name}${separator}${value}` };
}

function separatorOf(text: string, keyEnd: number): string {
  return /^[ \t]*[=:][ \t]*/.exec(text.slice(keyEnd, keyEnd + 40))?.[0] ?? '=';
}

function endOfLine(text: string, from: number): number {
  const found = /\r?\n/.exec(text.slice(from));
  return found === null ? text.length : from + found.index;
}

/** Takes a property's whole line out; `undefined` when something else stands on it. */
export function deleteEdit(text: string, property: SpringProperty): TextEdit | undefined {
  const { start, end } = propertySpan(property);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const rest = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  const isAlone = text.slice(lineStart, start).trim() === '' && /^\s*(?:#.*)?$/.test(rest);
  if (!isAlone || !property.editable || property.written.at(-1)?.flow === true) return undefined;
  return { span: { start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1 }, text: '' };
}

function camel(kebab: string): string {
  return kebab.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
