import { Uri, workspace, type TextDocument } from 'vscode';
import { sameArmId } from '../../estate/ids/arm-id';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import type { Log } from '../../lifecycle/log';
import type { LinkedChange } from '../../lint/links/linked-state';
import { dependsOnGrants } from '../../lint/open/facts-told';
import { mayMatter } from '../../lint/applicable-rules';
import type { LintOptions } from '../../lint/lint-file';
import { largestFile, type Judgement, type Linter, type ScannedFile } from '../../lint/ports';
import type { TargetFact } from '../../rules/fact';
import type { LinkedFile } from '../../rules/rule';
import { languageOf, type Language } from '../../source/language';
import { LineIndex } from '../../source/span';
import { ChangedFiles } from './changed-files';
import { FoundInFiles, isBelow, type Judged } from './live/found-in-files';
import { lintedLanguage, placeOf } from './place';
import type { Project } from './project';

/** How long typing must rest before a document is judged. */
const restMs = 200;

export interface WatchDependencies {
  /** Started with the first document that may matter. */
  readonly linter: () => Linter;
  readonly project: Project;
  readonly stateOf: (app: string) => NonNullable<LintOptions['link']>;
  readonly log: Log;
}

const nothing: Judgement = { findings: [], facts: [] };

/** Judges documents while people type, and keeps up with what a scan found in files that are not open. */
export class WatchedDocuments implements Disposable {
  readonly #deps: WatchDependencies;
  readonly #owned = new DisposableStore();
  readonly #found = this.#owned.add(new FoundInFiles());
  readonly #files: ChangedFiles;
  /** Workspace folders all of whose files are known, but for those that were excluded then. */
  readonly #scanned = new Map<string, string>();
  readonly #resting = new Map<string, NodeJS.Timeout>();
  /** Files that may have told something that others are judged by. */
  readonly #asked = new Map<string, Uri>();
  /** What files tell is different now. */
  readonly onDidJudge = this.#found.onDidChange;

  constructor(deps: WatchDependencies) {
    this.#deps = deps;
    this.#files = this.#owned.add(
      new ChangedFiles({
        found: this.#found,
        judge: (...file) => this.#askOnce(...file),
        tellGone: (isGone) => {
          this.#tellGone(isGone);
        },
      }),
    );
    const soon = (document: TextDocument) => {
      this.#soon(document);
    };
    this.#owned.add(workspace.onDidOpenTextDocument(soon));
    this.#owned.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) soon(document);
      }),
    );
    this.#owned.add(
      workspace.onDidCloseTextDocument((document) => {
        this.#close(document);
      }),
    );
    this.#owned.add(
      workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const { uri } of removed) this.#forget(uri);
      }),
    );
    this.#owned.add(
      deps.project.onDidChange(() => {
        if (!deps.project.enabled) for (const root of this.#scanned.keys()) this.#forget(root);
        this.judgeAll();
      }),
    );
    this.judgeAll();
  }

  /** What is known of the text a document has now; nothing while it is being judged, when places would be those of another text. */
  judged({ uri, version }: Pick<TextDocument, 'uri' | 'version'>): Judged | undefined {
    const judged = this.#found.of(uri);
    return judged?.version === version ? judged : undefined;
  }

  /** The lines of a file as it was when it was judged last. */
  linesOf(uri: Uri): LineIndex | undefined {
    return this.#found.of(uri)?.lines;
  }

  /** Judges now the files of folders that wait for it, because something they are judged by has changed. */
  async settle(): Promise<void> {
    await this.#files.settle();
  }

  /** As `judged`, but judges now what was typed just before, or is to be judged again for what is known since. */
  async judgedNow(document: TextDocument): Promise<Judged | undefined> {
    const key = document.uri.toString();
    const known = this.judged(document);
    const isFresh = known !== undefined && !this.#resting.has(key);
    if (isFresh || lintedLanguage(document) === undefined) return known;
    this.#stopResting(key);
    await this.#judge(document);
    return this.judged(document);
  }

  /** The services that a file names, as it was last judged. */
  targetsIn(uri: Uri): readonly TargetFact[] {
    return this.#found.of(uri)?.facts.filter((fact) => fact.kind === 'target') ?? [];
  }

  /** What all judged files below a workspace folder tell, by path relative to it. */
  factsBelow(root: Uri): Iterable<LinkedFile> {
    return this.#found.factsBelow(root);
  }

  /** Judges every open document again, and every file that had findings: rules, links or the live app have changed. */
  judgeAll(): void {
    for (const document of workspace.textDocuments) this.#soon(document, 0);
    const keys = openKeys();
    for (const uri of this.#found.files) if (!keys.has(uri.toString())) this.#files.add(uri);
  }

  /** Judges the files again that are linked to an app and depend on what is different about it. */
  judgeLinked({ app, what }: LinkedChange): void {
    const concerns = (uri: Uri): boolean => {
      const linked = this.#deps.project.appOf(uri);
      if (linked === undefined || !sameArmId(linked, app)) return false;
      const known = this.#found.of(uri);
      return what === 'anything' || known === undefined || dependsOnGrants(known.facts);
    };
    for (const document of workspace.textDocuments) if (concerns(document.uri)) this.#soon(document, 0);
    const keys = openKeys();
    for (const uri of this.#found.files) if (!keys.has(uri.toString()) && concerns(uri)) this.#files.add(uri);
  }

  /** Whether a scan has seen every file of these workspace folders. */
  wereScanned(roots: readonly Uri[]): boolean {
    return roots.every((root) => this.#scanned.get(root.toString()) === this.#excludedIn(root));
  }

  /** Takes over some of what a scan of a workspace folder finds in files that are not open; `endScan` tells of it. */
  showScanned(root: Uri, files: readonly ScannedFile[]): void {
    const open = openKeys();
    this.#found.takeQuietly(
      files
        .map(({ path, findings, facts, lines }) => ({
          uri: Uri.joinPath(root, path),
          judged: { findings, facts, lines: new LineIndex(lines) },
        }))
        .filter(({ uri }) => !open.has(uri.toString())),
    );
  }

  /** A scan is over, and these are all the files it found something in. What changes in the folder is judged from now on. */
  endScan(root: Uri, paths: readonly string[]): void {
    this.#scanned.set(root.toString(), this.#excludedIn(root));
    this.#files.watch(root);
    // What an earlier scan found may be gone, and with it the file.
    this.#forgetBut(root, new Set(paths.map((path) => Uri.joinPath(root, path).toString())));
    this.#found.tell();
  }

  #excludedIn(root: Uri): string {
    return JSON.stringify(this.#deps.project.configOf(root).exclude);
  }

  /** Forgets what a scan of a workspace folder found. */
  #forget(root: Uri | string): void {
    this.#scanned.delete(root.toString());
    this.#files.unwatch(root.toString());
    this.#forgetBut(root, new Set());
  }

  #forgetBut(root: Uri | string, kept: ReadonlySet<string>): void {
    const open = openKeys();
    const gone = this.#found.files.filter(
      (uri) => isBelow(uri, root) && !open.has(uri.toString()) && !kept.has(uri.toString()),
    );
    this.#found.take(gone.map((uri) => ({ uri, judged: undefined })));
  }

  #soon(document: TextDocument, wait = restMs): void {
    if (lintedLanguage(document) === undefined) return;
    const key = document.uri.toString();
    this.#stopResting(key);
    this.#resting.set(
      key,
      setTimeout(() => {
        this.#resting.delete(key);
        void this.#judge(document);
      }, wait),
    );
  }

  #stopResting(key: string): void {
    clearTimeout(this.#resting.get(key));
    this.#resting.delete(key);
  }

  async #judge(document: TextDocument): Promise<void> {
    if (document.isClosed) return;
    const { uri, version } = document;
    const text = document.getText();
    const language = lintedLanguage(document);
    const judgement = language === undefined ? nothing : await this.#ask(uri, language, text);
    // Meanwhile the text may have changed (it is judged again soon) or gone.
    const isOpen = workspace.textDocuments.includes(document);
    if (judgement === undefined || !isOpen || document.version !== version) return;
    this.#found.take([{ uri, judged: { ...judgement, version, lines: new LineIndex(text) } }]);
  }

  async #ask(uri: Uri, language: Language, text: string): Promise<Judgement | undefined> {
    const { project, linter, stateOf, log } = this.#deps;
    if (!project.enabled || project.isExcluded(uri)) return nothing;
    const key = uri.toString();
    if (!this.#isWorthAsking(uri, language, text)) return nothing;
    const app = project.appOf(uri);
    const { path, root } = placeOf(uri);
    try {
      const judgement = await linter().judge({
        key,
        path,
        text,
        language,
        ...(root?.scheme === 'file' && { folder: root.fsPath }),
        levels: project.levelsFor(uri),
        ...(app !== undefined && { link: stateOf(app) }),
      });
      this.#judgeAgain(root, judgement.dependents ?? []);
      return judgement;
    } catch (error) {
      log.warn(`${uri.path} was not judged: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  /** One that tells nothing any more is judged again as well, for the sake of others. */
  #isWorthAsking(uri: Uri, language: Language, text: string): boolean {
    const key = uri.toString();
    if (text.length > largestFile) return false;
    if (!mayMatter(text, language)) return this.#asked.delete(key);
    this.#asked.set(key, uri);
    return true;
  }

  /** Files whose findings hold no longer, as another file tells other settings now. */
  #judgeAgain(root: Uri | undefined, paths: readonly string[]): void {
    if (root === undefined || paths.length === 0) return;
    const uris = new Map(
      paths.map((path) => {
        const uri = Uri.joinPath(root, path);
        return [uri.toString(), uri] as const;
      }),
    );
    for (const document of workspace.textDocuments)
      if (uris.delete(document.uri.toString())) this.#soon(document, 0);
    const isScanned = this.#scanned.has(root.toString());
    for (const uri of uris.values()) if (isScanned || this.#found.of(uri) !== undefined) this.#files.add(uri);
  }

  #tellGone(isGone: (uri: Uri) => boolean): void {
    for (const uri of this.#asked.values()) {
      const language = languageOf(uri.path);
      if (language !== undefined && isGone(uri)) void this.#askOnce(uri, language, '');
    }
  }

  /** As `#ask`, for a text that nobody edits: nothing is kept of it. */
  async #askOnce(uri: Uri, language: Language, text: string): Promise<Judgement | undefined> {
    const judgement = await this.#ask(uri, language, text);
    if (judgement !== nothing) this.#deps.linter().close(uri.toString());
    return judgement;
  }

  #close({ uri }: TextDocument): void {
    const key = uri.toString();
    this.#stopResting(key);
    if (this.#found.of(uri) === undefined) return;
    this.#deps.linter().close(key);
    const isScanned = [...this.#scanned.keys()].some((root) => isBelow(uri, root));
    // What a scan found stays when its editor goes; what was typed and not saved does not.
    if (isScanned && languageOf(uri.path) !== undefined) this.#files.add(uri);
    else this.#found.take([{ uri, judged: undefined }]);
  }

  dispose(): void {
    for (const timer of this.#resting.values()) clearTimeout(timer);
    this.#owned.dispose();
  }
}

function openKeys(): ReadonlySet<string> {
  return new Set(workspace.textDocuments.map(({ uri }) => uri.toString()));
}
