import { isScalar, isSeq, type Scalar } from 'yaml';
import { parseYaml } from '../parse-yaml';
import { nothingRead, type Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { Span } from '../span';
import { commandLine } from '../spring/environment';
import { readSpringYaml } from '../spring/read-yaml';
import { readSpringProperties } from '../spring/read-properties';
import { filledBy, generatedBy, isKustomization, patchesIn, takenBy } from './kustomization';
import type { ContainerVariable, KeptSecret, ManifestFile } from './manifest-file';
import {
  anchorsIn,
  contentOf,
  entriesIn,
  isKnown,
  literalOf,
  mergedEntriesIn,
  namedBy,
  withoutTemplates,
  type Anchors,
  type Entries,
} from './manifest-yaml';
import { isManifestText } from './manifest-text';
import { isValuesFile } from './values-file';

/** Deeper maps are no manifest that people wrote. */
const maxDepth = 60;

/** Reads a manifest of Kubernetes or a compose file; templates of Helm as far as they are YAML without their gaps. */
export function readManifest(file: SourceFile): Reading {
  const text = withoutTemplates(file.text);
  const parsed = parseYaml(text);
  if (parsed === undefined) return nothingRead;
  const reader = new ManifestReader(file);
  const isOfChart = isValuesFile(file.path) && !isManifestText(file.text);
  for (const document of parsed.documents) {
    reader.anchors = anchorsIn(document);
    if (isOfChart) reader.readValues(document.contents, 0);
    else reader.read(document.contents);
  }
  const { variables, secrets, workloadIdentities, settings, images, filled, taken } = reader;
  const told = {
    ...(images && { images }),
    ...(isKustomization(file.path) && { filled, taken }),
  };
  return {
    subjects: [
      { kind: 'manifest', variables, secrets, workloadIdentities, ...told },
      ...settings.flatMap(({ subjects }) => subjects),
    ],
    comments: parsed.comments,
  };
}

/** Whose variables they are. */
type Owner = Pick<ContainerVariable, 'app' | 'image'>;

class ManifestReader {
  readonly variables: ContainerVariable[] = [];
  readonly secrets: KeptSecret[] = [];
  readonly workloadIdentities: ManifestFile['workloadIdentities'][number][] = [];
  /** Files of Spring's that a map of configuration holds. */
  readonly settings: Reading[] = [];
  images: string[] | undefined;
  readonly filled: string[] = [];
  readonly taken: string[] = [];
  /** Of the document that is read. */
  anchors: Anchors = new Map();
  readonly #file: SourceFile;
  #isCompose = false;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  read(document: unknown): void {
    if (isKustomization(this.#file.path)) this.#kustomization(document);
    else if (isSeq(document)) for (const change of document.items) this.#change(change);
    else this.#manifest(document);
  }

  #manifest(document: unknown): void {
    const top = entriesIn(document);
    if (top.has('services')) this.#compose(top.get('services')?.value);
    const kind = literalOf(top.get('kind')?.value);
    const app = literalOf(entriesIn(top.get('metadata')?.value).get('name')?.value);
    const owner = app === undefined ? {} : { app };
    if (kind === 'ConfigMap') this.#configMap(top.get('data')?.value, owner);
    else if (kind === 'Secret') this.#secrets(top, owner);
    else if (kind !== undefined) this.#workload(document, owner, 0);
  }

  #kustomization(document: unknown): void {
    this.filled.push(...filledBy(document));
    this.taken.push(...takenBy(document));
    for (const literals of generatedBy(document)) this.#environment(literals, {});
    for (const patch of patchesIn(document)) {
      const inner = isScalar(patch) ? this.#innerText(patch) : undefined;
      const documents = inner === undefined ? [] : (parseYaml(inner)?.documents ?? []);
      for (const { contents } of documents)
        if (isSeq(contents)) for (const change of contents.items) this.#change(change);
        else this.#manifest(contents);
    }
  }

  /** One change of a list of them: `op: add`, `path: /spec/template/spec/containers/0/env/-`, `value: ...`. */
  #change(change: unknown): void {
    const entries = entriesIn(change);
    const [path, value] = [entries.get('path')?.value, entries.get('value')];
    const at = literalOf(path) ?? '';
    if (!isScalar(path) || value === undefined) return;
    const name = /\/([^/]+)$/.exec(at)?.[1]?.replaceAll('~1', '/') ?? '';
    if (at.endsWith('/env')) this.#environment(value.value, {});
    else if (/\/env\/(?:\d+|-)$/.test(at)) this.#item(value.value, {});
    else if (name.startsWith('azure.workload.identity/')) this.#workloadIdentity(name, path, value.value, {});
    else if (/^\/data\/\w+$/.test(at)) this.#give(name, contentOf(path), value.value, {});
    else this.#workload(value.value, {}, 0);
  }

  /** Charts are free to call things as they like: variables are below `env`, or called like one; all else may be a secret. */
  readValues(node: unknown, depth: number, around: Owner = {}): void {
    if (depth > maxDepth) return;
    if (isSeq(node)) for (const item of node.items) this.readValues(item, depth + 1, around);
    const entries = entriesIn(node);
    const owner = ownerIn(entries, around);
    for (const [name, { key, value }] of entries)
      if (name.startsWith('azure.workload.identity/')) this.#workloadIdentity(name, key, value, owner);
      else if (isScalar(value)) this.#valueCalled(name, key, value, owner);
      else if (/^(?:extra)?env/i.test(name)) this.#environment(value, owner);
      // Of a sealed secret: only its cluster can open it.
      else if (name !== 'encryptedData')
        this.readValues(value, depth + 1, depth === 0 ? { image: name, ...owner } : owner);
  }

  #valueCalled(name: string, key: Scalar, value: Scalar, owner: Owner): void {
    if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name)) this.#add(key, value, owner);
    else this.#leaf(key, value);
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
      const service = mergedEntriesIn(value, this.anchors);
      const owner = ownerIn(service, { app });
      this.images.push(owner.image ?? '');
      this.#environment(service.get('environment')?.value, owner);
      for (const part of ['command', 'entrypoint']) this.#arguments(service.get(part)?.value, owner);
    }
  }

  /** What an app is started with, as far as it is settings. */
  #arguments(node: unknown, owner: Owner): void {
    for (const item of isSeq(node) ? node.items : [node]) {
      const text = literalOf(item);
      if (!isScalar(item) || text === undefined || !/(?:^|\s)(?:-D|--)spring\./.test(text)) continue;
      const span = contentOf(item);
      if (isKnown(text, this.#isCompose))
        this.#push({ name: commandLine, nameSpan: span, span, value: text }, owner);
    }
  }

  #workload(node: unknown, around: Owner, depth: number): void {
    if (depth > maxDepth) return;
    if (isSeq(node)) for (const item of node.items) this.#workload(item, around, depth + 1);
    const entries = entriesIn(node);
    const owner = ownerIn(entries, around);
    for (const [name, { key, value }] of entries) {
      if (name === 'env') this.#environment(value, owner);
      else if (name === 'args' || name === 'command') this.#arguments(value, owner);
      else if (name.startsWith('azure.workload.identity/')) this.#workloadIdentity(name, key, value, owner);
      else this.#workload(value, owner, depth + 1);
    }
  }

  /** What labels and annotations of pods and service accounts say: a pod is given its client ID as a variable. */
  #workloadIdentity(name: string, key: Scalar, value: unknown, owner: Owner): void {
    const given = literalOf(value);
    if (!isScalar(value) || given === undefined || given === '') return;
    if (name.endsWith('/use') && given === 'true')
      this.workloadIdentities.push({
        span: contentOf(key),
        ...(owner.app !== undefined && { app: owner.app }),
      });
    if (!name.endsWith('/client-id') || !isKnown(given, false)) return;
    const spans = { nameSpan: contentOf(key), span: contentOf(value) };
    this.#push({ name: 'AZURE_CLIENT_ID', value: given, ...spans }, owner);
  }

  /** `NAME: value`, `- NAME=value`, or Kubernetes' list of `name` and `value`. */
  #environment(node: unknown, owner: Owner): void {
    const entries = mergedEntriesIn(node, this.anchors);
    for (const { key, value } of entries.values()) this.#add(key, value, owner);
    const list = namedBy(node, this.anchors);
    if (isSeq(list)) for (const item of list.items) this.#item(item, owner);
  }

  #item(item: unknown, owner: Owner): void {
    const entries = entriesIn(item);
    const name = entries.get('name')?.value;
    if (isScalar(item)) this.#pair(item, owner);
    else if (isScalar(name)) this.#add(name, entries.get('value')?.value, owner);
  }

  #pair(item: Scalar, owner: Owner): void {
    const text = literalOf(item);
    const { start, end } = contentOf(item);
    const at = text?.indexOf('=') ?? -1;
    if (text === undefined || at < 1 || end - start !== text.length) return;
    const [name, value] = [text.slice(0, at), text.slice(at + 1)];
    const nameSpan = { start, end: start + at };
    const span = value === '' ? nameSpan : { start: start + at + 1, end };
    this.#push({ name, nameSpan, span, ...(isKnown(value, this.#isCompose) && { value }) }, owner);
  }

  #add(key: Scalar, value: unknown, owner: Owner): void {
    const name = literalOf(key);
    if (name !== undefined) this.#give(name, contentOf(key), value, owner);
  }

  #give(name: string, nameSpan: Span, written: unknown, owner: Owner): void {
    const value = namedBy(written, this.anchors);
    const given = isScalar(value) ? literalOf(value) : undefined;
    const span = isScalar(value) && value.value !== '' && value.value !== null ? contentOf(value) : nameSpan;
    const known = given !== undefined && isKnown(given, this.#isCompose) ? { value: given } : {};
    this.#push({ name, nameSpan, span, ...known }, owner);
  }

  #push(variable: Omit<ContainerVariable, keyof Owner>, owner: Owner): void {
    if (/^[\w.-]+$/.test(variable.name)) this.variables.push({ ...variable, ...owner });
  }

  #secrets(top: Entries, owner: Owner): void {
    for (const part of ['data', 'stringData']) this.#secret(top.get(part)?.value, owner, part === 'data');
  }

  #secret(node: unknown, owner: Owner, encoded: boolean): void {
    for (const { key, value } of entriesIn(node).values()) {
      const [name, text] = [literalOf(key), literalOf(value)];
      if (name === undefined || text === undefined || !isScalar(value)) continue;
      const spans = { nameSpan: contentOf(key), span: contentOf(value) };
      this.secrets.push({ name, value: text, encoded, ...spans, ...owner });
    }
  }

  /** Its entries are variables, or whole files of Spring's. */
  #configMap(data: unknown, owner: Owner): void {
    for (const [name, { key, value }] of entriesIn(data))
      if (/^(?:application|bootstrap)[\w-]*\.(?:ya?ml|properties)$/.test(name)) this.#settings(name, value);
      else if (/^[A-Z][A-Z0-9_]*$/.test(name)) this.#add(key, value, owner);
  }

  #settings(name: string, value: unknown): void {
    const text = isScalar(value) ? this.#innerText(value) : undefined;
    if (text === undefined) return;
    const file = { ...this.#file, path: `${this.#file.path}/${name}`, text };
    const reading = name.endsWith('.properties') ? readSpringProperties(file) : readSpringYaml(file);
    const subjects = reading.subjects.map((one) => (one.kind === 'spring' ? { ...one, name } : one));
    this.settings.push({ ...reading, subjects });
  }

  /** The file within a block of text: all characters keep their places, and what is outside of it is blank. */
  #innerText({ range, type }: Scalar): string | undefined {
    if (!range || type !== 'BLOCK_LITERAL') return undefined;
    const { text } = this.#file;
    const body = text.indexOf('\n', range[0]) + 1;
    return text.slice(0, body).replace(/[^\n]/g, ' ') + text.slice(body, range[1]);
  }
}

/** What is said of a container, or of a chart's part, beside its variables: `image: a:1`, `image: { repository: a }`. */
function ownerIn(entries: Entries, around: Owner): Owner {
  const given = entries.get('image')?.value;
  const image = literalOf(given) ?? literalOf(entriesIn(given).get('repository')?.value);
  return image === undefined ? around : { ...around, image };
}
