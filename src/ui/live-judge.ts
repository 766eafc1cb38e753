import { armKey } from '../estate/arm-id';
import type { Estate } from '../estate/estate';
import type { FoundApp } from '../estate/lookup';
import type { EstateSnapshot } from '../estate/snapshot';
import { Emitter } from '../lifecycle/emitter';
import { linkedApp } from '../lint/linked-state';
import type { Levels } from '../lint/levels';
import { lintApp, type LiveFinding } from '../lint/lint-app';
import type { AppView } from '../rules/rule';

/** What the linked folders of an app tell, as far as they were read; nothing where none is linked. */
type FilesOf = (appId: string) => Pick<AppView, 'files' | 'partial'>;

/** Judges live apps, each once per snapshot; the tree and the Problems panel ask here. */
export class LiveJudge {
  readonly #estate: Estate;
  readonly #changed = new Emitter<void>();
  #known:
    { readonly snapshot: EstateSnapshot; readonly findings: Map<string, readonly LiveFinding[]> } | undefined;
  #filesOf: FilesOf = () => ({});
  #levels: Levels = {};
  /** Files, links or levels have changed, so that other findings may come of the same estate. */
  readonly onDidChange = this.#changed.event;

  constructor(estate: Estate) {
    this.#estate = estate;
  }

  /** Says what files tell and which levels people chose; the linter does when it is loaded. */
  use(filesOf: FilesOf, levels: Levels): void {
    this.#filesOf = filesOf;
    this.#levels = levels;
    this.#known = undefined;
    this.#changed.fire();
  }

  findingsOf(found: FoundApp): readonly LiveFinding[] {
    const { snapshot } = this.#estate;
    if (this.#known?.snapshot !== snapshot) this.#known = { snapshot, findings: new Map() };
    const key = `${found.subscription.key}|${armKey(found.app.id)}`;
    const known = this.#known.findings.get(key);
    if (known !== undefined) return known;
    const findings = lintApp(
      { app: linkedApp(snapshot, found), ...this.#filesOf(found.app.id) },
      this.#levels,
    );
    this.#known.findings.set(key, findings);
    return findings;
  }
}
