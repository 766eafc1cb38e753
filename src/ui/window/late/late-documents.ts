import {
  Disposable as Ended,
  EventEmitter,
  workspace,
  type FileChangeEvent,
  type FileSystemProvider,
  type TextDocumentContentProvider,
  type Uri,
} from 'vscode';
import { DisposableStore, type Disposable } from '../../../lifecycle/disposable-store';

/** Files under a scheme of ours; what gives them is loaded with the first that is asked for, as by an editor that comes back after a reload. */
export function registerLateFiles(scheme: string, load: () => Promise<FileSystemProvider>): Disposable {
  const owned = new DisposableStore();
  const changed = owned.add(new EventEmitter<FileChangeEvent[]>());
  const files = once(async () => {
    const loaded = await load();
    owned.add(
      loaded.onDidChangeFile((changes) => {
        changed.fire(changes);
      }),
    );
    return loaded;
  });
  const late: FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new Ended(() => undefined),
    stat: async (uri) => (await files()).stat(uri),
    readFile: async (uri) => (await files()).readFile(uri),
    writeFile: async (uri, ...rest) => (await files()).writeFile(uri, ...rest),
    readDirectory: async (uri) => (await files()).readDirectory(uri),
    createDirectory: async (uri) => (await files()).createDirectory(uri),
    delete: async (uri, options) => (await files()).delete(uri, options),
    rename: async (from, to, options) => (await files()).rename(from, to, options),
  };
  owned.add(workspace.registerFileSystemProvider(scheme, late, { isCaseSensitive: true }));
  return owned;
}

/** As `registerLateFiles`, for documents that are only read. */
export function registerLateTexts(
  scheme: string,
  load: () => Promise<TextDocumentContentProvider>,
): Disposable {
  const owned = new DisposableStore();
  const changed = owned.add(new EventEmitter<Uri>());
  const texts = once(async () => {
    const loaded = await load();
    const telling = loaded.onDidChange?.((uri) => {
      changed.fire(uri);
    });
    if (telling !== undefined) owned.add(telling);
    return loaded;
  });
  owned.add(
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri, token) =>
        (await texts()).provideTextDocumentContent(uri, token),
    }),
  );
  return owned;
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}
