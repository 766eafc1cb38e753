import type { JvmFile, JvmText } from '../../source/jvm/jvm-file';
import type { ClientIdFact, Fact, TargetFact, TargetService } from '../fact';
import { builderUses } from './builder-use';
import { sourcesOf } from './constants';
import { msiUrls } from './jdbc-url';
import { indexOf, type JvmIndex } from './jvm-index';

/** Calls that take a client ID of an identity, in the SDK and in drivers. */
const clientIdCalls = new Set([
  ...['clientId', 'managedIdentityClientId', 'workloadIdentityClientId', 'withClientId', 'msiClientId'],
  'setMSIClientId',
]);
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
      if (source.kind !== 'text' || !source.plain || !guid.test(source.value) || seen.has(source)) continue;
      seen.add(source);
      yield { kind: 'clientId', value: source.value, span: source.content, where: `.${name}(...)` };
    }
  }
}

const services: readonly (readonly [string, TargetService])[] = [
  ['.vault.azure.net', 'keyVault'],
  ['.blob.core.windows.net', 'storage'],
  ['.queue.core.windows.net', 'storage'],
  ['.table.core.windows.net', 'storage'],
  ['.file.core.windows.net', 'storage'],
  ['.dfs.core.windows.net', 'storage'],
  ['.servicebus.windows.net', 'serviceBus'],
  ['.azconfig.io', 'appConfiguration'],
  ['.documents.azure.com', 'cosmos'],
  ['.database.windows.net', 'sql'],
  ['.redis.cache.windows.net', 'redis'],
];
const hostEnd = /\.(?:azure\.net|windows\.net|azconfig\.io|azure\.com)\b/i;
const notInHost = /[^a-z0-9.-]/gi;

/** The first host in a literal. A host whose name is put together at run time is not known. */
function* targetIn({ value, content, plain, span, parent }: JvmText): Iterable<TargetFact> {
  const end = hostEnd.exec(value);
  if (end === null) return;
  const stop = end.index + end[0].length;
  const start = lastBefore(value, stop);
  const host = value.slice(start, stop).toLowerCase();
  const service = services.find(([suffix]) => host.endsWith(suffix) && host.length > suffix.length)?.[1];
  if (service === undefined || (start === 0 && parent?.kind === 'join')) return;
  const at = plain ? { start: content.start + start, end: content.start + stop } : span;
  yield { kind: 'target', service, host, span: at };
}

function lastBefore(value: string, stop: number): number {
  let start = 0;
  for (const { index } of value.slice(0, stop).matchAll(notInHost)) start = index + 1;
  return start;
}
