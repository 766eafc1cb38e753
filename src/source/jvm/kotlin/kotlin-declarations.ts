import type { JvmNode, JvmVariable } from '../jvm-file';
import { makeNode, plain, variable, type Annotated } from '../make-node';
import type { Lowering } from '../lowering';
import { child, childOf, named, type RawNode } from '../raw-tree';

export const typeNodes = ['user_type', 'nullable_type', 'function_type', 'parenthesized_type', 'type'];

/** Brings what Kotlin declares (types, functions, variables) into the common form. */
export class KotlinDeclarations {
  readonly #tree: Lowering;

  constructor(tree: Lowering) {
    this.#tree = tree;
  }

  members(raw: RawNode): JvmNode {
    const members = named(raw).map((one) =>
      one.type === 'property_declaration' ? this.property(one, 'field') : this.#tree.node(one),
    );
    return plain('other', raw, members);
  }

  #annotated(raw: RawNode): Annotated {
    const modifiers = childOf(raw, 'modifiers', 'parameter_modifiers')?.children ?? [];
    const found = modifiers
      .filter(({ type }) => type === 'annotation')
      .map((one) => {
        const made = childOf(one, 'constructor_invocation');
        const type = childOf(made ?? one, 'user_type');
        const args = made && childOf(made, 'value_arguments');
        const nodes = args === undefined ? [] : this.#tree.all(args);
        const name = type === undefined ? '' : this.#tree.slice(type);
        return { annotation: { name, args: nodes }, node: plain('annotation', one, nodes) };
      });
    return { annotations: found.map(({ annotation }) => annotation), nodes: found.map(({ node }) => node) };
  }

  #rest(raw: RawNode, without?: string): readonly JvmNode[] {
    return named(raw)
      .filter(
        ({ type, field }) =>
          !type.endsWith('modifiers') && field !== 'name' && !typeNodes.includes(type) && type !== without,
      )
      .map((one) => this.#tree.node(one));
  }

  type(raw: RawNode): JvmNode {
    const { annotations, nodes } = this.#annotated(raw);
    const name = child(raw, 'name');
    const constructor = childOf(raw, 'primary_constructor');
    const list = constructor && childOf(constructor, 'class_parameters');
    const parameters = list === undefined ? [] : this.parameters(list);
    const rest = this.#rest(raw, 'primary_constructor');
    return makeNode(raw, [...nodes, ...parameters, ...rest], {
      kind: 'type',
      name: name === undefined ? '' : this.#tree.slice(name),
      annotations,
      parameters,
      supertypes: this.#supertypes(raw),
    });
  }

  #supertypes(raw: RawNode): readonly string[] {
    const list = childOf(raw, 'delegation_specifiers');
    return (list === undefined ? [] : named(list)).flatMap((specifier) => {
      const made = childOf(specifier, 'constructor_invocation', 'explicit_delegation');
      const type = childOf(made ?? specifier, 'user_type');
      return type === undefined ? [] : [withoutArguments(this.#tree.slice(type))];
    });
  }

  function(raw: RawNode): JvmNode {
    const { annotations, nodes } = this.#annotated(raw);
    const { name, receiverType } = this.#functionName(raw);
    const list = childOf(raw, 'function_value_parameters');
    const parameters = list === undefined ? [] : this.parameters(list);
    const from = list === undefined ? -1 : raw.children.indexOf(list);
    const type = raw.children.slice(from + 1).find(({ type }) => typeNodes.includes(type));
    const children = [...nodes, ...parameters, ...this.#rest(raw, 'function_value_parameters')];
    return makeNode(raw, children, {
      kind: 'function',
      name,
      annotations,
      parameters,
      receiverType,
      returnType: type && this.#tree.slice(type),
      isAbstract: list !== undefined && childOf(raw, 'function_body') === undefined,
    });
  }

  /** The grammar takes `fun Type.name()` for a type `Type.name` and a name of no length. */
  #functionName(raw: RawNode): { readonly name: string; readonly receiverType: string | undefined } {
    const name = child(raw, 'name');
    if (name === undefined) return { name: '<init>', receiverType: undefined };
    const type = raw.children
      .slice(0, raw.children.indexOf(name))
      .find((one) => typeNodes.includes(one.type));
    if (type === undefined) return { name: this.#tree.slice(name), receiverType: undefined };
    if (name.end > name.start)
      return { name: this.#tree.slice(name), receiverType: withoutArguments(this.#tree.slice(type)) };
    const path = this.#tree.slice(type);
    const dot = path.lastIndexOf('.');
    return { name: path.slice(dot + 1), receiverType: withoutArguments(path.slice(0, Math.max(0, dot))) };
  }

  /** What follows a parameter's `=` is its default; within functions the grammar puts it beside the parameter. */
  parameters(list: RawNode): readonly JvmVariable[] {
    return list.children.flatMap((one, i) => {
      if (one.type !== 'parameter' && one.type !== 'class_parameter') return [];
      const beside = list.children[i + 1]?.type === '=' ? list.children[i + 2] : undefined;
      return [this.parameter(one, beside)];
    });
  }

  /** `= expression` returns it. */
  body(raw: RawNode): JvmNode {
    const [only] = named(raw);
    if (only === undefined) return plain('block', raw, []);
    if (only.type === 'block') return this.#tree.node(only);
    return makeNode(only, [this.#tree.node(only)], { kind: 'return', from: 'function' });
  }

  parameter(raw: RawNode, beside?: RawNode): JvmVariable {
    const isField = raw.children.some(({ type }) => type === 'val' || type === 'var');
    const value = beside ?? valueIn(raw);
    const lowered = value && this.#tree.node(value);
    return this.variable(raw, raw, isField ? 'field' : 'parameter', lowered);
  }

  property(raw: RawNode, role: JvmVariable['role']): JvmNode {
    const declared = childOf(raw, 'variable_declaration');
    const value = valueIn(raw);
    if (declared === undefined) return this.#tree.other(raw);
    const delegate = childOf(raw, 'property_delegate');
    const others = raw.children.filter(({ type }) => type === 'getter' || type === 'setter');
    const lowered = value && this.#tree.node(value);
    return this.variable(raw, declared, role, lowered, [...(delegate ? [delegate] : []), ...others]);
  }

  variable(
    ...[raw, declared, role, value, others = []]: [
      RawNode,
      RawNode,
      JvmVariable['role'],
      JvmNode | undefined,
      (readonly RawNode[])?,
    ]
  ): JvmVariable {
    const name = childOf(declared, 'identifier');
    const type = childOf(declared, ...typeNodes);
    const parts = {
      role,
      value,
      annotated: this.#annotated(raw),
      name: name === undefined ? '' : this.#tree.slice(name),
      type: type && { name: this.#tree.slice(type), span: { start: type.start, end: type.end } },
      constant: childOf(raw, 'modifiers')?.children.some((one) => this.#tree.slice(one) === 'const') === true,
    };
    return variable(
      raw,
      parts,
      others.map((one) => this.#tree.node(one)),
    );
  }
}

function valueIn(raw: RawNode): RawNode | undefined {
  const from = raw.children.findIndex(({ type }) => type === '=');
  return from < 0 ? undefined : raw.children.slice(from).find((one) => one.named);
}

function withoutArguments(type: string): string {
  const at = type.indexOf('<');
  return at < 0 ? type : type.slice(0, at);
}
