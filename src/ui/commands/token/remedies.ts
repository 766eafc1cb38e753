import { resourceKey } from '../../../estate/resources';
import { isStep, type StepKind } from '../../../token/judge/verdict';
import type { RemedyPage } from '../../../token/report/token-page';
import type { PageButtons } from '../../window/page-buttons';
import type { Target } from '../../target';
import type { CommandDependencies } from '../dependencies';
import { makeFix } from '../fix';
import { askForwardedWay } from './forwarded-way';
import type { TokenQuestion } from './ask/question';

/** What a report can go on with; `undefined` in place of an answer means the user turned away. */
export interface GoOn {
  /** Asks again, with something changed. */
  readonly again: (change: Partial<TokenQuestion>) => Promise<void>;
  readonly otherTarget: () => Promise<void>;
  readonly otherInstance: () => Promise<void>;
  readonly compare: () => Promise<void>;
}

type Doers = Readonly<Record<StepKind, (value: string) => Promise<void>>>;

/** Gives the remedies of a report's verdicts something to do. */
export function answerRemedies(
  deps: CommandDependencies,
  { found }: Pick<TokenQuestion, 'found'>,
  { page, buttons, goOn }: { readonly page: RemedyPage; readonly buttons: PageButtons; readonly goOn: GoOn },
): void {
  const doers = doersOf(deps, { kind: 'app', key: resourceKey(found.app) }, goOn);
  for (const [id, remedy] of page.remedies)
    buttons.answer({ id, title: remedy.title }, () =>
      isStep(remedy) ? doers[remedy.kind](remedy.value ?? '') : makeFix(deps, found, remedy),
    );
}

function doersOf(deps: CommandDependencies, app: Target, goOn: GoOn): Doers {
  const { dialogs, run } = deps;
  const openResource = (id: string) => run('openInPortal', id === '' ? app : { kind: 'resource', id });
  return {
    'keep-one-kind': () => run('removeUserAssigned', app),
    compare: goOn.compare,
    'choose-target': goOn.otherTarget,
    'choose-instance': goOn.otherInstance,
    retry: () => goOn.again({}),
    refresh: async () => {
      if (app.kind === 'app') await deps.inventory.readApp(app.key, AbortSignal.timeout(120_000));
      await goOn.again({});
    },
    'sign-in': () => run('signIn', undefined),
    'start-app': openResource,
    'forward-endpoint': () => forwarded(deps, goOn),
    'open-proxy-settings': () => dialogs.openPlace('proxy-settings'),
    'show-log': () => run('showLog', undefined),
    'open-link': (value) => dialogs.openLink(value),
  };
}

/** An address the user forwarded by other means: `ssh -L`, `kubectl port-forward`, a proxy. */
async function forwarded(deps: CommandDependencies, goOn: GoOn): Promise<void> {
  const way = await askForwardedWay(deps, deps.t('Use Forwarded Endpoint'));
  if (way !== undefined) await goOn.again({ way });
}
