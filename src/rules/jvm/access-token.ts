import type { JvmNode } from '../../source/jvm/jvm-file';
import { flowOf, flowOfVariable } from './flow';
import { nameOf, type Flow, type FlowRules, type Use } from './value-use';
import type { JvmIndex } from './jvm-index';
import { importsFrom } from './type-names';

/** What rules over tokens look for. */
export const tokenLiterals = ['gettoken', 'access_token', 'accesstoken'];

const lookups = new Set([
  'get',
  'path',
  'at',
  'getString',
  'getAsString',
  'findValue',
  'optString',
  'getValue',
  'getOrDefault',
]);
/** What an `AccessToken` of azure-core tells of itself; other calls give back what still holds it (`Mono.timeout`). */
const getters = new Set([
  ...['getToken', 'token', 'getExpiresAt', 'expiresAt', 'isExpired', 'getTokenType', 'tokenType'],
  ...['getRefreshAt', 'refreshAt', 'getDurationUntilExpiration', 'durationUntilExpiration', 'hashCode'],
]);

/** A place of a file where the text of an access token comes from. */
export interface TokenText {
  /** The expression whose value is the text. */
  readonly text: JvmNode;
  /** What else is asked of the token it is of. */
  readonly asked: readonly string[];
}

const known = new WeakMap<JvmIndex, readonly TokenText[]>();

/** The expressions of a file whose value is the text of an access token, in the order of the text. */
export function tokensIn(index: JvmIndex): readonly TokenText[] {
  const before = known.get(index);
  if (before !== undefined) return before;
  const found = new Map<JvmNode, TokenText>();
  for (const text of index.all) if (isTokenText(index, text)) found.set(text, { text, asked: [] });
  for (const { uses } of tokenObjects(index)) {
    const asked = uses.map(({ by }) => nameOf(by)).filter((name) => !textGetters.has(name));
    for (const { by, as } of uses)
      if (as === 'receiver' && textGetters.has(nameOf(by)) && !found.has(by) && !isRequest(by))
        found.set(by, { text: by, asked });
  }
  const tokens = [...found.values()].sort((a, b) => a.text.span.start - b.text.span.start);
  known.set(index, tokens);
  return tokens;
}

const textGetters = new Set(['getToken', 'token']);

/** `credential.getToken(context)` gives the token itself, not its text. */
function isRequest(node: JvmNode): boolean {
  return node.kind === 'call' && node.args.length > 0;
}

/** What becomes of each `AccessToken` of azure-core that a file asks for or is given. */
function tokenObjects(index: JvmIndex): readonly Flow[] {
  if (!importsFrom(index.file, 'com.azure')) return [];
  const rules = {
    passes: ({ by, as }: Use) => as === 'receiver' && (!getters.has(nameOf(by)) || isRequest(by)),
    joins: false,
  };
  const requests = ['getToken', 'getTokenSync'].flatMap((name) => index.callsByName.get(name) ?? []);
  const given = [...index.variables.values()]
    .flat()
    .filter(({ type }) => type !== undefined && /(?:^|[<.])AccessToken\??>?$/.test(type.name));
  return [
    ...requests
      .filter((call) => call.name !== 'getToken' || isRequest(call))
      .map((call) => flowOf(index, call, rules)),
    ...given.map((variable) => flowOfVariable(index, variable, rules)),
  ];
}

function isTokenText(index: JvmIndex, node: JvmNode): boolean {
  if (node.kind !== 'call') return false;
  const { receiver, name, args } = node;
  if (lookups.has(name) && isAccessTokenKey(args[0])) return true;
  if (receiver === undefined || args.length > 0) return false;
  if (name === 'getTokenValue') return receiver.kind === 'call' && receiver.name === 'getAccessToken';
  return name === 'accessToken' && importsFrom(index.file, 'com.microsoft.aad.msal4j');
}

function isAccessTokenKey(node: JvmNode | undefined): boolean {
  return node?.kind === 'text' && (node.value === 'access_token' || node.value === '/access_token');
}

const textCalls = new Set([
  ...[
    'format',
    'formatted',
    'concat',
    'valueOf',
    'toString',
    'asText',
    'textValue',
    'trim',
    'append',
    'plus',
  ],
  ...['asString', 'getAsString', 'content', 'jsonPrimitive', 'StringBuilder', 'StringBuffer', 'join'],
  ...['String', 'strip', 'intern', 'lines', 'also', 'insert', 'replace', 'orEmpty', 'toUpperCase'],
]);

/** How the text of a token is followed: into texts and what holds them, not into what hides it. */
export const textRules: FlowRules = {
  passes: ({ by }) => textCalls.has(nameOf(by)),
  joins: true,
  fillers: new Set(['append', 'add', 'insert']),
  entries: new Set(['put', 'set', 'add', 'addProperty']),
};
