import { say, sentences, type Text } from '../../lifecycle/text';
import type { InfraFile } from '../../source/infra/infra-file';
import type { Value } from '../../source/infra/value';
import { placeNamed } from '../given-id';
import type { SubjectRule } from '../rule';
import {
  givenIds,
  originOf,
  ownerOf,
  readInstead,
  sureness,
  whereElse,
  type GivenValue,
} from './id-reference';
import { namedValues } from './named-values';

/** Whatever is called a client ID: `AZURE_CLIENT_ID`, `client_id`, `msiClientId`. One wrong ID is reported once. */
export const principalIdUsedAsClientId: SubjectRule<'infra'> = {
  id: 'MI405',
  name: 'principal-id-used-as-client-id',
  title: say('A principal ID is given where a client ID belongs.'),
  severity: 'error',
  subject: 'infra',
  literals: ['clientid', 'client_id', 'client-id'],
  // That nothing uses it matters less.
  hides: ['MI202'],
  *check(file, { text }) {
    const seen = new Set<string>();
    for (const named of namedValues(file)) {
      if (placeNamed(named.name) !== 'clientId') continue;
      for (const found of givenIds(file, named)) {
        if (found.given.kind !== 'principalId' || seen.has(originOf(found))) continue;
        // Where the name is given it, in another file, it is told.
        if (found.value.elsewhere !== undefined && isCalledClientId(named.value)) continue;
        seen.add(originOf(found));
        yield {
          span: found.span,
          message: messageFor(file, named.name, found),
          confidence: sureness(found),
          related: whereElse(found),
          fixes: readInstead(file, text, found, 'clientId'),
        };
      }
    }
  },
};

/** `local.client_id`, `var.client_id`, `id.outputs.clientId`: a name that says itself which ID it holds. */
function isCalledClientId(value: Value): boolean {
  return value.kind === 'reference' && placeNamed(value.path.at(-1) ?? '') === 'clientId';
}

function messageFor(file: InfraFile, name: string, { value }: GivenValue): Text {
  const wrong = say(
    "'{0}' gets a principal ID (object ID). Tokens are asked for with client IDs, so asking may fail.",
    name,
  );
  return ownerOf(file, value) === 'system'
    ? sentences(
        wrong,
        say("A system-assigned identity's client ID is not among the properties of the resource."),
      )
    : wrong;
}
