import { say } from '../../lifecycle/text';
import type { FactRule } from '../rule';
import { isAbout } from './iac-drift';
import { mayHaveUserAssigned } from '../../hosts/spring/plans';
import { springLiterals } from '../../hosts/spring/types';

/** The same as MI005 says of the app, where a file asks for it: there it can be put right before it is deployed. */
export const userAssignedOnConsumption: FactRule = {
  id: 'MI609',
  name: 'user-assigned-on-consumption',
  title: say('A file wants user-assigned identities for an app of the consumption plan, which has none.'),
  severity: 'warning',
  subject: 'facts',
  needsApp: true,
  literals: [...springLiterals, 'az spring'],
  hides: ['MI605'],
  *check(facts, { app }) {
    if (app === undefined || mayHaveUserAssigned(app.plan)) return;
    for (const fact of facts) {
      if (fact.kind !== 'declaredIdentity' || !fact.type.includes('UserAssigned') || !isAbout(fact, app))
        continue;
      yield {
        span: fact.span,
        live: true,
        message: say(
          "'{0}' runs on the Standard consumption and dedicated plan, where user-assigned identities are not available. Use the system-assigned identity.",
          app.name,
        ),
      };
    }
  },
};
