import { JavaDeclarations } from './java-declarations';
import type { JvmNode } from '../jvm-file';
import {
  callOf,
  choice,
  elementOf,
  joinOf,
  makeNode,
  newOf,
  plain,
  reference,
  textNode,
  unescaped,
} from '../make-node';
import { Lowering } from '../lowering';
import { child, childOf, named, type RawNode } from '../raw-tree';

/** Brings nodes of the Java grammar into the common form. */
export function lowerJava(text: string, raw: RawNode): JvmNode {
  return new JavaLowering(text).node(raw);
}

const types = ['class', 'interface', 'enum', 'record', 'annotation_type'].map(
  (kind) => `${kind}_declaration`,
);

/** Fields of the branches of `if` and of `? :`. */
const branches: ReadonlySet<string | undefined> = new Set(['consequence', 'alternative']);

class JavaLowering {
  readonly #tree: Lowering;
  readonly #declared: JavaDeclarations;

  constructor(text: string) {
    const inner = (raw: RawNode) => this.#inner(raw);
    const name = (raw: RawNode) => makeNode(raw, [], { kind: 'name', name: this.#tree.slice(raw) });
    const jump = (name: string) => (raw: RawNode) => makeNode(raw, [], { kind: 'name', name });
    const loop = (raw: RawNode) => plain('loop', raw, this.#tree.all(raw));
    const choose = (raw: RawNode) => this.#tree.choice(raw, ({ field }) => branches.has(field));
    const fn = (raw: RawNode) => this.#declared.function(raw);
    const attempt = (raw: RawNode) => this.#tree.choiceOfTry(raw);
    const variables = (raw: RawNode) => this.#declared.variables(raw);
    this.#tree = new Lowering(text, {
      ...Object.fromEntries(types.map((type) => [type, (raw: RawNode) => this.#declared.type(raw)])),
      identifier: name,
      this: name,
      type_identifier: name,
      null_literal: name,
      break_statement: jump('break'),
      continue_statement: jump('continue'),
      while_statement: loop,
      do_statement: loop,
      for_statement: loop,
      enhanced_for_statement: (raw) => this.#forEach(raw),
      method_declaration: fn,
      constructor_declaration: fn,
      static_initializer: fn,
      compact_constructor_declaration: fn,
      field_declaration: variables,
      // Of interfaces and annotations.
      constant_declaration: variables,
      local_variable_declaration: variables,
      resource: (raw) => this.#declared.single(raw, 'local'),
      formal_parameter: (raw) => this.#declared.single(raw, 'parameter'),
      object_creation_expression: (raw) => this.#new(raw),
      array_creation_expression: (raw) => this.#array(raw, childOf(raw, 'array_initializer')),
      array_initializer: (raw) => this.#array(raw, raw),
      method_invocation: (raw) => this.#call(raw),
      field_access: (raw) => this.#field(raw),
      array_access: (raw) => this.#element(raw),
      string_literal: (raw) => textNode(text, raw, text.startsWith('"""', raw.start) ? 3 : 1, unescaped),
      binary_expression: (raw) => this.#binary(raw),
      parenthesized_expression: inner,
      cast_expression: inner,
      expression_statement: inner,
      if_statement: choose,
      ternary_expression: choose,
      try_statement: attempt,
      try_with_resources_statement: attempt,
      switch_expression: (raw) => this.#switch(raw),
      lambda_expression: (raw) => this.#lambda(raw),
      method_reference: (raw) => this.#reference(raw),
      instanceof_expression: (raw) => this.#declared.instanceOf(raw),
      assignment_expression: (raw) => this.#assignment(raw),
      return_statement: (raw) => makeNode(raw, this.#tree.all(raw), { kind: 'return', from: 'innermost' }),
      block: (raw) => plain('block', raw, this.#tree.all(raw)),
      constructor_body: (raw) => plain('block', raw, this.#tree.all(raw)),
    });
    this.#declared = new JavaDeclarations(this.#tree);
  }

  node(raw: RawNode): JvmNode {
    return this.#tree.node(raw);
  }

  #optional(raw: RawNode | undefined): JvmNode | undefined {
    return raw === undefined ? undefined : this.#tree.node(raw);
  }

  /** A wrapper of one expression counts as that expression. */
  #inner(raw: RawNode): JvmNode {
    const value = child(raw, 'value') ?? (raw.type === 'cast_expression' ? undefined : named(raw)[0]);
    return value === undefined ? this.#tree.other(raw) : this.#tree.node(value);
  }

  #new(raw: RawNode): JvmNode {
    const type = child(raw, 'type');
    const plainType = type?.type === 'generic_type' ? type.children[0] : type;
    const args = this.#args(raw);
    const body = childOf(raw, 'class_body');
    const children = [...args, ...(body === undefined ? [] : [this.#tree.node(body)])];
    return makeNode(raw, children, {
      kind: 'new',
      type: plainType === undefined ? '' : this.#tree.slice(plainType),
      args,
      argNames: [],
    });
  }

  #args(raw: RawNode): readonly JvmNode[] {
    const list = child(raw, 'arguments');
    return list === undefined ? [] : this.#tree.all(list);
  }

  #call(raw: RawNode): JvmNode {
    const written = child(raw, 'object');
    const receiver = this.#optional(written);
    const name = child(raw, 'name') ?? raw;
    const list = child(raw, 'arguments');
    const isGet = this.#tree.slice(name) === 'get' && list !== undefined;
    const args = isGet ? named(list).map((one) => this.#tree.place(one)) : this.#args(raw);
    return makeNode(raw, [...(receiver === undefined ? [] : [receiver]), ...args], {
      kind: 'call',
      receiver,
      receiverEnd: written?.end ?? raw.start,
      isSafe: false,
      args,
      argNames: [],
      name: this.#tree.slice(name),
      nameSpan: { start: name.start, end: name.end },
    });
  }

  /** `new T[] {...}` and `{...}` are what Kotlin writes `arrayOf(...)`. */
  #array(raw: RawNode, items: RawNode | undefined): JvmNode {
    if (items === undefined) return this.#tree.other(raw);
    const args = this.#tree.all(items);
    return makeNode(raw, args, {
      kind: 'call',
      receiver: undefined,
      receiverEnd: raw.start,
      isSafe: false,
      args,
      argNames: [],
      name: 'arrayOf',
      nameSpan: { start: items.start, end: items.start + 1 },
    });
  }

  #lambda(raw: RawNode): JvmNode {
    const written = child(raw, 'parameters');
    const names = written?.type === 'identifier' ? [written] : written === undefined ? [] : named(written);
    const parameters = names.map((one) =>
      one.type === 'identifier' ? this.#declared.untyped(one) : this.#declared.single(one, 'parameter'),
    );
    const body = this.#optional(child(raw, 'body'));
    const children = [...parameters, ...(body === undefined ? [] : [body])];
    const result = body?.kind === 'block' ? undefined : body;
    return makeNode(raw, children, { kind: 'lambda', parameters, result, isReference: false });
  }

  #reference(raw: RawNode): JvmNode {
    const [target] = raw.children;
    const last = raw.children.at(-1);
    if (target === undefined || last === undefined) return this.#tree.other(raw);
    const made = { start: raw.start, end: raw.end, type: this.#tree.slice(target) };
    return last.type === 'new'
      ? reference(raw, newOf(made))
      : reference(raw, callOf(raw, this.#tree.node(target), { ...last, name: this.#tree.slice(last) }));
  }

  #forEach(raw: RawNode): JvmNode {
    const [type, name] = [child(raw, 'type'), child(raw, 'name')];
    const others = [child(raw, 'value'), child(raw, 'body')].flatMap((one) =>
      one ? [this.#tree.node(one)] : [],
    );
    if (type === undefined || name === undefined) return plain('loop', raw, others);
    return plain('loop', raw, [this.#declared.loopVariable(raw, type, name), ...others]);
  }

  #field(raw: RawNode): JvmNode {
    const target = this.#optional(child(raw, 'object'));
    const field = child(raw, 'field');
    if (target === undefined || field === undefined) return this.#tree.other(raw);
    return makeNode(raw, [target], { kind: 'field', target, name: this.#tree.slice(field) });
  }

  #element(raw: RawNode): JvmNode {
    const [array, index] = [child(raw, 'array'), child(raw, 'index')];
    if (array === undefined || index === undefined) return this.#tree.other(raw);
    return elementOf(raw, this.#tree.node(array), this.#tree.place(index));
  }

  #binary(raw: RawNode): JvmNode {
    if (child(raw, 'operator')?.type !== '+') return this.#tree.other(raw);
    return joinOf(raw, this.#tree.all(raw));
  }

  #switch(raw: RawNode): JvmNode {
    const condition = this.#optional(child(raw, 'condition'));
    const branches = named(childOf(raw, 'switch_block') ?? raw)
      .filter(({ type }) => type.startsWith('switch_'))
      .map((one) => {
        const body = named(one).filter(({ type }) => type !== 'switch_label');
        const [only] = body;
        return only !== undefined && body.length === 1
          ? this.#tree.node(only)
          : plain('block', one, this.#tree.all(one));
      });
    return choice(raw, [...(condition === undefined ? [] : [condition]), ...branches], branches, true);
  }

  #assignment(raw: RawNode): JvmNode {
    const [left, right] = [this.#optional(child(raw, 'left')), this.#optional(child(raw, 'right'))];
    if (left === undefined || right === undefined) return this.#tree.other(raw);
    return makeNode(raw, [left, right], { kind: 'assignment', target: left, value: right });
  }
}
