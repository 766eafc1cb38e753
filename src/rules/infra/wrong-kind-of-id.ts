import { say, type Text } from '../../lifecycle/text';
import type { InfraFile } from '../../source/infra/infra-file';
import type { Value } from '../../source/infra/value';
import { soleValue } from '../../source/infra/possible-values';
import { isIdentityClientId, mayBeGap, placeNamed, wantedId, wrongIdAt, type IdPlace } from '../given-id';
import type { SubjectRule } from '../rule';
import { givenIds, originOf, readInstead, sureness, whereElse, type GivenValue } from './id-reference';
import { isEnvironment, namedValues, type NamedValue } from './named-values';
import { wantsPrincipal } from './principal-place';

/** What MI405 and MI406 do not tell: resource IDs and names where other IDs belong, and other IDs where resource IDs belong. */
export const wrongKindOfId: SubjectRule<'infra'> = {
  id: 'MI409',
  name: 'wrong-kind-of-id',
  title: say('An identity is named by a kind of ID that does not belong there.'),
  severity: 'error',
  subject: 'infra',
  literals: ['client', 'principal', 'object', 'identit', 'resource_id', 'resourceid'],
  *check(file, { text }) {
    const seen = new Set<string>();
    for (const named of namedValues(file)) {
      const place = placeOf(named);
      if (place === undefined) continue;
      for (const found of idsAt(file, named, place)) {
        const wrong = wrongAt(named, place, found);
        if (wrong === undefined || seen.has(originOf(found))) continue;
        seen.add(originOf(found));
        const wanted = wantedId(place);
        yield {
          span: found.span,
          confidence: sureness(found),
          ...(isGap(found) && { severity: 'warning' }),
          message: say("'{0}' gets an ID of the wrong kind. {1}", named.name, wrong),
          related: whereElse(found),
          fixes: wanted === 'name' ? [] : readInstead(file, text, found, wanted),
        };
      }
    }
  },
};

function placeOf(named: NamedValue): IdPlace | undefined {
  if (wantsPrincipal(named) === 'sure') return 'grantee';
  const place = placeNamed(named.name);
  // What is only called so may be any number of things where it is no property of a resource.
  if (place === 'identityList' && (named.resource === undefined || isEnvironment(named.within)))
    return undefined;
  return place;
}

function* idsAt(file: InfraFile, named: NamedValue, place: IdPlace): Iterable<GivenValue> {
  const { value, names } = named;
  if (place !== 'identityList') {
    yield* givenIds(file, named);
    return;
  }
  const list = soleValue(value, names);
  for (const one of list === undefined ? [] : listed(list)) yield* givenIds(file, { value: one, names });
}

/** Items of a list; of an object the keys, whose values say no more. */
function listed(value: Value): readonly Value[] {
  if (value.kind === 'array') return [...value.items, ...(value.each === undefined ? [] : [value.each])];
  if (value.kind !== 'object') return [value];
  return value.entries.map(
    ({ key, keySpan, computed }): Value => computed ?? { kind: 'literal', value: key, span: keySpan },
  );
}

function wrongAt(named: NamedValue, place: IdPlace, { given, value }: GivenValue): Text | undefined {
  // These are what MI405 and MI406 report.
  if (place === 'clientId' && given.kind === 'principalId') return undefined;
  if (place === 'grantee' && given.kind === 'clientId') return undefined;
  // Other services than Azure give client IDs that look like names.
  if (given.kind === 'name' && value.kind === 'literal' && !mustBeGuid(named, place)) return undefined;
  return wrongIdAt(given, place);
}

function isGap({ given, value }: GivenValue): boolean {
  return value.kind === 'literal' && mayBeGap(given, String(value.value));
}

function mustBeGuid({ name, resource, within }: NamedValue, place: IdPlace): boolean {
  if (place === 'clientId') return isEnvironment(within) && isIdentityClientId(name);
  // A module may look the name up.
  return resource !== undefined && resource.type !== 'module';
}
