import { hostIn } from '../../access/service-host';
import { isGuid } from '../../estate/ids/guid';
import type { JvmCall, JvmFile, JvmNode, JvmText } from '../../source/jvm/jvm-file';
import type { Settings } from '../../source/spring/settings';
import { isNamedByEnvironment } from '../unnamed-identity';
import type { ClientIdFact, Fact, IdentityIdFact, TargetFact } from '../fact';
import type { AskedIdentity } from '../asked-identity';
import { askedAtAddress, askedByBuilder } from './asked-identities';
import { builderUses, type BuilderUse } from './builder-use';
import { ownerOfClientId } from './client-id-call';
import { sourcesOf } from './constants';
import { msiSettings } from './jdbc-setting';
import { msiUrls } from './jdbc-url';
import { indexOf, type JvmIndex } from './jvm-index';
import { tokenRequests } from './token-request';

/** What a Java or Kotlin file tells: client IDs, credentials and the hosts of services. */
export function* jvmFacts(subject: JvmFile, settings: Settings): Iterable<Fact> {
  const index = indexOf(subject);
  yield* clientIds(index);
  for (const use of builderUses(index)) {
    const { family, namings, escapes, span } = use;
    const { via } = family;
    const named = namings.length > 0 || escapes || isNamedByEnvironment(via, settings);
    yield { kind: 'credential', via, named, asks: askedByBuilder(index, use, settings.running), span };
    yield* otherIds(index, use);
  }
  for (const { span, named } of [...msiUrls(index), ...msiSettings(index)])
    yield { kind: 'credential', via: 'jdbc', named, asks: askedByDriver(named), span };
  for (const { url, endpoint } of tokenRequests(index))
    if (endpoint === 'virtualMachine')
      yield {
        kind: 'credential',
        via: 'imds',
        named: namesIdentity(url),
        asks: askedByDriver(true),
        span: url.span,
      };
  for (const text of index.texts)
    for (const target of targetIn(text))
      yield { ...target, ...asking(askedAtAddress(index, text, settings.running)) };
}

/** Whether an address of a token endpoint asks for one identity; what is put together at run time may. */
function namesIdentity(url: JvmNode): boolean {
  if (url.kind !== 'text' || !url.plain || !url.value.includes('resource=')) return true;
  return /[?&](?:client_id|object_id|principal_id|mi_res_id|msi_res_id)=/.test(url.value);
}

/** Which one a driver is told is not followed. */
function askedByDriver(named: boolean): AskedIdentity {
  return named ? { by: 'unknown', why: { is: 'code' } } : { by: 'none' };
}

function asking(asks: AskedIdentity | undefined): Pick<TargetFact, 'asks'> {
  return asks === undefined ? {} : { asks };
}

function* clientIds(index: JvmIndex): Iterable<ClientIdFact> {
  const seen = new Set<number>();
  const owned = index.calls.map((call) => ({ call, owner: ownerOfClientId(index, call) }));
  // What is given to several calls is told of the one that is surely for an identity.
  for (const wanted of ['identity', 'either'] as const)
    for (const { call, owner } of owned)
      for (const fact of owner === wanted ? givenTo(index, call) : []) {
        const at = (fact.literal ?? fact.span).start;
        if (seen.has(at)) continue;
        seen.add(at);
        yield wanted === 'either' ? { ...fact, isUnclear: true } : fact;
      }
  for (const { text } of msiUrls(index)) yield* clientIdInUrl(text);
}

/** `.resourceId("...")`, `.objectId("...")`: of a constant, where it is given. */
function* otherIds(index: JvmIndex, { family, namings }: BuilderUse): Iterable<IdentityIdFact> {
  for (const { name, args } of namings) {
    const [argument] = args;
    if (name === family.clientId || argument === undefined) continue;
    for (const source of sourcesOf(index, argument))
      if (source.kind === 'text' && source.plain)
        yield {
          kind: 'identityId',
          by: /object/i.test(name) ? 'object-id' : 'resource-id',
          value: source.value,
          span: isWithin(source, argument) ? source.content : argument.span,
        };
  }
}

function* givenTo(index: JvmIndex, { name, args: [argument] }: JvmCall): Iterable<ClientIdFact> {
  if (argument === undefined) return;
  for (const source of sourcesOf(index, argument)) {
    const found = source.kind === 'text' ? guidIn(source) : undefined;
    if (found === undefined) continue;
    // A constant is told of where it is given: what it holds may be right elsewhere.
    const isGiven = isWithin(source, argument) || !('name' in argument);
    const span = isGiven ? found.span : argument.span;
    const literal = isGiven ? {} : { literal: found.span };
    yield { kind: 'clientId', value: found.value, span, ...literal, where: `.${name}(...)` };
  }
}

/** A GUID that is the whole text, or the default of a setting: `${orders.id:...}`. */
function guidIn({ value, content, plain }: JvmText): Pick<ClientIdFact, 'value' | 'span'> | undefined {
  if (!plain) return undefined;
  const start = /^\$\{[\w.-]{1,200}:/.exec(value)?.[0].length ?? 0;
  const guid = start === 0 ? value : value.slice(start, -1);
  if (!isGuid(guid)) return undefined;
  const from = content.start + start;
  return { value: guid, span: { start: from, end: from + guid.length } };
}

function isWithin(node: JvmNode, outer: JvmNode): boolean {
  return node.span.start >= outer.span.start && node.span.end <= outer.span.end;
}

/** `user=` and `msiClientId=` of a URL that asks for a token of a managed identity. */
function* clientIdInUrl({ value, content, plain }: JvmText): Iterable<ClientIdFact> {
  const match = /(?:^|;)\s{0,20}(user|msiClientId)=([\da-f-]{36})(?=;|$)/i.exec(value);
  const [all = '', name = '', guid = ''] = match ?? [];
  if (match === null || !plain || !isGuid(guid)) return;
  const start = content.start + match.index + all.length - guid.length;
  yield { kind: 'clientId', value: guid, span: { start, end: start + guid.length }, where: `${name}=` };
}

/** The first host in a literal. A host whose name is put together at run time is not known. */
function* targetIn({ value, content, plain, span, parent }: JvmText): Iterable<TargetFact> {
  const found = hostIn(value);
  if (found === undefined || (found.span.start === 0 && parent?.kind === 'join')) return;
  const { service, host } = found;
  const at = plain ? { start: content.start + found.span.start, end: content.start + found.span.end } : span;
  yield { kind: 'target', service, host, span: at };
}
