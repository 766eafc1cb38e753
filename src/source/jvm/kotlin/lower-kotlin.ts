import type { JvmNode } from '../jvm-file';
import { KotlinDeclarations, typeNodes } from './kotlin-declarations';
import { kotlinText } from './kotlin-text';
import { callOf, choice, elementOf, joinOf, makeNode, newOf, plain, reference } from '../make-node';
import { Lowering } from '../lowering';
import { child, childOf, named, type RawNode } from '../raw-tree';

/** Brings nodes of the Kotlin grammar into the common form. */
export function lowerKotlin(text: string, raw: RawNode): JvmNode {
  return new KotlinLowering(text).node(raw);
}

class KotlinLowering {
  readonly #tree: Lowering;
  readonly #declared: KotlinDeclarations;

  constructor(text: string) {
    const inner = (raw: RawNode) => this.#inner(raw);
    const name = (raw: RawNode) => makeNode(raw, [], { kind: 'name', name: this.#tree.slice(raw) });
    const loop = (raw: RawNode) => plain('loop', raw, this.#tree.all(raw));
    const fn = (raw: RawNode) => this.#declared.function(raw);
    const type = (raw: RawNode) => this.#declared.type(raw);
    const lambda = (raw: RawNode) => this.#lambda(raw);
    const string = (raw: RawNode) => kotlinText(text, raw, (one) => this.#tree.node(one));
    const parameter = (raw: RawNode) => this.#declared.parameter(raw);
    this.#tree = new Lowering(text, {
      identifier: name,
      this_expression: name,
      while_statement: loop,
      do_while_statement: loop,
      for_statement: loop,
      function_declaration: fn,
      secondary_constructor: fn,
      anonymous_initializer: fn,
      getter: fn,
      setter: fn,
      class_declaration: type,
      object_declaration: type,
      companion_object: type,
      class_parameter: parameter,
      parameter,
      variable_declaration: (raw) => this.#declared.variable(raw, raw, 'local', undefined),
      source_file: (raw) => this.#declared.members(raw),
      class_body: (raw) => this.#declared.members(raw),
      property_declaration: (raw) => this.#declared.property(raw, 'local'),
      call_expression: (raw) => this.#call(raw),
      navigation_expression: (raw) => this.#field(raw),
      index_expression: (raw) => this.#element(raw),
      value_argument: (raw) => this.#argument(raw),
      function_body: (raw) => this.#declared.body(raw),
      string_literal: string,
      multiline_string_literal: string,
      binary_expression: (raw) => this.#binary(raw),
      parenthesized_expression: inner,
      annotated_lambda: inner,
      as_expression: inner,
      unary_expression: (raw) => this.#unary(raw),
      if_expression: (raw) => this.#tree.choice(raw, ({ field }) => field !== 'condition'),
      try_expression: (raw) => this.#tree.choiceOfTry(raw),
      when_expression: (raw) => this.#when(raw),
      lambda_literal: lambda,
      anonymous_function: lambda,
      assignment: (raw) => this.#assignment(raw),
      callable_reference: (raw) => this.#reference(raw),
      return_expression: (raw) => this.#return(raw),
      block: (raw) => plain('block', raw, this.#tree.all(raw)),
    });
    this.#declared = new KotlinDeclarations(this.#tree);
  }

  node(raw: RawNode): JvmNode {
    return this.#tree.node(raw);
  }

  #inner(raw: RawNode): JvmNode {
    const value = named(raw).find(({ type }) => type !== 'annotation' && type !== 'label');
    return value === undefined ? plain('other', raw, []) : this.#tree.node(value);
  }

  #argument(raw: RawNode): JvmNode {
    const value = named(raw).at(-1);
    return value === undefined ? plain('other', raw, []) : this.#tree.node(value);
  }

  #unary(raw: RawNode): JvmNode {
    return child(raw, 'operator')?.type === '!!' ? this.#inner(raw) : this.#tree.other(raw);
  }

  #lambda(raw: RawNode): JvmNode {
    const written = childOf(raw, 'lambda_parameters');
    const list = childOf(raw, 'function_value_parameters');
    const parameters =
      list === undefined
        ? (written === undefined ? [] : named(written)).map((one) =>
            this.#declared.variable(one, one, 'parameter', undefined),
          )
        : this.#declared.parameters(list);
    const body = named(raw)
      .filter((one) => one !== written && one !== list && !typeNodes.includes(one.type))
      .map((one) => this.#tree.node(one));
    const last = body.at(-1);
    const result = raw.type === 'anonymous_function' || last?.kind === 'variable' ? undefined : last;
    return makeNode(raw, [...parameters, ...body], {
      kind: 'lambda',
      parameters,
      result,
      isReference: false,
    });
  }

  /** `::name`, `Type::name`, `value::name`. */
  #reference(raw: RawNode): JvmNode {
    const name = named(raw).at(-1);
    const target = raw.children[0]?.named === true && raw.children[0] !== name ? raw.children[0] : undefined;
    if (name === undefined) return plain('other', raw, []);
    const written = this.#tree.slice(name);
    const path = target === undefined ? this.#typePath(name) : undefined;
    if (path !== undefined) return reference(raw, newOf({ start: raw.start, end: raw.end, type: path }));
    const receiver = target && this.#tree.node(target);
    return reference(raw, callOf(raw, receiver, { start: name.start, end: name.end, name: written }));
  }

  #return(raw: RawNode): JvmNode {
    const label = child(raw, 'label');
    const values = named(raw).filter((one) => one !== label);
    return makeNode(
      raw,
      values.map((one) => this.#tree.node(one)),
      { kind: 'return', from: label === undefined ? 'function' : 'innermost' },
    );
  }

  #call(raw: RawNode): JvmNode {
    const [callee] = named(raw);
    const lists = raw.children
      .slice(1)
      .filter(({ type }) => type === 'value_arguments' || type === 'annotated_lambda');
    const args = lists.flatMap((list) =>
      list.type === 'value_arguments' ? this.#tree.all(list) : [this.#tree.node(list)],
    );
    const argNames = lists.flatMap((list) => (list.type === 'value_arguments' ? this.#argNames(list) : []));
    if (callee === undefined) return plain('other', raw, args);
    if (callee.type === 'call_expression') return this.#withLambda(raw, callee, args);
    const path = this.#typePath(callee);
    if (path !== undefined) return makeNode(raw, args, { kind: 'new', type: path, args, argNames });
    const isMember = callee.type === 'navigation_expression';
    const name = isMember ? (named(callee).at(-1) ?? callee) : callee;
    const written = isMember ? callee.children[0] : undefined;
    const receiver = written && this.#tree.node(written);
    return makeNode(raw, [...(receiver === undefined ? [] : [receiver]), ...args], {
      kind: 'call',
      receiver,
      receiverEnd: written?.end ?? raw.start,
      args,
      argNames,
      isSafe: isMember && callee.children.some(({ type }) => type === '?.'),
      name: this.#tree.slice(name),
      nameSpan: { start: name.start, end: name.end },
    });
  }

  #argNames(list: RawNode): readonly (string | undefined)[] {
    return named(list).map((argument) => {
      const isNamed = argument.children[1]?.type === '=';
      const [name] = argument.children;
      return isNamed && name !== undefined ? this.#tree.slice(name) : undefined;
    });
  }

  /** `name(args) { ... }` is one call, though the grammar has two. */
  #withLambda(raw: RawNode, callee: RawNode, lambdas: readonly JvmNode[]): JvmNode {
    const call = this.#tree.node(callee);
    const children = [...call.children, ...lambdas];
    if (call.kind !== 'call' && call.kind !== 'new') return plain('other', raw, [call, ...lambdas]);
    return makeNode(raw, children, { ...call, args: [...call.args, ...lambdas] });
  }

  /** `Type` or `a.b.Type`: Kotlin makes objects by calling types, which begin with a capital letter by custom. */
  #typePath(raw: RawNode): string | undefined {
    const last = raw.type === 'identifier' ? raw : named(raw).at(-1);
    const isPath = raw.type === 'identifier' || (raw.type === 'navigation_expression' && isDotted(raw));
    if (last === undefined || !isPath) return undefined;
    const initial = this.#tree.text.charAt(last.start);
    return initial !== initial.toLowerCase() ? this.#tree.slice(raw) : undefined;
  }

  #field(raw: RawNode): JvmNode {
    const [target] = raw.children;
    const name = named(raw).at(-1);
    if (
      raw.children.at(-2)?.type === '::' &&
      name?.type === 'identifier' &&
      this.#tree.slice(name) !== 'class'
    )
      return this.#reference(raw);
    if (target === undefined || name === undefined || name === target) return this.#tree.other(raw);
    const lowered = this.#tree.node(target);
    return makeNode(raw, [lowered], { kind: 'field', target: lowered, name: this.#tree.slice(name) });
  }

  #element(raw: RawNode): JvmNode {
    const [list, index] = named(raw);
    if (list === undefined || index === undefined) return this.#tree.other(raw);
    return elementOf(raw, this.#tree.node(list), this.#tree.place(index));
  }

  #binary(raw: RawNode): JvmNode {
    const operator = child(raw, 'operator')?.type;
    const parts = this.#tree.all(raw);
    if (operator === '?:') return choice(raw, parts, parts);
    return operator === '+' ? joinOf(raw, parts) : plain('other', raw, parts);
  }

  #when(raw: RawNode): JvmNode {
    const parts = raw.children
      .filter(({ type }) => type === 'when_subject' || type === 'when_entry')
      .flatMap((part) =>
        part.type === 'when_subject'
          ? [{ field: 'condition', node: this.#tree.node(part) }]
          : this.#entry(part),
      );
    return choice(
      raw,
      parts.map(({ node }) => node),
      parts.filter(({ field }) => field !== 'condition').map(({ node }) => node),
    );
  }

  /** The conditions of `a, b -> ...`, and its body. */
  #entry(raw: RawNode) {
    const body = named(raw)
      .filter(({ field }) => field !== 'condition')
      .at(-1);
    return named(raw)
      .filter((one) => one === body || one.field === 'condition')
      .map((one) => ({ field: one.field, node: this.#tree.node(one) }));
  }

  #assignment(raw: RawNode): JvmNode {
    const [left, right] = [child(raw, 'left'), child(raw, 'right')];
    if (left === undefined || right === undefined) return this.#tree.other(raw);
    const [target, value] = [this.#tree.node(left), this.#tree.node(right)];
    return makeNode(raw, [target, value], { kind: 'assignment', target, value });
  }
}

function isDotted(raw: RawNode): boolean {
  return raw.children.every((part) =>
    part.type === 'navigation_expression' ? isDotted(part) : part.type === 'identifier' || part.type === '.',
  );
}
