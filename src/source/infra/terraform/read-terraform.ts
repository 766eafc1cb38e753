import type { Trees } from '../../grammar/grammars';
import type { Reading } from '../../reading';
import type { SourceFile } from '../../source-file';
import type { Input, Resource } from '../infra-file';
import { emptyObject, entryOf, type Entry, type ObjectValue } from '../value';
import { Names } from '../names';
import { child, commentsIn, copyTree, type Syntax } from '../../grammar/syntax';
import { TerraformValues } from './terraform-values';

const leaves = new Set([
  ...['block_start', 'block_end', 'object_start', 'object_end', 'tuple_start', 'tuple_end'],
  ...['comment', 'template_literal', 'string_lit', 'numeric_lit', 'bool_lit', 'null_lit'],
]);

/** Reads a Terraform file: its resources, data sources and modules, variables, locals and outputs. */
export function readTerraform({ text }: SourceFile, trees: Trees): Reading {
  const root = trees.read('terraform', text, (node) => copyTree(node, { leaves, offset: 0 }));
  return { subjects: [new TerraformReader(text).read(root)], comments: commentsIn(root, text) };
}

class TerraformReader {
  readonly #values: TerraformValues;
  readonly #resources: Resource[] = [];
  readonly #inputs: Input[] = [];
  readonly #definitions: Entry[] = [];
  readonly #outputs: Entry[] = [];
  readonly #names = new Names();

  constructor(text: string) {
    this.#values = new TerraformValues(text);
  }

  read(root: Syntax) {
    for (const block of outermostBlocks(root)) this.#block(block);
    return {
      ...({ kind: 'infra', language: 'terraform', resources: this.#resources } as const),
      ...{ inputs: this.#inputs, definitions: this.#definitions, outputs: this.#outputs },
      names: this.#names,
    };
  }

  #block(node: Syntax): void {
    const [keyword, ...labels] = node.children.filter(
      ({ type }) => type === 'identifier' || type === 'string_lit',
    );
    if (keyword === undefined) return;
    const bodyNode = child(node, 'body');
    const body =
      bodyNode === undefined
        ? emptyObject({ start: node.start, end: node.end })
        : this.#values.body(bodyNode);
    switch (this.#values.textOf(keyword)) {
      case 'resource':
        this.#resource(labels, body, false);
        break;
      case 'data':
        this.#resource(labels, body, true);
        break;
      case 'module':
        this.#module(keyword, labels, body);
        break;
      case 'locals':
        this.#locals(body);
        break;
      case 'variable':
        this.#variable(labels[0], body);
        break;
      case 'output':
        this.#output(node, labels[0], body);
        break;
    }
  }

  #resource([typeNode, nameNode]: readonly Syntax[], body: ObjectValue, existing: boolean): void {
    if (typeNode === undefined || nameNode === undefined) return;
    const [type, name] = [this.#values.label(typeNode), this.#values.label(nameNode)];
    const typeSpan = this.#values.labelSpan(typeNode);
    const resource = {
      ...{ type: type.toLowerCase(), typeSpan, body, existing, names: this.#names },
      address: existing ? ['data', type, name] : [type, name],
    };
    this.#resources.push(type.startsWith('azapi_') ? asAzureResource(resource) : resource);
  }

  #module({ start, end }: Syntax, [nameNode]: readonly Syntax[], body: ObjectValue): void {
    if (nameNode === undefined) return;
    const address = ['module', this.#values.label(nameNode)];
    const rest = { body, existing: false, address, names: this.#names };
    this.#resources.push({ type: 'module', typeSpan: { start, end }, ...rest });
  }

  #locals(body: ObjectValue): void {
    for (const entry of body.entries) {
      this.#definitions.push(entry);
      this.#names.set(`local.${entry.key}`, entry.value);
    }
  }

  #variable(nameNode: Syntax | undefined, body: ObjectValue): void {
    if (nameNode === undefined) return;
    const name = this.#values.label(nameNode);
    const given = entryOf(body, 'default');
    const value = given?.value;
    const sensitive = entryOf(body, 'sensitive')?.value;
    const secure = sensitive !== undefined && (sensitive.kind !== 'literal' || sensitive.value === true);
    if (value !== undefined) this.#names.set(`var.${name}`, value);
    const nameSpan = this.#values.labelSpan(nameNode);
    this.#inputs.push({
      ...{ name, nameSpan, value, secure },
      // Where it is said not to be secret, that has to be changed first.
      ...(given !== undefined && sensitive === undefined && { assigned: given.span }),
    });
  }

  #output({ start, end }: Syntax, nameNode: Syntax | undefined, body: ObjectValue): void {
    const value = entryOf(body, 'value')?.value;
    if (nameNode === undefined || value === undefined) return;
    const keySpan = this.#values.labelSpan(nameNode);
    this.#outputs.push({ key: this.#values.label(nameNode), keySpan, value, span: { start, end } });
  }
}

/** `azapi_resource` is the Azure resource whose type it names; its `body` is what the REST API gets. */
function asAzureResource(resource: Resource): Resource {
  const type = entryOf(resource.body, 'type')?.value;
  if (type?.kind !== 'literal' || typeof type.value !== 'string') return resource;
  const at = type.value.indexOf('@');
  const name = at < 0 ? type.value : type.value.slice(0, at);
  const { start, end } = type.span;
  return {
    ...resource,
    type: name.toLowerCase(),
    typeSpan: type.span,
    ...(at >= 0 && { apiVersion: { text: type.value.slice(at + 1), span: { start: start + at + 1, end } } }),
    body: withInner(resource.body),
  };
}

function withInner(body: ObjectValue): ObjectValue {
  const inner = entryOf(body, 'body')?.value;
  if (inner === undefined) return body;
  if (inner.kind !== 'object') return { ...body, open: true };
  return { ...body, entries: [...body.entries, ...inner.entries], open: body.open || inner.open };
}

/** Blocks that lie in no other block, also in what did not parse. */
function* outermostBlocks(root: Syntax): Generator<Syntax> {
  for (const one of root.children) {
    if (one.type === 'block') yield one;
    else yield* outermostBlocks(one);
  }
}
