import { impactReport, ofApp } from '../../../actions/impact/impact-report';
import { impactLines } from '../../../actions/impact/impact-words';
import type { FoundApp } from '../../../estate/lookup';
import type { IdentityChangePlan } from '../../../identity/plan/plan';
import type { IdentityWish } from '../../../identity/plan/wish';
import { confirmationOf } from '../../../identity/words';
import { say } from '../../../lifecycle/text';
import { worded } from '../../words';
import { confirmLoss } from './confirm-loss';
import type { CommandDependencies } from '../dependencies';
import { readImpact } from './impact';

/** What is wished and how it is done; `notes` are shown before its consequences. */
export interface PlannedWish {
  readonly wish: IdentityWish;
  readonly plan: IdentityChangePlan;
  readonly notes?: readonly string[];
}

/**
 * Asks with everything that is known to break; what takes nothing away is asked with its consequences alone. `again` plans and asks anew,
 * from the page with the details.
 */
export async function isConfirmed(
  deps: CommandDependencies,
  found: FoundApp,
  { plan, notes = [] }: PlannedWish,
  again: () => Promise<void>,
): Promise<boolean> {
  const { dialogs, t } = deps;
  const asked = confirmationOf(found.app, plan);
  const [title, action] = [worded(asked.title, t), worded(asked.action, t)];
  const details = asked.details.map((detail) => worded(detail, t));
  const where = [
    t("Service '{0}', subscription '{1}'", found.service.name, found.subscription.name),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ];
  const impact = await readImpact(deps, found, plan);
  if (impact === undefined)
    return dialogs.confirm({
      title,
      detail: [...where, ...details].join('\n\n'),
      action,
      warning: asked.warning,
    });
  const lines = impactLines(impact).map((line) => worded(line, t));
  const detail = [...where, lines.join('\n'), ...details].join('\n\n');
  return confirmLoss(deps, {
    title,
    detail,
    action,
    name: found.app.name,
    showDetails: () => {
      deps.reports.show({
        report: impactReport(asked.title, impact, {
          of: ofApp(found),
          others: asked.details,
          buttons: [{ id: 'ask-again', title: say('{0}...', asked.action) }],
        }),
        press: () => deps.attempt(title, again),
      });
    },
  });
}
