import type { JvmCall, JvmNew, JvmNode } from '../../source/jvm/jvm-file';
import { hole, textOf } from './constants';
import { nameOf } from './value-use';
import type { JvmIndex } from './jvm-index';

/** Calls that add their arguments to the path of what they are called on. */
const pathCalls = new Set([
  ...['path', 'pathSegment', 'pathSegments', 'addPathSegment', 'addPathSegments', 'appendPath', 'resolve'],
  ...['appendPathSegment', 'appendPathSegments', 'setPath', 'segments', 'appendEncodedPathSegments'],
  ...['encodedPath', 'addEncodedPathSegment', 'addEncodedPathSegments', 'rawPath', 'replacePath', 'child'],
]);
/** Calls that add their argument as it is. */
const textCalls = new Set(['append', 'concat', 'plus']);
/** Calls and constructors that are the URL they are given, in another form. */
const forms = new Set([
  ...['URI', 'URL', 'StringBuilder', 'StringBuffer', 'URIBuilder', 'HttpHost', 'Url', 'URLBuilder', 'String'],
  ...['create', 'parse', 'valueOf', 'fromHttpUrl', 'fromUriString', 'fromUri', 'fromPath', 'get', 'toUri'],
  ...['toHttpUrl', 'toHttpUrlOrNull', 'uri', 'url', 'target', 'baseUrl', 'newInstance', 'fromHost', 'host'],
]);
/** Calls without a say in the path. */
const plainCalls = new Set([
  ...['toString', 'trim', 'strip', 'toURL', 'toUri', 'toURI', 'build', 'encode', 'newBuilder', 'buildUpon'],
  ...['toUriString', 'queryParam', 'addQueryParameter', 'addParameter', 'setParameter', 'scheme', 'port'],
  ...['setScheme', 'query', 'intern', 'buildAndExpand', 'encodedQuery', 'setQuery', 'appendQueryParameter'],
]);
const maxSteps = 30;
const maxLength = 10_000;

/** Whether a call or constructor only puts a URL together. */
export function composes(node: JvmNode): boolean {
  if (node.kind !== 'call' && node.kind !== 'new') return false;
  const name = nameOf(node);
  return isFormat(name) || [pathCalls, textCalls, forms, plainCalls].some((names) => names.has(name));
}

function isFormat(name: string): boolean {
  return name === 'format' || name === 'formatted' || name === 'join';
}

/** The URL, or the part of one, that an expression puts together, with `hole` for what is not constant in the file. */
export function urlOf(index: JvmIndex, node: JvmNode, steps = 0): string {
  if (steps > maxSteps) return hole;
  const isCall = node.kind === 'call' || node.kind === 'new';
  const url =
    isCall && composes(node)
      ? composed(index, node, steps + 1)
      : node.kind === 'join'
        ? node.children.map((part) => urlOf(index, part, steps + 1)).join('')
        : textOf(index, node);
  return url.length > maxLength ? hole : url;
}

function composed(index: JvmIndex, node: JvmCall | JvmNew, steps: number): string {
  const name = nameOf(node);
  const args = node.args.map((argument) => urlOf(index, argument, steps));
  const before = node.kind === 'call' && node.receiver ? urlOf(index, node.receiver, steps) : '';
  // `Type.create(...)`: what the type's name stands for is no text.
  const from = before === hole ? '' : before;
  if (name === 'join') return args.slice(1).join(args[0] ?? '');
  if (name === 'format' || name === 'formatted')
    return formatted(name === 'formatted' ? [from, ...args] : args);
  if (pathCalls.has(name)) return [from, ...args].filter((part) => part !== '').reduce(joinPaths, '');
  if (plainCalls.has(name)) return from;
  return from + args.join(node.kind === 'new' ? '/' : '');
}

function joinPaths(first: string, second: string): string {
  if (first === '') return second;
  return `${first.replace(/\/$/, '')}/${second.replace(/^\//, '')}`;
}

function formatted([form = '', ...values]: readonly string[]): string {
  let next = 0;
  return form.replace(/%(?:\d\$)?s|\{\d?\}/g, () => values[next++] ?? hole);
}
