import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair, Scalar } from 'yaml';
import { parseYaml } from '../parse-yaml';
import { nothingRead, type Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { Span } from '../span';
import { segmentsOf, springDocument, uniform, type SpringProperty, type WrittenKey } from './spring-config';
import { asSpringConfig } from './spring-file';

/** Deeper maps, and more properties than this, are no configuration that people wrote. */
const maxDepth = 200;
const maxSteps = 50_000;

/** Reads a YAML file as Spring does: nested maps and lists become dotted keys. */
export function readSpringYaml(file: SourceFile): Reading {
  const parsed = parseYaml(file.text);
  if (parsed === undefined) return nothingRead;
  const documents = parsed.documents.map((document) => springDocument(propertiesOf(document, file.text)));
  const config = asSpringConfig(file.path, 'yaml', documents);
  return { subjects: config === undefined ? [] : [config], comments: parsed.comments };
}

interface Step {
  readonly node: Node | null;
  readonly path: readonly string[];
  readonly written: readonly WrittenKey[];
  readonly flow: boolean;
  readonly text: string;
  /** Where the alias stands that led here. */
  readonly alias?: Span;
}

function propertiesOf(document: Document, text: string): readonly SpringProperty[] {
  const properties: SpringProperty[] = [];
  const anchors = new Map<string, Node>();
  const steps: Step[] = [{ node: document.contents, path: [], written: [], flow: false, text }];
  for (let count = 0; count < maxSteps; count++) {
    const step = steps.pop();
    if (step === undefined) break;
    if (step.path.length > maxDepth) continue;
    const { node } = step;
    if (node !== null && !isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
    const children = childrenOf(step, anchors);
    // The stack gives back last what is put in first.
    if (children !== undefined) for (const child of [...children].reverse()) steps.push(child);
    else if (step.path.length > 0) properties.push(propertyOf(step));
  }
  return properties;
}

/** `undefined` for a value that has none. */
function childrenOf(step: Step, anchors: ReadonlyMap<string, Node>): readonly Step[] | undefined {
  const { node } = step;
  if (isMap(node)) {
    const flow = node.flow === true;
    return node.items.flatMap((pair) => entryOf(pair as Pair<Node, Node | null>, { ...step, flow }));
  }
  if (isSeq(node))
    return node.items.map((item, index) => {
      const last = `${step.path.at(-1) ?? ''}[${String(index)}]`;
      return {
        ...step,
        node: item as Node,
        path: [...step.path.slice(0, -1), last],
        flow: node.flow === true,
      };
    });
  if (!isAlias(node)) return undefined;
  const target = anchors.get(node.source);
  return target === undefined ? [] : [{ ...step, node: target, alias: step.alias ?? spanOfNode(node) }];
}

function entryOf({ key, value }: Pair<Node, Node | null>, step: Step): readonly Step[] {
  if (!isScalar(key) || typeof key.value !== 'string') return [];
  // `<<: *defaults` puts the entries of another map here.
  if (key.value === '<<') return [{ ...step, node: value }];
  const path = [...step.path, ...segmentsOf(key.value)];
  const written = { span: withoutQuotes(key, step.text), depth: path.length, flow: step.flow };
  return [{ ...step, node: value, path, written: [...step.written, written] }];
}

function propertyOf({ node, path, written, alias, text }: Step): SpringProperty {
  const common = { key: uniform(path.join('.')), path, value: valueOf(node) };
  if (alias !== undefined) {
    const there = written.map((key) => ({ ...key, span: alias }));
    return { ...common, written: there, valueSpan: alias, end: alias.end, editable: false };
  }
  // A key that is only half typed may end the text.
  const behindKey = Math.min((written.at(-1)?.span.end ?? 0) + 1, text.length);
  if (!isScalar(node) || !node.range)
    return {
      ...common,
      written,
      valueSpan: { start: behindKey, end: behindKey },
      end: behindKey,
      editable: true,
    };
  return { ...common, written, valueSpan: withoutQuotes(node, text), end: endOf(node, text), editable: true };
}

function valueOf(node: Node | null): string {
  return isScalar(node) && typeof node.value === 'string' ? node.value.trim() : '';
}

function spanOfNode({ range }: Node): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** Block scalars reach to the start of the next line; what is theirs ends before. */
function endOf(scalar: Scalar, text: string): number {
  const { start, end } = spanOfNode(scalar);
  return start + text.slice(start, end).trimEnd().length;
}

function withoutQuotes(scalar: Scalar, text: string): Span {
  const [start, end] = [spanOfNode(scalar).start, endOf(scalar, text)];
  const quoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE';
  return quoted && end - start >= 2 ? { start: start + 1, end: end - 1 } : { start, end };
}
