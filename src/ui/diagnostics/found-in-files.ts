import { languages, Uri, type DiagnosticCollection } from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { Emitter } from '../../lifecycle/emitter';
import type { Judgement } from '../../lint/ports';
import type { LinkedFile } from '../../rules/rule';
import type { LineIndex } from '../../source/span';
import { diagnosticOf } from './diagnostic';
import { withoutTrailing } from '../../lifecycle/trailing';

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

/** What was found in files, open or not, as it is shown in the Problems panel. */
export class FoundInFiles implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #diagnostics: DiagnosticCollection = this.#owned.add(
    languages.createDiagnosticCollection('spring-identity'),
  );
  readonly #judged = new Map<string, Judged>();
  readonly #changed = this.#owned.add(new Emitter<void>());
  /** What files tell is different now. */
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
    this.#changed.fire();
  }

  /** As `take`, for what comes in many parts: whoever gives the last one tells of all. */
  takeQuietly(files: readonly Found[]): void {
    for (const { uri, judged } of files)
      if (judged === undefined) this.#judged.delete(uri.toString());
      else this.#judged.set(uri.toString(), judged);
    this.#diagnostics.set(
      files.map(({ uri, judged }) => [
        uri,
        judged?.findings.map((finding) => diagnosticOf(uri, judged.lines, finding)),
      ]),
    );
  }

  tell(): void {
    this.#changed.fire();
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
