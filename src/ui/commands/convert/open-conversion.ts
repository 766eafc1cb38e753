import { conversionId, type Conversion } from '../../../actions/convert/conversion';
import { conversionReport, stepOf } from '../../../actions/convert/conversion-report';
import {
  grantedBy,
  isConverted,
  stepsOf,
  type ConversionFacts,
  type StepName,
} from '../../../actions/convert/steps';
import type { FoundApp } from '../../../estate/lookup';
import { plain, say } from '../../../lifecycle/text';
import type { Report } from '../../../report/report';
import type { ShownReport } from '../../window/report-page';
import { changeIdentity } from '../identity/change-identity';
import { copyBetween, takeBackGrants } from '../grants/copy-roles';
import { deleteIdentity } from '../identity/delete-identity';
import type { CommandDependencies } from '../dependencies';
import type { Holder } from '../pick/pick-holder';
import { identityNamed } from '../pick/pick-identity';
import { appOfConversion, readFacts } from './read-facts';
import { verifyAs } from './verify';

type StepWork = (found: FoundApp, facts: ConversionFacts) => Promise<void>;

/** A conversion in its tab. Each button asks before it changes something; the page is made anew from Azure after each. */
export class OpenConversion {
  readonly #deps: CommandDependencies;
  #conversion: Conversion;
  #facts: ConversionFacts | undefined;
  #shown: ShownReport | undefined;

  constructor(deps: CommandDependencies, conversion: Conversion) {
    this.#deps = deps;
    this.#conversion = conversion;
  }

  async open(): Promise<void> {
    const { dialogs, reports, estate, t } = this.#deps;
    const report = await dialogs.progress(t("Looking at '{0}'", this.#conversion.appName), (signal) =>
      this.#look(signal),
    );
    const shown = reports.show({ report, press: (id) => this.#press(id) });
    this.#shown = shown;
    // What is changed from elsewhere, another window say, shows as soon as it is known.
    const listening = estate.onDidChange(({ touched }) => {
      if (touched.some((one) => one.kind === 'app' && one.key === this.#conversion.app)) void this.#again();
    });
    shown.closed.addEventListener('abort', () => {
      listening.dispose();
    });
  }

  async #look(signal: AbortSignal): Promise<Report> {
    const found = await appOfConversion(this.#deps, this.#conversion);
    this.#facts = await readFacts(this.#deps, this.#conversion, { found, signal });
    return conversionReport(this.#conversion, stepsOf(this.#conversion, this.#facts));
  }

  async #again(): Promise<void> {
    const { attempt, dialogs, t } = this.#deps;
    await attempt(t('Convert to User-Assigned Identity'), async () => {
      const report = await dialogs.background(t('Looking again'), (signal) => this.#look(signal));
      this.#shown?.update(report);
    });
  }

  async #press(id: string): Promise<void> {
    const { attempt, t } = this.#deps;
    await attempt(t('Convert to User-Assigned Identity'), async () => {
      const step = stepOf(id);
      if (id === 'forget') await this.#forget();
      else if (step !== undefined && this.#facts !== undefined) {
        const found = await appOfConversion(this.#deps, this.#conversion);
        await this.#workOf(step.what, step.name)?.(found, this.#facts);
      }
    });
    if (id !== 'forget') await this.#again();
  }

  /** Ends the record; what was done stays as it is. */
  async #forget(): Promise<void> {
    const { dialogs, unfinished, log, t } = this.#deps;
    const { app, appName } = this.#conversion;
    const steps = this.#facts === undefined ? [] : stepsOf(this.#conversion, this.#facts);
    const isOver = isConverted(steps);
    const agreed =
      isOver ||
      (await dialogs.confirmLoss({
        title: t("Give up the conversion of '{0}'?", appName),
        detail: t(
          'What was done stays as it is; revert it with the buttons of its steps first where you do not want it.',
        ),
        action: t('Give Up'),
        details: t('Keep'),
      })) === 'agreed';
    if (!agreed) return;
    unfinished.end(conversionId(app));
    log.info(
      plain(
        isOver
          ? say("The conversion of '{0}' is finished.", appName)
          : say("The conversion of '{0}' was given up.", appName),
      ),
    );
  }

  #workOf(what: 'do' | 'revert', name: StepName): StepWork | undefined {
    return (what === 'do' ? this.#does : this.#reverts)[name];
  }

  readonly #does: Partial<Readonly<Record<StepName, StepWork>>> = {
    grants: (found) =>
      copyBetween(this.#deps, this.#system(found), this.#holder(found), () => void this.#again()),
    assign: async (found) => {
      await changeIdentity(this.#deps, found, { assign: [this.#conversion.identity.id] });
    },
    verify: async (found) => {
      const verified = await verifyAs(this.#deps, found, this.#conversion.identity);
      if (verified !== undefined) this.#keep({ ...this.#conversion, verified });
    },
    files: async (found, { files }) => {
      const { clientId, name } = this.#conversion.identity;
      const diagnostics = await this.#deps.diagnostics();
      const title = say("Name identity '{0}'", name);
      await diagnostics.previewReplacing(found.app.id, files.places, { text: clientId, title });
    },
    disable: async (found) => {
      await changeIdentity(this.#deps, found, { system: 'off' });
    },
  };

  readonly #reverts: Partial<Readonly<Record<StepName, StepWork>>> = {
    identity: async () => {
      await deleteIdentity(this.#deps, await identityNamed(this.#deps, this.#conversion.identity.id));
    },
    grants: async (found, { grants }) => {
      if ('missing' in grants)
        await takeBackGrants(this.#deps, grantedBy(this.#conversion, grants), this.#holder(found));
    },
    assign: async (found) => {
      await changeIdentity(this.#deps, found, { remove: [this.#conversion.identity.id] });
    },
    disable: async (found) => {
      await changeIdentity(this.#deps, found, { system: 'on' });
    },
  };

  #keep(conversion: Conversion): void {
    this.#conversion = conversion;
    keepConversion(this.#deps, conversion);
  }

  #system({ app, service, subscription }: FoundApp): Holder {
    const name = `${service.name}/apps/${app.name}`;
    const { principalId } = this.#conversion.system;
    return { id: app.id, name, subscription, principalId, tenantId: subscription.tenantId };
  }

  #holder({ subscription }: FoundApp): Holder {
    const { id, name, principalId } = this.#conversion.identity;
    return { id, name, subscription, principalId, tenantId: subscription.tenantId };
  }
}

/** Notes a conversion, so that it is found again after a reload. */
export function keepConversion({ unfinished, now }: CommandDependencies, conversion: Conversion): void {
  const id = conversionId(conversion.app);
  unfinished.keep({
    id,
    kind: 'conversion',
    title: plain(say("Converting '{0}' to '{1}'", conversion.appName, conversion.identity.name)),
    startedAt: unfinished.get(id)?.startedAt ?? now(),
    rest: conversion,
  });
}
