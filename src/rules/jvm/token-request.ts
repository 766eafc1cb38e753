import type { JvmCall, JvmNode, JvmText, JvmVariable } from '../../source/jvm/jvm-file';
import { tokenUrlLiterals } from '../token-url';
import { chainFrom } from './call-chain';
import { hole, textOf, wholeText } from './constants';
import type { JvmIndex } from './jvm-index';
import { consumersOf, nameOf, type Consumer } from './value-flow';

/** A request for a token that the program sends itself instead of leaving it to a library. */
export interface TokenRequest {
  /** The literal with the URL. */
  readonly url: JvmText;
  /** The calls that make and send the request. */
  readonly senders: readonly Consumer[];
  /** Where a header can be added, if this is to be seen in the file. */
  readonly place: HeaderPlace | undefined;
}

export type HeaderPlace =
  | { readonly kind: 'builder'; readonly build: JvmCall }
  | { readonly kind: 'variable'; readonly variable: JvmVariable; readonly setter: string };

/** Calls that give the URL on in another form. */
const wrapping = new Set([
  ...['format', 'formatted', 'concat', 'replace', 'trim', 'toString', 'valueOf', 'append', 'StringBuilder'],
  ...['URI', 'URL', 'create', 'toURL', 'toUri', 'toURI', 'of', 'get', 'parse', 'build', 'encode', 'expand'],
  ...[
    'fromHttpUrl',
    'fromUriString',
    'queryParam',
    'buildAndExpand',
    'toUriString',
    'newBuilder',
    'url',
    'uri',
  ],
  ...['addQueryParameter', 'addParameter', 'setParameter', 'URIBuilder'],
]);

const sending = new Set([
  ...[
    'openConnection',
    'openStream',
    'readText',
    'exchange',
    'getForObject',
    'getForEntity',
    'send',
    'sendAsync',
  ],
  ...[
    'newCall',
    'execute',
    'HttpGet',
    'newBuilder',
    'url',
    'uri',
    'HttpRequest',
    'Request',
    'retrieve',
    'RequestEntity',
  ],
]);

const known = new WeakMap<JvmIndex, readonly TokenRequest[]>();

/** The requests a file sends to the token endpoint; a URL that is only compared or printed is none. */
export function tokenRequests(index: JvmIndex): readonly TokenRequest[] {
  const before = known.get(index);
  if (before !== undefined) return before;
  const requests = index.texts.flatMap((url) => {
    const lower = url.value.toLowerCase();
    if (!tokenUrlLiterals.some((literal) => lower.includes(literal))) return [];
    const consumers = consumersOf(index, wholeText(url), (one) => wrapping.has(nameOf(one)));
    const senders = consumers.filter((one) => sending.has(nameOf(one)));
    return senders.length === 0 ? [] : [{ url, senders, place: placeFor(senders) }];
  });
  known.set(index, requests);
  return requests;
}

function placeFor(senders: readonly Consumer[]): HeaderPlace | undefined {
  for (const sender of senders) {
    const { top, calls } = chainFrom(sender);
    const build = calls.find(({ name }) => name === 'build');
    if (build !== undefined && isRequestBuilder(build)) return { kind: 'builder', build };
    const setter = { openConnection: 'setRequestProperty', HttpGet: 'setHeader' }[nameOf(sender)];
    const variable = top.parent;
    if (setter !== undefined && variable?.kind === 'variable' && variable.role === 'local')
      return { kind: 'variable', variable, setter };
  }
  return undefined;
}

/** Of Java's own client or of OkHttp: builders of URLs and of clients look alike, but take no header. */
function isRequestBuilder(build: JvmCall): boolean {
  let at: JvmNode | undefined = build;
  while (at?.kind === 'call' && at.receiver?.kind !== 'name') at = at.receiver;
  if (at?.kind === 'new') return at.type.endsWith('Request.Builder');
  return at?.kind === 'call' && at.name === 'newBuilder' && textOfName(at.receiver) === 'HttpRequest';
}

function textOfName(node: JvmNode | undefined): string {
  return node?.kind === 'name' ? node.name : '';
}

const headerCalls = new Set([
  'header',
  'headers',
  'setHeader',
  'addHeader',
  'setRequestProperty',
  'addRequestProperty',
]);

/** Whether the file sets the header, or headers that are not to be seen. */
export function mayHaveHeader(index: JvmIndex): boolean {
  return (
    index.texts.some(({ value }) => /^metadata(?:\s*:.*)?$/i.test(value)) ||
    index.calls.some(({ name, args: [first] }) => {
      if (!headerCalls.has(name)) return false;
      return first === undefined || textOf(index, first).includes(hole);
    })
  );
}
