import { say } from '../../lifecycle/text';
import { maxUserAssigned } from '../../estate/app-identity';
import type { SubjectRule } from '../rule';
import { countIds, declaredIdentity, isSpringApp, labelOf, springAppLiterals } from './spring-app';

/** Counts what is written; what a loop makes is not known. */
export const infraTooManyUserAssigned: SubjectRule<'infra'> = {
  id: 'MI404',
  name: 'too-many-user-assigned',
  title: 'An app is declared with more user-assigned identities than it can have.',
  severity: 'error',
  subject: 'infra',
  literals: springAppLiterals,
  *check({ resources }) {
    for (const app of resources.filter(isSpringApp)) {
      const identity = declaredIdentity(app);
      const most = Math.max(...(identity?.idLists ?? []).map((list) => countIds(list).count), 0);
      if (identity?.ids === undefined || most <= maxUserAssigned) continue;
      yield {
        span: identity.ids.keySpan,
        message: say(
          '{0} is to have {1} user-assigned identities; an app can have {2}. The deployment may be refused.',
          labelOf(app),
          most,
          maxUserAssigned,
        ),
      };
    }
  },
};
