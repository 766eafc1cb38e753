import type { JvmCall, JvmNode } from '../../source/jvm/jvm-file';
import { declarationOf, type JvmIndex } from './jvm-index';
import { importsFrom } from './type-names';
import { nameOf, type Consumer } from './value-flow';

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
const waiting = new Set([
  'block',
  'get',
  'join',
  'orElseThrow',
  'blockOptional',
  'await',
  'awaitSingle',
  'toFuture',
]);
const maxSteps = 10;

/** The expressions of a file whose value is the text of an access token. */
export function tokensIn(index: JvmIndex): readonly JvmNode[] {
  return index.all.filter((node) => isToken(index, node));
}

function isToken(index: JvmIndex, node: JvmNode): boolean {
  if (node.kind === 'other') return isAccessTokenKey(node.children.at(-1)) && node.children.length === 2;
  if (node.kind === 'field') return node.name === 'token' && isTokenObject(index, node.target);
  if (node.kind !== 'call') return false;
  return isTokenCall(index, node);
}

function isTokenCall(index: JvmIndex, call: JvmCall): boolean {
  const { receiver, name, args } = call;
  if (lookups.has(name) && isAccessTokenKey(args[0])) return true;
  if (receiver === undefined || args.length > 0) return false;
  if (name === 'getToken') return isTokenObject(index, receiver);
  if (name === 'getTokenValue') return receiver.kind === 'call' && receiver.name === 'getAccessToken';
  return name === 'accessToken' && importsFrom(index.file, 'com.microsoft.aad.msal4j');
}

function isAccessTokenKey(node: JvmNode | undefined): boolean {
  return node?.kind === 'text' && (node.value === 'access_token' || node.value === '/access_token');
}

/** Whether an expression is an `AccessToken` of azure-core. */
function isTokenObject(index: JvmIndex, node: JvmNode, steps = 0): boolean {
  if (steps > maxSteps || !importsFrom(index.file, 'com.azure')) return false;
  if (node.kind === 'call')
    return node.name === 'getTokenSync' || (waiting.has(node.name) && isRequest(node.receiver));
  const variable = declarationOf(index, node);
  if (variable === undefined) return node.kind === 'name' && isGivenToken(node);
  if (variable.type?.name.replace('?', '') === 'AccessToken') return true;
  return variable.value !== undefined && isTokenObject(index, variable.value, steps + 1);
}

/** `credential.getToken(context)`, with whatever is called on its result. */
function isRequest(node: JvmNode | undefined): boolean {
  let at = node;
  while (at?.kind === 'call' && !(at.name === 'getToken' && at.args.length > 0)) at = at.receiver;
  return at?.kind === 'call';
}

/** A parameter of a lambda that is called back with the token: `getToken(context).subscribe(token -> ...)`. */
function isGivenToken(node: JvmNode): boolean {
  let at: JvmNode | undefined = node;
  while (at !== undefined && at.kind !== 'lambda' && at.kind !== 'function') at = at.parent;
  return at?.kind === 'lambda' && at.parent?.kind === 'call' && isRequest(at.parent.receiver);
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
  ...['asString', 'getAsString', 'content', 'jsonPrimitive', 'textValue', 'StringBuilder'],
]);

/** Calls whose result still holds the token in clear. */
export function keepsToken(consumer: Consumer): boolean {
  return textCalls.has(nameOf(consumer));
}
