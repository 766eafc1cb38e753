import { isMap, isScalar, isSeq, type Pair, type Scalar } from 'yaml';
import type { Trees } from '../../grammar/grammars';
import { parseYaml } from '../../parse-yaml';
import { nothingRead, type Comment, type Reading } from '../../reading';
import type { SourceFile } from '../../source-file';
import { readPowerShellText } from '../read-powershell';
import { readShellText } from '../read-shell';
import { scalarText } from '../scalar-text';
import type { Assignment, NamedApp, Script, WordPart } from '../script-file';
import { textParts, type ScriptText } from '../script-text';
import { appOf } from './workflow-app';
import { scriptSyntax } from './workflow-syntax';
import { entriesOf, textAt, type Place } from './workflow-place';
import { wordOf } from '../words/words';

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

const scriptLists = new Set(['script', 'before_script', 'after_script', 'after-script', 'cmds']);

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
    if (isScalar(value)) this.#scalar(name, value, place);
    else if (isSeq(value) && scriptLists.has(name)) this.#scripts(value.items, place);
    else this.#values(name, value, place);
    this.read(value, { ...place, key: String(key.value) }, depth + 1);
  }

  /** Values that the scripts of the file may use. */
  #values(key: string, value: unknown, place: Place): void {
    switch (key) {
      case 'env':
        if (!isService(place)) this.#environment(value);
        break;
      case 'variables':
        this.#environment(value);
        break;
      case 'parameters':
        this.#defaults(key, value);
        break;
      case 'inputs':
        this.#defaults(key, value);
        this.#inputs(value, place);
        break;
      case 'with':
        this.#inputs(value, place);
        break;
      case 'outputs':
        if (place.up?.up?.key === 'jobs') this.#environment(value, `needs.${place.up.key ?? ''}.outputs.`);
    }
  }

  #scalar(key: string, value: Scalar, place: Place): void {
    if (/^(?:environment-?variables|appsettings)$/.test(key)) this.#dashed(value, 'app.');
    else if (key === 'overrideparameters') this.#dashed(value, 'with.');
    else this.#script(key, value, place);
  }

  /** GitLab's and Bitbucket's scripts are lists of lines, and those of `task`. */
  #scripts(items: readonly unknown[], place: Place): void {
    for (const item of items) if (isScalar(item)) this.#script('script', item, place);
  }

  #script(key: string, value: Scalar, place: Place): void {
    const syntax = scriptSyntax(key, place);
    const text = syntax === undefined ? undefined : scalarText(value, this.#file.text);
    if (text === undefined) return;
    const read = syntax === 'powershell' ? readPowerShellText : readShellText;
    const { script, comments } = read(text, this.#trees);
    const step = stepOf(place);
    this.scripts.push({ ...script, ...(step !== undefined && { step }) });
    this.comments.push(...comments);
  }

  /** `NAME: value`, or Azure's list of `name` and `value`. */
  #environment(node: unknown, prefix = ''): void {
    const pairs: (readonly [unknown, unknown])[] = [];
    if (isMap(node)) for (const { key, value } of node.items) pairs.push([key, value]);
    if (isSeq(node))
      for (const item of node.items.filter((one) => isMap(one))) {
        const entries = entriesOf(item);
        pairs.push([entries.get('name'), entries.get('value')]);
      }
    this.environments.push(pairs.flatMap(([key, value]) => this.#variable(key, value, prefix)));
  }

  /** What parameters of a pipeline are when nobody says otherwise, or are given: `- name: x, default: y`, `x: { default: y }`, `x: y`. */
  #defaults(kind: 'parameters' | 'inputs', node: unknown): void {
    const pairs: (readonly [unknown, unknown])[] = [];
    if (isMap(node))
      for (const { key, value } of node.items)
        pairs.push([key, isMap(value) ? entriesOf(value).get('default') : value]);
    if (isSeq(node))
      for (const item of node.items.filter((one) => isMap(one))) {
        const entries = entriesOf(item);
        pairs.push([entries.get('name'), entries.get('default')]);
      }
    const given = pairs.filter(([, value]) => isScalar(value) && typeof value.value === 'string');
    this.environments.push(given.flatMap(([key, value]) => this.#variable(key, value, `${kind}.`)));
  }

  /** What an action or task is given besides scripts; its names are no variables. */
  #inputs(node: unknown, up: Place): void {
    if (!isMap(node)) return;
    const place: Place = { entries: entriesOf(node), up };
    const given = node.items.filter(
      ({ key, value }) => isScalar(value) && scriptSyntax(String(key).toLowerCase(), place) === undefined,
    );
    this.environments.push(given.flatMap(({ key, value }) => this.#variable(key, value, 'with.')));
  }

  #variable(key: unknown, value: unknown, prefix: string): readonly Assignment[] {
    if (!isScalar(key) || !key.range || typeof key.value !== 'string') return [];
    const [start, end] = key.range;
    const text = isScalar(value) ? scalarText(value, this.#file.text) : undefined;
    const common = { name: key.value, key: prefix + key.value, exported: prefix === '', block: -1 };
    if (text === undefined) return [{ ...common, span: { start, end } }];
    const { length } = text.text.trimEnd();
    const span = text.place(0, length);
    return [
      { ...common, span: { start, end: span.end }, value: wordOf(span, partsWithMacros(text, 0, length)) },
    ];
  }

  /** `-NAME value -OTHER value`, as the tasks and actions take them that deploy an app or a template. */
  #dashed(value: Scalar, prefix: string): void {
    const text = scalarText(value, this.#file.text);
    if (text === undefined) return;
    const names = [...text.text.matchAll(/(?<![^\s])-([A-Za-z_][\w.]*)(?:\s+|=)/g)];
    this.environments.push(
      names.map(({ 0: all, 1: name = '', index }, i) => {
        const next = names[i + 1]?.index ?? text.text.length;
        const given = text.text.slice(index + all.length, next).trimEnd();
        const quotes = /^(["']).*\1$/s.test(given) && given.length > 1 ? 1 : 0;
        const from = index + all.length + quotes;
        const to = index + all.length + given.length - quotes;
        const span = text.place(from, to);
        return {
          // It is the app's, and no script's.
          name,
          key: prefix + name,
          exported: false,
          block: -1,
          span,
          value: wordOf(span, partsWithMacros(text, from, to)),
        };
      }),
    );
  }
}

/** `$(name)` of Azure's pipelines, in a value that is no script. */
function partsWithMacros(text: ScriptText, from: number, to: number): readonly WordPart[] {
  const parts: WordPart[] = [];
  let at = from;
  for (const { 0: all, 1: key = '', index } of text.text
    .slice(from, to)
    .matchAll(/\$\(([A-Za-z][\w.]*)\)/g)) {
    const start = from + index;
    parts.push(...textParts(text, at, start, (raw) => raw));
    at = start + all.length;
    parts.push({ kind: 'variable', key, span: text.place(start, at) });
  }
  return [...parts, ...textParts(text, at, to, (raw) => raw)];
}

/** What the outputs of a step are called by: GitHub's `id`, the `name` of Azure's steps. */
function stepOf(place: Place): string | undefined {
  const at = place.up?.key === 'inputs' || place.up?.key === 'with' ? place.up : place;
  return textAt(at, 'id') ?? textAt(at, 'name');
}
