import type { JvmNode } from '../jvm-file';
import { makeNode, plain, textNode, unescaped } from '../make-node';
import type { RawNode } from '../raw-tree';

const dollarName = /\$([A-Za-z_]\w*)/g;

/** A string of Kotlin: one literal, or the parts of a template joined. */
export function kotlinText(text: string, raw: RawNode, node: (raw: RawNode) => JvmNode): JvmNode {
  const quote = raw.type === 'multiline_string_literal' ? 3 : 1;
  // The content of a raw string stands for itself.
  const read = quote === 3 ? (written: string) => written : unescaped;
  const inserted = insertedIn(text, raw, quote, node);
  const [only] = inserted;
  if (only === undefined) return textNode(text, raw, quote, read);
  const parts: JvmNode[] = [];
  let at = raw.start + quote;
  for (const one of [...inserted, { start: raw.end - quote, end: raw.end, part: undefined }]) {
    if (one.start > at) parts.push(piece(text, at, one.start, { read, multiline: quote === 3 }));
    if (one.part !== undefined) parts.push(one.part);
    at = one.end;
  }
  return makeNode(raw, parts, { kind: 'join' });
}

interface Inserted {
  readonly start: number;
  readonly end: number;
  readonly part: JvmNode | undefined;
}

function insertedIn(
  text: string,
  raw: RawNode,
  quote: number,
  node: (raw: RawNode) => JvmNode,
): readonly Inserted[] {
  const templates = raw.children.filter(({ type }) => type === 'interpolation');
  const found: Inserted[] = templates.map((one) => {
    const inner = one.children.find((part) => part.named);
    const part = inner === undefined ? plain('other', one, []) : node(inner);
    return { start: one.start, end: one.end, part };
  });
  // The grammar does not know `$name`.
  const content = text.slice(raw.start + quote, Math.max(raw.start + quote, raw.end - quote));
  let next = 0;
  for (const match of content.matchAll(dollarName)) {
    const start = raw.start + quote + match.index;
    const end = start + match[0].length;
    const escaped = quote === 1 && text[start - 1] === '\\';
    while ((templates[next]?.end ?? end) <= start) next++;
    if (escaped || (templates[next]?.start ?? end) < end) continue;
    found.push({ start, end, part: makeNode({ start, end }, [], { kind: 'name', name: match[1] ?? '' }) });
  }
  return found.sort((a, b) => a.start - b.start);
}

function piece(
  text: string,
  start: number,
  end: number,
  how: { readonly read: (written: string) => string; readonly multiline: boolean },
): JvmNode {
  const content = { start, end };
  const written = text.slice(start, end);
  const value = how.read(written);
  const { multiline } = how;
  return makeNode(content, [], { kind: 'text', value, content, plain: value === written, multiline });
}
