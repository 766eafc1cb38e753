import { isMap, isScalar, isSeq, type Pair, type Scalar } from 'yaml';
import type { Trees } from '../grammar/grammars';
import { parseYaml } from '../parse-yaml';
import { nothingRead, type Comment, type Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { readPowerShellText } from './read-powershell';
import { readShellText } from './read-shell';
import { scalarText } from './scalar-text';
import type { Assignment, NamedApp, Script } from './script-file';
import { textParts } from './script-text';
import { appOf } from './workflow-app';
import { scriptSyntax } from './workflow-syntax';
import { entriesOf, type Place } from './workflow-place';
import { wordOf } from './words';

/** Deeper maps are no workflow that people wrote. */
const maxDepth = 100;

/** Reads the scripts in a YAML file, and what variables it hands to them. */
export function readWorkflow(file: SourceFile, trees: Trees): Reading {
  const parsed = parseYaml(file.text);
  if (parsed === undefined) return nothingRead;
  const reader = new WorkflowReader(file, trees);
  for (const { contents } of parsed.documents) reader.read(contents, { entries: new Map() }, 0);
  const { scripts, environments, apps } = reader;
  const comments = [...parsed.comments, ...reader.comments].sort((a, b) => a.span.start - b.span.start);
  return { subjects: [{ kind: 'script', scripts, environments, apps }], comments };
}

/** A container beside a job, mostly a database that lives as long as the job: `services.<name>`. */
function isService({ up }: Place): boolean {
  return up?.up?.key === 'services';
}

class WorkflowReader {
  readonly scripts: Script[] = [];
  readonly environments: (readonly Assignment[])[] = [];
  readonly apps: NamedApp[] = [];
  readonly comments: Comment[] = [];
  readonly #file: SourceFile;
  readonly #trees: Trees;

  constructor(file: SourceFile, trees: Trees) {
    this.#file = file;
    this.#trees = trees;
  }

  read(node: unknown, up: Place, depth: number): void {
    if (depth > maxDepth) return;
    if (isSeq(node)) for (const item of node.items) this.read(item, up, depth + 1);
    if (!isMap(node)) return;
    const place: Place = { entries: entriesOf(node), up };
    const app = appOf(place);
    if (app !== undefined) this.apps.push(app);
    for (const pair of node.items) this.#entry(pair, place, depth);
  }

  #entry({ key, value }: Pair, place: Place, depth: number): void {
    if (!isScalar(key)) return;
    const name = String(key.value).toLowerCase();
    if (isScalar(value)) this.#script(name, value, place);
    else if ((name === 'env' && !isService(place)) || name === 'variables') this.#environment(value);
    this.read(value, { ...place, key: String(key.value) }, depth + 1);
  }

  #script(key: string, value: Scalar, place: Place): void {
    const syntax = scriptSyntax(key, place);
    const text = syntax === undefined ? undefined : scalarText(value, this.#file.text);
    if (text === undefined) return;
    const read = syntax === 'powershell' ? readPowerShellText : readShellText;
    const { script, comments } = read(text, this.#trees);
    this.scripts.push(script);
    this.comments.push(...comments);
  }

  /** `NAME: value`, or Azure's list of `name` and `value`. */
  #environment(node: unknown): void {
    const pairs: (readonly [unknown, unknown])[] = [];
    if (isMap(node)) for (const { key, value } of node.items) pairs.push([key, value]);
    if (isSeq(node))
      for (const item of node.items.filter((one) => isMap(one))) {
        const entries = entriesOf(item);
        pairs.push([entries.get('name'), entries.get('value')]);
      }
    this.environments.push(pairs.flatMap(([key, value]) => this.#variable(key, value)));
  }

  #variable(key: unknown, value: unknown): readonly Assignment[] {
    if (!isScalar(key) || !key.range || typeof key.value !== 'string') return [];
    const [start, end] = key.range;
    const text = isScalar(value) ? scalarText(value, this.#file.text) : undefined;
    const common = { name: key.value, key: key.value, exported: true, block: -1 };
    if (text === undefined) return [{ ...common, span: { start, end } }];
    const parts = textParts(text, 0, text.text.trimEnd().length, (raw) => raw);
    const span = text.place(0, text.text.trimEnd().length);
    return [{ ...common, span: { start, end: span.end }, value: wordOf(span, parts) }];
  }
}
