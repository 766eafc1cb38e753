import { say, sentences, type Text } from '../../lifecycle/text';
import type { InfraFile } from '../../source/infra/infra-file';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { idReferences, ownerOf, readInstead, whereElse, type IdReference } from './id-reference';
import { namedValues } from './named-values';
import { plainName } from '../plain-name';

const principalIds = new Set(['principalid', 'objectid']);

/** Whatever is called a client ID: `AZURE_CLIENT_ID`, `client_id`, `msiClientId`. One wrong ID is reported once. */
export const principalIdUsedAsClientId: SubjectRule<'infra'> = {
  id: 'MI405',
  name: 'principal-id-used-as-client-id',
  title: 'A principal ID is given where a client ID belongs.',
  severity: 'error',
  subject: 'infra',
  literals: ['principalid', 'principal_id', 'objectid', 'object_id'],
  *check(file) {
    const seen = new Set<number>();
    for (const named of namedValues(file)) {
      if (!plainName(named.name).endsWith('clientid')) continue;
      for (const found of idReferences(named, principalIds)) {
        const { span } = found.reference;
        if (seen.has(span.start)) continue;
        seen.add(span.start);
        yield {
          span: found.direct ? span : named.value.span,
          message: messageFor(file, named.name, found),
          related: whereElse(found),
          fixes: fixesFor(file, found),
        };
      }
    }
  },
};

function messageFor(file: InfraFile, name: string, { reference }: IdReference): Text {
  const wrong = say(
    "'{0}' gets a principal ID (object ID). Tokens are asked for with client IDs, so asking may fail.",
    name,
  );
  return ownerOf(file, reference) === 'system'
    ? sentences(
        wrong,
        say("A system-assigned identity's client ID is not among the properties of the resource."),
      )
    : wrong;
}

/** Only what surely has a client ID beside the principal ID. */
function fixesFor(file: InfraFile, found: IdReference): readonly EditFix[] {
  if (ownerOf(file, found.reference) !== 'userAssigned') return [];
  return readInstead(found, file.language === 'terraform' ? 'client_id' : 'clientId');
}
