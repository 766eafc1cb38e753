import { say } from '../../lifecycle/text';
import type { JvmCall, JvmNode } from '../../source/jvm/jvm-file';
import type { EditFix, Finding } from '../finding';
import { classGivenId, wrongIdAt, type GivenId, type IdPlace } from '../given-id';
import type { LinkedApp } from '../linked-app';
import type { SubjectRule } from '../rule';
import { builderUses } from './builder-use';
import { hole, sourcesOf, textOf } from './constants';
import { indexOf, type JvmIndex } from './jvm-index';

/** What each call wants. */
const places: Readonly<Record<string, IdPlace>> = {
  clientId: 'clientId',
  managedIdentityClientId: 'clientId',
  withClientId: 'clientId',
  setMSIClientId: 'clientId',
  objectId: 'objectId',
  withObjectId: 'objectId',
  resourceId: 'resourceId',
  managedIdentityResourceId: 'resourceId',
  withIdentityId: 'resourceId',
};

/** The form of a literal shows it; whether a GUID is a client ID or a principal ID only the linked app tells, for client IDs MI601. */
export const identityIdOfWrongKind: SubjectRule<'jvm'> = {
  id: 'MI113',
  name: 'identity-id-of-wrong-kind',
  title: say('An identity is named by an ID of the wrong kind.'),
  severity: 'error',
  subject: 'jvm',
  literals: ['clientid', 'objectid', 'resourceid', 'withidentityid'],
  *check(file, { app }) {
    const index = indexOf(file);
    const namings = builderUses(index).flatMap((use) => use.namings);
    const setters = index.callsByName.get('setMSIClientId') ?? [];
    for (const call of new Set([...namings, ...setters])) yield* wrongIn(index, call, app);
  },
};

function* wrongIn(index: JvmIndex, call: JvmCall, app: LinkedApp | undefined): Iterable<Finding> {
  const place = places[call.name];
  const [argument] = call.args;
  if (place === undefined || argument === undefined) return;
  for (const source of sourcesOf(index, argument)) {
    const value = literalOf(index, source);
    if (value === undefined) continue;
    const given = classGivenId(value, place === 'clientId' ? undefined : app);
    const message = wrongIdAt(given, place);
    if (message === undefined) continue;
    yield {
      span: spanOf(source, argument),
      message,
      ...(given.of !== undefined && { live: true }),
      fixes: fixesFor(call, given),
    };
    return;
  }
}

/** A text, also one that is put together of constants of the file: `"$GROUP/providers/..."`. */
function literalOf(index: JvmIndex, source: JvmNode): string | undefined {
  const isWritten = source.kind === 'text' || source.kind === 'join';
  const text = isWritten ? textOf(index, source) : hole;
  return text.includes(hole) ? undefined : text;
}

/** A constant is shown where it is given. */
function spanOf(source: JvmNode, argument: JvmNode): Finding['span'] {
  const { start, end } = argument.span;
  const isGivenHere = source.span.start >= start && source.span.end <= end;
  return source.kind === 'text' && isGivenHere ? source.content : argument.span;
}

/** The call that wants what is given, of the same builder. */
const callFor: Readonly<Record<string, Readonly<Partial<Record<GivenId['kind'], string>>>>> = {
  clientId: { resourceId: 'resourceId' },
  objectId: { resourceId: 'resourceId', clientId: 'clientId' },
  resourceId: { clientId: 'clientId', principalId: 'objectId' },
  managedIdentityClientId: { resourceId: 'managedIdentityResourceId' },
  managedIdentityResourceId: { clientId: 'managedIdentityClientId' },
};

function fixesFor({ name, nameSpan }: JvmCall, { kind }: GivenId): readonly EditFix[] {
  const other = callFor[name]?.[kind];
  if (other === undefined) return [];
  const edits = [{ span: nameSpan, text: other }];
  return [{ kind: 'edit', title: say('Give it to {0}(...)', other), safe: true, edits }];
}
