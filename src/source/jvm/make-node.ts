import type { Span } from '../span';
import type { JvmAnnotation, JvmChoice, JvmNode, JvmPlain, JvmVariable } from './jvm-file';
import type { RawNode } from './raw-tree';

/** A node's own parts, without those every node has. */
type Own<N> = N extends JvmNode ? Omit<N, 'span' | 'parent' | 'children'> : never;

/** Makes a node of its parts, and becomes the parent of its children. */
export function makeNode(raw: Span, children: readonly JvmNode[], own: Own<JvmNode>): JvmNode {
  const node = { ...own, span: { start: raw.start, end: raw.end }, children, parent: undefined } as JvmNode;
  // The one place where a node changes: it is not seen by anybody before its parent is there.
  for (const one of children) (one as { parent: JvmNode | undefined }).parent = node;
  return node;
}

export function plain(kind: JvmPlain['kind'], raw: Span, children: readonly JvmNode[]): JvmNode {
  return makeNode(raw, children, { kind });
}

export function choice(
  raw: Span,
  children: readonly JvmNode[],
  branches: JvmChoice['branches'],
  takesBreak = false,
): JvmNode {
  return makeNode(raw, children, { kind: 'choice', branches, takesBreak });
}

/** What `+` puts together. Long concatenations lean to the left: they become one flat list. */
export function joinOf(raw: Span, parts: readonly JvmNode[]): JvmNode {
  const flat = parts.flatMap((part) =>
    part.kind === 'join' && part.span.start === raw.start ? part.children : [part],
  );
  return makeNode(raw, flat, { kind: 'join' });
}

/** Annotations, and the nodes that hold their arguments: those are part of the tree as well. */
export interface Annotated {
  readonly annotations: readonly JvmAnnotation[];
  readonly nodes: readonly JvmNode[];
}

export interface VariableParts extends Pick<JvmVariable, 'role' | 'name' | 'type' | 'constant'> {
  readonly annotated: Annotated;
  readonly value: JvmNode | undefined;
}

export function variable(raw: Span, parts: VariableParts, others: readonly JvmNode[] = []): JvmVariable {
  const { annotated, value, ...rest } = parts;
  const children = [...annotated.nodes, ...others, ...(value === undefined ? [] : [value])];
  const { annotations } = annotated;
  return makeNode(raw, children, { kind: 'variable', annotations, value, ...rest }) as JvmVariable;
}

/** The lambda that `Type::name` stands for: it makes one call. */
export function reference(raw: Span, call: JvmNode): JvmNode {
  return makeNode(raw, [call], { kind: 'lambda', parameters: [], result: call, isReference: true });
}

/** `receiver.name` as a call without arguments. */
export function callOf(
  raw: Span,
  receiver: JvmNode | undefined,
  name: Span & { readonly name: string },
): JvmNode {
  const nameSpan = { start: name.start, end: name.end };
  return makeNode(raw, receiver === undefined ? [] : [receiver], {
    kind: 'call',
    receiver,
    receiverEnd: receiver?.span.end ?? raw.start,
    isSafe: false,
    name: name.name,
    nameSpan,
    args: [],
    argNames: [],
  });
}

/** A number that is the place of something counts as a name, by which places are told apart. */
export function placeNumber({ type, start, end }: RawNode, text: string): JvmNode | undefined {
  if (type !== 'decimal_integer_literal' && type !== 'number_literal') return undefined;
  return makeNode({ start, end }, [], { kind: 'name', name: text.slice(start, end) });
}

/** `receiver[index]` is what is written `receiver.get(index)` of a list or map. */
export function elementOf(raw: Span, receiver: JvmNode, arg: JvmNode): JvmNode {
  return makeNode(raw, [receiver, arg], {
    kind: 'call',
    receiver,
    receiverEnd: receiver.span.end,
    isSafe: false,
    name: 'get',
    nameSpan: { start: receiver.span.end, end: raw.end },
    args: [arg],
    argNames: [],
  });
}

/** `new Type()`. */
export function newOf({ type, ...span }: Span & { readonly type: string }): JvmNode {
  return makeNode(span, [], { kind: 'new', type, args: [], argNames: [] });
}

/** A literal without anything put into it. `quote` is how many characters its quotes have on each side. */
export function textNode(
  text: string,
  raw: RawNode,
  quote: number,
  unescape: (raw: string) => string,
): JvmNode {
  const content = { start: raw.start + quote, end: Math.max(raw.start + quote, raw.end - quote) };
  const written = text.slice(content.start, content.end);
  const value = unescape(written);
  return makeNode(raw, [], {
    kind: 'text',
    value,
    content,
    plain: value === written,
    multiline: quote === 3,
  });
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  s: ' ',
  '0': '\0',
};

/** What a string literal of Java or Kotlin stands for. */
export function unescaped(written: string): string {
  if (!written.includes('\\')) return written;
  return written.replace(
    /\\(?:u+([0-9a-fA-F]{4})|(\r?\n)|(.))/gs,
    (_all, code?: string, line?: string, one = '') => {
      if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
      return line === undefined ? (escapes[String(one)] ?? String(one)) : '';
    },
  );
}
