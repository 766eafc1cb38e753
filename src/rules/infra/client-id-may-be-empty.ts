import { say } from '../../lifecycle/text';
import { possibleValues } from '../../source/infra/possible-values';
import { wrongIdAt } from '../given-id';
import type { SubjectRule } from '../rule';
import { givenIds } from './id-reference';
import { isEnvironment, namedValues } from './named-values';

/** Only the variable that libraries read by themselves; what is empty elsewhere means what the reader of it makes of it. */
export const clientIdMayBeEmpty: SubjectRule<'infra'> = {
  id: 'MI410',
  name: 'client-id-may-be-empty',
  title: say('AZURE_CLIENT_ID is given to an app, and may be empty.'),
  severity: 'info',
  subject: 'infra',
  literals: ['azure_client_id'],
  *check(file) {
    for (const { name, value, names, within } of namedValues(file)) {
      if (name.toUpperCase() !== 'AZURE_CLIENT_ID' || !isEnvironment(within)) continue;
      const empty = possibleValues(value, names).find((one) => one.kind === 'literal' && one.value === '');
      if (empty === undefined) continue;
      // Which ID it is comes first: MI405 and MI409 tell that it is a wrong one.
      if (givenIds(file, { value, names }).some(({ given }) => wrongIdAt(given, 'clientId') !== undefined))
        continue;
      const inPlace = value.span.start <= empty.span.start && empty.span.end <= value.span.end;
      yield {
        span: inPlace ? around(empty.span) : value.span,
        message: say(
          '{0} may be empty. Java takes that for unset, other libraries may ask for an identity without an ID: better leave the variable out then.',
          name,
        ),
      };
    }
  },
};

/** The quotes, as there is nothing between them. */
function around({ start, end }: { readonly start: number; readonly end: number }) {
  return { start: start - 1, end: end + 1 };
}
