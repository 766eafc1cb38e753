import type { FixOffer } from '../../../access/mend/fix-offers';
import { diagnosisReport, type DiagnosisPage, type DiagnosisStep } from '../../../actions/diagnose/as-report';
import type { Answer, Case } from '../../../actions/diagnose/case';
import { diagnose } from '../../../actions/diagnose/diagnose';
import { absent, shown } from '../../../estate/loadable';
import { sameData } from '../../../estate/frozen/keep-same';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import { sameArmId, type ArmId } from '../../../estate/ids/arm-id';
import { findApp, type FoundApp } from '../../../estate/lookup';
import { resourceKey, tenantOf, type ResourceKey } from '../../../estate/resources';
import { plain } from '../../../lifecycle/text';
import { changeOf, linkedApp, type LinkState } from '../../../lint/links/linked-state';
import type { ShownReport } from '../../window/report-page';
import type { Command, CommandDependencies } from '../dependencies';
import { makeFix } from '../fix';
import { pickApp } from '../pick/pick-app';
import { askTokens } from './ask-tokens';
import { readCase } from './read-case';

/** One page about an app and the files linked to it: what works, what is broken because of what, and the button that mends it. */
export const diagnoseApp: Command = async (deps, target) => {
  const found = await pickApp(deps, target, deps.t('Diagnose App'));
  if (found === undefined) return;
  await deps.recentApps.add(resourceKey(found.app));
  await new OpenDiagnosis(deps, resourceKey(found.app)).open(found.app.name);
};

/** A diagnosis in its tab, which is made anew there after each fix; what changes otherwise is said, and read when the user wants it. */
class OpenDiagnosis {
  readonly #deps: CommandDependencies;
  readonly #app: ResourceKey;
  #answers: readonly Answer[] = [];
  #case: Case | undefined;
  #page: DiagnosisPage | undefined;
  #shown: ShownReport | undefined;
  /** What of the estate the page was made of. */
  #seen: Seen | undefined;
  #isOutdated = false;
  #isLooking = false;
  /** A fix of the page is being made, and nothing that it changed shows yet. */
  #isMending = false;

  constructor(deps: CommandDependencies, app: ResourceKey) {
    this.#deps = deps;
    this.#app = app;
  }

  async open(name: string): Promise<void> {
    const { dialogs, reports, estate, t } = this.#deps;
    const page = await dialogs.progress(t("Diagnosing '{0}'", name), (signal) => this.#look(signal));
    // Before the page is shown: it may be closed at any time after.
    const diagnostics = await this.#deps.diagnostics();
    const shown = reports.show({ report: page.report, press: (id) => this.#press(id) });
    this.#shown = shown;
    const listening = [
      estate.onDidChange(() => {
        if (!isSame(this.#seen, this.#known())) this.#changed('estate');
      }),
      diagnostics.onDidTell((apps) => {
        const id = this.#found()?.app.id;
        if (apps === 'all' || apps.some((one) => id !== undefined && sameArmId(one, id)))
          this.#changed('files');
      }),
    ];
    shown.closed.addEventListener('abort', () => {
      for (const one of listening) one.dispose();
    });
  }

  async #look(signal: AbortSignal): Promise<DiagnosisPage> {
    this.#isLooking = true;
    try {
      this.#case = await readCase(this.#deps, this.#app, { answers: this.#answers, signal });
      this.#seen = this.#known();
      return this.#made(this.#case, { outdated: false });
    } finally {
      this.#isLooking = false;
    }
  }

  #made(found: Case, how: { readonly outdated: boolean }): DiagnosisPage {
    const isLinked = (found.files?.length ?? 0) > 0;
    const steps: readonly DiagnosisStep[] = isLinked
      ? ['again', 'ask-tokens']
      : ['again', 'link-folder', 'ask-tokens'];
    this.#isOutdated = how.outdated;
    this.#page = diagnosisReport(diagnose(found), steps, how);
    return this.#page;
  }

  async #again(): Promise<void> {
    const { dialogs, t } = this.#deps;
    const page = await dialogs.background(t('Diagnosing again'), (signal) => this.#look(signal));
    this.#shown?.update(page.report);
  }

  /**
   * What a fix of the page changed in Azure shows at once, for its message waits to be read; what it put into files, when it is done. Of
   * what changed otherwise it is only said.
   */
  #changed(what: 'estate' | 'files'): void {
    if (this.#isLooking || this.#case === undefined) return;
    if (!this.#isMending) {
      if (!this.#isOutdated) this.#shown?.update(this.#made(this.#case, { outdated: true }).report);
    } else if (what === 'estate') {
      this.#isMending = false;
      void this.#deps.attempt(this.#deps.t('Diagnose App'), () => this.#again());
    }
  }

  async #press(id: string): Promise<void> {
    const { attempt, t } = this.#deps;
    const fix = this.#page?.fixes.get(id);
    if (fix !== undefined) await attempt(plain(fix.title), () => this.#mend(fix));
    else await attempt(t('Diagnose App'), () => this.#step(id));
  }

  /** What was asked before a change may be otherwise after it. */
  async #mend(fix: FixOffer): Promise<void> {
    if (!isChange(fix)) {
      await makeFix(this.#deps, this.#found(), fix);
      return;
    }
    this.#answers = [];
    this.#isMending = true;
    try {
      await makeFix(this.#deps, this.#found(), fix);
    } finally {
      this.#isMending = false;
    }
    await this.#again();
  }

  /** What of the estate a diagnosis goes by. */
  #known(): Seen | undefined {
    const { snapshot } = this.#deps.estate;
    const found = this.#found();
    return (
      found && { app: found.app.id, state: linkedApp(snapshot, found), stores: storesOf(snapshot, found) }
    );
  }

  async #step(id: string): Promise<void> {
    const found = this.#found();
    if (found === undefined) return;
    if (id === 'link-folder') await this.#deps.run('linkFolder', { kind: 'app', key: this.#app });
    if (id === 'ask-tokens') {
      const answers = await askTokens(this.#deps, found, this.#case ?? {});
      if (answers === undefined) return;
      this.#answers = answers;
    } else this.#answers = [];
    await this.#again();
  }

  #found() {
    return findApp(this.#deps.estate.snapshot, this.#app);
  }
}

interface Seen {
  readonly app: ArmId;
  readonly state: LinkState;
  readonly stores: unknown;
}

function storesOf({ storeGrants }: EstateSnapshot, { subscription }: FoundApp): unknown {
  return shown(storeGrants.get(tenantOf(subscription.key)) ?? absent);
}

function isSame(was: Seen | undefined, now: Seen | undefined): boolean {
  if (was === undefined || now === undefined) return was === now;
  return changeOf(now.app, was.state, now.state) === undefined && sameData(was.stores, now.stores);
}

function isChange({ kind }: FixOffer): boolean {
  return kind !== 'copy' && kind !== 'open-portal' && kind !== 'follow';
}
