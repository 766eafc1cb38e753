import type { SpringProperty } from '../../source/spring/spring-config';
import type { Span } from '../../source/span';

/** Whether a switch is turned on, by itself or unless somebody says otherwise: `${MI:true}`. */
export function isOn({ value }: Pick<SpringProperty, 'value'>): boolean {
  return (defaultIn(value)?.text ?? value).trim().toLowerCase() === 'true';
}

/** Whether a value is there whenever the app runs: `${NAME}` is, or the app does not start; `${NAME:}` may be nothing. */
export function isSurelySet({ value }: Pick<SpringProperty, 'value'>): boolean {
  return value !== '' && defaultIn(value)?.text !== '';
}

export interface TextInValue {
  readonly text: string;
  /** Offset of the text within the value. */
  readonly at: number;
}

/** The default of a value that is one reference, to any depth: `b` of `${A:${B:b}}`. `undefined` where there is no reference. */
export function defaultIn(value: string): TextInValue | undefined {
  let [text, at] = [value, 0];
  let isReference = false;
  while (text.startsWith('${') && text.endsWith('}')) {
    const colon = text.indexOf(':');
    if (colon < 0) return undefined;
    isReference = true;
    at += colon + 1;
    text = text.slice(colon + 1, -1);
  }
  return isReference ? { text, at } : undefined;
}

/** Names that a value refers to by `${NAME}`, outermost first. */
export function referencesIn(value: string): readonly string[] {
  return [...value.matchAll(/\$\{([^}:${]+)/g)].map(([, name = '']) => name.trim());
}

/** Where a part of a value stands in the text, where the value is written as it is. */
export function spanWithin({ value, valueSpan }: SpringProperty, { text, at }: TextInValue): Span {
  const isPlain = valueSpan.end - valueSpan.start === value.length;
  const start = valueSpan.start + at;
  return isPlain ? { start, end: start + text.length } : valueSpan;
}
