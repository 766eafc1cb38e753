import type { FixOffer } from '../../../access/mend/fix-offers';
import { diagnosisReport, type DiagnosisPage, type DiagnosisStep } from '../../../actions/diagnose/as-report';
import type { Answer, Case } from '../../../actions/diagnose/case';
import { diagnose } from '../../../actions/diagnose/diagnose';
import { absent, shown } from '../../../estate/loadable';
import { findApp, identitiesOf, rolesOf } from '../../../estate/lookup';
import { resourceKey, type ResourceKey } from '../../../estate/resources';
import { plain } from '../../../lifecycle/text';
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

/** A diagnosis in its tab, which is made anew there after each fix. */
class OpenDiagnosis {
  readonly #deps: CommandDependencies;
  readonly #app: ResourceKey;
  #answers: readonly Answer[] = [];
  #case: Case | undefined;
  #page: DiagnosisPage | undefined;
  #shown: ShownReport | undefined;

  constructor(deps: CommandDependencies, app: ResourceKey) {
    this.#deps = deps;
    this.#app = app;
  }

  async open(name: string): Promise<void> {
    const { dialogs, reports, t } = this.#deps;
    const page = await dialogs.progress(t("Diagnosing '{0}'", name), (signal) => this.#look(signal));
    this.#shown = reports.show({ report: page.report, press: (id) => this.#press(id) });
  }

  async #look(signal: AbortSignal): Promise<DiagnosisPage> {
    this.#case = await readCase(this.#deps, this.#app, { answers: this.#answers, signal });
    const isLinked = (this.#case.files?.length ?? 0) > 0;
    const steps: readonly DiagnosisStep[] = isLinked
      ? ['again', 'ask-tokens']
      : ['again', 'link-folder', 'ask-tokens'];
    this.#page = diagnosisReport(diagnose(this.#case), steps);
    return this.#page;
  }

  async #again(): Promise<void> {
    const { dialogs, t } = this.#deps;
    const page = await dialogs.background(t('Diagnosing again'), (signal) => this.#look(signal));
    this.#shown?.update(page.report);
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
    // A change is told in a message, and ends only when somebody has read that: the page shows it before.
    const before = this.#known();
    const changed = this.#deps.estate.onDidChange(() => {
      if (sameParts(before, this.#known())) return;
      changed.dispose();
      void this.#deps.attempt(this.#deps.t('Diagnose App'), () => this.#again());
    });
    try {
      await makeFix(this.#deps, this.#found(), fix);
    } finally {
      changed.dispose();
    }
    await this.#again();
  }

  /** What of the estate a fix may change: the app's identities, what they were given, and the vaults. */
  #known(): readonly unknown[] {
    const { snapshot } = this.#deps.estate;
    const found = this.#found();
    if (found === undefined) return [];
    const { app, subscription } = found;
    const roles = identitiesOf(snapshot, app).map(({ principalId }) =>
      principalId === undefined ? undefined : shown(rolesOf(snapshot, subscription.key, principalId)),
    );
    return [app.identity, ...roles, shown(snapshot.vaults.get(subscription.key) ?? absent)];
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

function sameParts(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

function isChange({ kind }: FixOffer): boolean {
  return kind !== 'copy' && kind !== 'open-portal' && kind !== 'follow';
}
