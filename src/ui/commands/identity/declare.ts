import { findApp, type FoundApp } from '../../../estate/lookup';
import { resourceKey, type ResourceKey } from '../../../estate/resources';
import { declarationReport, type ThreeWays } from '../../../actions/declaration-report';
import {
  differenceLines,
  mergeSets,
  readDeclaration,
  sameSets,
  type SavedDeclaration,
} from '../../../identity/plan/declared';
import { planIdentity } from '../../../identity/plan/plan';
import { setOf, wishBetween, type IdentitySet } from '../../../identity/plan/wish';
import { Failure } from '../../../lifecycle/failure';
import { LineIndex } from '../../../source/span';
import { worded } from '../../words';
import { confirmAndChange, reportOutcome } from './change-identity';
import type { Command, CommandDependencies } from '../dependencies';
import { pickApp } from '../pick/pick-app';
import { readApp } from '../pick/read-app';

export const editIdentityJson: Command = async (deps, target) => {
  const found = await pickApp(deps, target, deps.t('Edit Identity as JSON'));
  if (found === undefined) return;
  await deps.recentApps.add(resourceKey(found.app));
  await deps.declarations.show(resourceKey(found.app));
};

/** An app as Azure has it now, whose service nobody may have opened yet. Throws `Failure`. */
export async function readDeclared(
  deps: CommandDependencies,
  key: ResourceKey,
  signal: AbortSignal,
): Promise<FoundApp> {
  const { inventory, estate, t } = deps;
  if ((await readApp(deps, key)) !== undefined) await inventory.readApp(key, signal);
  const found = findApp(estate.snapshot, key);
  if (found !== undefined) return found;
  throw new Failure({
    code: 'not-found',
    what: t('The identities of this app cannot be shown.'),
    why: t('It is gone, or not within reach of the present sign-in.'),
    remedy: t('Choose another sign-in source, or refresh the Apps view.'),
    action: 'choose-sign-in',
  });
}

/**
 * Brings an app from what its document shows to what a text declares. Where Azure has another state by now, what was typed is put on top of
 * it, after a question that shows all three.
 */
export async function declare(
  deps: CommandDependencies,
  shown: FoundApp,
  text: string,
): Promise<SavedDeclaration> {
  const { t } = deps;
  const { set: mine, problems } = readDeclaration(text, shown.app.identity);
  const [problem] = problems;
  if (problem !== undefined) {
    const line = new LineIndex(text).positionAt(problem.span.start).line + 1;
    return { kind: 'kept', why: t('Nothing was sent. Line {0}: {1}', line, worded(problem.message, t)) };
  }
  const now = await readDeclared(deps, resourceKey(shown.app), AbortSignal.timeout(60_000));
  const [base, theirs] = [setOf(shown.app.identity), setOf(now.app.identity)];
  const isNewer = !sameSets(base, theirs) || shown.app.identity.principalId !== now.app.identity.principalId;
  const wanted = isNewer ? mergeSets(base, mine, theirs) : mine;
  if (isNewer && !(await isMerged(deps, now, { base, mine, theirs, wanted })))
    return {
      kind: 'kept',
      why: t("Nothing was sent: '{0}' was changed by somebody else. Your text is unchanged.", now.app.name),
    };
  return await apply(deps, now, wanted);
}

async function apply(
  deps: CommandDependencies,
  now: FoundApp,
  wanted: IdentitySet,
): Promise<SavedDeclaration> {
  const { t } = deps;
  const from = setOf(now.app.identity);
  const wish = wishBetween(from, wanted);
  const plan = planIdentity(now.app, now.service, wish);
  if (plan.kind === 'refused') throw plan.failure;
  if (plan.kind === 'nothing') return { kind: 'applied', now };
  const outcome = await confirmAndChange(deps, now, { wish, plan, notes: differenceLines(from, wanted) });
  if (outcome === undefined)
    return { kind: 'kept', why: t('Nothing was sent, as you wished. Your text is unchanged.') };
  if (outcome.kind === 'changed-meanwhile')
    return {
      kind: 'kept',
      why: t("Nothing was sent: '{0}' was changed in this moment. Save again to see how.", now.app.name),
    };
  // Its message stays until somebody closes it; saving has ended by then.
  void deps.attempt(t('Edit Identity as JSON'), async () => {
    await reportOutcome(deps, now, wish, outcome);
  });
  return { kind: 'applied', now: outcome.kind === 'done' ? { ...now, app: outcome.app } : now };
}

async function isMerged(deps: CommandDependencies, now: FoundApp, ways: ThreeWays): Promise<boolean> {
  const { dialogs, reports, t } = deps;
  const lines = (from: IdentitySet, to: IdentitySet) => {
    const all = differenceLines(from, to);
    return all.length === 0 ? t('nothing') : `\n${all.join('\n')}`;
  };
  const answer = await dialogs.confirmLoss({
    title: t(
      "'{0}' was changed by somebody else since you opened it. Put your changes on top?",
      now.app.name,
    ),
    detail: [
      t('Changed in Azure: {0}', lines(ways.base, ways.theirs)),
      t('Changed by you: {0}', lines(ways.base, ways.mine)),
      t('What would be sent: {0}', lines(ways.theirs, ways.wanted)),
    ].join('\n\n'),
    action: t('Put on Top...'),
    details: t('Compare'),
  });
  if (answer === 'details') reports.show({ report: declarationReport(now.app.name, ways) });
  return answer === 'agreed';
}
