import { findNodeAtLocation, parseTree, visit, type Node } from 'jsonc-parser';
import { isNestedBeyond } from '../../nesting';
import { nothingRead, type Comment, type Reading } from '../../reading';
import type { SourceFile } from '../../source-file';
import { insideOf } from '../json-nodes';
import { ArmValues, type Skipped } from './arm-values';
import { giveNames, resourceKey, shortKey, spelled } from './resource-names';
import type { InfraFile, Input, Resource } from '../infra-file';
import { asDefault, entryOf, type Entry, type ObjectValue, type Value } from '../value';
import { Names } from '../names';
import { springNamespace } from '../../../hosts/spring/types';

/** Deeper than any template; the parser works by recursion. */
const maxDepth = 400;

/** Reads JSON that is a deployment template, or has resources of Azure Spring Apps; other JSON holds nothing. */
export function readArm({ text }: SourceFile): Reading {
  const lower = text.toLowerCase();
  const parameters = lower.includes('deploymentparameters.json');
  const template = lower.includes('deploymenttemplate.json') || lower.includes(springNamespace.toLowerCase());
  if ((!template && !parameters) || isNestedBeyond(text, maxDepth)) return nothingRead;
  const root = withinText(parseTree(text, [], { allowTrailingComma: true }), text.length);
  if (root?.type !== 'object') return nothingRead;
  const isRead = findNodeAtLocation(root, [parameters ? 'parameters' : 'resources']) !== undefined;
  if (!isRead) return nothingRead;
  if (parameters) return { subjects: [readParameters(text, root)], comments: commentsIn(text) };
  return { subjects: [new ArmReader(text).read(root)], comments: commentsIn(text) };
}

/** What a parameter file gives to a template; secrets that it takes from a key vault are no values. */
function readParameters(text: string, root: Node): InfraFile {
  const node = findNodeAtLocation(root, ['parameters']);
  const entries = node?.type === 'object' ? new ArmValues(text).object(node).entries : [];
  const given = entries.flatMap((entry): readonly Entry[] => {
    const value = entry.value.kind === 'object' ? entryOf(entry.value, 'value')?.value : undefined;
    return value === undefined ? [] : [{ ...entry, value }];
  });
  const nothing = { resources: [], inputs: [], definitions: [], outputs: [] };
  return { kind: 'infra', language: 'arm', ...nothing, given, names: new Names() };
}

/** The parser counts a character too many where the text ends in a comment that is not closed. */
function withinText(root: Node | undefined, length: number): Node | undefined {
  for (let last = root; last !== undefined; last = last.children?.at(-1))
    (last as { length: number }).length = Math.min(last.length, length - last.offset);
  return root;
}

/** What is known where a list of resources stands. */
interface Around {
  readonly names: Names;
  readonly parent: Resource | undefined;
  /** What the resource around is called. */
  readonly around: string | undefined;
}

class ArmReader {
  readonly #values: ArmValues;
  readonly #resources: Resource[] = [];
  readonly #inputs: Input[] = [];
  readonly #definitions: Entry[] = [];
  readonly #outputs: Entry[] = [];

  constructor(text: string) {
    this.#values = new ArmValues(text);
  }

  read(root: Node) {
    const names = new Names();
    this.#template(root, names);
    return {
      names,
      given: [],
      ...({ kind: 'infra', language: 'arm', resources: this.#resources } as const),
      inputs: this.#inputs,
      definitions: this.#definitions,
      outputs: this.#outputs,
    };
  }

  #template(root: Node, names: Names): void {
    for (const { key, keySpan, value } of this.#entriesAt(root, 'parameters'))
      this.#input(key, keySpan, value, names);
    for (const entry of this.#entriesAt(root, 'variables')) {
      this.#definitions.push(entry);
      names.set(`variables('${entry.key.toLowerCase()}')`, entry.value);
    }
    for (const entry of this.#entriesAt(root, 'outputs')) {
      const value = entry.value.kind === 'object' ? inner(entry.value, 'value') : undefined;
      if (value !== undefined) this.#outputs.push({ ...entry, value });
    }
    this.#resourcesIn(root, { names, parent: undefined, around: undefined });
  }

  #input(name: string, nameSpan: Entry['keySpan'], declared: Value, names: Names): void {
    if (declared.kind !== 'object') return;
    const [given, type] = [entryOf(declared, 'defaultValue'), inner(declared, 'type')];
    const value = given && asDefault(given.value);
    const secure = type?.kind === 'literal' && String(type.value).toLowerCase().startsWith('secure');
    this.#inputs.push({
      name,
      nameSpan,
      value,
      secure,
      ...(given !== undefined && { assigned: given.span }),
    });
    const key = `parameters('${name.toLowerCase()}')`;
    if (value === undefined) names.hide(key);
    else names.set(key, value);
  }

  #entriesAt(root: Node, name: string): readonly Entry[] {
    const node = findNodeAtLocation(root, [name]);
    return node?.type === 'object' ? this.#values.object(node).entries : [];
  }

  /** An array, or since language version 2.0 an object by symbolic name. */
  #resourcesIn(node: Node, around: Around): void {
    const list = findNodeAtLocation(node, ['resources']);
    for (const one of list?.children ?? []) {
      const [symbol, inner] =
        one.type === 'property' ? [one.children?.[0], one.children?.[1]] : [undefined, one];
      if (inner?.type === 'object') this.#resource(inner, { ...around, symbol: String(symbol?.value ?? '') });
    }
  }

  #resource(node: Node, { names, parent, around, symbol }: Around & { readonly symbol: string }): void {
    const typeNode = findNodeAtLocation(node, ['type']);
    if (typeNode?.type !== 'string') return;
    const written = String(typeNode.value).toLowerCase();
    const version = findNodeAtLocation(node, ['apiVersion']);
    const own = this.#values.object(node, written === deployment ? withTemplate : nestedIn);
    // A nested resource of one word is of the type around it.
    const type = parent !== undefined && !written.includes('.') ? `${parent.type}/${written}` : written;
    const name = this.#nameOf(own, names, type === written ? undefined : around);
    const address = symbol === '' ? resourceKey(type, [name]) : symbol;
    giveNames(names, { address, keys: [resourceKey(type, [name]), shortKey(name), shortKey(symbol)] });
    const resource: Resource = {
      type,
      typeSpan: insideOf(typeNode),
      ...(version?.type === 'string' && {
        apiVersion: { text: String(version.value), span: insideOf(version) },
      }),
      address: [address],
      existing: own.entries.some((one) => one.key === 'existing' && isTrue(one.value)),
      body: own,
      ...(parent !== undefined && { parent }),
      names,
    };
    this.#resources.push(resource);
    this.#resourcesIn(node, { names, parent: resource, around: name });
    if (resource.type === deployment) this.#nested(node, names);
  }

  /** A resource within another one is called by what that is called, too. */
  #nameOf(body: ObjectValue, names: Names, around: string | undefined): string {
    const value = entryOf(body, 'name')?.value;
    const name = value === undefined ? '' : spelled(value, names);
    return around === undefined ? name : `${around}/${name}`;
  }

  #nested(node: Node, names: Names): void {
    const template = findNodeAtLocation(node, ['properties', 'template']);
    if (template?.type !== 'object') return;
    const scope = findNodeAtLocation(node, ['properties', 'expressionEvaluationOptions', 'scope']);
    const own = String(scope?.value ?? 'outer').toLowerCase() === 'inner';
    // Names of the template around are seen where it does not ask for a scope of its own.
    this.#template(template, new Names(own ? undefined : names));
  }
}

/** What lies in a resource and is read on its own: further resources, a whole template. */
const nestedIn: Skipped = { resources: true };
const deployment = 'microsoft.resources/deployments';
/** What other resources call their template is their own: that of container apps has their variables. */
const withTemplate: Skipped = { resources: true, properties: { template: true } };

function inner(object: ObjectValue, name: string): Value | undefined {
  return entryOf(object, name)?.value;
}

function isTrue(value: Value): boolean {
  return value.kind === 'literal' && value.value === true;
}

function commentsIn(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  const onComment = (start: number, length: number): void => {
    const span = { start, end: Math.min(start + length, text.length) };
    comments.push({ span, text: text.slice(span.start, span.end) });
  };
  visit(text, { onComment }, { allowTrailingComma: true });
  return comments;
}
