import { FileType, RelativePattern, Uri, workspace } from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { textIn } from '../../lint/file-text';
import { GitIgnores } from '../../lint/patterns/git-ignores';
import { largestFile, type Judgement } from '../../lint/ports';
import { isForeign, languageOf, languageOfText, type Language } from '../../source/language';
import { LineIndex } from '../../source/span';
import { AfterBurst } from '../after-burst';
import type { Found, FoundInFiles } from './live/found-in-files';
import { placeOf } from './place';
import { withoutTrailing } from '../../lifecycle/trailing';

/** Programs write files in several steps, and many at once. */
const restMs = 500;
/** So few files are read at once that nothing else has to wait. */
const atOnce = 4;
/** Findings are shown after so many files, as the tree and the Problems panel are drawn anew each time. */
const shownAfter = 50;

export interface ChangedFilesDependencies {
  readonly found: FoundInFiles;
  /** Undefined when the text could not be judged. */
  readonly judge: (uri: Uri, language: Language, text: string) => Promise<Judgement | undefined>;
  /** Files are gone, which others may have been judged by. */
  readonly tellGone: (isGone: (uri: Uri) => boolean) => void;
}

/** Of files in a folder that was moved into a workspace folder; a new scan finds all. */
const mostMoved = 2000;

/** Judges files again that were changed on disk, in workspace folders that were scanned. Open documents are judged as they are typed. */
export class ChangedFiles implements Disposable {
  readonly #deps: ChangedFilesDependencies;
  readonly #watchers = new Map<string, Disposable>();
  readonly #ignores = new Map<string, GitIgnores>();
  readonly #changed = new Map<string, Uri>();
  /** Files and folders. */
  readonly #gone = new Map<string, Uri>();
  readonly #soon = new AfterBurst(restMs, () => void this.#work());
  #working: Promise<void> | undefined;

  constructor(deps: ChangedFilesDependencies) {
    this.#deps = deps;
  }

  watch(root: Uri): void {
    const key = root.toString();
    if (this.#watchers.has(key)) return;
    const owned = new DisposableStore();
    const watcher = owned.add(workspace.createFileSystemWatcher(new RelativePattern(root, '**/*')));
    owned.add(
      watcher.onDidChange((uri) => {
        this.add(uri);
      }),
    );
    owned.add(
      watcher.onDidCreate((uri) => {
        this.add(uri);
        // A folder that is moved is told of as one.
        if (languageOf(uri.path) === undefined && !isForeign(`${placeOf(uri).path}/any`))
          void this.#addBelow(uri);
      }),
    );
    owned.add(
      watcher.onDidDelete((uri) => {
        this.#changed.delete(uri.toString());
        this.#gone.set(uri.toString(), uri);
        this.#soon.ask();
      }),
    );
    this.#watchers.set(key, owned);
  }

  unwatch(root: string): void {
    this.#watchers.get(root)?.dispose();
    this.#watchers.delete(root);
  }

  /** Has a file judged soon, as far as rules read it. */
  add(uri: Uri): void {
    if (uri.path.endsWith('/.gitignore')) this.#ignores.clear();
    if (languageOf(uri.path) === undefined || isForeign(placeOf(uri).path)) return;
    this.#changed.set(uri.toString(), uri);
    this.#soon.ask();
  }

  async #addBelow(uri: Uri): Promise<void> {
    if ((await statOf(uri))?.type !== FileType.Directory) return;
    const files = await workspace.findFiles(new RelativePattern(uri, '**/*'), undefined, mostMoved);
    for (const file of files) this.add(file);
  }

  /** Judges now what waits to be judged, and what comes meanwhile. */
  async settle(): Promise<void> {
    this.#soon.forget();
    await this.#work();
  }

  #work(): Promise<void> {
    // What comes meanwhile is found by the loop that runs.
    this.#working ??= this.#judgeAll().finally(() => {
      this.#working = undefined;
    });
    return this.#working;
  }

  async #judgeAll(): Promise<void> {
    while (this.#changed.size + this.#gone.size > 0) {
      this.#forgetGone();
      const outcomes: Found[] = [];
      while (outcomes.length < shownAfter && this.#changed.size > 0)
        outcomes.push(...(await this.#judgeSome()));
      // One that was opened meanwhile has its own findings.
      this.#deps.found.take(outcomes.filter(({ uri }) => !isOpen(uri)));
    }
  }

  #forgetGone(): void {
    const gone = new Set(this.#gone.keys());
    this.#gone.clear();
    if (gone.size === 0) return;
    const isGone = (uri: Uri) => !isOpen(uri) && andFoldersOf(uri).some((key) => gone.has(key));
    this.#deps.tellGone(isGone);
    this.#deps.found.take(this.#deps.found.files.filter(isGone).map((uri) => ({ uri, judged: undefined })));
  }

  async #judgeSome(): Promise<readonly Found[]> {
    const some: Uri[] = [];
    for (const [key, uri] of this.#changed) {
      this.#changed.delete(key);
      if (some.push(uri) === atOnce) break;
    }
    const outcomes = await Promise.all(some.map((uri) => this.#judge(uri)));
    return outcomes.filter((one) => one !== undefined);
  }

  async #judge(uri: Uri): Promise<Found | undefined> {
    if (languageOf(uri.path) === undefined || isOpen(uri)) return undefined;
    const nothing = { uri, judged: undefined };
    const text = (await this.#isIgnored(uri)) ? undefined : await textOf(uri);
    const language = languageOfText(uri.path, text ?? '');
    if (text === undefined || language === undefined)
      return this.#deps.found.of(uri) === undefined ? undefined : nothing;
    const judgement = await this.#deps.judge(uri, language, text);
    // What could not be judged keeps what was known of it.
    if (judgement === undefined) return undefined;
    if (judgement.findings.length + judgement.facts.length === 0) return nothing;
    return { uri, judged: { ...judgement, lines: new LineIndex(text) } };
  }

  #isIgnored(uri: Uri): Promise<boolean> {
    const root = placeOf(uri).root;
    if (root === undefined) return Promise.resolve(false);
    const known =
      this.#ignores.get(root.toString()) ??
      new GitIgnores(withoutTrailing(root.path, '/') || '/', {
        ignoreFile: (folder) => textOf(Uri.joinPath(root.with({ path: folder }), '.gitignore')),
        isRepository: async (folder) =>
          (await statOf(Uri.joinPath(root.with({ path: folder }), '.git'))) !== undefined,
      });
    this.#ignores.set(root.toString(), known);
    return known.ignores(uri.path);
  }

  dispose(): void {
    this.#soon.dispose();
    this.#changed.clear();
    this.#gone.clear();
    for (const watcher of this.#watchers.values()) watcher.dispose();
  }
}

function isOpen(uri: Uri): boolean {
  return workspace.textDocuments.some((one) => one.uri.toString() === uri.toString());
}

/** The address of a file, and of each folder it is in. */
function andFoldersOf(uri: Uri): readonly string[] {
  const key = uri.toString();
  return [...key.matchAll(/\//g)].map(({ index }) => key.slice(0, index)).concat(key);
}

/** The text of a file on disk that people wrote; links are not followed, as in a scan. */
async function textOf(uri: Uri): Promise<string | undefined> {
  const stat = await statOf(uri);
  if (stat?.type !== FileType.File || stat.size > largestFile) return undefined;
  try {
    const read = textIn(await workspace.fs.readFile(uri));
    return 'skipped' in read ? undefined : read.text;
  } catch {
    // Gone in this moment, which is told next.
    return undefined;
  }
}

async function statOf(uri: Uri) {
  try {
    return await workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
}
