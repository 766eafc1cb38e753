import type { Span } from '../span';
import type { Entry, LiteralValue, ObjectValue, ReferenceValue, Value } from './infra-file';
import { child, hasChild, type Syntax } from '../grammar/syntax';

/** Reads expressions and bodies of one Terraform text. */
export class TerraformValues {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Attributes and blocks alike; a block of a name that occurs again is another entry. */
  body(node: Syntax): ObjectValue {
    const entries: Entry[] = [];
    for (const one of node.children) {
      const entry = one.type === 'attribute' ? this.#attribute(one) : this.#block(one);
      if (entry !== undefined) entries.push(entry);
    }
    return { kind: 'object', entries, open: hasChild(node, 'ERROR'), span: spanOf(node) };
  }

  read(node: Syntax): Value {
    const [first, second, ...rest] = node.children;
    if (first === undefined) return this.#unknown(node);
    if (first.type === 'variable_expr') return this.#reference(node) ?? this.#unknown(node);
    if (first.type === '(' && second !== undefined && rest.length === 1) return this.read(second);
    return second === undefined ? this.#whole(first) : this.#unknown(node);
  }

  /** What a quoted word holds: the labels of blocks. */
  label(node: Syntax): string {
    return this.textOf(insideOf(node));
  }

  textOf({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }

  #whole(node: Syntax): Value {
    switch (node.type) {
      case 'literal_value':
        return this.#literal(node);
      case 'template_expr':
      case 'quoted_template':
        return this.#template(child(node, 'quoted_template') ?? node);
      case 'collection_value':
        return this.#collection(node);
      case 'conditional':
        return this.#conditional(node);
      case 'for_expr':
        return this.#loop(node);
      case 'function_call':
        return this.#call(node);
      default:
        return this.read(node);
    }
  }

  #conditional(node: Syntax): Value {
    const branches = node.children.filter(({ type }) => type === 'expression').slice(1);
    return { kind: 'conditional', branches: branches.map((one) => this.read(one)), span: spanOf(node) };
  }

  #attribute(node: Syntax): Entry | undefined {
    const [name, value] = [child(node, 'identifier'), child(node, 'expression')];
    if (name === undefined || value === undefined) return undefined;
    const keySpan = spanOf(name);
    return { key: this.textOf(keySpan), keySpan, value: this.read(value), span: spanOf(node) };
  }

  #block(node: Syntax): Entry | undefined {
    const name = child(node, 'identifier');
    if (node.type !== 'block' || name === undefined) return undefined;
    const inner = child(node, 'body');
    const label = child(node, 'string_lit');
    // `dynamic "identity" { ... }` is an `identity` block as often as something else says.
    const dynamic = this.textOf(name) === 'dynamic' && label !== undefined;
    const keySpan = dynamic ? insideOf(label) : spanOf(name);
    const empty: ObjectValue = { kind: 'object', entries: [], open: false, span: spanOf(node) };
    const value = inner === undefined ? empty : this.body(inner);
    return {
      ...{ key: this.textOf(keySpan), keySpan, span: spanOf(node) },
      value: dynamic ? this.#unknown(node) : value,
    };
  }

  #literal(node: Syntax): LiteralValue {
    const inner = node.children[0] ?? node;
    const text = this.textOf(inner);
    if (inner.type === 'string_lit') {
      const span = insideOf(inner);
      return { kind: 'literal', value: this.textOf(span).replace(/\\(["\\])/g, '$1'), span };
    }
    const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
    return {
      kind: 'literal',
      value: text in words ? (words[text] ?? null) : Number(text),
      span: spanOf(inner),
    };
  }

  #template(node: Syntax): Value {
    const parts = node.children.filter(({ type }) => type.startsWith('template_'));
    const [only] = parts;
    const inner = only === undefined ? undefined : child(only, 'expression');
    if (parts.length === 1 && inner !== undefined) return this.read(inner);
    const quoted = node.type === 'quoted_template';
    const span = quoted ? insideOf(node) : spanOf(node);
    return { kind: 'unknown', text: this.textOf(span), span };
  }

  #collection(node: Syntax): Value {
    const inner = node.children[0];
    if (inner === undefined) return this.#unknown(node);
    const [open, span] = [hasChild(inner, 'ERROR'), spanOf(inner)];
    if (inner.type === 'tuple') {
      const items = inner.children.filter(({ type }) => type === 'expression').map((one) => this.read(one));
      return { kind: 'array', items, open, span };
    }
    const elements = inner.children.filter(({ type }) => type === 'object_elem');
    return { kind: 'object', entries: elements.flatMap((one) => this.#element(one)), open, span };
  }

  #element(node: Syntax): readonly Entry[] {
    const [key, value] = node.children.filter(({ type }) => type === 'expression');
    if (key === undefined || value === undefined) return [];
    const read = this.read(key);
    const quoted = read.kind === 'literal' && typeof read.value === 'string';
    // A bare word is a key, not a variable.
    const bare = read.kind === 'reference' && read.path.length === 1;
    const keySpan = quoted ? read.span : spanOf(key);
    return [
      {
        ...{ key: this.textOf(keySpan), keySpan, value: this.read(value), span: spanOf(node) },
        ...(quoted || bare ? {} : { computed: read }),
      },
    ];
  }

  #loop(node: Syntax): Value {
    const [open, span] = [true, spanOf(node)];
    return hasChild(node, 'for_object_expr')
      ? { kind: 'object', entries: [], open, span }
      : { kind: 'array', items: [], open, span };
  }

  /** `jsonencode(x)` is `x`; what other functions answer is not known. */
  #call(node: Syntax): Value {
    const name = child(node, 'identifier');
    const [argument, ...more] = (child(node, 'function_arguments')?.children ?? []).filter(
      ({ type }) => type === 'expression',
    );
    const transparent = name !== undefined && this.textOf(name) === 'jsonencode' && more.length === 0;
    return transparent && argument !== undefined ? this.read(argument) : this.#unknown(node);
  }

  /** `a.b[0].c` is `a.b.c`; a splat is several values, so it is not one reference. */
  #reference(node: Syntax): ReferenceValue | undefined {
    const path: string[] = [];
    let leaf = spanOf(node);
    for (const part of node.children) {
      if (part.type === 'index') continue;
      const name = child(part, 'identifier');
      if (name === undefined || (part.type !== 'variable_expr' && part.type !== 'get_attr')) return undefined;
      leaf = spanOf(name);
      path.push(this.textOf(leaf));
    }
    return { kind: 'reference', path, span: spanOf(node), leaf };
  }

  #unknown(node: Syntax): Value {
    return { kind: 'unknown', text: this.textOf(node), span: spanOf(node) };
  }
}

function spanOf({ start, end }: Syntax): Span {
  return { start, end };
}

function insideOf({ start, end }: Syntax): Span {
  return { start: start + 1, end: Math.max(start + 1, end - 1) };
}
