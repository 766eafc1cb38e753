/**
 * A window without VS Code, as far as judging documents and drawing the tree go: documents, their events, and what is shown. What nobody
 * counts here (providers, commands, notifications) does nothing, whatever it is called.
 */
type Listener<T> = (value: T) => void;

export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class Uri {
  readonly authority = '';
  readonly query = '';
  readonly fragment = '';
  readonly scheme: string;
  readonly path: string;

  constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }

  static file(path: string): Uri {
    return new Uri('file', path);
  }

  static parse(text: string): Uri {
    const end = text.indexOf('://');
    return new Uri(text.slice(0, end), text.slice(end + 3));
  }

  static from({ scheme, path }: { readonly scheme: string; readonly path: string }): Uri {
    return new Uri(scheme, path);
  }

  static joinPath(base: Uri, ...parts: readonly string[]): Uri {
    return new Uri(base.scheme, [base.path, ...parts].join('/'));
  }

  get fsPath(): string {
    return this.path;
  }

  with({ path = this.path }: { readonly path?: string }): Uri {
    return new Uri(this.scheme, path);
  }

  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

/** A text in an editor. */
export class Document {
  readonly uri: Uri;
  readonly languageId = 'java';
  readonly isClosed = false;
  version = 1;
  #text: string;

  constructor(path: string, text: string) {
    this.uri = Uri.file(path);
    this.#text = text;
  }

  getText(): string {
    return this.#text;
  }

  type(text: string): void {
    this.#text = text;
    this.version += 1;
    typed.fire({ document: this, contentChanges: [{}] });
  }
}

const typed = new EventEmitter<{ readonly document: Document; readonly contentChanges: readonly object[] }>();
const textDocuments: Document[] = [];
export const root = Uri.file('/shop');
export const settings: Record<string, unknown> = {};
/** What stands on disk, by path. */
export const files = new Map<string, string>();

export function openDocument(path: string, text: string): Document {
  const document = new Document(path, text);
  textDocuments.push(document);
  return document;
}

function noWork(): void {
  // What is called here is not counted.
}

/** Anything at all: called, made, asked for a member, it is the same nothing again. */
export const nothing: object = new Proxy(noWork, {
  get: (_, name) => {
    if (name === Symbol.iterator) return [][Symbol.iterator];
    return name === 'then' || name === Symbol.toPrimitive ? undefined : nothing;
  },
  apply: () => nothing,
  construct: () => ({ dispose: () => undefined }),
});
const orNothing = <T extends object>(known: T): T =>
  new Proxy(known, { get: (target, name) => Reflect.get(target, name) ?? inert });
/** As an event or a registration: takes anything and can be disposed. */
const inert = () => ({ dispose: () => undefined });

const never = Object.assign(new Error('FileNotFound'), { code: 'FileNotFound' });

export const workspace = orNothing({
  textDocuments,
  workspaceFolders: [{ uri: root, name: 'shop', index: 0 }],
  isTrusted: true,
  getWorkspaceFolder: (uri: Uri) =>
    uri.path.startsWith(`${root.path}/`) ? { uri: root, name: 'shop', index: 0 } : undefined,
  getConfiguration: (section?: string) => ({
    get: (name: string) => settings[section === undefined ? name : `${section}.${name}`],
    inspect: () => undefined,
  }),
  onDidChangeTextDocument: typed.event,
  createFileSystemWatcher: () => orNothing({ dispose: () => undefined }),
  findFiles: () => Promise.resolve([]),
  fs: {
    stat: (uri: Uri) =>
      files.has(uri.path)
        ? Promise.resolve({ type: 1, size: files.get(uri.path)?.length ?? 0 })
        : Promise.reject(never),
    readFile: (uri: Uri) => {
      const text = files.get(uri.path);
      return text === undefined ? Promise.reject(never) : Promise.resolve(Buffer.from(text));
    },
  },
});

export const languages = orNothing({
  createDiagnosticCollection: () => ({
    set: () => undefined,
    clear: () => undefined,
    delete: () => undefined,
    dispose: () => undefined,
  }),
});
export const commands = { executeCommand: () => Promise.resolve() };
export const l10n = { t: (message: string) => message };
export const FileType = { File: 1, Directory: 2 };

/** What of the module does something here. */
export const known = { EventEmitter, Uri, workspace, languages, commands, l10n, FileType };
