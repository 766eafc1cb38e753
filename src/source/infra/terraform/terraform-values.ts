import { betweenQuotes, type Span } from '../../span';
import { unescapedTemplate } from '../escapes';
import {
  emptyObject,
  type Entry,
  type LiteralValue,
  type ObjectValue,
  type ReferenceValue,
  type Value,
} from '../value';
import { listOf } from '../elements';
import { LoopVariables } from '../loop-variables';
import { Iterators } from './iterators';
import { attributeIn, documentSpan, innerBody, literalOf, splatParts } from './terraform-syntax';
import { child, hasChild, spanOf, type Syntax } from '../../grammar/syntax';

/** Reads expressions and bodies of one Terraform text. */
export class TerraformValues {
  readonly #text: string;
  readonly #variables = new LoopVariables();
  readonly #iterators = new Iterators();

  constructor(text: string) {
    this.#text = text;
  }

  /** Attributes and blocks alike; a block of a name that occurs again is another entry. What has `for_each` is there for each thing in it. */
  body(node: Syntax): ObjectValue {
    const over = attributeIn(this.#text, node, 'for_each');
    return this.forEach(over && this.read(over), () => this.#entriesOf(node));
  }

  /** Reads what is there for each thing in a map or a set. */
  forEach<T>(over: Value | undefined, read: () => T): T {
    return over === undefined ? read() : this.#iterators.within({ name: 'each', over }, read);
  }

  #entriesOf(node: Syntax): ObjectValue {
    const entries: Entry[] = [];
    for (const one of node.children) {
      const entry = one.type === 'attribute' ? this.#attribute(one) : this.#block(one);
      if (entry !== undefined) entries.push(entry);
    }
    return { kind: 'object', entries, open: hasChild(node, 'ERROR'), span: spanOf(node) };
  }

  read(node: Syntax): Value {
    const [first, ...rest] = node.children;
    if (first === undefined) return this.#unknown(node);
    if (first.type === 'variable_expr') return this.#reference(node);
    if (first.type === '(') return this.#parenthesized(node);
    return this.#members(this.#whole(first), rest, node);
  }

  #parenthesized(node: Syntax): Value {
    const [, inner, , ...rest] = node.children;
    return inner === undefined ? this.#unknown(node) : this.#members(this.read(inner), rest, node);
  }

  /** What is read from a value that has no name: `one(x).id`, `merge(a, b)["C"]`, `[a, b][0]`. */
  #members(value: Value, parts: readonly Syntax[], node: Syntax): Value {
    let found = value;
    for (const part of parts) {
      const name = this.#memberName(part);
      if (name === undefined && part.type !== 'index') return this.#unknown(node);
      const span = { start: node.start, end: part.end };
      const rest = { spread: false, text: this.textOf(span), span };
      found =
        name === undefined
          ? { kind: 'call', name: 'element', args: [found], ...rest }
          : { kind: 'call', name: 'member', args: [found, name], ...rest };
    }
    return found;
  }

  /** `.name` and `["name"]`; an index by number has none. */
  #memberName(part: Syntax): LiteralValue | undefined {
    if (part.type === 'get_attr' && child(part, 'identifier') !== undefined) return this.#variable(part);
    const index = part.type === 'index' ? (child(part, 'new_index') ?? part) : part;
    const inner = child(index, 'expression');
    const value = inner === undefined ? undefined : this.read(inner);
    return value?.kind === 'literal' && typeof value.value === 'string' ? value : undefined;
  }

  /** The label of a block; quotes around it may be missing. */
  label(node: Syntax): string {
    return this.textOf(this.labelSpan(node));
  }

  labelSpan(node: Syntax): Span {
    return node.type === 'string_lit' ? betweenQuotes(node) : spanOf(node);
  }

  textOf({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }

  #whole(node: Syntax): Value {
    switch (node.type) {
      case 'literal_value':
        return literalOf(this.#text, node);
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
    const label = node.children.find((one) => one !== name && /^(?:string_lit|identifier)$/.test(one.type));
    const isDynamic = this.textOf(name) === 'dynamic' && label !== undefined && inner !== undefined;
    const keySpan = isDynamic ? this.labelSpan(label) : spanOf(name);
    const key = this.textOf(keySpan);
    const plain = () => (inner === undefined ? emptyObject(spanOf(node)) : this.body(inner));
    const value = isDynamic ? this.#dynamic(node, inner, key) : plain();
    return { key, keySpan, span: spanOf(node), value };
  }

  /** `dynamic "identity" { content { ... } }` is an `identity` block as often as something else says, maybe never. */
  #dynamic(node: Syntax, inner: Syntax, label: string): Value {
    const body = innerBody(this.#text, inner, 'content');
    const [over, called] = ['for_each', 'iterator'].map((one) => attributeIn(this.#text, inner, one));
    const read = () => (body === undefined ? this.#unknown(node) : this.body(body));
    const name = called === undefined ? label : this.textOf(called);
    const blocks = over === undefined ? [read()] : this.#iterators.forEach(name, this.read(over), read);
    return { kind: 'conditional', branches: [...blocks, this.#unknown(node)], span: spanOf(node) };
  }

  #template(node: Syntax): Value {
    const parts = node.children.filter(({ type }) => type.startsWith('template_'));
    const [only] = parts;
    const inner = only === undefined ? undefined : child(only, 'expression');
    if (parts.length === 1 && inner !== undefined) return this.read(inner);
    const document = child(node, 'heredoc_template');
    if (document !== undefined) return this.#document(document);
    return this.#joined(parts, node.type === 'quoted_template' ? betweenQuotes(node) : spanOf(node));
  }

  #document(node: Syntax): Value {
    const span = documentSpan(this.#text, node);
    const parts = node.children.filter(({ type }) => type.startsWith('template_'));
    const plain = parts.every(({ type }) => type === 'template_literal');
    return plain ? { kind: 'literal', value: this.textOf(span), span } : this.#joined(parts, span);
  }

  #joined(parts: readonly Syntax[], span: Span): Value {
    const text = this.textOf(span);
    const values = parts.map((part): Value => {
      const inner = part.type === 'template_interpolation' ? child(part, 'expression') : undefined;
      if (inner !== undefined) return this.read(inner);
      if (part.type !== 'template_literal') return this.#unknown(part);
      return { kind: 'literal', value: unescapedTemplate(this.textOf(part)), span: spanOf(part) };
    });
    return { kind: 'text', parts: values, text, span };
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
        key: this.textOf(keySpan),
        keySpan,
        value: this.read(value),
        span: spanOf(node),
        ...(quoted || bare ? {} : { computed: read }),
      },
    ];
  }

  /** What a loop makes is a list or an object of what its body says. */
  #loop(node: Syntax): Value {
    const span = spanOf(node);
    const whole = node.children[0] ?? node;
    const intro = child(whole, 'for_intro');
    const names = (intro?.children ?? []).filter(({ type }) => type === 'identifier');
    const over = intro === undefined ? undefined : child(intro, 'expression');
    const list = over === undefined ? undefined : this.read(over);
    const bodies = whole.children.filter(({ type }) => type === 'expression');
    const variables = names.map((name) => this.textOf(name));
    // Of two, the first is the key.
    const [first, second] = this.#variables.within(variables, names.length - 1, list, () =>
      bodies.map((one) => this.read(one)),
    );
    return whole.type === 'for_object_expr' ? this.#entries(first, second, span) : listOf(first, span);
  }

  #entries(key: Value | undefined, value: Value | undefined, span: Span): ObjectValue {
    if (key === undefined || value === undefined) return { kind: 'object', entries: [], open: true, span };
    const each = { key: this.textOf(key.span), keySpan: key.span, computed: key, value, span };
    return { kind: 'object', entries: [], each, open: true, span };
  }

  #call(node: Syntax): Value {
    const [name, list] = [child(node, 'identifier'), child(node, 'function_arguments')];
    if (name === undefined) return this.#unknown(node);
    const given = (list?.children ?? []).filter(({ type }) => type === 'expression');
    // What is written as text for others to read is what it is made of.
    const [only, ...others] = given;
    if (only && others.length === 0 && encoders.has(this.textOf(name))) return this.read(only);
    return {
      kind: 'call',
      name: this.textOf(name).toLowerCase(),
      args: given.map((one) => this.read(one)),
      spread: list !== undefined && hasChild(list, 'ellipsis'),
      text: this.textOf(node),
      span: spanOf(node),
    };
  }

  /** `a.b[0].c` is `a.b.c`; a splat is a list of what is read from each. */
  #reference(node: Syntax): Value {
    const path: string[] = [];
    let leaf = spanOf(node);
    const parts = node.children.flatMap((part) => (part.type === 'splat' ? splatParts(part) : [part]));
    for (const part of parts) {
      const name = part.type === 'variable_expr' ? this.#variable(part) : this.#memberName(part);
      // Which one of several resources it is does not matter.
      if (part.type === 'index' && (name === undefined || !inFile.has(path[0] ?? ''))) continue;
      if (name === undefined) return this.#unknown(node);
      leaf = name.span;
      path.push(String(name.value));
    }
    const written: ReferenceValue = { kind: 'reference', path, span: spanOf(node), leaf };
    const element = this.#iterators.resolve(written, this.textOf(node));
    if (element !== undefined) return hasChild(node, 'splat') ? listOf(element, spanOf(node)) : element;
    const found = this.#variables.resolve(written);
    if (found === undefined) return this.#unknown(node);
    return hasChild(node, 'splat') ? listOf(found, spanOf(node)) : found;
  }

  #variable(part: Syntax): LiteralValue | undefined {
    const name = child(part, 'identifier');
    return name && { kind: 'literal', value: this.textOf(name), span: spanOf(name) };
  }

  #unknown(node: Syntax): Value {
    return { kind: 'unknown', text: this.textOf(node), span: spanOf(node) };
  }
}

/** What names begin with that lead to values, and not to resources. */
const inFile = new Set(['local', 'var']);
const encoders = new Set(['jsonencode', 'yamlencode']);
