import { say } from '../../lifecycle/text';

import type { Value } from '../../source/infra/value';
import type { SubjectRule } from '../rule';
import { countIds, declaredIdentities, isSpringApp, labelOf, levelOf } from './spring-app';
import { maxUserAssigned } from '../../hosts/spring/plans';
import { springLiterals } from '../../hosts/spring/types';

/** Counts what is written; what a loop makes is not known. */
export const infraTooManyUserAssigned: SubjectRule<'infra'> = {
  id: 'MI404',
  name: 'too-many-user-assigned',
  title: say('An app is declared with more user-assigned identities than it can have.'),
  severity: 'error',
  subject: 'infra',
  literals: springLiterals,
  *check({ resources }, { text }) {
    for (const app of resources.filter(isSpringApp)) {
      const [largest] = declaredIdentities(app)
        .flatMap((identity) =>
          identity.idLists.map((list) => ({ identity, count: countDistinct(list, text) })),
        )
        .sort((a, b) => b.count - a.count);
      if (largest?.identity.ids === undefined || largest.count <= maxUserAssigned) continue;
      yield {
        span: largest.identity.ids.keySpan,
        ...levelOf(largest.identity),
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

/** The list is a set: an identity that is written twice is one. */
function countDistinct(list: Value, text: string): number {
  if (list.kind !== 'array') return countIds(list).count;
  const written = list.items.map(({ span, elsewhere }) =>
    elsewhere === undefined
      ? text.slice(span.start, span.end)
      : `${elsewhere.path} ${String(elsewhere.span.start)}`,
  );
  return new Set(written).size;
}
