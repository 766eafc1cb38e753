import { say } from '../../lifecycle/text';
import type { InfraFile } from '../../source/infra/infra-file';
import { possibleValues } from '../../source/infra/possible-values';
import type { Value } from '../../source/infra/value';
import type { EditFix, Finding } from '../finding';
import { plainName } from '../plain-name';
import type { SubjectRule } from '../rule';
import { givenIds, ownerOf, readInstead, sureness, whereElse, type GivenValue } from './id-reference';
import { namedValues, type NamedValue } from './named-values';
import { wantsPrincipal } from './principal-place';

/** Role assignments, access policies, administrators and users of databases, and modules that ask for a principal ID. */
export const clientIdUsedAsPrincipalId: SubjectRule<'infra'> = {
  id: 'MI406',
  name: 'client-id-used-as-principal-id',
  title: say('A client ID is given where a principal ID belongs.'),
  severity: 'error',
  subject: 'infra',
  literals: ['principalid', 'principal_id', 'objectid', 'object_id', 'administrators'],
  *check(file, { text }) {
    for (const named of namedValues(file)) {
      const place = wantsPrincipal(named);
      if (place === undefined) continue;
      for (const found of givenIds(file, lastPartOf(named))) {
        if (found.given.kind !== 'clientId') continue;
        // Where the module is given it, in another file, it is told.
        if (found.value.elsewhere !== undefined && isParameter(named.value)) continue;
        // What an object ID of other resources is of, is not known.
        if (place === 'maybe' && ownerOf(file, found.value) !== 'userAssigned') continue;
        yield {
          span: found.span,
          message: say(
            "'{0}' gets a client ID (application ID). Access is granted to principal IDs (object IDs), so the identity may go without it.",
            named.name,
          ),
          confidence: sureness(found),
          related: whereElse(found),
          fixes: fixesFor(file, text, found),
        };
      }
      yield* applicationIds(file, named);
    }
  },
};

/** Of a name that begins with those of what is around it: `server/${id.properties.principalId}`. */
function lastPartOf(named: NamedValue): NamedValue {
  const last = named.value.kind === 'text' ? named.value.parts.at(-1) : undefined;
  return named.name === 'name' && last !== undefined ? { ...named, value: last } : named;
}

/** `var.principal_id`, `principalId`: what a module asks for. */
function isParameter(value: Value): boolean {
  if (value.kind !== 'reference') return false;
  const path = value.path[0] === 'var' ? value.path.slice(1) : value.path;
  return path.length === 1 && plainName(path[0] ?? '') === 'principalid';
}

/** An application and its service principal have an object ID each. */
function* applicationIds(file: InfraFile, { name, value, names }: NamedValue): Iterable<Finding> {
  for (const one of possibleValues(value, names)) {
    if (one.kind !== 'reference' || ownerOf(file, one) !== 'application') continue;
    if (!['objectid', 'id'].includes(plainName(one.path.at(-1) ?? ''))) continue;
    const inPlace = value.span.start <= one.span.start && one.span.end <= value.span.end;
    yield {
      span: inPlace ? one.span : value.span,
      message: say(
        "'{0}' gets the object ID of an application. Access is granted to its service principal, which has an object ID of its own, so granting may fail.",
        name,
      ),
    };
  }
}

function fixesFor(file: InfraFile, text: string, found: GivenValue): readonly EditFix[] {
  const { value, direct } = found;
  if (value.kind !== 'reference' || ownerOf(file, value) !== 'servicePrincipal' || !direct)
    return readInstead(file, text, found, 'principalId');
  const edits = [{ span: value.leaf, text: 'object_id' }];
  return [{ kind: 'edit', title: say("Use '{0}'", 'object_id'), safe: true, edits }];
}
