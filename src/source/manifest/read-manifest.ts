import { isMap, isScalar, isSeq, type Scalar } from 'yaml';
import { parseYaml } from '../parse-yaml';
import { nothingRead, type Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { Span } from '../span';
import { commandLine } from '../spring/environment';
import { readSpringYaml } from '../spring/read-yaml';
import { readSpringProperties } from '../spring/read-properties';
import type { ContainerVariable, KeptSecret, ManifestFile } from './manifest-file';
import { isValuesFile } from './values-file';

/** Whether a file is a manifest of Kubernetes, a compose file, or what a chart of Helm is filled in with. */
export function isManifest({ path, text }: Pick<SourceFile, 'path' | 'text'>): boolean {
  return isValuesFile(path) || isManifestText(text);
}

function isManifestText(text: string): boolean {
  return (/^apiVersion:/m.test(text) && /^kind:/m.test(text)) || isCompose(text);
}

function isCompose(text: string): boolean {
  return /^services:/m.test(text) && /^ {1,8}(?:image|build|environment):/m.test(text);
}

/** Deeper maps are no manifest that people wrote. */
const maxDepth = 60;

/** Stands for what a template fills in. */
const gap = '\uE000';

/** Reads a manifest of Kubernetes or a compose file; templates of Helm as far as they are YAML without their gaps. */
export function readManifest(file: SourceFile): Reading {
  const text = withoutTemplates(file.text);
  const parsed = parseYaml(text);
  if (parsed === undefined) return nothingRead;
  const reader = new ManifestReader(file);
  const isOfChart = isValuesFile(file.path) && !isManifestText(file.text);
  for (const { contents } of parsed.documents)
    if (isOfChart) reader.readValues(contents, 0);
    else reader.read(contents);
  const { variables, secrets, workloadIdentities, settings, images } = reader;
  return {
    subjects: [
      { kind: 'manifest', variables, secrets, workloadIdentities, ...(images && { images }) },
      ...settings.flatMap(({ subjects }) => subjects),
    ],
    comments: parsed.comments,
  };
}

/** Each character keeps its place; lines that are a template's alone become blank. */
function withoutTemplates(text: string): string {
  if (!text.includes('{{')) return text;
  return text
    .replace(/\{\{[^\n{}]{0,500}\}\}/g, (found) => gap.repeat(found.length))
    .replace(/^[ \t]*\uE000+[ \t]*$/gm, (line) => ' '.repeat(line.length));
}

type Entries = ReadonlyMap<string, { readonly key: Scalar; readonly value: unknown }>;

class ManifestReader {
  readonly variables: ContainerVariable[] = [];
  readonly secrets: KeptSecret[] = [];
  readonly workloadIdentities: ManifestFile['workloadIdentities'][number][] = [];
  /** Files of Spring's that a map of configuration holds. */
  readonly settings: Reading[] = [];
  images: string[] | undefined;
  readonly #file: SourceFile;
  #isCompose = false;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  read(document: unknown): void {
    const top = entriesIn(document);
    const services = top.get('services');
    if (services !== undefined) this.#compose(services.value);
    const kind = literalOf(top.get('kind')?.value);
    const app = literalOf(entriesIn(top.get('metadata')?.value).get('name')?.value);
    if (kind === 'ConfigMap') this.#configMap(top.get('data')?.value, app);
    else if (kind === 'Secret')
      for (const part of ['data', 'stringData']) this.#secret(top.get(part)?.value, app, part === 'data');
    else if (kind !== undefined) this.#workload(document, app, 0);
  }

  /** Charts are free to call things as they like: variables are below `env`, or called like one; all else may be a secret. */
  readValues(node: unknown, depth: number): void {
    if (depth > maxDepth) return;
    if (isSeq(node)) for (const item of node.items) this.readValues(item, depth + 1);
    for (const [name, { key, value }] of entriesIn(node))
      if (!isScalar(value) && /^(?:extra)?env/i.test(name)) this.#environment(value, undefined);
      else if (isScalar(value) && /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name)) this.#add(key, value, undefined);
      else if (isScalar(value)) this.#leaf(key, value);
      // Of a sealed secret: only its cluster can open it.
      else if (name !== 'encryptedData') this.readValues(value, depth + 1);
  }

  #leaf(key: Scalar, value: Scalar): void {
    const [name, text] = [literalOf(key), literalOf(value)];
    if (name === undefined || text === undefined || text === '') return;
    const spans = { nameSpan: contentOf(key), span: contentOf(value) };
    this.secrets.push({ name, value: text, encoded: false, ...spans });
  }

  #compose(services: unknown): void {
    this.#isCompose = true;
    this.images ??= [];
    for (const [app, { value }] of entriesIn(services)) {
      const service = entriesIn(value);
      this.images.push(literalOf(service.get('image')?.value) ?? '');
      this.#environment(service.get('environment')?.value, app);
      for (const part of ['command', 'entrypoint']) this.#arguments(service.get(part)?.value, app);
    }
  }

  /** What an app is started with, as far as it is settings. */
  #arguments(node: unknown, app: string | undefined): void {
    for (const item of isSeq(node) ? node.items : [node]) {
      const text = literalOf(item);
      if (!isScalar(item) || text === undefined || !/(?:^|\s)(?:-D|--)spring\./.test(text)) continue;
      const span = contentOf(item);
      if (isKnown(text, this.#isCompose))
        this.#push({ name: commandLine, nameSpan: span, span, value: text }, app);
    }
  }

  #workload(node: unknown, app: string | undefined, depth: number): void {
    if (depth > maxDepth) return;
    if (isSeq(node)) for (const item of node.items) this.#workload(item, app, depth + 1);
    for (const [name, { key, value }] of entriesIn(node)) {
      if (name === 'env') this.#environment(value, app);
      else if (name === 'args' || name === 'command') this.#arguments(value, app);
      else if (name.startsWith('azure.workload.identity/')) this.#workloadIdentity(name, key, value, app);
      else this.#workload(value, app, depth + 1);
    }
  }

  /** What labels and annotations of pods and service accounts say: a pod is given its client ID as a variable. */
  #workloadIdentity(name: string, key: Scalar, value: unknown, app: string | undefined): void {
    const given = literalOf(value);
    if (!isScalar(value) || given === undefined || given === '') return;
    if (name.endsWith('/use') && given === 'true')
      this.workloadIdentities.push({ span: contentOf(key), ...(app !== undefined && { app }) });
    if (!name.endsWith('/client-id') || !isKnown(given, false)) return;
    const spans = { nameSpan: contentOf(key), span: contentOf(value) };
    this.#push({ name: 'AZURE_CLIENT_ID', value: given, ...spans }, app);
  }

  /** `NAME: value`, `- NAME=value`, or Kubernetes' list of `name` and `value`. */
  #environment(node: unknown, app: string | undefined): void {
    for (const { key, value } of entriesIn(node).values()) this.#add(key, value, app);
    if (!isSeq(node)) return;
    for (const item of node.items)
      if (isScalar(item)) this.#pair(item, app);
      else {
        const entries = entriesIn(item);
        const name = entries.get('name')?.value;
        if (isScalar(name)) this.#add(name, entries.get('value')?.value, app);
      }
  }

  #pair(item: Scalar, app: string | undefined): void {
    const text = literalOf(item);
    const { start, end } = contentOf(item);
    const at = text?.indexOf('=') ?? -1;
    if (text === undefined || at < 1 || end - start !== text.length) return;
    const [name, value] = [text.slice(0, at), text.slice(at + 1)];
    const nameSpan = { start, end: start + at };
    const span = value === '' ? nameSpan : { start: start + at + 1, end };
    this.#push({ name, nameSpan, span, ...(isKnown(value, this.#isCompose) && { value }) }, app);
  }

  #add(key: Scalar, value: unknown, app: string | undefined): void {
    const name = literalOf(key);
    if (name === undefined) return;
    const given = isScalar(value) ? literalOf(value) : undefined;
    const nameSpan = contentOf(key);
    const span = isScalar(value) && value.value !== '' && value.value !== null ? contentOf(value) : nameSpan;
    this.#push(
      {
        name,
        nameSpan,
        span,
        ...(given !== undefined && isKnown(given, this.#isCompose) && { value: given }),
      },
      app,
    );
  }

  #push(variable: Omit<ContainerVariable, 'app'>, app: string | undefined): void {
    if (/^[\w.-]+$/.test(variable.name))
      this.variables.push({ ...variable, ...(app !== undefined && { app }) });
  }

  #secret(node: unknown, app: string | undefined, encoded: boolean): void {
    for (const { key, value } of entriesIn(node).values()) {
      const [name, text] = [literalOf(key), literalOf(value)];
      if (name === undefined || text === undefined || !isScalar(value)) continue;
      const spans = { nameSpan: contentOf(key), span: contentOf(value) };
      this.secrets.push({ name, value: text, encoded, ...spans, ...(app !== undefined && { app }) });
    }
  }

  /** Its entries are variables, or whole files of Spring's. */
  #configMap(data: unknown, app: string | undefined): void {
    for (const [name, { key, value }] of entriesIn(data))
      if (/^(?:application|bootstrap)[\w-]*\.(?:ya?ml|properties)$/.test(name)) this.#settings(name, value);
      else if (/^[A-Z][A-Z0-9_]*$/.test(name)) this.#add(key, value, app);
  }

  #settings(name: string, value: unknown): void {
    if (!isScalar(value) || !value.range || value.type !== 'BLOCK_LITERAL') return;
    const { text, path } = this.#file;
    const body = text.indexOf('\n', value.range[0]) + 1;
    // All characters keep their places, and what is outside of the entry is blank.
    const inner = text.slice(0, body).replace(/[^\n]/g, ' ') + text.slice(body, value.range[1]);
    const file = { ...this.#file, path: `${path}/${name}`, text: inner };
    const reading = name.endsWith('.properties') ? readSpringProperties(file) : readSpringYaml(file);
    const subjects = reading.subjects.map((one) => (one.kind === 'spring' ? { ...one, name } : one));
    this.settings.push({ ...reading, subjects });
  }
}

/** `$(NAME)` is filled in by Kubernetes, `${NAME}` by compose; to Spring, that is a placeholder of its own. */
function isKnown(value: string, isCompose: boolean): boolean {
  return !value.includes(gap) && !(isCompose ? /\$/ : /\$\(/).test(value);
}

function entriesIn(node: unknown): Entries {
  const entries = new Map<string, { readonly key: Scalar; readonly value: unknown }>();
  if (isMap(node))
    for (const { key, value } of node.items)
      if (isScalar(key) && typeof key.value === 'string') entries.set(key.value, { key, value });
  return entries;
}

function literalOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' && !node.value.includes(gap)
    ? node.value
    : undefined;
}

/** Without quotes. */
function contentOf({ range, type }: Scalar): Span {
  const [start, end] = range ?? [0, 0];
  const quotes = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? 1 : 0;
  return { start: start + quotes, end: Math.max(start + quotes, end - quotes) };
}
