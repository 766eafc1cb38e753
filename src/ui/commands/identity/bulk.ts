import { runBatch, type BatchProgress } from '../../../actions/batch/batch';
import {
  batchPlanLines,
  batchPlanReport,
  batchResultReport,
  batchWarnings,
  countEnds,
  countText,
} from '../../../actions/batch/batch-report';
import {
  batchQuestion,
  batchTitle,
  kindOf,
  planBatch,
  restOf,
  type AppEnd,
  type AppWish,
  type BatchKind,
  type BatchPlan,
  type BatchRest,
  type PlannedApp,
} from '../../../actions/batch/identity-batch';
import { findApp, type FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { plain } from '../../../lifecycle/text';
import { appOf, type Target } from '../../target';
import { worded, type Translate } from '../../words';
import { confirmLoss } from './confirm-loss';
import type { CommandDependencies } from '../dependencies';

/** Lines of a question; the page behind its button has all. */
const mostLines = 15;

/** The apps of several selected nodes, each once; `undefined` when there are not several. */
export function selectedApps(
  { estate }: CommandDependencies,
  selection: readonly Target[] = [],
): readonly FoundApp[] | undefined {
  const keys = new Set(selection.map(appOf).filter((key) => key !== undefined));
  const apps = [...keys].map((key) => findApp(estate.snapshot, key)).filter((app) => app !== undefined);
  return apps.length < 2 ? undefined : apps;
}

/**
 * Changes the identities of many apps: one plan, one question, one progress, one summary. What was not begun when the window closes is
 * kept, and offered in the next one; what was is an operation of its own by then.
 */
export async function changeMany(deps: CommandDependencies, wishes: readonly AppWish[]): Promise<void> {
  const { dialogs, t } = deps;
  const plan = planBatch(wishes);
  const [first] = wishes;
  if (first === undefined) return;
  const kind = kindOf(first.wish);
  if (plan.changing.length === 0) {
    const title = batchTitle(kind, wishes.length);
    const details = t('Show Details');
    const message = t('None of the {0} apps can be changed this way.', wishes.length);
    if ((await dialogs.tell('warning', message, details)) === details)
      deps.reports.show({ report: batchPlanReport(title, plan) });
    return;
  }
  if (!(await isConfirmed(deps, kind, plan))) return;
  const ends = await carryOut(deps, kind, plan);
  await tellEnds(deps, { kind, plan, ends });
}

function isConfirmed(deps: CommandDependencies, kind: BatchKind, plan: BatchPlan): Promise<boolean> {
  const { reports, t } = deps;
  const question = batchQuestion(kind, plan.changing.length);
  const lines = [...batchWarnings(plan), ...batchPlanLines(plan, mostLines)].map((line) => worded(line, t));
  return confirmLoss(deps, {
    title: worded(question, t),
    detail: lines.join('\n'),
    action: actionWords(kind, t),
    name: t('{0} apps', plan.changing.length),
    ...((kind === 'enable' || kind === 'assign') && { typing: 'never' as const }),
    showDetails: () => {
      reports.show({ report: batchPlanReport(question, plan) });
    },
  });
}

function actionWords(kind: BatchKind, t: Translate): string {
  switch (kind) {
    case 'enable':
      return t('Enable');
    case 'disable':
      return t('Disable');
    case 'assign':
      return t('Assign');
    case 'remove':
      return t('Remove');
  }
}

async function carryOut(
  deps: CommandDependencies,
  kind: BatchKind,
  { changing }: BatchPlan,
): Promise<readonly AppEnd[]> {
  const { dialogs, changes, unfinished, t } = deps;
  const title = batchTitle(kind, changing.length);
  const startedAt = Date.now();
  const id = `batch-${startedAt}`;
  const waiting = new Set(changing);
  const keep = (): void => {
    const rest: BatchRest = {
      wishes: [...waiting].map(({ found, wish }) => ({ app: resourceKey(found.app), wish })),
    };
    if (waiting.size === 0) unfinished.end(id);
    else unfinished.keep({ id, kind: 'batch', title: plain(title), startedAt, rest });
  };
  const work = (item: PlannedApp, signal: AbortSignal) => {
    waiting.delete(item);
    // From here on it is an operation, which is found again by itself.
    const change = changes.change(item.found, item.wish, signal);
    keep();
    return change;
  };
  keep();
  try {
    return await dialogs.progress(worded(title, t), (signal, report) =>
      runBatch(
        { items: changing, work, what: ({ found }) => `Could not change '${found.app.name}'.` },
        signal,
        (progress) => {
          report(progressWords(progress, t));
        },
      ),
    );
  } finally {
    // Whoever cancels is told what was not begun, and is offered to go on.
    unfinished.end(id);
  }
}

function progressWords({ done, failed, total }: BatchProgress, t: Translate): string {
  return failed === 0 ? t('{0} of {1}', done, total) : t('{0} of {1}, {2} failed', done, total, failed);
}

async function tellEnds(
  deps: CommandDependencies,
  {
    kind,
    plan,
    ends,
  }: { readonly kind: BatchKind; readonly plan: BatchPlan; readonly ends: readonly AppEnd[] },
): Promise<void> {
  const { dialogs, log, reports, estate, t } = deps;
  const title = batchTitle(kind, ends.length);
  const texts = countText(countEnds(ends));
  log.info([title, ...texts].map(plain).join(' '));
  for (const end of ends)
    if (end.kind === 'failed') log.error(`${end.item.found.app.name}: ${end.failure.message}`, end.failure);
  const rest = restOf(ends);
  const [details, again] = [t('Show Details'), t('Do the Rest...')];
  const message = [title, ...texts].map((text) => worded(text, t)).join(' ');
  const pressed = await dialogs.tell(
    rest.length === 0 ? 'info' : 'warning',
    message,
    ...(rest.length === 0 ? [] : [again]),
    details,
  );
  if (pressed === details) reports.show({ report: batchResultReport(title, ends, plan.refused) });
  if (pressed !== again) return;
  const fresh = rest.flatMap(({ found, wish }) => {
    const now = findApp(estate.snapshot, resourceKey(found.app));
    return now === undefined ? [] : [{ found: now, wish }];
  });
  await changeMany(deps, fresh);
}
