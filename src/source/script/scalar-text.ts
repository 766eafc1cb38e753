import type { Scalar } from 'yaml';
import type { Span } from '../span';
import type { NamedText } from './script-file';
import { holes, type ScriptText } from './script-text';
import { wordOf } from './words/words';

/** What an expression names, when it is a name and no more: `inputs.app`, `steps.id.outputs.client`; of `env.X` it is `X`. */
const onlyName = /^\$\{\{\s*(?:env\.)?([A-Za-z_][\w.-]*)\s*\}\}$/;

/** Names of expressions: `vars.X`, `needs.build.outputs.id`. */
const dotted = /(?<![\w.-])[A-Za-z_][\w-]{0,100}(?:\.[\w-]{1,100}){1,9}/g;

/** What an expression is where what stands before is not there: the text at the end of `${{ vars.X || 'text' }}`. */
function fallbackIn(source: string, { start, end }: Span): NamedText | undefined {
  const written = source.slice(start, end);
  const or = written.lastIndexOf('||');
  const value = or < 0 ? undefined : /^\|\|\s*'([^'{}]+)'\s*\}\}$/.exec(written.slice(or))?.[1];
  const path = written.slice(0, Math.max(or, 0)).match(dotted)?.at(-1);
  if (path === undefined || value === undefined) return undefined;
  const from = start + written.lastIndexOf(value);
  const span = { start: from, end: from + value.length };
  return {
    name: path.slice(path.lastIndexOf('.') + 1),
    value: wordOf(span, [{ kind: 'text', value, span }]),
  };
}

/**
 * The text of a YAML value, and where each character of it stands. `undefined` where there is no exact place for each,
 * as with escapes.
 */
export function scalarText(scalar: Scalar, source: string): ScriptText | undefined {
  const { value, range, type } = scalar;
  if (typeof value !== 'string' || !range) return undefined;
  const [start, end] = range;
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
  const body = isBlock ? source.indexOf('\n', start) + 1 : start + (isQuoted ? 1 : 0);
  const indent = isBlock ? indentOf(source.slice(body, end), source.slice(start, body)) : 0;
  const from = afterIndent(source, body, indent);
  const doubled = type === 'QUOTE_SINGLE';
  const places = body === 0 && isBlock ? [] : alignedWith(value, source, { from, end, indent, doubled });
  if (places === undefined) return undefined;
  // What ends a block is no part of the script; it may not be in the file.
  const text = withHoles(value.slice(0, places.length));
  const last = (places.at(-1) ?? body - 1) + 1;
  const at = (offset: number): number => places[offset] ?? last;
  return {
    text,
    place: (from, to) =>
      to > from ? { start: at(from), end: at(to - 1) + 1 } : { start: at(from), end: at(from) },
    filling: ({ start, end }) => onlyName.exec(source.slice(start, end))?.[1],
    fallback: (hole) => fallbackIn(source, hole),
  };
}

/** Each expression that is filled in before a script runs, `${{ secrets.TOKEN }}`, as a hole. It stands in one line. */
function withHoles(text: string): string {
  const lines = text.split('\n');
  let count = 0;
  const hole = (length: number): string => holes[(count += 1) % 2 === 0 ? 1 : 0].repeat(length);
  return lines
    .map((line) => {
      let filled = '';
      let at = 0;
      for (;;) {
        const start = line.indexOf('${{', at);
        const end = start < 0 ? -1 : line.indexOf('}}', start + 3);
        if (end < 0) return filled + line.slice(at);
        filled += line.slice(at, start) + hole(end + 2 - start);
        at = end + 2;
      }
    })
    .join('\n');
}

function indentOf(body: string, header: string): number {
  // `|2` says how much more than its parent the block is indented. Nobody writes it, unless text begins with blanks.
  if (/[1-9]/.test(/^[|>]\S*/.exec(header)?.[0] ?? '')) return 0;
  return /^(?:[ \t]*\r?\n)*( *)/.exec(body)?.[1]?.length ?? 0;
}

interface Within {
  readonly from: number;
  readonly end: number;
  /** Blanks at the start of each line that are not part of the value. */
  readonly indent: number;
  /** `''` stands for one quote. */
  readonly doubled: boolean;
}

/** For each character of a value its place in the source, as YAML folds lines and takes away indentation. */
function alignedWith(value: string, source: string, within: Within): number[] | undefined {
  const { from, end, indent, doubled } = within;
  const places: number[] = [];
  let at = from;
  for (const wanted of value.split('')) {
    at = placeOf(wanted, source, at, within);
    if (at >= end) return value.slice(places.length).trim() === '' ? places : undefined;
    const found = source[at];
    const isFolded = wanted === ' ' && found === '\n';
    if (found !== wanted && !isFolded) return undefined;
    places.push(at);
    if (found === '\n') at = afterIndent(source, at + 1, isFolded ? Number.MAX_SAFE_INTEGER : indent);
    else at += doubled && wanted === "'" ? 2 : 1;
  }
  return places;
}

/** Passes over the ends of lines that folding takes away, and over the half of others. */
function placeOf(wanted: string, source: string, from: number, { end, indent }: Within): number {
  let at = from;
  while (at < end && source[at] !== wanted) {
    if (source[at] === '\r') at += 1;
    else if (source[at] === '\n' && wanted !== ' ') at = afterIndent(source, at + 1, indent);
    else break;
  }
  return at;
}

function afterIndent(source: string, from: number, indent: number): number {
  let at = from;
  while (at - from < indent && (source[at] === ' ' || source[at] === '\t')) at += 1;
  return at;
}
