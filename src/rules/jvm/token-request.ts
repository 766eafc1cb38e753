import type { JvmCall, JvmNode, JvmText } from '../../source/jvm/jvm-file';
import { tokenUrlLiterals } from '../token-url';
import { hole, textOf, wholeText } from './constants';
import { declaredRequest, type DeclaredRequest } from './declared-request';
import { flowOf, flowOfVariable } from './flow';
import { nameOf, type Flow, type FlowRules, type Use } from './value-use';
import { headerPlace, sendsNoHeader, type HeaderPlace } from './header-place';
import type { JvmIndex } from './jvm-index';
import { isLogCall } from './log-call';
import { composes, urlOf } from './url-text';

/** A request for a token that the program sends itself instead of leaving it to a library. */
export interface TokenRequest {
  readonly endpoint: 'virtualMachine' | 'appService';
  /** The literal that ends the URL, or what stands for it. */
  readonly url: JvmNode;
  /** The calls that make and send the request. */
  readonly senders: readonly JvmNode[];
  /** Where a header can be added, if this is to be seen in the file. */
  readonly place: HeaderPlace | undefined;
  /** Whether the file tells that no header is sent: there is no place for one, or none is declared. */
  readonly isBare: boolean;
}

/** Files without one of these send no request for a token. */
export const requestLiterals: readonly string[] = [
  ...tokenUrlLiterals,
  ...['169.254.169.254', 'identity/oauth2', 'oauth2/token', 'identity_endpoint', 'msi_endpoint'],
];

/** Calls that send a request, or make one of a URL. */
const sending = new Set([
  ...['openConnection', 'openStream', 'readText', 'readBytes', 'exchange', 'getForObject', 'getForEntity'],
  ...[
    'send',
    'sendAsync',
    'newCall',
    'execute',
    'HttpGet',
    'newBuilder',
    'HttpRequest',
    'Request',
    'retrieve',
  ],
  ...['RequestEntity', 'url', 'uri', 'HttpURLConnection', 'request', 'fetch'],
]);

/** Calls that give the URL on in another form. */
const wrapping = new Set([
  ...[
    'replace',
    'expand',
    'newBuilder',
    'url',
    'uri',
    'encodeToString',
    'toExternalForm',
    'normalize',
    'also',
  ],
]);

/** Calls that do something else with a URL than asking it. */
const harmless =
  /^(?:equals\w*|contentEquals|compareTo\w*|contains\w*|starts[wW]ith|ends[wW]ith|matches|indexOf|lastIndexOf|put\w*|add\w*|set[A-Z]\w*|remove|assert\w*|verify\w*|when|given|stubFor|urlEqualTo|urlPath\w*|is|eq|of|listOf|setOf|mapOf|asList|entry|to|compile|split|check\w*|require\w*|log\w*|append|format|print\w*|hash\w*|\w*Exception|\w*Error|Pattern|equalTo|respond\w*|createContext|route|get(?:Property|OrDefault)|getenv|property|withProperty|server|length|isBlank|isEmpty|lowercase|uppercase|toLowerCase|toUpperCase|substring\w*|describe\w*|header\w*)$/;

const urlRules: FlowRules = {
  passes: (use) => composes(use.by) || wrapping.has(nameOf(use.by)),
  joins: true,
  fillers: new Set(['append']),
};

const known = new WeakMap<JvmIndex, readonly TokenRequest[]>();

/** The requests a file sends to the token endpoint; a URL that is only compared, kept or printed is none. */
export function tokenRequests(index: JvmIndex): readonly TokenRequest[] {
  const before = known.get(index);
  if (before !== undefined) return before;
  const requests = [...requestsByUrl(index), ...appServiceRequests(index)];
  known.set(index, requests);
  return requests;
}

function requestsByUrl(index: JvmIndex): readonly TokenRequest[] {
  const found = new Map<JvmNode, TokenRequest>();
  for (const text of index.texts) {
    if (!/token/i.test(text.value)) continue;
    const whole = wholeUrl(text);
    if (found.has(whole) || !isTokenUrl(index, whole, text)) continue;
    const declared = declaredRequest(index, text);
    const request = declared === undefined ? sent(index, text) : declaredAs(text, declared);
    if (request !== undefined) found.set(whole, request);
  }
  return [...found.values()];
}

function declaredAs(url: JvmText, { isBare, at }: DeclaredRequest): TokenRequest {
  return { endpoint: 'virtualMachine', url, senders: [at], place: undefined, isBare };
}

function sent(index: JvmIndex, url: JvmText): TokenRequest | undefined {
  const flow = flowOfUrl(index, wholeText(url));
  const senders = sendersIn(index, flow).filter((one) => !isIn(one, 'annotation'));
  if (senders.length === 0) return undefined;
  const isBare = senders.some((one) => sendsNoHeader(index, one));
  return { endpoint: 'virtualMachine', url, senders, place: headerPlace(senders), isBare };
}

/** `@Value("...") String url` gives the URL to a variable. */
function flowOfUrl(index: JvmIndex, whole: JvmNode): Flow {
  const annotation = whole.parent;
  const variable = annotation?.kind === 'annotation' ? annotation.parent : undefined;
  return variable?.kind === 'variable'
    ? flowOfVariable(index, variable, urlRules)
    : flowOf(index, whole, urlRules);
}

function sendersIn(index: JvmIndex, { uses }: Flow): readonly JvmNode[] {
  return uses.filter((use) => isSender(index, use)).map(({ by }) => by);
}

function isSender(index: JvmIndex, use: Use): boolean {
  const name = nameOf(use.by);
  if (sending.has(name) || isGet(use.by, use.as)) return true;
  return use.as === 'argument' && !harmless.test(name) && !wrapping.has(name) && isUnlisted(index, use.by);
}

/** A call that is given the URL, and neither puts it together nor logs it, sends it for all that is known. */
function isUnlisted(index: JvmIndex, by: JvmNode): boolean {
  return !composes(by) && !(by.kind === 'call' && isLogCall(index, by));
}

/** `client.get(url)`, `Request.get(url)`: the name has other uses, in which it takes no URL. */
function isGet(by: JvmNode, as: Use['as']): boolean {
  if (by.kind !== 'call' || as !== 'argument') return false;
  const isForm = by.receiver?.kind === 'name' && /^(?:URI|Uri|HttpUrl|Paths?|URL)$/.test(by.receiver.name);
  // `get(url)` of a library for Kotlin is given more than a path.
  if (by.receiver === undefined) return by.name === 'get' && by.args.length > 1;
  return ['get', 'target', 'create'].includes(by.name) && !isForm;
}

/** The largest expression that only puts this text and others together. */
function wholeUrl(text: JvmText): JvmNode {
  let whole = wholeText(text);
  for (let up = whole.parent; up !== undefined && composes(up) && isUrlPart(up, whole); up = whole.parent)
    whole = wholeText(up);
  return whole;
}

/** `get(url)` of a client asks; what is built of a URL by others is still one. */
function isUrlPart(up: JvmNode, part: JvmNode): boolean {
  if (up.kind === 'new') return !/^(?:Http|Request)/.test(up.type);
  return up.kind === 'call' && (up.receiver === part || !isGet(up, 'argument')) && !sending.has(up.name);
}

function isTokenUrl(index: JvmIndex, whole: JvmNode, text: JvmText): boolean {
  const url = urlOf(index, whole).toLowerCase();
  // A sentence that tells of the URL.
  if (/\s/.test(url.trim())) return false;
  if (tokenUrlLiterals.some((literal) => url.includes(literal))) return true;
  // The rest of the path stands at the client: `baseUrl("http://169.254.169.254/metadata")`.
  const path = /^\/?((?:identity\/)?oauth2\/token)(?:[?"]|$)/.exec(text.value.toLowerCase())?.[1];
  if (path === undefined) return false;
  const head = path.startsWith('identity') ? 'metadata' : 'metadata/identity';
  return index.texts.some((one) =>
    one.value.toLowerCase().replace(/\/$/, '').endsWith(`169.254.169.254/${head}`),
  );
}

const endpointNames = /^(?:IDENTITY_ENDPOINT|MSI_ENDPOINT)$/;
const endpointReference =
  /^\$\{(?:IDENTITY_ENDPOINT|MSI_ENDPOINT|identity\.endpoint|msi\.endpoint)(?::[^}]*)?\}$/;

/** `System.getenv("IDENTITY_ENDPOINT")`, asked by hand: the endpoint of App Service and Container Apps. */
function appServiceRequests(index: JvmIndex): readonly TokenRequest[] {
  if (!index.texts.some(({ value }) => /(?:^|[?&])resource(?:=|$)/.test(value))) return [];
  return index.texts.flatMap((text) => {
    const source = endpointSource(text);
    if (source === undefined) return [];
    const flow =
      source.kind === 'variable' ? flowOfVariable(index, source, urlRules) : flowOf(index, source, urlRules);
    const senders = sendersIn(index, flow);
    const request = { endpoint: 'appService', url: source.kind === 'variable' ? text : source } as const;
    return senders.length === 0 ? [] : [{ ...request, senders, place: undefined, isBare: false }];
  });
}

function endpointSource(text: JvmText): JvmNode | undefined {
  const { parent } = text;
  if (endpointReference.test(text.value) && parent?.kind === 'annotation') return parent.parent;
  if (!endpointNames.test(text.value)) return undefined;
  const isRead =
    parent?.kind === 'call' &&
    /^(?:getenv|getProperty|getRequiredProperty|get|getOrDefault|getValue|env)$/.test(parent.name);
  return isRead ? parent : undefined;
}

function isIn(node: JvmNode, kind: JvmNode['kind']): boolean {
  let at: JvmNode | undefined = node;
  while (at !== undefined && at.kind !== kind) at = at.parent;
  return at !== undefined;
}

const headerCalls = new Set([
  ...[
    'header',
    'headers',
    'setHeader',
    'addHeader',
    'setRequestProperty',
    'addRequestProperty',
    'setHeaders',
  ],
  ...['defaultHeader', 'defaultHeaders', 'addHeaders'],
]);

/** Whether the file sets the header, or headers that are not to be seen. */
export function mayHaveHeader(index: JvmIndex): boolean {
  return (
    index.texts.some(({ value }) => /^metadata(?:\s*[:=].*)?$/i.test(value)) ||
    index.calls.some((call) => setsUnknown(index, call))
  );
}

function setsUnknown(index: JvmIndex, { name, args: [first] }: JvmCall): boolean {
  if (/interceptor/i.test(name)) return true;
  if (!headerCalls.has(name)) return false;
  return first === undefined || textOf(index, first).includes(hole);
}
