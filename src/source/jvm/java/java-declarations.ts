import type { JvmNode, JvmVariable } from '../jvm-file';
import { makeNode, plain, variable, type Annotated } from '../make-node';
import type { Lowering } from '../lowering';
import { child, childOf, named, type RawNode } from '../raw-tree';

/** Brings what Java declares (types, functions, variables) into the common form. */
export class JavaDeclarations {
  readonly #tree: Lowering;

  constructor(tree: Lowering) {
    this.#tree = tree;
  }

  #annotated(raw: RawNode): Annotated {
    const written = (childOf(raw, 'modifiers')?.children ?? []).filter(({ type }) =>
      type.endsWith('annotation'),
    );
    const found = written.map((one) => {
      const args = child(one, 'arguments');
      const nodes = args === undefined ? [] : this.#tree.all(args);
      return {
        annotation: { name: this.#tree.name(one), args: nodes },
        node: plain('annotation', one, nodes),
      };
    });
    return { annotations: found.map(({ annotation }) => annotation), nodes: found.map(({ node }) => node) };
  }

  #rest(raw: RawNode, ...without: readonly string[]): readonly JvmNode[] {
    return named(raw)
      .filter(({ type, field }) => type !== 'modifiers' && !without.includes(field ?? ''))
      .map((one) => this.#tree.node(one));
  }

  type(raw: RawNode): JvmNode {
    const { annotations, nodes } = this.#annotated(raw);
    const parameters = this.#parameters(raw, raw.type === 'record_declaration' ? 'field' : 'parameter');
    const rest = this.#rest(raw, 'name', 'superclass', 'interfaces', 'parameters');
    return makeNode(raw, [...nodes, ...parameters, ...rest], {
      kind: 'type',
      name: this.#tree.name(raw),
      annotations,
      parameters,
      supertypes: this.#supertypes(raw),
    });
  }

  #supertypes(raw: RawNode): readonly string[] {
    const superclass = child(raw, 'superclass');
    const interfaces = child(raw, 'interfaces');
    const lists = interfaces === undefined ? [] : named(interfaces).flatMap((list) => named(list));
    return [...(superclass === undefined ? [] : named(superclass)), ...lists].map((type) =>
      this.#tree.slice(type.type === 'generic_type' ? (type.children[0] ?? type) : type),
    );
  }

  function(raw: RawNode): JvmNode {
    const { annotations, nodes } = this.#annotated(raw);
    const name = raw.type === 'method_declaration' ? this.#tree.name(raw) : '<init>';
    const parameters = this.#parameters(raw, 'parameter');
    const type = child(raw, 'type');
    const children = [...nodes, ...parameters, ...this.#rest(raw, 'name', 'type', 'parameters')];
    return makeNode(raw, children, {
      kind: 'function',
      name,
      annotations,
      parameters,
      receiverType: undefined,
      returnType: type && this.#tree.slice(type),
      isAbstract: child(raw, 'body') === undefined,
    });
  }

  #parameters(raw: RawNode, role: JvmVariable['role']): readonly JvmVariable[] {
    const list = child(raw, 'parameters');
    return (list?.children ?? [])
      .filter(({ type }) => type === 'formal_parameter' || type === 'spread_parameter')
      .map((one) => this.#variable(one, childOf(one, 'variable_declarator') ?? one, role));
  }

  variables(raw: RawNode): JvmNode {
    const role = raw.type === 'local_variable_declaration' ? 'local' : 'field';
    const declarators = raw.children.filter(({ type }) => type === 'variable_declarator');
    const [only] = declarators;
    if (only !== undefined && declarators.length === 1) return this.#variable(raw, only, role);
    return plain(
      'other',
      raw,
      declarators.map((one) => this.#variable({ ...raw, start: one.start, end: one.end }, one, role)),
    );
  }

  single(raw: RawNode, role: JvmVariable['role']): JvmVariable {
    return this.#variable(raw, raw, role);
  }

  #variable(raw: RawNode, declarator: RawNode, role: JvmVariable['role']): JvmVariable {
    const type = child(raw, 'type');
    const written = type === undefined || this.#tree.slice(type) === 'var' ? undefined : type;
    return variable(raw, {
      role,
      name: this.#tree.name(declarator),
      annotated: this.#annotated(raw),
      constant: false,
      type: written && { name: this.#tree.slice(written), span: { start: written.start, end: written.end } },
      value: this.#optional(child(declarator, 'value')),
    });
  }

  untyped(raw: RawNode): JvmVariable {
    const annotated = { annotations: [], nodes: [] };
    return variable(raw, {
      role: 'parameter',
      name: this.#tree.slice(raw),
      type: undefined,
      constant: false,
      value: undefined,
      annotated,
    });
  }

  /** `x instanceof Type name` makes a variable. */
  instanceOf(raw: RawNode): JvmNode {
    const [name, right, left] = [child(raw, 'name'), child(raw, 'right'), child(raw, 'left')];
    if (name === undefined || right === undefined || left === undefined) return this.#tree.other(raw);
    const declared = variable(raw, {
      role: 'local',
      name: this.#tree.slice(name),
      constant: false,
      value: this.#tree.node(left),
      type: { name: this.#tree.slice(right), span: { start: right.start, end: right.end } },
      annotated: { annotations: [], nodes: [] },
    });
    return plain('other', raw, [declared]);
  }

  loopVariable(raw: RawNode, type: RawNode, name: RawNode): JvmVariable {
    const written = this.#tree.slice(type) === 'var' ? undefined : this.#tree.slice(type);
    return variable(
      { start: type.start, end: name.end },
      {
        role: 'local',
        name: this.#tree.slice(name),
        constant: false,
        value: undefined,
        type:
          written === undefined ? undefined : { name: written, span: { start: type.start, end: type.end } },
        annotated: this.#annotated(raw),
      },
    );
  }

  #optional(raw: RawNode | undefined): JvmNode | undefined {
    return raw === undefined ? undefined : this.#tree.node(raw);
  }
}
