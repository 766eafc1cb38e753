import type { JvmCall, JvmFunction, JvmLambda, JvmNode } from '../../source/jvm/jvm-file';
import { walk } from '../../source/jvm/walk';
import { chainFrom } from './call-chain';
import { declarationOf, scopeAround, typeAround, type JvmIndex } from './jvm-index';
import { ownCallsOf } from './own-calls';
import { isHandler, isMadeOnce, isRoute } from './request-handler';

/** Calls that run their lambda once for each element. */
const iterations = new Set([
  ...['forEach', 'forEachOrdered', 'forEachIndexed', 'onEach', 'repeat', 'replaceAll', 'removeIf'],
]);
/** Calls that do so on what has many elements only; on `Optional` and `Mono` they run their lambda once. */
const streamCalls = new Set([
  ...[
    'map',
    'flatMap',
    'filter',
    'peek',
    'mapToObj',
    'anyMatch',
    'allMatch',
    'mapNotNull',
    'doOnNext',
    'reduce',
  ],
]);
const streams =
  /^(?:stream|parallelStream|asSequence|chunked|range|rangeClosed|iterate|generate|fromIterable|lines)$/;
/** Calls that keep what their lambda made. */
const keeping = new Set([
  ...['computeIfAbsent', 'getOrPut', 'lazy', 'memoize', 'withInitial', 'cache', 'get', 'getOrCompute'],
]);
const maxFunctions = 100;

/**
 * Whether code runs again and again: in a loop, for each element of a stream, in what handles requests or messages, or in a function
 * that the file calls from there. What is kept in a field or a cache is made once.
 */
export function runsRepeatedly(index: JvmIndex, node: JvmNode): boolean {
  const seen = new Set<JvmFunction>();
  const waiting: JvmNode[] = [node];
  for (let one = waiting.pop(); one !== undefined && seen.size < maxFunctions; one = waiting.pop()) {
    const { isRepeated, home } = placeOf(index, one);
    if (isRepeated) return true;
    if (home === undefined || seen.has(home)) continue;
    seen.add(home);
    waiting.push(...ownCallsOf(index, home).slice(0, maxFunctions));
  }
  return false;
}

interface Place {
  readonly isRepeated: boolean;
  /** The function whose callers tell how often it runs. */
  readonly home?: JvmFunction;
}

const once: Place = { isRepeated: false };
const again: Place = { isRepeated: true };

function placeOf(index: JvmIndex, node: JvmNode): Place {
  if (isKept(index, node)) return once;
  let loops = false;
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (at.kind === 'loop') loops = true;
    const place = at.kind === 'lambda' ? placeOfLambda(index, at) : undefined;
    if (place !== undefined) return place;
    if (at.kind === 'function') return placeOfFunction(at, loops);
  }
  return once;
}

/** Assigned to a field, or put into a cache. */
function isKept(index: JvmIndex, node: JvmNode): boolean {
  const { parent } = chainFrom(node).top;
  if (parent?.kind === 'call') return parent.name === 'put' || parent.name === 'putIfAbsent';
  if (parent?.kind === 'variable') return parent.role === 'field';
  return parent?.kind === 'assignment' && declarationOf(index, parent.target)?.role === 'field';
}

function placeOfLambda(index: JvmIndex, lambda: JvmLambda): Place | undefined {
  const { parent } = lambda;
  if (parent?.kind === 'return' || parent?.kind === 'lambda')
    return isHandlerBean(lambda) ? again : undefined;
  if (parent?.kind === 'new') return isRoute(parent) || isHandlerBean(lambda) ? again : undefined;
  return parent?.kind === 'call' ? placeWithin(index, parent) : undefined;
}

/** Of a lambda that a call is given. */
function placeWithin(index: JvmIndex, parent: JvmCall): Place | undefined {
  if (isRoute(parent)) return again;
  if (keeping.has(parent.name)) return once;
  return iterations.has(parent.name) || isOnStream(index, parent) ? again : undefined;
}

/** What Kotlin calls on lists themselves. */
const lists =
  /^(?:kotlin\.collections\.)?(?:Mutable)?(?:List|Set|Collection|Iterable|Array|Sequence|Flow|Map)\b/;

function isList(index: JvmIndex, name: JvmNode): boolean {
  return index.file.language === 'kotlin' && lists.test(declarationOf(index, name)?.type?.name ?? '');
}

function isOnStream(index: JvmIndex, { name, receiver }: JvmCall): boolean {
  let at = streamCalls.has(name) ? receiver : undefined;
  while (at?.kind === 'call' && !streams.test(at.name)) at = at.receiver;
  if (at === undefined || at.kind === 'call') return at !== undefined;
  return at.kind === 'name' && (['Flux', 'Stream', 'IntStream'].includes(at.name) || isList(index, at));
}

/** `@Bean Consumer<Message> orders() { return message -> ...; }`. */
function isHandlerBean(lambda: JvmNode): boolean {
  let at: JvmNode | undefined = lambda;
  while (at !== undefined && at.kind !== 'function') at = at.parent;
  const type = at?.kind === 'function' ? (at.returnType ?? '') : '';
  return /^(?:[a-z]\w*\.)*(?:Function|Consumer|BiFunction|BiConsumer|HandlerFunction|MessageHandler|ClientHttpRequestInterceptor)\b/.test(
    type,
  );
}

function placeOfFunction(home: JvmFunction, loops: boolean): Place {
  if (isMadeOnce(home)) return once;
  return loops || isHandler(home, typeAround(home)) ? again : { isRepeated: false, home };
}

/** Whether each turn may name another identity: by a parameter, or by a variable of the loop. */
export function isForEachTurn(index: JvmIndex, naming: JvmCall): boolean {
  return naming.args.some((argument) => varies(index, argument, naming, 0));
}

function varies(index: JvmIndex, node: JvmNode, naming: JvmCall, steps: number): boolean {
  return [...walk([node])].some((one) => {
    const variable = one.kind === 'name' ? declarationOf(index, one) : undefined;
    if (variable === undefined || variable.role === 'field') return false;
    if (variable.role === 'parameter') return scopeAround(variable)?.kind !== 'type';
    if (variable.value === undefined) return true;
    return steps < 5 && varies(index, variable.value, naming, steps + 1);
  });
}
