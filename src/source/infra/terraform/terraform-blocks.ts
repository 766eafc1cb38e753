import type { Span } from '../../span';
import type { InfraFile, Input, Resource } from '../infra-file';
import type { Names } from '../names';
import { givenName } from '../names-elsewhere';
import { asDefault, entryOf, type Entry, type ObjectValue } from '../value';

/** A word behind the keyword of a block; its span is without quotes. */
export interface Label {
  readonly name: string;
  readonly span: Span;
}

export interface TerraformBlock {
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly labels: readonly Label[];
  readonly body: ObjectValue;
  readonly span: Span;
}

/** Makes a file of the blocks in it, whatever they are written in. */
export class TerraformBlocks {
  readonly #resources: Resource[] = [];
  readonly #inputs: Input[] = [];
  readonly #definitions: Entry[] = [];
  readonly #outputs: Entry[] = [];
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  file(given: readonly Entry[]): InfraFile {
    return {
      kind: 'infra',
      language: 'terraform',
      resources: this.#resources,
      inputs: this.#inputs,
      definitions: this.#definitions,
      outputs: this.#outputs,
      given,
      names: this.#names,
    };
  }

  take(block: TerraformBlock): void {
    switch (block.keyword) {
      case 'resource':
        this.#resource(block, false);
        break;
      case 'data':
        this.#resource(block, true);
        break;
      case 'module':
        this.#module(block);
        break;
      case 'locals':
        this.#locals(block);
        break;
      case 'variable':
        this.#variable(block);
        break;
      case 'output':
        this.#output(block);
        break;
    }
  }

  #resource({ labels: [type, name], body }: TerraformBlock, existing: boolean): void {
    if (type === undefined || name === undefined) return;
    const resource = {
      type: type.name.toLowerCase(),
      typeSpan: type.span,
      body,
      existing,
      names: this.#names,
      address: existing ? ['data', type.name, name.name] : [type.name, name.name],
    };
    this.#resources.push(type.name.startsWith('azapi_') ? asAzureResource(resource) : resource);
  }

  #module({ keywordSpan, labels: [name], body }: TerraformBlock): void {
    if (name === undefined) return;
    const from = entryOf(body, 'source')?.value;
    const source = from?.kind === 'literal' ? { source: String(from.value) } : {};
    const rest = { body, existing: false, address: ['module', name.name], names: this.#names };
    this.#resources.push({ type: 'module', typeSpan: keywordSpan, ...source, ...rest });
  }

  #locals({ body }: TerraformBlock): void {
    for (const entry of body.entries) {
      this.#definitions.push(entry);
      this.#names.set(`local.${entry.key}`, entry.value);
    }
  }

  #variable({ labels: [label], body }: TerraformBlock): void {
    if (label === undefined) return;
    const given = entryOf(body, 'default');
    const value = given && asDefault(given.value);
    const sensitive = entryOf(body, 'sensitive')?.value;
    const secure = sensitive !== undefined && (sensitive.kind !== 'literal' || sensitive.value === true);
    const isReplaced = this.#names.find(givenName(label.name)) !== undefined;
    if (value !== undefined && !isReplaced) this.#names.set(`var.${label.name}`, value);
    this.#inputs.push({
      name: label.name,
      nameSpan: label.span,
      value,
      secure,
      // Where it is said not to be secret, that has to be changed first.
      ...(given !== undefined && sensitive === undefined && { assigned: given.span }),
    });
  }

  #output({ labels: [label], body, span }: TerraformBlock): void {
    const value = entryOf(body, 'value')?.value;
    if (label === undefined || value === undefined) return;
    this.#outputs.push({ key: label.name, keySpan: label.span, value, span });
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
  const emptied = body.entries.map((entry) =>
    entry.value === inner ? { ...entry, value: { ...inner, entries: [] } } : entry,
  );
  return { ...body, entries: [...emptied, ...inner.entries], open: body.open || inner.open };
}
