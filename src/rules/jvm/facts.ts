import { hostIn } from '../../access/service-host';
import { isGuid } from '../../estate/guid';
import type { JvmFile, JvmText } from '../../source/jvm/jvm-file';
import type { ClientIdFact, Fact, TargetFact } from '../fact';
import { builderUses } from './builder-use';
import { sourcesOf } from './constants';
import { msiUrls } from './jdbc-url';
import { indexOf, type JvmIndex } from './jvm-index';

/** Calls that take a client ID of an identity, in the SDK and in drivers. */
const clientIdCalls = new Set([
  ...['clientId', 'managedIdentityClientId', 'workloadIdentityClientId', 'withClientId', 'msiClientId'],
  'setMSIClientId',
]);
/** What a Java or Kotlin file tells: client IDs, credentials and the hosts of services. */
export function* jvmFacts(subject: JvmFile): Iterable<Fact> {
  const index = indexOf(subject);
  yield* clientIds(index);
  for (const { family, namings, escapes, span } of builderUses(index))
    yield { kind: 'credential', via: family.via, named: namings.length > 0 || escapes, span };
  for (const { span, named } of msiUrls(index)) yield { kind: 'credential', via: 'jdbc', named, span };
  for (const text of index.texts) yield* targetIn(text);
}

function* clientIds(index: JvmIndex): Iterable<ClientIdFact> {
  const seen = new Set<JvmText>();
  for (const { name, args } of index.calls) {
    const [argument] = args;
    if (argument === undefined || !clientIdCalls.has(name)) continue;
    for (const source of sourcesOf(index, argument)) {
      if (source.kind !== 'text' || !source.plain || !isGuid(source.value) || seen.has(source)) continue;
      seen.add(source);
      yield { kind: 'clientId', value: source.value, span: source.content, where: `.${name}(...)` };
    }
  }
}

/** The first host in a literal. A host whose name is put together at run time is not known. */
function* targetIn({ value, content, plain, span, parent }: JvmText): Iterable<TargetFact> {
  const found = hostIn(value);
  if (found === undefined || (found.span.start === 0 && parent?.kind === 'join')) return;
  const { service, host } = found;
  const at = plain ? { start: content.start + found.span.start, end: content.start + found.span.end } : span;
  yield { kind: 'target', service, host, span: at };
}
