import type { Span } from '../../span';
import type { ScriptWord, WordPart } from '../script-file';

export function wordOf(span: Span, parts: readonly WordPart[]): ScriptWord {
  const texts = parts.filter((part) => part.kind === 'text');
  if (texts.length < parts.length) return { span, parts };
  return { span, parts, literal: texts.map(({ value }) => value).join('') };
}

/** `NAME=value` as name and value; `undefined` where a word does not begin with a name and `=`. */
export function namedValue(
  word: ScriptWord,
): { readonly name: string; readonly nameSpan: Span; readonly value: ScriptWord } | undefined {
  let name = '';
  for (const [i, part] of word.parts.entries()) {
    if (part.kind !== 'text') return undefined;
    const at = part.value.indexOf('=');
    if (at < 0) name += part.value;
    else {
      const nameSpan = { start: contentOf(word).start, end: textBetween(part, 0, at).span.end };
      return { name: name + part.value.slice(0, at), nameSpan, value: behind(word, i, part, at + 1) };
    }
  }
  return undefined;
}

/** What is left of a word behind some characters of one of its texts. */
function behind(
  word: ScriptWord,
  index: number,
  part: WordPart & { kind: 'text' },
  from: number,
): ScriptWord {
  const rest = textBetween(part, from, part.value.length);
  const parts = [...(rest.value === '' ? [] : [rest]), ...word.parts.slice(index + 1)];
  return wordWithin(parts, rest.span);
}

type TextPart = WordPart & { readonly kind: 'text' };

/** A piece of a text; all of its span where an escape hides which characters are meant. */
export function textBetween(part: TextPart, from: number, to: number): TextPart {
  const { span, value } = part;
  const exact = value.length === span.end - span.start;
  return {
    kind: 'text',
    value: value.slice(from, to),
    span: exact ? { start: span.start + from, end: span.start + to } : span,
  };
}

/** A word of parts; without any it stands at the end of `place`. */
export function wordWithin(parts: readonly WordPart[], place: Span): ScriptWord {
  const end = parts.at(-1)?.span.end ?? place.end;
  return wordOf({ start: parts[0]?.span.start ?? end, end }, parts);
}

/** Without the quotes around it. */
export function contentOf({ parts, span }: ScriptWord): Span {
  return { start: parts[0]?.span.start ?? span.start, end: parts.at(-1)?.span.end ?? span.end };
}
