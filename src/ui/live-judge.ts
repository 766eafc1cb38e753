import { armKey, type ArmId } from '../estate/ids/arm-id';
import type { Estate } from '../estate/estate';
import { sameData } from '../estate/frozen/keep-same';
import { findApp, type FoundApp } from '../estate/lookup';
import { armKeyOf, resourceKey, type ResourceKey } from '../estate/resources';
import type { EstateSnapshot } from '../estate/frozen/snapshot';
import { Emitter } from '../lifecycle/emitter';
import { linkedApp } from '../lint/links/linked-state';
import type { Levels } from '../lint/config/levels';
import { lintApp, type LiveFinding } from '../lint/lint-app';
import type { AppView } from '../rules/rule';

/** What the linked folders of an app tell, as far as they were read; nothing where none is linked. */
type FilesOf = (appId: string) => Pick<AppView, 'files' | 'partial'>;

/** Apps whose findings are other ones now. */
export type JudgedAnew = readonly ResourceKey[] | 'all';

/** Judges live apps, each once per snapshot; the tree and the Problems panel ask here. */
export class LiveJudge {
  readonly #estate: Estate;
  readonly #changed = new Emitter<JudgedAnew>();
  #known:
    | { readonly snapshot: EstateSnapshot; readonly findings: Map<ResourceKey, readonly LiveFinding[]> }
    | undefined;
  /** What was last said of each app, of whatever snapshot: it is what people see. */
  readonly #said = new Map<ResourceKey, readonly LiveFinding[]>();
  #filesOf: FilesOf = () => ({});
  #levels: Levels = {};
  /** Other findings come of the same estate, because of files, links or levels. */
  readonly onDidChange = this.#changed.event;

  constructor(estate: Estate) {
    this.#estate = estate;
  }

  /** Says what files tell and which levels people chose; the linter does when it is loaded. */
  use(filesOf: FilesOf, levels: Levels): void {
    this.#filesOf = filesOf;
    this.#levels = levels;
    this.#known = undefined;
    this.#changed.fire('all');
  }

  /** Something else is known of these apps, or of files linked to them. Tells only of apps of which something else is to be said. */
  judgeAgain(apps: readonly ArmId[]): void {
    const wanted = new Set(apps.map(armKey));
    const anew: ResourceKey[] = [];
    for (const [key, said] of this.#said) {
      const found = findApp(this.#estate.snapshot, key);
      if (found === undefined) this.#said.delete(key);
      else if (wanted.has(armKey(found.app.id))) {
        this.#known?.findings.delete(key);
        if (!sameData(said, this.findingsOf(found))) anew.push(key);
      }
    }
    if (anew.length > 0) this.#changed.fire(anew);
  }

  /** What these apps' files tell stands elsewhere in them: findings, which name places, are made anew when asked for. */
  forget(apps: readonly ArmId[]): boolean {
    const wanted = new Set(apps.map(armKey));
    const keys = [...(this.#known?.findings.keys() ?? [])];
    const known = keys.filter((key) => wanted.has(armKeyOf(key)));
    for (const key of known) this.#known?.findings.delete(key);
    return known.length > 0;
  }

  findingsOf(found: FoundApp): readonly LiveFinding[] {
    const { snapshot } = this.#estate;
    if (this.#known?.snapshot !== snapshot) this.#known = { snapshot, findings: new Map() };
    const key = resourceKey(found.app);
    const known = this.#known.findings.get(key);
    if (known !== undefined) return known;
    const findings = lintApp(
      { app: linkedApp(snapshot, found), ...this.#filesOf(found.app.id) },
      this.#levels,
    );
    this.#known.findings.set(key, findings);
    this.#said.set(key, findings);
    return findings;
  }
}
