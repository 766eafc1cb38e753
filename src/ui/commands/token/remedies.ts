import { resourceKey } from '../../../estate/resources';
import type { RemedyKind } from '../../../token/judge/verdict';
import type { ReportText } from '../../../token/report/report-text';
import type { ReportButton } from '../../report-page';
import type { Target } from '../../target';
import type { CommandDependencies } from '../dependencies';
import { askForwardedWay } from './forwarded-way';
import type { TokenQuestion } from './question';

/** What a report can go on with; `undefined` in place of an answer means the user turned away. */
export interface GoOn {
  /** Asks again, with something changed. */
  readonly again: (change: Partial<TokenQuestion>) => Promise<void>;
  readonly otherTarget: () => Promise<void>;
  readonly otherInstance: () => Promise<void>;
  readonly compare: () => Promise<void>;
}

type Doers = Readonly<Record<RemedyKind, (value: string) => Promise<void>>>;

/** The buttons of a report: each remedy above the line it belongs to. */
export function remedyButtons(
  deps: CommandDependencies,
  { found }: Pick<TokenQuestion, 'found'>,
  { remedies }: ReportText,
  goOn: GoOn,
): readonly ReportButton[] {
  const app: Target = { kind: 'app', key: resourceKey(found.app) };
  const doers = doersOf(deps, app, goOn);
  return remedies.flatMap(({ line, remedies: offered }) =>
    offered.map((remedy) => ({
      line,
      title: remedy.title,
      press: () => deps.attempt(remedy.title, () => doers[remedy.kind](remedy.value ?? '')),
    })),
  );
}

function doersOf(deps: CommandDependencies, app: Target, goOn: GoOn): Doers {
  const { dialogs, run } = deps;
  const openResource = (id: string) => run('openInPortal', id === '' ? app : { kind: 'resource', id });
  return {
    'use-client-id': (value) => copy(deps, `AZURE_CLIENT_ID=${value}`),
    'keep-one-kind': () => run('removeUserAssigned', app),
    'assign-identity': () => run('assignUserAssigned', app),
    'enable-system': () => run('enableSystemAssigned', app),
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
    'open-access': openResource,
    'open-link': (value) => dialogs.openLink(value),
    copy: (value) => copy(deps, value),
  };
}

async function copy({ dialogs, t }: CommandDependencies, text: string): Promise<void> {
  await dialogs.copy(text);
  dialogs.status(t('Copied {0}', text));
}

/** An address the user forwarded by other means: `ssh -L`, `kubectl port-forward`, a proxy. */
async function forwarded(deps: CommandDependencies, goOn: GoOn): Promise<void> {
  const way = await askForwardedWay(deps, deps.t('Use Forwarded Endpoint'));
  if (way !== undefined) await goOn.again({ way });
}
