import { say } from '../../lifecycle/text';
import { maxUserAssigned } from '../../estate/app-identity';
import type { SubjectRule } from '../rule';
import { countIds, declaredIdentities, isSpringApp, labelOf, springAppLiterals } from './spring-app';

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
      const [largest] = declaredIdentities(app)
        .flatMap(({ ids, idLists }) => idLists.map((list) => ({ ids, count: countIds(list).count })))
        .sort((a, b) => b.count - a.count);
      if (largest?.ids === undefined || largest.count <= maxUserAssigned) continue;
      yield {
        span: largest.ids.keySpan,
        message: say(
          '{0} is to have {1} user-assigned identities; an app can have {2}. The deployment may be refused.',
          labelOf(app),
          largest.count,
          maxUserAssigned,
        ),
      };
    }
  },
};
