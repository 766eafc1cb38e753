import { parseTree, type Node } from 'jsonc-parser';
import type { Trees } from '../../grammar/grammars';
import { child, copyTree, type Syntax } from '../../grammar/syntax';
import { isNestedBeyond } from '../../nesting';
import { nothingRead, type Reading } from '../../reading';
import type { SourceFile } from '../../source-file';
import type { Span } from '../../span';
import { bareValue, insideOf, pairsOf, spanOf } from '../json-nodes';
import { Names, type FindElsewhere } from '../names';
import type { Entry, ObjectValue, Value } from '../value';
import { TerraformBlocks, type Label } from './terraform-blocks';
import { terraformLeaves } from './terraform-syntax';
import { TerraformValues } from './terraform-values';

/** Deeper than any configuration; the parser works by recursion. */
const maxDepth = 400;
/** More templates than people write; each is parsed on its own. */
const maxTemplates = 2_000;

/** Reads Terraform's JSON: `*.tf.json` as its other files, and the values that `*.tfvars.json` give to variables. */
export function readTerraformJson(
  { path, text }: SourceFile,
  trees: Trees,
  elsewhere?: FindElsewhere,
): Reading {
  if (isNestedBeyond(text, maxDepth)) return nothingRead;
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root?.type !== 'object') return nothingRead;
  const values = new JsonValues(text, trees);
  const blocks = new TerraformBlocks(new Names(undefined, elsewhere));
  const isValues = path.toLowerCase().endsWith('.tfvars.json');
  if (!isValues) takeBlocks(values, blocks, root);
  return { subjects: [blocks.file(isValues ? values.object(root).entries : [])], comments: [] };
}

/** How many words stand behind a keyword; in JSON they are keys in each other. */
const labelsOf: ReadonlyMap<string, number> = new Map([
  ['resource', 2],
  ['data', 2],
  ['module', 1],
  ['variable', 1],
  ['output', 1],
  ['locals', 0],
]);

function takeBlocks(values: JsonValues, blocks: TerraformBlocks, root: Node): void {
  for (const { key, keySpan, value } of pairsOf(root)) {
    const count = labelsOf.get(key);
    if (count === undefined) continue;
    for (const { labels, body } of bodiesIn(value, count))
      blocks.take({
        keyword: key,
        keywordSpan: keySpan,
        labels,
        body: values.block(body),
        span: spanOf(body),
      });
  }
}

interface Body {
  readonly labels: readonly Label[];
  readonly body: Node;
}

/** A list stands for several blocks at every level. */
function* bodiesIn(node: Node, labels: number, before: readonly Label[] = []): Generator<Body> {
  if (node.type === 'array') {
    for (const one of node.children ?? []) yield* bodiesIn(one, labels, before);
  } else if (node.type === 'object') {
    if (labels === 0) yield { labels: before, body: node };
    else
      for (const { key, keySpan, value } of pairsOf(node))
        yield* bodiesIn(value, labels - 1, [...before, { name: key, span: keySpan }]);
  }
}

class JsonValues {
  readonly #text: string;
  readonly #trees: Trees;
  readonly #templates: TerraformValues;
  #parsed = 0;

  constructor(text: string, trees: Trees) {
    this.#text = text;
    this.#trees = trees;
    this.#templates = new TerraformValues(text);
  }

  block(node: Node): ObjectValue {
    const over = pairsOf(node).find(({ key }) => key === 'for_each')?.value;
    return this.#templates.forEach(over && this.#read(over), () => this.object(node));
  }

  object(node: Node): ObjectValue {
    const entries = pairsOf(node).map(({ value, ...rest }): Entry => ({ ...rest, value: this.#read(value) }));
    const open = entries.length < (node.children ?? []).length;
    return { kind: 'object', entries, open, span: spanOf(node) };
  }

  #read(node: Node): Value {
    switch (node.type) {
      case 'object':
        return this.object(node);
      case 'array':
        return this.#array(node.children ?? [], spanOf(node));
      case 'string':
        return this.#string(node);
      default:
        return bareValue(node, this.#text);
    }
  }

  /** One block in a list is written without it as well. */
  #array(items: readonly Node[], span: Span): Value {
    const [only] = items;
    if (only?.type === 'object' && items.length === 1) return this.object(only);
    return { kind: 'array', items: items.map((one) => this.#read(one)), open: false, span };
  }

  #string(node: Node): Value {
    const span = insideOf(node);
    const value = String(node.value);
    if (!/[$%]\{/.test(value)) return { kind: 'literal', value, span };
    const unknown: Value = { kind: 'unknown', text: value, span };
    // Escapes would shift the places of what is in the template.
    if (this.#text.slice(span.start, span.end) !== value || this.#parsed++ >= maxTemplates) return unknown;
    return this.#template(value, span) ?? unknown;
  }

  #template(value: string, { start }: Span): Value | undefined {
    const before = 'a="';
    const root = this.#trees.read('terraform', `${before}${value}"`, (node) =>
      copyTree(node, { leaves: terraformLeaves, offset: start - before.length }),
    );
    const attribute = ['body', 'attribute', 'expression'].reduce<Syntax | undefined>(
      (node, type) => node && child(node, type),
      root,
    );
    return attribute === undefined ? undefined : this.#templates.read(attribute);
  }
}
