import type { JvmNode, JvmVariable } from './jvm-file';
import { choice, makeNode, plain, textNode, unescaped, variable, type Annotated } from './make-node';
import { child, childOf, named, type RawNode } from './raw-tree';

/** Brings nodes of the Java grammar into the common form. */
export function lowerJava(text: string, raw: RawNode): JvmNode {
  return new JavaLowering(text).node(raw);
}

const types = ['class', 'interface', 'enum', 'record', 'annotation_type'].map(
  (kind) => `${kind}_declaration`,
);

class JavaLowering {
  readonly #text: string;
  readonly #handlers: Readonly<Record<string, (raw: RawNode) => JvmNode>>;

  constructor(text: string) {
    this.#text = text;
    const inner = (raw: RawNode) => this.#inner(raw);
    const name = (raw: RawNode) => makeNode(raw, [], { kind: 'name', name: this.#slice(raw) });
    const loop = (raw: RawNode) => plain('loop', raw, this.#all(raw));
    const choose = (raw: RawNode) => this.#choice(raw);
    const fn = (raw: RawNode) => this.#function(raw);
    const variables = (raw: RawNode) => this.#variables(raw);
    this.#handlers = {
      ...Object.fromEntries(types.map((type) => [type, (raw: RawNode) => this.#type(raw)])),
      ...{ identifier: name, this: name, type_identifier: name },
      ...{ while_statement: loop, do_statement: loop, for_statement: loop, enhanced_for_statement: loop },
      ...{ method_declaration: fn, constructor_declaration: fn, static_initializer: fn },
      compact_constructor_declaration: fn,
      ...{ field_declaration: variables, local_variable_declaration: variables },
      ...{
        resource: (raw) => this.#single(raw, 'local'),
        formal_parameter: (raw) => this.#single(raw, 'parameter'),
      },
      object_creation_expression: (raw) => this.#new(raw),
      method_invocation: (raw) => this.#call(raw),
      field_access: (raw) => this.#field(raw),
      string_literal: (raw) => textNode(text, raw, text.startsWith('"""', raw.start) ? 3 : 1, unescaped),
      binary_expression: (raw) => this.#binary(raw),
      ...{ parenthesized_expression: inner, cast_expression: inner, expression_statement: inner },
      ...{ if_statement: choose, ternary_expression: choose },
      switch_expression: (raw) => this.#switch(raw),
      lambda_expression: (raw) => plain('lambda', raw, this.#all(raw)),
      assignment_expression: (raw) => this.#assignment(raw),
      ...{ return_statement: (raw) => plain('return', raw, this.#all(raw)) },
      ...{ block: (raw) => plain('block', raw, this.#all(raw)) },
      constructor_body: (raw) => plain('block', raw, this.#all(raw)),
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

  #optional(raw: RawNode | undefined): JvmNode | undefined {
    return raw === undefined ? undefined : this.node(raw);
  }

  #name(raw: RawNode): string {
    const name = child(raw, 'name');
    return name === undefined ? '' : this.#slice(name);
  }

  /** A wrapper of one expression counts as that expression. */
  #inner(raw: RawNode): JvmNode {
    const value = child(raw, 'value') ?? (raw.type === 'cast_expression' ? undefined : named(raw)[0]);
    return value === undefined ? plain('other', raw, this.#all(raw)) : this.node(value);
  }

  #annotated(raw: RawNode): Annotated {
    const written = (childOf(raw, 'modifiers')?.children ?? []).filter(({ type }) =>
      type.endsWith('annotation'),
    );
    const found = written.map((one) => {
      const args = child(one, 'arguments');
      const nodes = args === undefined ? [] : this.#all(args);
      return { annotation: { name: this.#name(one), args: nodes }, node: plain('annotation', one, nodes) };
    });
    return { annotations: found.map(({ annotation }) => annotation), nodes: found.map(({ node }) => node) };
  }

  #rest(raw: RawNode, ...without: readonly string[]): readonly JvmNode[] {
    return named(raw)
      .filter(({ type, field }) => type !== 'modifiers' && !without.includes(field ?? ''))
      .map((one) => this.node(one));
  }

  #type(raw: RawNode): JvmNode {
    const { annotations, nodes } = this.#annotated(raw);
    const children = [...nodes, ...this.#rest(raw, 'name', 'superclass', 'interfaces')];
    return makeNode(raw, children, { kind: 'type', name: this.#name(raw), annotations });
  }

  #function(raw: RawNode): JvmNode {
    const { annotations, nodes } = this.#annotated(raw);
    const name = raw.type === 'method_declaration' ? this.#name(raw) : '<init>';
    return makeNode(raw, [...nodes, ...this.#rest(raw, 'name', 'type')], {
      kind: 'function',
      name,
      annotations,
    });
  }

  #variables(raw: RawNode): JvmNode {
    const role = raw.type === 'field_declaration' ? 'field' : 'local';
    const declarators = raw.children.filter(({ type }) => type === 'variable_declarator');
    const [only] = declarators;
    if (only !== undefined && declarators.length === 1) return this.#variable(raw, only, role);
    return plain(
      'other',
      raw,
      declarators.map((one) => this.#variable({ ...raw, start: one.start, end: one.end }, one, role)),
    );
  }

  #single(raw: RawNode, role: JvmVariable['role']): JvmNode {
    return this.#variable(raw, raw, role);
  }

  #variable(raw: RawNode, declarator: RawNode, role: JvmVariable['role']): JvmNode {
    const type = child(raw, 'type');
    const written = type === undefined || this.#slice(type) === 'var' ? undefined : type;
    return variable(raw, {
      ...{ role, name: this.#name(declarator), annotated: this.#annotated(raw), constant: false },
      type: written && { name: this.#slice(written), span: { start: written.start, end: written.end } },
      value: this.#optional(child(declarator, 'value')),
    });
  }

  #new(raw: RawNode): JvmNode {
    const type = child(raw, 'type');
    const plainType = type?.type === 'generic_type' ? type.children[0] : type;
    const args = this.#args(raw);
    const body = childOf(raw, 'class_body');
    const children = [...args, ...(body === undefined ? [] : [this.node(body)])];
    return makeNode(raw, children, {
      ...{ kind: 'new', type: plainType === undefined ? '' : this.#slice(plainType), args },
    });
  }

  #args(raw: RawNode): readonly JvmNode[] {
    const list = child(raw, 'arguments');
    return list === undefined ? [] : this.#all(list);
  }

  #call(raw: RawNode): JvmNode {
    const written = child(raw, 'object');
    const receiver = this.#optional(written);
    const args = this.#args(raw);
    const name = child(raw, 'name') ?? raw;
    return makeNode(raw, [...(receiver === undefined ? [] : [receiver]), ...args], {
      ...{ kind: 'call', receiver, receiverEnd: written?.end ?? raw.start, args },
      ...{ name: this.#slice(name), nameSpan: { start: name.start, end: name.end } },
    });
  }

  #field(raw: RawNode): JvmNode {
    const target = this.#optional(child(raw, 'object'));
    const field = child(raw, 'field');
    if (target === undefined || field === undefined) return plain('other', raw, this.#all(raw));
    return makeNode(raw, [target], { kind: 'field', target, name: this.#slice(field) });
  }

  #binary(raw: RawNode): JvmNode {
    if (child(raw, 'operator')?.type !== '+') return plain('other', raw, this.#all(raw));
    // Long concatenations lean to the left: they become one flat list.
    const parts = this.#all(raw).flatMap((part) =>
      part.kind === 'join' && part.span.start === raw.start ? part.children : [part],
    );
    return makeNode(raw, parts, { kind: 'join' });
  }

  #choice(raw: RawNode): JvmNode {
    const parts = named(raw).map((one) => ({ field: one.field, node: this.node(one) }));
    const branches = parts.filter(({ field }) => field === 'consequence' || field === 'alternative');
    return choice(
      raw,
      parts.map(({ node }) => node),
      branches.map(({ node }) => node),
    );
  }

  #switch(raw: RawNode): JvmNode {
    const condition = this.#optional(child(raw, 'condition'));
    const branches = named(childOf(raw, 'switch_block') ?? raw)
      .filter(({ type }) => type.startsWith('switch_'))
      .map((one) => {
        const body = named(one).filter(({ type }) => type !== 'switch_label');
        const [only] = body;
        return only !== undefined && body.length === 1
          ? this.node(only)
          : plain('block', one, this.#all(one));
      });
    return choice(raw, [...(condition === undefined ? [] : [condition]), ...branches], branches);
  }

  #assignment(raw: RawNode): JvmNode {
    const [left, right] = [this.#optional(child(raw, 'left')), this.#optional(child(raw, 'right'))];
    if (left === undefined || right === undefined) return plain('other', raw, this.#all(raw));
    return makeNode(raw, [left, right], { kind: 'assignment', target: left, value: right });
  }
}
