import { say, type Text } from '../../lifecycle/text';
import type { Resource } from '../../source/infra/infra-file';
import type { Value } from '../../source/infra/value';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { removing } from './entry-edits';
import { declaredIdentities, isSpringApp, kindsOf, labelOf, type DeclaredIdentity } from './spring-app';
import { springLiterals } from '../../hosts/spring/types';

/**
 * Only apps: other resources may well have both kinds. A type that the file gives through a variable or a default
 * counts, one that comes from outside does not.
 */
export const infraMixedIdentityTypes: SubjectRule<'infra'> = {
  id: 'MI401',
  name: 'mixed-identity-types',
  title: say('An app is declared with both a system-assigned and user-assigned identities.'),
  severity: 'warning',
  subject: 'infra',
  literals: springLiterals,
  *check({ resources }, { text }) {
    for (const app of resources.filter(isSpringApp)) {
      const identity = declaredIdentities(app).find(({ types }) => types.some(isMixed));
      const mixed = identity?.types.find(isMixed);
      if (identity?.type === undefined || mixed === undefined) continue;
      yield {
        span: placeOf(identity.type.value, mixed),
        message: messageFor(app),
        fixes: fixesFor(text, identity, mixed),
      };
    }
  },
};

function isMixed(type: Value): boolean {
  const kinds = kindsOf(type);
  return kinds?.system === true && kinds.user;
}

/** The type itself where it stands in the identity, else the name that leads to it. */
function placeOf(written: Value, mixed: Value): Value['span'] {
  const within = written.span.start <= mixed.span.start && mixed.span.end <= written.span.end;
  return within ? mixed.span : written.span;
}

function messageFor(app: Resource): Text {
  return say(
    '{0} gets both a system-assigned and user-assigned identities, which Microsoft advises against: code that names no client ID may get a token of either.',
    labelOf(app),
  );
}

/** Only where the type is written in place: a variable may serve other resources, too. */
function fixesFor(text: string, { type, ids }: DeclaredIdentity, { span }: Value): readonly EditFix[] {
  if (type?.value.span !== span) return [];
  const keep = { kind: 'edit', safe: false } as const;
  return [
    {
      ...keep,
      title: say('Keep only the user-assigned identities'),
      edits: [{ span, text: 'UserAssigned' }],
    },
    {
      ...keep,
      title: say('Keep only the system-assigned identity'),
      edits: [{ span, text: 'SystemAssigned' }, ...(ids === undefined ? [] : [removing(text, ids.span)])],
    },
  ];
}
