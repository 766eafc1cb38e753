import { betweenQuotes, type Span } from '../../span';
import { isAnswered } from '../calls';
import { unescaped } from '../escapes';
import { LoopVariables } from '../loop-variables';
import { spreadKey } from './bicep-pieces';
import { asBicepMeans } from './bicep-precedence';
import type { ArrayValue, Entry, ObjectValue, ReferenceValue, Value } from '../value';
import { child, hasChild, spanOf, type Syntax } from '../../grammar/syntax';

/** Reads expressions of one Bicep text. */
export class BicepValues {
  readonly #text: string;
  readonly #variables = new LoopVariables();

  constructor(text: string) {
    this.#text = text;
  }

  read(written: Syntax): Value {
    const node = asBicepMeans(written);
    switch (node.type) {
      case 'object':
        return this.object(node);
      case 'array':
        return this.#array(node);
      case 'string':
        return this.#string(node);
      case 'ternary_expression':
        return this.#either(node, node.children.filter(isExpression).slice(1));
      case 'binary_expression':
        return this.#binary(node);
      case 'parenthesized_expression':
        return this.#inner(node);
      case 'for_statement':
        return this.#loop(node);
      case 'call_expression':
        return this.#call(node);
      case 'number':
      case 'boolean':
      case 'null':
        return this.#word(node);
      default:
        return this.#reference(node);
    }
  }

  object(node: Syntax): ObjectValue {
    const pairs = node.children.filter(({ type }) => type === 'object_property');
    const entries = pairs.flatMap((pair) => this.#entry(pair));
    const open =
      hasChild(node, 'ERROR') ||
      entries.length < pairs.filter(({ children }) => children[0]?.type !== 'resource_declaration').length ||
      entries.some(({ key }) => key === spreadKey);
    return {
      kind: 'object',
      entries: entries.filter(({ key }) => key !== spreadKey),
      open,
      span: spanOf(node),
    };
  }

  /** What a string of one word holds; `undefined` for one that is computed. */
  literal(node: Syntax): string | undefined {
    const value = this.#string(node);
    return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
  }

  textOf({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }

  #entry(pair: Syntax): readonly Entry[] {
    const [keyNode, ...rest] = pair.children;
    const valueNode = rest.find(isExpression);
    if (keyNode === undefined || valueNode === undefined) return [];
    const quoted = keyNode.type === 'string';
    if (!quoted && keyNode.type !== 'identifier') return [];
    const keySpan = quoted ? betweenQuotes(keyNode) : spanOf(keyNode);
    const read = quoted ? this.#string(keyNode) : undefined;
    const computed = read === undefined || read.kind === 'literal' ? {} : { computed: read };
    const key = this.textOf(keySpan);
    return [{ key, keySpan, ...computed, value: this.read(valueNode), span: spanOf(pair) }];
  }

  #array(node: Syntax): ArrayValue {
    const items = node.children.filter(isExpression).map((one) => this.read(one));
    return { kind: 'array', items, open: hasChild(node, 'ERROR'), span: spanOf(node) };
  }

  #string(node: Syntax): Value {
    const raw = this.textOf(node);
    if (raw.startsWith("'''")) {
      const span = { start: node.start + 3, end: Math.max(node.start + 3, node.end - 3) };
      return { kind: 'literal', value: this.textOf(span), span };
    }
    const span = betweenQuotes(node);
    const parts = node.children.filter(({ type }) => type !== "'");
    const [only] = parts;
    if (parts.length === 1 && only?.type === 'interpolation') return this.#inner(only);
    const text = this.textOf(span);
    if (parts.some(({ type }) => type === 'interpolation'))
      return { kind: 'text', parts: parts.map((part) => this.#part(part)), text, span };
    return { kind: 'literal', value: unescaped(text), span };
  }

  #part(node: Syntax): Value {
    if (node.type === 'interpolation') return this.#inner(node);
    return { kind: 'literal', value: unescaped(this.textOf(node)), span: spanOf(node) };
  }

  #binary(node: Syntax): Value {
    if (hasChild(node, '??')) return this.#either(node, node.children.filter(isExpression));
    const operator = child(node, 'operator');
    const parts = node.children.filter(isExpression);
    const [left, right] = parts;
    if (left === undefined || right === undefined || operator !== undefined) return this.#unknown(node);
    const between = this.textOf({ start: left.end, end: right.start }).trim();
    return between === '??' ? this.#either(node, [left, right]) : this.#unknown(node);
  }

  #either(node: Syntax, branches: readonly Syntax[]): Value {
    return { kind: 'conditional', branches: branches.map((one) => this.read(one)), span: spanOf(node) };
  }

  #inner(node: Syntax): Value {
    const inner = node.children.find(isExpression);
    return inner === undefined ? this.#unknown(node) : this.read(inner);
  }

  #call(node: Syntax): Value {
    const [callee, list] = node.children;
    if (callee === undefined || list === undefined) return this.#unknown(node);
    // `az.resourceId` and `sys.any` are the functions without their namespace.
    const name = this.textOf(callee)
      .replace(/^(?:az|sys)\s*\.\s*/, '')
      .toLowerCase();
    const given = list.children.filter(isExpression);
    if (loops.has(name)) return this.#made(node, name, given);
    const args = given.map((one) => this.read(one));
    return { kind: 'call', name, args, spread: false, text: this.textOf(node), span: spanOf(node) };
  }

  /** What a loop makes is an array of what its body says. */
  #loop(node: Syntax): Value {
    const [variable, over, body] = node.children.filter(isExpression);
    const inner = body?.type === 'if_statement' ? body.children.filter(isExpression).at(-1) : body;
    const each = inner === undefined ? undefined : this.#within(variable, over, () => this.read(inner));
    return { kind: 'array', items: [], ...(each && { each }), open: true, span: spanOf(node) };
  }

  /** `map(list, one => body)` and `toObject(list, one => key, one => value)`. */
  #made(node: Syntax, name: string, [over, ...lambdas]: readonly Syntax[]): Value {
    const [open, span] = [true, spanOf(node)];
    const read = (lambda: Syntax | undefined) => {
      const [variable, body] = lambda?.children.filter(isExpression) ?? [];
      return body === undefined ? undefined : this.#within(variable, over, () => this.read(body));
    };
    if (name === 'toobject') {
      const [key, value] = lambdas.map(read);
      if (key === undefined || value === undefined) return { kind: 'object', entries: [], open, span };
      const keySpan = key.span;
      const each = { key: this.textOf(keySpan), keySpan, computed: key, value, span };
      return { kind: 'object', entries: [], each, open, span };
    }
    // A filter leaves what it lets pass as it is.
    const each = name === 'map' ? read(lambdas[0]) : over === undefined ? undefined : this.#oneOf(over);
    return { kind: 'array', items: [], ...(each && { each }), open, span };
  }

  #oneOf(over: Syntax): Value | undefined {
    const list = this.read(over);
    return list.kind === 'array' ? { kind: 'conditional', branches: list.items, span: list.span } : list;
  }

  #within(variable: Syntax | undefined, over: Syntax | undefined, read: () => Value): Value {
    const names = variable === undefined ? [] : (this.textOf(variable).match(/\w+/g) ?? []);
    const list = over === undefined ? undefined : this.read(over);
    // The second one, if any, is the index.
    return this.#variables.within(names, 0, list, read);
  }

  #word(node: Syntax): Value {
    const text = this.textOf(node);
    const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
    const value = text in words ? (words[text] ?? null) : Number(text);
    return { kind: 'literal', value, span: spanOf(node) };
  }

  #reference(node: Syntax): Value {
    const member = this.#memberOfResult(node);
    if (member !== undefined) return member;
    const path = this.#path(node);
    const leaf = leafOf(node);
    if (path === undefined || leaf === undefined) return this.#unknown(node);
    const found: ReferenceValue = { kind: 'reference', path, span: spanOf(node), leaf };
    return this.#variables.resolve(found) ?? this.#unknown(node);
  }

  /** What is read from what a function answers or a choice gives: `first(ids).id`, `(deploy ? a : b).properties`. */
  #memberOfResult(node: Syntax): Value | undefined {
    const [object] = node.children;
    if (node.type !== 'member_expression' || object === undefined) return undefined;
    const leaf = child(node, 'property_identifier');
    const value = this.#resultIn(object);
    if (leaf === undefined || value === undefined) return undefined;
    const name: Value = { kind: 'literal', value: this.textOf(leaf), span: spanOf(leaf) };
    const rest = { spread: false, text: this.textOf(node), span: spanOf(node) };
    return { kind: 'call', name: 'member', args: [value, name], ...rest };
  }

  #resultIn(node: Syntax): Value | undefined {
    if (node.type === 'parenthesized_expression') {
      const value = this.#inner(node);
      return value.kind === 'conditional' ? value : undefined;
    }
    if (node.type !== 'call_expression') return this.#memberOfResult(node);
    const call = this.#call(node);
    return call.kind === 'call' && isAnswered(call.name) ? call : undefined;
  }

  #path(node: Syntax): readonly string[] | undefined {
    const [object, ...rest] = node.children;
    switch (node.type) {
      case 'identifier':
      case 'call_expression':
        return [this.textOf(node)];
      case 'parenthesized_expression':
        return rest[0] === undefined ? undefined : this.#path(rest[0]);
      case 'member_expression': {
        const member = child(node, 'property_identifier');
        return this.#longer(object, member === undefined ? undefined : this.textOf(member));
      }
      case 'resource_expression': {
        const name = rest.at(-1);
        return name === undefined ? undefined : this.#longer(object, this.textOf(name));
      }
      case 'subscript_expression':
        return this.#indexed(object, rest.find(isExpression));
      default:
        return undefined;
    }
  }

  #indexed(object: Syntax | undefined, index: Syntax | undefined): readonly string[] | undefined {
    if (index?.type === 'string') return this.#longer(object, this.literal(index));
    return object === undefined ? undefined : this.#path(object);
  }

  #longer(object: Syntax | undefined, name: string | undefined): readonly string[] | undefined {
    const before = object === undefined ? undefined : this.#path(object);
    return before === undefined || name === undefined ? undefined : [...before, name];
  }

  #unknown(node: Syntax): Value {
    return { kind: 'unknown', text: this.textOf(node), span: spanOf(node) };
  }
}

/** Where a member that is read last stands: `clientId` of `id.properties.clientId`. */
function leafOf(node: Syntax): Span | undefined {
  if (node.type === 'identifier' || node.type === 'call_expression') return spanOf(node);
  const member = node.children.findLast(
    ({ type }) => type === 'property_identifier' || type === 'identifier',
  );
  if (member !== undefined) return spanOf(member);
  const quoted = child(node, 'string');
  return quoted === undefined ? undefined : betweenQuotes(quoted);
}

function isExpression({ type }: Syntax): boolean {
  return /^[a-z]/.test(type) && type !== 'comment' && type !== 'operator' && !keywords.has(type);
}

const keywords = new Set(['for', 'in', 'if']);

/** Functions that make a list or an object of each thing in a list. */
const loops = new Set(['map', 'filter', 'toobject']);
