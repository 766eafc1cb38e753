import {
  languages,
  Uri,
  workspace,
  type Diagnostic,
  type DiagnosticCollection,
  type TextDocument,
} from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { Emitter } from '../../lifecycle/emitter';
import type { Log } from '../../lifecycle/log';
import { mayMatter } from '../../lint/applicable-rules';
import type { LintOptions } from '../../lint/lint-file';
import {
  largestFile,
  type JudgedFinding,
  type Judgement,
  type Linter,
  type ScannedFile,
} from '../../lint/ports';
import type { Fact } from '../../rules/fact';
import { unknownProject } from '../../source/build/project-facts';
import { LineIndex } from '../../source/span';
import { diagnosticOf } from './diagnostic';
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

interface Judged {
  /** Of the document; absent for files that were read by a scan. */
  readonly version?: number;
  readonly findings: readonly JudgedFinding[];
  readonly facts: readonly Fact[];
  readonly lines: LineIndex;
}

const nothing: Judgement = { findings: [], facts: [] };

/** Judges documents while people type, and keeps what was found in them and in scanned files. */
export class WatchedDocuments implements Disposable {
  readonly #deps: WatchDependencies;
  readonly #owned = new DisposableStore();
  readonly #diagnostics: DiagnosticCollection;
  readonly #judged = new Map<string, Judged>();
  /** Workspace folders all of whose files are known. */
  readonly #scanned = new Set<string>();
  readonly #resting = new Map<string, NodeJS.Timeout>();
  readonly #changed = this.#owned.add(new Emitter<Uri>());
  /** What a document tells is different now. */
  readonly onDidJudge = this.#changed.event;

  constructor(deps: WatchDependencies) {
    this.#deps = deps;
    this.#diagnostics = this.#owned.add(languages.createDiagnosticCollection('spring-identity'));
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
      deps.project.onDidChange(() => {
        this.judgeAll();
      }),
    );
    this.judgeAll();
  }

  /** What is known of the text a document has now; nothing while it is being judged, when places would be those of another text. */
  judged({ uri, version }: Pick<TextDocument, 'uri' | 'version'>): Judged | undefined {
    const judged = this.#judged.get(uri.toString());
    return judged?.version === version ? judged : undefined;
  }

  /** As `judged`, but judges now what was typed just before. */
  async judgedNow(document: TextDocument): Promise<Judged | undefined> {
    const known = this.judged(document);
    if (known !== undefined || lintedLanguage(document) === undefined) return known;
    this.#stopResting(document.uri.toString());
    await this.#judge(document);
    return this.judged(document);
  }

  /** What all judged files below a workspace folder tell, by path relative to it. */
  *factsBelow(root: Uri): Generator<{ readonly path: string; readonly facts: readonly Fact[] }> {
    const base = baseOf(root);
    for (const [key, { facts }] of this.#judged)
      if (key.startsWith(base) && facts.length > 0)
        yield { path: decodeURIComponent(key.slice(base.length)), facts };
  }

  /** Judges every open document again: rules, links or the live app have changed. */
  judgeAll(): void {
    for (const document of workspace.textDocuments) this.#soon(document, 0);
  }

  /** Whether a scan has seen every file of these workspace folders. */
  wereScanned(roots: readonly Uri[]): boolean {
    return roots.every((root) => this.#scanned.has(root.toString()));
  }

  /** Takes over what a scan found in files that are not open. */
  showScanned(root: Uri, files: readonly ScannedFile[]): void {
    const open = openKeys();
    const closed = files.flatMap((file) => {
      const uri = Uri.joinPath(root, file.path);
      return open.has(uri.toString()) ? [] : [{ ...file, uri, lines: new LineIndex(file.lines) }];
    });
    if (closed.length === 0) return;
    for (const { uri, findings, facts, lines } of closed)
      this.#judged.set(uri.toString(), { findings, facts, lines });
    this.#diagnostics.set(
      closed.map(({ uri, findings, lines }): [Uri, Diagnostic[]] => [
        uri,
        findings.map((one) => diagnosticOf(uri, lines, one)),
      ]),
    );
    this.#changed.fire(root);
  }

  /** A scan of a workspace folder is over, and these are all the files it found something in. */
  endScan(root: Uri, paths: readonly string[]): void {
    this.#scanned.add(root.toString());
    const still = new Set([...openKeys(), ...paths.map((path) => Uri.joinPath(root, path).toString())]);
    // What an earlier scan found may be gone, and with it the file.
    const gone = [...this.#judged.keys()].filter((key) => key.startsWith(baseOf(root)) && !still.has(key));
    for (const key of gone) this.#judged.delete(key);
    this.#diagnostics.set(gone.map((key): [Uri, undefined] => [Uri.parse(key), undefined]));
    this.#changed.fire(root);
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
    const judgement = await this.#ask(document, text);
    // Meanwhile the text may have changed (it is judged again soon) or gone.
    const isOpen = workspace.textDocuments.includes(document);
    if (judgement === undefined || !isOpen || document.version !== version) return;
    const lines = new LineIndex(text);
    const { findings, facts } = judgement;
    this.#judged.set(uri.toString(), { version, findings, facts, lines });
    this.#diagnostics.set(
      uri,
      findings.map((finding) => diagnosticOf(uri, lines, finding)),
    );
    this.#changed.fire(uri);
  }

  async #ask(document: TextDocument, text: string): Promise<Judgement | undefined> {
    const { project, linter, stateOf, log } = this.#deps;
    const language = lintedLanguage(document);
    if (language === undefined || !project.enabled) return nothing;
    if (text.length > largestFile || !mayMatter(text, language)) return nothing;
    const app = project.appOf(document.uri);
    try {
      return await linter().judge({
        key: document.uri.toString(),
        path: placeOf(document.uri).path,
        text,
        language,
        project: unknownProject,
        levels: project.levelsFor(document.uri),
        ...(app !== undefined && { link: stateOf(app) }),
      });
    } catch (error) {
      log.warn(
        `${document.uri.path} was not judged: ${error instanceof Error ? error.message : String(error)}`,
      );
      return undefined;
    }
  }

  #close({ uri, isDirty }: TextDocument): void {
    const key = uri.toString();
    this.#stopResting(key);
    if (!this.#judged.has(key)) return;
    this.#deps.linter().close(key);
    // What a scan found stays when its editor goes.
    if (!isDirty && [...this.#scanned].some((root) => key.startsWith(baseOf(root)))) return;
    this.#judged.delete(key);
    this.#diagnostics.delete(uri);
    this.#changed.fire(uri);
  }

  dispose(): void {
    for (const timer of this.#resting.values()) clearTimeout(timer);
    this.#owned.dispose();
  }
}

function openKeys(): ReadonlySet<string> {
  return new Set(workspace.textDocuments.map(({ uri }) => uri.toString()));
}

/** What the addresses of all files below a folder begin with: those of `/shop-archive` are not below `/shop`. */
function baseOf(root: Uri | string): string {
  return root.toString().replace(/\/*$/, '/');
}
