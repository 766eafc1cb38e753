import type { Trees } from '../../grammar/grammars';
import type { Reading } from '../../reading';
import type { SourceFile } from '../../source-file';
import { bicepPieces } from './bicep-pieces';
import { BicepValues } from './bicep-values';
import type { Input, Resource } from '../infra-file';
import { asDefault, type Entry } from '../value';
import { Names, type FindElsewhere } from '../names';
import {
  child,
  commentsIn,
  descendants,
  hasChild,
  spanOf,
  type Syntax,
  copyTree,
} from '../../grammar/syntax';

const leaves = new Set([
  'type',
  'string_content',
  'comment',
  'user_defined_type',
  'number',
  'boolean',
  'null',
]);
const declarations = new Set([
  'resource_declaration',
  'module_declaration',
  'parameter_declaration',
  'variable_declaration',
  'output_declaration',
]);

/** Declarations of apps are shorter; on long texts that are none at all, the grammar takes minutes. */
const maxPiece = 30_000;

/** Reads a Bicep file. Resources within what does not parse are read as well; their objects are open. */
export function readBicep({ path, text }: SourceFile, trees: Trees, elsewhere?: FindElsewhere): Reading {
  const isParameters = path.toLowerCase().endsWith('.bicepparam');
  const pieces = bicepPieces(isParameters ? asVariables(text) : text).filter(
    (piece) => piece.text.length <= maxPiece,
  );
  const children = pieces.map((piece) =>
    trees.read('bicep', piece.text, (node) => copyTree(node, { leaves, offset: piece.start })),
  );
  const root: Syntax = { type: 'pieces', start: 0, end: text.length, children };
  const file = new BicepReader(text, elsewhere).read(root);
  // What a parameter file has for definitions is what it gives to another file.
  const subject = isParameters ? { ...file, given: file.definitions, definitions: [] } : file;
  return { subjects: [subject], comments: commentsIn(root, text) };
}

/** The grammar knows parameters with types only; variables are written as those of parameter files are. Offsets stay true. */
function asVariables(text: string): string {
  return text.replace(/^param(?=[ \t])/gm, 'var  ');
}

class BicepReader {
  readonly #values: BicepValues;
  readonly #resources: Resource[] = [];
  readonly #inputs: Input[] = [];
  readonly #definitions: Entry[] = [];
  readonly #outputs: Entry[] = [];
  readonly #names: Names;

  constructor(text: string, elsewhere: FindElsewhere | undefined) {
    this.#names = new Names(undefined, elsewhere);
    this.#values = new BicepValues(text);
  }

  read(root: Syntax) {
    this.#walk(root, undefined);
    return {
      ...({ kind: 'infra', language: 'bicep', resources: this.#resources } as const),
      inputs: this.#inputs,
      definitions: this.#definitions,
      outputs: this.#outputs,
      names: this.#names,
      given: [],
    };
  }

  #walk(node: Syntax, around: Resource | undefined): void {
    let secure = false;
    for (const one of node.children) {
      if (one.type === 'decorators') secure = this.#isSecure(one);
      else if (!declarations.has(one.type)) this.#walk(one, around);
      else {
        this.#declare(one, secure, around);
        secure = false;
      }
    }
  }

  #isSecure(decorators: Syntax): boolean {
    return [...descendants(decorators, new Set(['identifier']))].some(
      (name) => this.#values.textOf(name) === 'secure',
    );
  }

  #declare(node: Syntax, secure: boolean, around: Resource | undefined): void {
    if (node.type === 'parameter_declaration') this.#input(node, secure);
    else if (node.type === 'resource_declaration' || node.type === 'module_declaration')
      this.#resource(node, around);
    else this.#definition(node);
  }

  #input(node: Syntax, secure: boolean): void {
    const nameNode = child(node, 'identifier');
    if (nameNode === undefined) return;
    const valueNode = valueOf(node);
    const value = valueNode === undefined ? undefined : asDefault(this.#values.read(valueNode));
    const name = this.#values.textOf(nameNode);
    if (value !== undefined) this.#names.set(name, value);
    const equals = child(node, '=');
    this.#inputs.push({
      name,
      nameSpan: spanOf(nameNode),
      value,
      secure,
      ...(equals !== undefined && { assigned: { start: equals.start, end: node.end } }),
    });
  }

  #definition(node: Syntax): void {
    const [keySpan, valueNode] = [child(node, 'identifier'), valueOf(node)];
    if (keySpan === undefined || valueNode === undefined) return;
    const [key, value] = [this.#values.textOf(keySpan), this.#values.read(valueNode)];
    const entry = { key, keySpan: spanOf(keySpan), value, span: spanOf(node) };
    if (node.type === 'output_declaration') this.#outputs.push(entry);
    else {
      this.#definitions.push(entry);
      this.#names.set(key, value);
    }
  }

  #resource(node: Syntax, around: Resource | undefined): void {
    const [symbol, typeNode] = [child(node, 'identifier'), child(node, 'string')];
    const bodyNode = bodyOf(node);
    if (symbol === undefined || typeNode === undefined || bodyNode === undefined) return;
    const name = this.#values.textOf(symbol);
    const resource: Resource = {
      ...this.#typeOf(typeNode, node.type === 'module_declaration', around),
      address: [...(around?.address ?? []), name],
      existing: hasChild(node, 'existing'),
      body: this.#values.object(bodyNode),
      ...(around !== undefined && { parent: around }),
      names: this.#names,
    };
    this.#resources.push(resource);
    this.#walk(bodyNode, resource);
  }

  #typeOf(node: Syntax, module: boolean, around: Resource | undefined) {
    const typeSpan = { start: node.start + 1, end: Math.max(node.start + 1, node.end - 1) };
    if (module) return { type: 'module', typeSpan, source: this.#values.textOf(typeSpan) };
    const text = this.#values.textOf(typeSpan);
    const at = text.indexOf('@');
    const own = (at < 0 ? text : text.slice(0, at)).toLowerCase();
    // A nested resource of one word is of the type around it; a full type says all itself.
    const type = around !== undefined && !own.includes('.') ? `${around.type}/${own}` : own;
    const version = at < 0 ? undefined : text.slice(at + 1);
    if (version === undefined)
      return { type, typeSpan, ...(around?.apiVersion !== undefined && { apiVersion: around.apiVersion }) };
    return {
      type,
      typeSpan,
      apiVersion: { text: version, span: { start: typeSpan.start + at + 1, end: typeSpan.end } },
    };
  }
}

/** The object of a declaration, also below `if (...)` and `[for ...]`. */
function bodyOf(node: Syntax): Syntax | undefined {
  let at: Syntax | undefined = node;
  while (at !== undefined && at.type !== 'object') at = child(at, 'object', 'if_statement', 'for_statement');
  return at;
}

function valueOf(node: Syntax): Syntax | undefined {
  const equals = node.children.findIndex(({ type }) => type === '=');
  return equals < 0 ? undefined : node.children.slice(equals + 1).find(({ type }) => type !== 'comment');
}
