import type { JvmNode, JvmVariable } from './jvm-file';
import { kotlinText } from './kotlin-text';
import { choice, makeNode, plain, variable, type Annotated } from './make-node';
import { child, childOf, named, type RawNode } from './raw-tree';

/** Brings nodes of the Kotlin grammar into the common form. */
export function lowerKotlin(text: string, raw: RawNode): JvmNode {
  return new KotlinLowering(text).node(raw);
}

const typeNodes = ['user_type', 'nullable_type', 'function_type', 'parenthesized_type', 'type'];

class KotlinLowering {
  readonly #text: string;
  readonly #handlers: Readonly<Record<string, (raw: RawNode) => JvmNode>>;

  constructor(text: string) {
    this.#text = text;
    const inner = (raw: RawNode) => this.#inner(raw);
    const name = (raw: RawNode) => makeNode(raw, [], { kind: 'name', name: this.#slice(raw) });
    const loop = (raw: RawNode) => plain('loop', raw, this.#all(raw));
    const fn = (raw: RawNode) => this.#function(raw);
    const type = (raw: RawNode) => this.#type(raw);
    const lambda = (raw: RawNode) => plain('lambda', raw, this.#all(raw));
    const string = (raw: RawNode) => kotlinText(text, raw, (one) => this.node(one));
    const parameter = (raw: RawNode) => this.#parameter(raw);
    this.#handlers = {
      ...{ identifier: name, this_expression: name },
      ...{ while_statement: loop, do_while_statement: loop, for_statement: loop },
      ...{
        function_declaration: fn,
        secondary_constructor: fn,
        anonymous_initializer: fn,
        getter: fn,
        setter: fn,
      },
      ...{ class_declaration: type, object_declaration: type, companion_object: type },
      ...{ class_parameter: parameter, parameter },
      ...{ source_file: (raw) => this.#members(raw), class_body: (raw) => this.#members(raw) },
      property_declaration: (raw) => this.#property(raw, 'local'),
      call_expression: (raw) => this.#call(raw),
      navigation_expression: (raw) => this.#field(raw),
      ...{ value_argument: (raw) => this.#argument(raw), function_body: (raw) => this.#body(raw) },
      ...{ string_literal: string, multiline_string_literal: string },
      binary_expression: (raw) => this.#binary(raw),
      ...{ parenthesized_expression: inner, annotated_lambda: inner, as_expression: inner },
      unary_expression: (raw) => this.#unary(raw),
      if_expression: (raw) => this.#if(raw),
      when_expression: (raw) => this.#when(raw),
      ...{ lambda_literal: lambda, anonymous_function: lambda },
      assignment: (raw) => this.#assignment(raw),
      return_expression: (raw) => plain('return', raw, this.#all(raw)),
      block: (raw) => plain('block', raw, this.#all(raw)),
    };
  }

  node(raw: RawNode): JvmNode {
    return this.#handlers[raw.type]?.(raw) ?? plain('other', raw, this.#all(raw));
  }

  #all(raw: RawNode): readonly JvmNode[] {
    return named(raw).map((one) => this.node(one));
  }

  #slice(raw: { readonly start: number; readonly end: number }): string {
    return this.#text.slice(raw.start, raw.end);
  }

  #members(raw: RawNode): JvmNode {
    const members = named(raw).map((one) =>
      one.type === 'property_declaration' ? this.#property(one, 'field') : this.node(one),
    );
    return plain('other', raw, members);
  }

  #inner(raw: RawNode): JvmNode {
    const value = named(raw).find(({ type }) => type !== 'annotation' && type !== 'label');
    return value === undefined ? plain('other', raw, []) : this.node(value);
  }

  #argument(raw: RawNode): JvmNode {
    const value = named(raw).at(-1);
    return value === undefined ? plain('other', raw, []) : this.node(value);
  }

  #unary(raw: RawNode): JvmNode {
    return child(raw, 'operator')?.type === '!!' ? this.#inner(raw) : plain('other', raw, this.#all(raw));
  }

  #annotated(raw: RawNode): Annotated {
    const modifiers = childOf(raw, 'modifiers', 'parameter_modifiers')?.children ?? [];
    const found = modifiers
      .filter(({ type }) => type === 'annotation')
      .map((one) => {
        const made = childOf(one, 'constructor_invocation');
        const type = childOf(made ?? one, 'user_type');
        const args = made && childOf(made, 'value_arguments');
        const nodes = args === undefined ? [] : this.#all(args);
        const name = type === undefined ? '' : this.#slice(type);
        return { annotation: { name, args: nodes }, node: plain('annotation', one, nodes) };
      });
    return { annotations: found.map(({ annotation }) => annotation), nodes: found.map(({ node }) => node) };
  }

  #rest(raw: RawNode): readonly JvmNode[] {
    return named(raw)
      .filter(
        ({ type, field }) => !type.endsWith('modifiers') && field !== 'name' && !typeNodes.includes(type),
      )
      .map((one) => this.node(one));
  }

  #type(raw: RawNode): JvmNode {
    const { annotations, nodes } = this.#annotated(raw);
    const name = child(raw, 'name');
    const own = { kind: 'type', name: name === undefined ? '' : this.#slice(name), annotations } as const;
    return makeNode(raw, [...nodes, ...this.#rest(raw)], own);
  }

  #function(raw: RawNode): JvmNode {
    const { annotations, nodes } = this.#annotated(raw);
    const name = child(raw, 'name');
    const own = {
      kind: 'function',
      name: name === undefined ? '<init>' : this.#slice(name),
      annotations,
    } as const;
    return makeNode(raw, [...nodes, ...this.#rest(raw)], own);
  }

  /** `= expression` returns it. */
  #body(raw: RawNode): JvmNode {
    const [only] = named(raw);
    if (only === undefined) return plain('block', raw, []);
    return only.type === 'block' ? this.node(only) : plain('return', only, [this.node(only)]);
  }

  #parameter(raw: RawNode): JvmNode {
    const isField = raw.children.some(({ type }) => type === 'val' || type === 'var');
    return this.#variable(raw, raw, isField ? 'field' : 'parameter', undefined);
  }

  #property(raw: RawNode, role: JvmVariable['role']): JvmNode {
    const declared = childOf(raw, 'variable_declaration');
    const from = raw.children.findIndex(({ type }) => type === '=');
    const value = from < 0 ? undefined : raw.children.slice(from).find((one) => one.named);
    if (declared === undefined) return plain('other', raw, this.#all(raw));
    const delegate = childOf(raw, 'property_delegate');
    const others = raw.children.filter(({ type }) => type === 'getter' || type === 'setter');
    const lowered = value && this.node(value);
    return this.#variable(raw, declared, role, lowered, [...(delegate ? [delegate] : []), ...others]);
  }

  #variable(
    ...[raw, declared, role, value, others = []]: [
      RawNode,
      RawNode,
      JvmVariable['role'],
      JvmNode | undefined,
      (readonly RawNode[])?,
    ]
  ): JvmNode {
    const name = childOf(declared, 'identifier');
    const type = childOf(declared, ...typeNodes);
    const parts = {
      ...{ role, value, annotated: this.#annotated(raw) },
      name: name === undefined ? '' : this.#slice(name),
      type: type && { name: this.#slice(type), span: { start: type.start, end: type.end } },
      constant: childOf(raw, 'modifiers')?.children.some((one) => this.#slice(one) === 'const') === true,
    };
    return variable(
      raw,
      parts,
      others.map((one) => this.node(one)),
    );
  }

  #call(raw: RawNode): JvmNode {
    const [callee] = named(raw);
    const lists = raw.children
      .slice(1)
      .filter(({ type }) => type === 'value_arguments' || type === 'annotated_lambda');
    const args = lists.flatMap((list) =>
      list.type === 'value_arguments' ? this.#all(list) : [this.node(list)],
    );
    if (callee === undefined) return plain('other', raw, args);
    if (callee.type === 'call_expression') return this.#withLambda(raw, callee, args);
    const path = this.#typePath(callee);
    if (path !== undefined) return makeNode(raw, args, { kind: 'new', type: path, args });
    const isMember = callee.type === 'navigation_expression';
    const name = isMember ? (named(callee).at(-1) ?? callee) : callee;
    const written = isMember ? callee.children[0] : undefined;
    const receiver = written && this.node(written);
    return makeNode(raw, [...(receiver === undefined ? [] : [receiver]), ...args], {
      ...{ kind: 'call', receiver, receiverEnd: written?.end ?? raw.start, args },
      ...{ name: this.#slice(name), nameSpan: { start: name.start, end: name.end } },
    });
  }

  /** `name(args) { ... }` is one call, though the grammar has two. */
  #withLambda(raw: RawNode, callee: RawNode, lambdas: readonly JvmNode[]): JvmNode {
    const call = this.node(callee);
    const children = [...call.children, ...lambdas];
    if (call.kind !== 'call' && call.kind !== 'new') return plain('other', raw, [call, ...lambdas]);
    return makeNode(raw, children, { ...call, args: [...call.args, ...lambdas] });
  }

  /** `Type` or `a.b.Type`: Kotlin makes objects by calling types, which begin with a capital letter by custom. */
  #typePath(raw: RawNode): string | undefined {
    const last = raw.type === 'identifier' ? raw : named(raw).at(-1);
    const isPath = raw.type === 'identifier' || (raw.type === 'navigation_expression' && isDotted(raw));
    if (last === undefined || !isPath) return undefined;
    const initial = this.#text.charAt(last.start);
    return initial !== initial.toLowerCase() ? this.#slice(raw) : undefined;
  }

  #field(raw: RawNode): JvmNode {
    const [target] = raw.children;
    const name = named(raw).at(-1);
    if (target === undefined || name === undefined || name === target)
      return plain('other', raw, this.#all(raw));
    const lowered = this.node(target);
    return makeNode(raw, [lowered], { kind: 'field', target: lowered, name: this.#slice(name) });
  }

  #binary(raw: RawNode): JvmNode {
    const operator = child(raw, 'operator')?.type;
    const parts = this.#all(raw);
    if (operator === '?:') return choice(raw, parts, parts);
    if (operator !== '+') return plain('other', raw, parts);
    const flat = parts.flatMap((part) =>
      part.kind === 'join' && part.span.start === raw.start ? part.children : [part],
    );
    return makeNode(raw, flat, { kind: 'join' });
  }

  #if(raw: RawNode): JvmNode {
    const parts = named(raw).map((one) => ({ field: one.field, node: this.node(one) }));
    const nodes = parts.map(({ node }) => node);
    return choice(
      raw,
      nodes,
      parts.filter(({ field }) => field !== 'condition').map(({ node }) => node),
    );
  }

  #when(raw: RawNode): JvmNode {
    const subject = childOf(raw, 'when_subject');
    const branches = raw.children
      .filter(({ type }) => type === 'when_entry')
      .flatMap((entry) => {
        const body = named(entry)
          .filter(({ field }) => field !== 'condition')
          .at(-1);
        return body === undefined ? [] : [this.node(body)];
      });
    return choice(raw, [...(subject === undefined ? [] : [this.node(subject)]), ...branches], branches);
  }

  #assignment(raw: RawNode): JvmNode {
    const [left, right] = [child(raw, 'left'), child(raw, 'right')];
    if (left === undefined || right === undefined) return plain('other', raw, this.#all(raw));
    const [target, value] = [this.node(left), this.node(right)];
    return makeNode(raw, [target, value], { kind: 'assignment', target, value });
  }
}

function isDotted(raw: RawNode): boolean {
  return raw.children.every((part) =>
    part.type === 'navigation_expression' ? isDotted(part) : part.type === 'identifier' || part.type === '.',
  );
}
