import {
  Disposable as Ended,
  EventEmitter,
  FileChangeType,
  FileSystemError,
  FileType,
  languages,
  Uri,
  window,
  workspace,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
} from 'vscode';
import { sameIdentities } from '../../estate/app-identity';
import type { FoundApp } from '../../estate/lookup';
import { resourceKey, type ResourceKey } from '../../estate/resources';
import { writeDeclaration, type SavedDeclaration } from '../../identity/plan/declared';
import { textOf, utf8 } from '../../lifecycle/bytes';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { toFailure } from '../../lifecycle/failure';
import { harmless } from '../../lifecycle/harmless';
import { declarationScheme, declarationSuffix } from '../contributions';

export interface DeclarationsDependencies {
  /** Reads an app anew. Throws `Failure`. */
  readonly read: (app: ResourceKey, signal: AbortSignal) => Promise<FoundApp>;
  /** Brings an app from what `shown` shows to what a text declares: asks, sends, waits. */
  readonly declare: (shown: FoundApp, text: string) => Promise<SavedDeclaration>;
}

interface Opened {
  /** The app as the text on "disk" shows it: what was typed is compared with it. */
  readonly shown: FoundApp;
  readonly text: string;
  /** Unix milliseconds, different for each text. */
  readonly mtime: number;
}

const deadlineMs = 60_000;

/**
 * The identities of apps as documents: opened, edited and saved like files. Saving asks for the change of the app; when it is turned down or
 * fails, saving fails and the text stays dirty, so nothing that was typed is lost.
 */
export class Declarations implements FileSystemProvider, Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new EventEmitter<FileChangeEvent[]>());
  readonly #opened = new Map<string, Opened>();
  readonly #deps: DeclarationsDependencies;
  readonly onDidChangeFile = this.#changed.event;

  constructor(deps: DeclarationsDependencies) {
    this.#deps = deps;
    this.#owned.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === declarationScheme) this.#opened.delete(uri.toString());
      }),
    );
  }

  /** Opens the identities of an app, read anew; a text that is being edited stays. Throws `Failure` before any editor opens. */
  async show(app: ResourceKey): Promise<void> {
    const found = await this.#deps.read(app, AbortSignal.timeout(deadlineMs));
    const uri = uriOf(found);
    const isEdited = workspace.textDocuments.some(
      (document) => document.isDirty && document.uri.toString() === uri.toString(),
    );
    if (!isEdited) this.#take(uri, found);
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, 'jsonc');
    await window.showTextDocument(document, { preview: false });
  }

  /** The app that a document shows. */
  shownBy(uri: Uri): FoundApp | undefined {
    return this.#opened.get(uri.toString())?.shown;
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { mtime, text } = await this.#open(uri);
    return { type: FileType.File, ctime: 0, mtime, size: utf8(text).length };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return utf8((await this.#open(uri)).text);
  }

  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const { shown } = await this.#open(uri);
    const text = textOf(content);
    let declared: SavedDeclaration;
    try {
      declared = await this.#deps.declare(shown, text);
    } catch (error) {
      throw notSaved(toFailure(error, '').message);
    }
    if (declared.kind === 'kept') throw notSaved(declared.why);
    this.#opened.set(uri.toString(), { shown: declared.now, text, mtime: Date.now() });
    // After VS Code has noted the text as saved: Azure has filled in IDs, and others may have added something.
    setTimeout(() => {
      this.#take(uri, declared.now);
    }, 0);
  }

  watch(): Ended {
    return new Ended(() => undefined);
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  /** After a window reload the editor comes back before anything was read. */
  async #open(uri: Uri): Promise<Opened> {
    const known = this.#opened.get(uri.toString());
    if (known !== undefined) return known;
    if (!uri.path.endsWith(declarationSuffix)) throw FileSystemError.FileNotFound(uri);
    try {
      const found = await this.#deps.read(uri.query as ResourceKey, AbortSignal.timeout(deadlineMs));
      return this.#take(uri, found);
    } catch (error) {
      throw FileSystemError.Unavailable(harmless(toFailure(error, '').message));
    }
  }

  #take(uri: Uri, shown: FoundApp): Opened {
    const key = uri.toString();
    const known = this.#opened.get(key);
    const text = writeDeclaration(shown.app.identity);
    if (known?.text === text && sameIdentities(known.shown.app.identity, shown.app.identity)) return known;
    const opened = { shown, text, mtime: Math.max(Date.now(), (known?.mtime ?? 0) + 1) };
    this.#opened.set(key, opened);
    if (known !== undefined) this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
    return opened;
  }

  dispose(): void {
    this.#owned.dispose();
    this.#opened.clear();
  }
}

function uriOf({ app, service }: FoundApp): Uri {
  return Uri.from({
    scheme: declarationScheme,
    path: `/${service.name}/${app.name}${declarationSuffix}`,
    query: resourceKey(app),
  });
}

/** VS Code puts "Failed to save" before it. */
function notSaved(why: string): FileSystemError {
  return FileSystemError.Unavailable(harmless(why));
}
