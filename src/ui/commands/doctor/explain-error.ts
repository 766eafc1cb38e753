import { explainedReport, type ExplainedPage } from '../../../actions/explain/as-report';
import { joinRefusal } from '../../../actions/explain/join';
import { namedOwner } from '../../../actions/explain/named-owner';
import { findApp, identitiesOf, type FoundApp } from '../../../estate/lookup';
import { resourceKey, type ResourceKey } from '../../../estate/resources';
import { Failure } from '../../../lifecycle/failure';
import { plain } from '../../../lifecycle/text';
import { refusalsIn } from '../../../token/explain/recognise';
import type { Refusal } from '../../../token/explain/refusal';
import type { ShownReport } from '../../window/report-page';
import type { Command, CommandDependencies } from '../dependencies';
import { makeFix } from '../fix';
import { pickApp } from '../pick/pick-app';

/**
 * Explains the text that is selected, else the one in the clipboard: a stack trace, lines of a log, the output of a command. Nothing of
 * the text is sent anywhere or kept; what Azure knows of the identities it names is read.
 */
export const explainError: Command = async (deps) => {
  const { dialogs } = deps;
  const selected = dialogs.selectedText();
  explain(deps, selected.trim() === '' ? await dialogs.readClipboard() : selected);
};

/** The same for what is selected in the terminal in front. */
export const explainTerminalError: Command = async (deps) => {
  explain(deps, await deps.dialogs.selectedInTerminal());
};

function explain(deps: CommandDependencies, text: string): void {
  const { t } = deps;
  if (text.trim() === '')
    throw new Failure({
      code: 'invalid',
      what: t('There is nothing to explain.'),
      why: t('Nothing is selected, and the clipboard holds no text.'),
      remedy: t('Select the lines of the error, or copy them, and try again.'),
    });
  new OpenExplanation(deps, refusalsIn(text)).open();
}

/** Explained errors in their tab: what the text says at once, and what Azure says to it as soon as that is read. */
class OpenExplanation {
  readonly #deps: CommandDependencies;
  readonly #refusals: readonly Refusal[];
  /** The app the log is from, when the user said so. */
  #app: ResourceKey | undefined;
  #page: ExplainedPage;
  #shown: ShownReport | undefined;

  constructor(deps: CommandDependencies, refusals: readonly Refusal[]) {
    this.#deps = deps;
    this.#refusals = refusals;
    this.#page = this.#join();
  }

  open(): void {
    const { reports, attempt, t } = this.#deps;
    const shown = reports.show({ report: this.#page.report, press: (id) => this.#press(id) });
    this.#shown = shown;
    void attempt(t('Explain Error'), () => this.#read());
  }

  #join(): ExplainedPage {
    const { estate, now } = this.#deps;
    const { snapshot } = estate;
    const app = this.#app && findApp(snapshot, this.#app);
    return explainedReport(this.#refusals.map((one) => joinRefusal(one, { snapshot, app, now: now() })));
  }

  /** Reads the grants of the apps whose identities the text names. An error nobody's identity is named in asks Azure nothing. */
  async #read(): Promise<void> {
    const apps = this.#apps();
    if (apps.length === 0) return;
    await this.#deps.dialogs.background(this.#deps.t('Reading what the identities may do'), () =>
      Promise.all(apps.map((app) => this.#readGrants(app))),
    );
    this.#update();
  }

  #apps(): readonly FoundApp[] {
    const { snapshot } = this.#deps.estate;
    const chosen = this.#app && findApp(snapshot, this.#app);
    if (chosen !== undefined) return [chosen];
    const named = this.#refusals.flatMap(({ identity }) => namedOwner(snapshot, identity)?.apps[0] ?? []);
    return [...new Set(named)];
  }

  async #readGrants({ app, subscription }: FoundApp): Promise<void> {
    const { inventory, estate } = this.#deps;
    await Promise.all([
      inventory.refresh({ kind: 'vaults', key: subscription.key }),
      ...identitiesOf(estate.snapshot, app).map(({ principalId }) =>
        principalId === undefined
          ? undefined
          : inventory.refresh({ kind: 'roles', app: resourceKey(app), principalId }),
      ),
    ]);
  }

  #update(): void {
    this.#page = this.#join();
    this.#shown?.update(this.#page.report);
  }

  async #press(id: string): Promise<void> {
    const { attempt, t } = this.#deps;
    const fix = this.#page.fixes.get(id);
    if (fix === undefined) {
      await attempt(t('Explain Error'), () => this.#step(id));
      return;
    }
    await attempt(plain(fix.fix.title), async () => {
      await makeFix(this.#deps, fix.app, fix.fix);
      await this.#read();
    });
  }

  async #step(id: string): Promise<void> {
    if (id === 'diagnose') {
      const [app] = this.#apps();
      if (app !== undefined) await this.#deps.run('diagnoseApp', { kind: 'app', key: resourceKey(app.app) });
      return;
    }
    const found = await pickApp(this.#deps, undefined, this.#deps.t('Explain Error'));
    if (found === undefined) return;
    this.#app = resourceKey(found.app);
    await this.#read();
  }
}
