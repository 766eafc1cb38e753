import { say } from '../../lifecycle/text';
import type { InfraFile, Resource } from '../../source/infra/infra-file';
import { entryOf, type Entry } from '../../source/infra/value';
import { lineEndOf, type Span, type TextEdit } from '../../source/span';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { indentAt } from './entry-edits';
import {
  declaredIdentities,
  isSpringApp,
  isUserAssignedIdentity,
  kindsOf,
  labelOf,
  levelOf,
  listsNoIds,
  nameParts,
  shownName,
  type DeclaredIdentity,
} from './spring-app';
import { springLiterals } from '../../hosts/spring/types';

/** More identities than this are too many to choose from in a menu. */
const maxOffers = 5;

/** A type that depends on a condition, and ids that are put together elsewhere, are not judged. */
export const userAssignedWithoutIds: SubjectRule<'infra'> = {
  id: 'MI403',
  name: 'user-assigned-without-ids',
  title: say('An app is to have user-assigned identities, and none is named.'),
  severity: 'error',
  subject: 'infra',
  literals: springLiterals,
  hides: ['MI401'],
  *check(file, { text }) {
    const declared = file.resources
      .filter(isSpringApp)
      .flatMap((app) => declaredIdentities(app).map((identity) => ({ app, identity })));
    for (const { app, identity } of declared) {
      const [type, ...others] = identity.types;
      if (identity.type === undefined || type === undefined || others.length > 0) continue;
      const kinds = kindsOf(type);
      if (kinds?.user !== true || !listsNoIds(identity)) continue;
      // An empty list that is only a default waits for what is given.
      if (identity.idLists.some((list) => list.isDefault === true)) continue;
      const place = { app, identity, written: identity.type.value.span };
      yield {
        span: place.written,
        ...levelOf(identity),
        message: say(
          '{0} is to have user-assigned identities, but none is named. The deployment may be refused.',
          labelOf(app),
        ),
        fixes: [...namingFixes(file, text, place), ...(kinds.system ? systemOnly(type.span, place) : [])],
      };
    }
  },
};

interface Place {
  readonly app: Resource;
  readonly identity: DeclaredIdentity;
  readonly written: Span;
}

/** Only where the type is written in place: a variable may serve other resources, too. */
function systemOnly(span: Span, { written }: Place): readonly EditFix[] {
  if (span !== written) return [];
  const title = say('Keep only the system-assigned identity');
  return [{ kind: 'edit', title, safe: false, edits: [{ span, text: 'SystemAssigned' }] }];
}

function namingFixes(file: InfraFile, text: string, { app, identity }: Place): readonly EditFix[] {
  return file.resources
    .filter(isUserAssignedIdentity)
    .slice(0, maxOffers)
    .flatMap((user): readonly EditFix[] => {
      const list = listOf(file, app, user);
      if (list === undefined) return [];
      const name = shownName(user);
      return [
        {
          kind: 'edit',
          title: say("Name identity '{0}'", name),
          safe: false,
          edits: insertion(text, identity, list),
        },
      ];
    });
}

interface IdList {
  readonly key: string;
  /** Its lines; the first has no indent, the others have it in steps. */
  readonly lines: readonly string[];
  readonly comma: string;
}

function listOf({ language }: InfraFile, app: Resource, user: Resource): IdList | undefined {
  const address = user.address.join('.');
  switch (language) {
    case 'bicep':
      return { key: 'userAssignedIdentities: ', lines: ['{', `  '\${${address}.id}': {}`, '}'], comma: '' };
    case 'terraform':
      return entryOf(app.body, 'body') === undefined
        ? { key: 'identity_ids = ', lines: [`[${address}.id]`], comma: '' }
        : undefined;
    case 'arm': {
      const name = nameParts(user).at(-1);
      const id = `[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '${name ?? ''}')]`;
      const lines = ['{', `  "${id}": {}`, '}'];
      return name === undefined ? undefined : { key: '"userAssignedIdentities": ', lines, comma: ',' };
    }
  }
}

function insertion(text: string, { type, ids }: DeclaredIdentity, { key, lines, comma }: IdList) {
  const at = ids?.span ?? type?.span ?? { start: 0, end: 0 };
  const indent = indentAt(text, at.start);
  const [lineEnd, list] = [lineEndOf(text), lines.join(lineEndOf(text) + indent)];
  if (ids !== undefined) return [{ span: ids.value.span, text: list }];
  const added = { span: { start: at.end, end: at.end }, text: `${comma}${lineEnd}${indent}${key}${list}` };
  return [...(type === undefined ? [] : aligning(text, type, key)), added];
}

/** Terraform's formatter puts the equals signs of neighbours below each other. */
function aligning(text: string, { key, keySpan }: Entry, longer: string): readonly TextEdit[] {
  if (!longer.endsWith('= ') || !text.startsWith(' =', keySpan.end)) return [];
  const blanks = ' '.repeat(longer.length - 3 - key.length);
  return [{ span: { start: keySpan.end, end: keySpan.end }, text: blanks }];
}
