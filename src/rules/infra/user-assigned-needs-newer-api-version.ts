import { say } from '../../lifecycle/text';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import {
  countIds,
  declaredIdentities,
  isSpringApp,
  kindsOf,
  labelOf,
  levelOf,
  type DeclaredIdentity,
} from './spring-app';

/**
 * Versions whose app has no `userAssignedIdentities`, of all there are. Their type may still be `UserAssigned`, so they
 * compile. 2022-04-01 has none although the older 2022-03-01-preview has.
 * Source: `generated/appplatform` of https://github.com/Azure/bicep-types-az.
 */
const withoutUserAssigned = new Set([
  '2020-07-01',
  '2020-11-01-preview',
  '2021-06-01-preview',
  '2021-09-01-preview',
  '2022-01-01-preview',
  '2022-04-01',
]);

/** The newest stable version, and the oldest one that will do. */
const withUserAssigned = ['2023-12-01', '2022-12-01'];

/** A version that is put together by an expression is not judged. */
export const userAssignedNeedsNewerApiVersion: SubjectRule<'infra'> = {
  id: 'MI402',
  name: 'user-assigned-needs-newer-api-version',
  title: say('An app gets user-assigned identities at an API version that does not know them.'),
  severity: 'error',
  subject: 'infra',
  literals: [...withoutUserAssigned],
  *check({ resources }) {
    for (const app of resources.filter(isSpringApp)) {
      const { apiVersion } = app;
      if (apiVersion === undefined || !withoutUserAssigned.has(apiVersion.text.toLowerCase())) continue;
      const wanting = declaredIdentities(app).filter(wantsUserAssigned);
      const sure = wanting.find(({ isDefault }) => !isDefault) ?? wanting[0];
      if (sure === undefined) continue;
      const { span, text } = apiVersion;
      yield {
        span,
        ...levelOf(sure),
        message: say(
          'API version {0} has no user-assigned identities for apps, so {1} may be deployed without those declared here.',
          text,
          lowered(labelOf(app)),
        ),
        fixes: withUserAssigned.map((version): EditFix => {
          const title = say('Raise the API version to {0}', version);
          return { kind: 'edit', title, safe: false, edits: [{ span, text: version }] };
        }),
      };
    }
  },
};

function wantsUserAssigned(identity: DeclaredIdentity): boolean {
  const listed = identity.idLists.some((list) => countIds(list).count > 0);
  return listed || identity.types.some((type) => kindsOf(type)?.user === true);
}

function lowered(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
