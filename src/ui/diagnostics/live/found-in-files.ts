import { languages, Uri, type DiagnosticCollection } from 'vscode';
import { DisposableStore, type Disposable } from '../../../lifecycle/disposable-store';
import { Emitter } from '../../../lifecycle/emitter';
import { tellSame } from '../../../lint/open/facts-told';
import type { Judgement } from '../../../lint/ports';
import type { LinkedFile } from '../../../rules/rule';
import type { LineIndex } from '../../../source/span';
import { diagnosticOf } from '../diagnostic';
import { withoutTrailing } from '../../../lifecycle/trailing';

export interface Judged extends Judgement {
  /** Of the document; absent for files that were read from disk. */
  readonly version?: number;
  readonly lines: LineIndex;
}

/** A file, and what was found in it. */
export interface Found {
  readonly uri: Uri;
  readonly judged: Judged | undefined;
}

/** Files that were judged again and tell rules about apps something. */
export interface ToldAnew {
  /** They tell something else than before. */
  readonly told: readonly Uri[] | 'all';
  /** They tell the same, perhaps in other places. */
  readonly moved: readonly Uri[];
}

/** What was found in files, open or not, as it is shown in the Problems panel. */
export class FoundInFiles implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #diagnostics: DiagnosticCollection = this.#owned.add(
    languages.createDiagnosticCollection('spring-identity'),
  );
  readonly #judged = new Map<string, Judged>();
  readonly #changed = this.#owned.add(new Emitter<ToldAnew>());
  /** Files that tell something else, and nobody was told yet. */
  readonly #untold = new Map<string, Uri>();
  /** What files tell is different now, or stands elsewhere. Not fired when neither is so. */
  readonly onDidChange = this.#changed.event;

  of(uri: Uri): Judged | undefined {
    return this.#judged.get(uri.toString());
  }

  get files(): readonly Uri[] {
    return [...this.#judged.keys()].map((key) => Uri.parse(key));
  }

  /** Takes over what was found; `undefined` forgets a file. Tells of it once. */
  take(files: readonly Found[]): void {
    if (files.length === 0) return;
    this.takeQuietly(files);
    const told = [...this.#untold.values()];
    const moved = files.map(({ uri }) => uri).filter((uri) => !told.includes(uri) && this.#tells(uri));
    this.#untold.clear();
    if (told.length + moved.length > 0) this.#changed.fire({ told, moved });
  }

  /** As `take`, for what comes in many parts: whoever gives the last one tells of all. */
  takeQuietly(files: readonly Found[]): void {
    for (const { uri, judged } of files) {
      const key = uri.toString();
      if (!tellSame(this.#judged.get(key)?.facts ?? [], judged?.facts ?? [])) this.#untold.set(key, uri);
      if (judged === undefined) this.#judged.delete(key);
      else this.#judged.set(key, judged);
    }
    // VS Code adds up what is set for one file at a time: of a file that was judged twice meanwhile, the last counts.
    const last = new Map(files.map((one) => [one.uri.toString(), one]));
    this.#diagnostics.set(
      [...last.values()].map(({ uri, judged }) => [
        uri,
        judged?.findings.map((finding) => diagnosticOf(uri, judged.lines, finding)),
      ]),
    );
  }

  /** Tells of all files at once. */
  tell(): void {
    this.#untold.clear();
    this.#changed.fire({ told: 'all', moved: [] });
  }

  #tells(uri: Uri): boolean {
    return (this.of(uri)?.facts.length ?? 0) > 0;
  }

  /** What all judged files below a workspace folder tell, by path relative to it. */
  *factsBelow(root: Uri): Generator<LinkedFile> {
    const base = baseOf(root);
    for (const [key, { facts }] of this.#judged)
      if (key.startsWith(base) && facts.length > 0)
        yield { path: decodeURIComponent(key.slice(base.length)), facts };
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** Whether an address is below that of a folder: those of `/shop-archive` are not below `/shop`. */
export function isBelow(uri: Uri, root: Uri | string): boolean {
  return uri.toString().startsWith(baseOf(root));
}

/** What the addresses of all files below a folder begin with. */
function baseOf(root: Uri | string): string {
  return `${withoutTrailing(root.toString(), '/')}/`;
}
