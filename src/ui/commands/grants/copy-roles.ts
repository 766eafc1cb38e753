import { copyPlanReport, copyResultReport } from '../../../actions/copy/copy-report';
import { copiedLine, placesOf, planCopy, type CopyPlan } from '../../../grants/plan/copy-plan';
import type { Grant } from '../../../grants/grant';
import { makeGrants, type GrantEnd } from '../../../grants/make-grants';
import { mayGrant } from '../../../grants/may-grant';
import { subscriptionIdOf } from '../../../grants/plan/plan-grant';
import type { GrantAsk } from '../../../grants/ports';
import { removeGrants } from '../../../grants/remove-grants';
import { grantWords } from '../../../grants/words';
import { counted, plain, say, type Text } from '../../../lifecycle/text';
import { worded } from '../../words';
import { confirmLoss } from '../identity/confirm-loss';
import type { Command, CommandDependencies } from '../dependencies';
import { holderOf, pickHolder, type Holder } from '../pick/pick-holder';
import { subscriptionsOfTenant } from '../window/tenant';

/** Lines of a question; the page behind its button has all. */
const mostLines = 15;
/** Places that are asked whether the signed-in person may grant there. */
const mostPlaces = 20;

export const copyRoles: Command = async (deps, target) => {
  const { t } = deps;
  const title = t('Copy Roles');
  const from =
    (await holderOf(deps, target)) ??
    (await pickHolder(deps, { title, placeholder: t('Whose roles shall be copied?') }));
  if (from === undefined) return;
  const placeholder = t("Who shall be given what '{0}' holds?", from.name);
  const to = await pickHolder(deps, { title, placeholder }, from);
  if (to !== undefined) await copyBetween(deps, from, to);
};

/** Reads both, asks with exactly what is granted, grants it, and says what came of each. Doing it again grants what is missing. */
export async function copyBetween(
  deps: CommandDependencies,
  from: Holder,
  to: Holder,
  made: () => void = () => undefined,
): Promise<void> {
  const { dialogs, t } = deps;
  const { plan, refusals } = await dialogs.progress(t("Reading what '{0}' holds", from.name), (signal) =>
    readPlan(deps, { from, to }, signal),
  );
  const title = say("Copying what '{0}' holds to '{1}'", from.name, to.name);
  if (plan.missing.length === 0) {
    await tellNothing(deps, { title, plan });
    return;
  }
  const lines = [...refusals, ...planLines(plan)].map((line) => worded(line, t));
  const report = await copyPlanReport({ title, plan, refusals, to });
  const agreed = await confirmLoss(deps, {
    title: t("Grant '{0}' what '{1}' holds?", to.name, from.name),
    detail: [...lines, t('What it holds through groups is not copied.')].join('\n'),
    action: t('Grant'),
    name: to.name,
    typing: 'never',
    showDetails: () => {
      deps.reports.show({ report });
    },
  });
  if (!agreed) return;
  const asks = plan.missing.map((grant) => askFor(deps, grant, to));
  const ends = await dialogs.progress(worded(title, t), (signal, report) =>
    makeGrants({ api: deps.grants, estate: deps.estate, log: deps.log }, asks, {
      signal,
      report: (done, total) => {
        report(t('{0} of {1}', done, total));
      },
    }),
  );
  made();
  await tellEnds(deps, { title, ends, from, to });
}

/** Whose account asks for a grant: that of the subscription it is made in, else that of the one who is given it. */
function askFor(deps: CommandDependencies, grant: Grant, to: Holder): GrantAsk {
  const wanted = subscriptionIdOf(grant);
  const subscription = subscriptionsOfTenant(deps, to.subscription).find(
    ({ subscriptionId }) => subscriptionId.toLowerCase() === wanted,
  );
  return { subscription: subscription ?? to.subscription, grant, grantee: to };
}

interface CopyReading {
  readonly plan: CopyPlan;
  /** Where the signed-in person may not grant, as far as Azure tells. */
  readonly refusals: readonly Text[];
}

async function readPlan(
  deps: CommandDependencies,
  { from, to }: { readonly from: Holder; readonly to: Holder },
  signal: AbortSignal,
): Promise<CopyReading> {
  const subscriptions = subscriptionsOfTenant(deps, from.subscription);
  const [held, there] = await Promise.all(
    [from, to].map(({ principalId }) => deps.grants.list(subscriptions, principalId, signal)),
  );
  if (held === undefined || there === undefined) throw new Error('Both were asked for.');
  const plan = planCopy(held, there);
  return { plan, refusals: await readRefusals(deps, { grants: plan.missing, to }, signal) };
}

/** Said before anything is granted; what could not be asked is tried. */
async function readRefusals(
  deps: CommandDependencies,
  { grants, to }: { readonly grants: readonly Grant[]; readonly to: Holder },
  signal: AbortSignal,
): Promise<readonly Text[]> {
  const places = placesOf(grants).slice(0, mostPlaces);
  const answers = await Promise.all(
    places.map(async (grant): Promise<Text | undefined> => {
      const { subscription } = askFor(deps, grant, to);
      const may = await mayGrant(deps.grants, { subscription, grant }, signal);
      if (may.answer !== 'no') return undefined;
      return say('You may not grant {0}: that needs {1}.', grantWords(grant), may.action);
    }),
  );
  return answers.filter((answer) => answer !== undefined);
}

function planLines({ missing, there, differing, unread }: CopyPlan): readonly Text[] {
  const lines = [
    ...unread,
    ...differing.map((grant) => say('Left as it is, with another condition: {0}', grantWords(grant))),
    ...missing.map((grant) => say('To be granted: {0}', copiedLine(grant))),
  ];
  const more = lines.length - Math.min(mostLines, lines.length);
  return [
    ...lines.slice(0, mostLines),
    ...(more > 0 ? [say('And {0} more; the details have all.', more)] : []),
    ...(there.length > 0 ? [say('There already: {0}.', there.length)] : []),
  ];
}

async function tellNothing(
  deps: CommandDependencies,
  { title, plan }: { readonly title: Text; readonly plan: CopyPlan },
): Promise<void> {
  const { dialogs, log, t } = deps;
  const { there, differing, unread } = plan;
  const texts = [
    say('{0}: nothing to grant.', title),
    ...(there.length > 0 ? [say('There already: {0}.', there.length)] : []),
    ...planLines({ ...plan, there: [] }),
  ];
  log.info(texts.map(plain).join(' '));
  const level = unread.length + differing.length > 0 ? 'warning' : 'info';
  await dialogs.tell(level, texts.map((text) => worded(text, t)).join(' '));
}

async function tellEnds(
  deps: CommandDependencies,
  {
    title,
    ends,
    from,
    to,
  }: {
    readonly title: Text;
    readonly ends: readonly GrantEnd[];
    readonly from: Holder;
    readonly to: Holder;
  },
): Promise<void> {
  const { dialogs, log, reports, t } = deps;
  const count = (...outcomes: readonly GrantEnd['outcome'][]) =>
    ends.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const open = count('failed', 'left');
  const text =
    open === 0
      ? say('{0}: {1} granted, {2} were there.', title, count('made'), count('was-there'))
      : say(
          '{0}: {1} granted, {2} were there, {3} were not granted. Copying again grants what is missing.',
          title,
          count('made'),
          count('was-there'),
          open,
        );
  log.info(plain(text));
  const [again, undo, details] = [t('Copy Again...'), t('Take Back...'), t('Show Details')];
  const buttons = [...(open > 0 ? [again] : []), ...(count('made') > 0 ? [undo] : []), details];
  const pressed = await dialogs.tell(open > 0 ? 'warning' : 'info', worded(text, t), ...buttons);
  if (pressed === details) reports.show({ report: copyResultReport(title, ends) });
  if (pressed === again) await copyBetween(deps, from, to);
  if (pressed !== undo) return;
  const granted = ends.filter(({ outcome }) => outcome === 'made').map(({ ask }) => ask.grant);
  await takeBackGrants(deps, granted, to);
}

/** Takes grants back from whom they were made to, each named before. Doing it again takes back what is left. */
export async function takeBackGrants(
  deps: CommandDependencies,
  granted: readonly Grant[],
  to: Holder,
): Promise<void> {
  const { dialogs, grants, log, reports, t } = deps;
  const lines = granted.map(grantWords);
  const question = counted(
    granted.length,
    "Take {0} grant back from '{1}'?",
    "Take {0} grants back from '{1}'?",
    to.name,
  );
  const agreed = await confirmLoss(deps, {
    title: worded(question, t),
    detail: lines.map((line) => worded(line, t)).join('\n'),
    action: t('Take Back'),
    name: to.name,
    showDetails: () => {
      reports.show({ report: { title: question, blocks: [{ kind: 'list', items: lines }] } });
    },
  });
  if (!agreed) return;
  const asks = granted.map((grant) => askFor(deps, grant, to));
  const failed = await dialogs.progress(t("Taking back what was granted to '{0}'", to.name), (signal) =>
    removeGrants(grants, asks, signal),
  );
  for (const failure of failed) log.error(failure.message, failure);
  const text =
    failed.length === 0
      ? say("What was granted to '{0}' was taken back.", to.name)
      : say(
          "{0} of {1} grants could not be taken back from '{2}': {3}",
          failed.length,
          granted.length,
          to.name,
          failed[0]?.message ?? '',
        );
  log.info(plain(text));
  await dialogs.tell(failed.length === 0 ? 'info' : 'error', worded(text, t));
}
