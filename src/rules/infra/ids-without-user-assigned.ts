import { say } from '../../lifecycle/text';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { countIds, declaredIdentities, kindsOf, levelOf, type DeclaredIdentity } from './spring-app';

/** The counterpart of MI403, for resources of any kind: identities mean the same for all of them. */
export const idsWithoutUserAssigned: SubjectRule<'infra'> = {
  id: 'MI411',
  name: 'ids-without-user-assigned',
  title: say('User-assigned identities are listed, and the type of the identity has none.'),
  severity: 'error',
  subject: 'infra',
  literals: ['identity_ids', 'userassignedidentities'],
  *check({ resources }) {
    for (const resource of resources.filter(({ existing, type }) => !existing && type !== 'module')) {
      for (const identity of declaredIdentities(resource)) {
        const [type, ...others] = identity.types;
        if (identity.ids === undefined || type === undefined || others.length > 0) continue;
        const kinds = kindsOf(type);
        if (kinds === undefined || kinds.user || !listsIds(identity)) continue;
        yield {
          span: identity.ids.keySpan,
          ...levelOf(identity),
          message: say(
            "User-assigned identities are listed, but the type is '{0}'. The deployment may be refused, or go without them.",
            type.kind === 'literal' ? String(type.value) : '',
          ),
          fixes: fixesFor(identity, kinds.system),
        };
      }
    }
  },
};

function listsIds({ idLists }: DeclaredIdentity): boolean {
  return idLists.length > 0 && idLists.every((list) => countIds(list).count > 0);
}

/** Which of the two is meant is not known; the type is changed only where it stands in place. */
function fixesFor({ type, types }: DeclaredIdentity, system: boolean): readonly EditFix[] {
  const span = types[0]?.span;
  if (type === undefined || span === undefined || type.value.span !== span) return [];
  const title = system
    ? say('Use the user-assigned identities instead')
    : say('Use the user-assigned identities');
  return [{ kind: 'edit', title, safe: false, edits: [{ span, text: 'UserAssigned' }] }];
}
