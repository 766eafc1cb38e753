import type { JvmAnnotation, JvmFunction, JvmNode } from '../../source/jvm/jvm-file';
import { walk } from '../../source/jvm/walk';
import { declarationOf, functionAround, typeAround, type JvmIndex } from './jvm-index';
import { functionsMeant, ownCallsOf } from './own-calls';

/** Names of what repeats requests. */
const sign = /retry|retries|retrier|backoff|resilience|failsafe/i;
/** Names of what tells that an answer was none. */
const statusName = /TOO_MANY|5xx|SERVICE_UNAVAILABLE|INTERNAL_SERVER|GATEWAY|onStatus/i;
const statuses = new Set(['404', '429', '500', '502', '503', '5xx']);
/** Code around a request that is looked at, in functions. */
const maxFunctions = 30;

/**
 * Whether the code that sends a request, calls it, or makes its client may repeat it: a loop, a policy, a look at the status. Comments,
 * texts and code elsewhere in the file do not count.
 */
export function mayRepeat(index: JvmIndex, sender: JvmNode, text: string): boolean {
  if (isInLoop(sender)) return true;
  const type = typeAround(sender);
  if (type?.annotations.some(isSign) === true) return true;
  const { functions, isRepeated } = callersOf(index, functionAround(sender));
  return isRepeated || around(index, sender, functions).some((node) => hasSign(node, text));
}

/** The function that sends, those that call it, those it calls, and where the variables that it names are set. */
function around(index: JvmIndex, sender: JvmNode, callers: readonly JvmFunction[]): readonly JvmNode[] {
  const home = functionAround(sender);
  if (home === undefined) return [outermost(sender)];
  const called = [...walk(home.children)].flatMap((node): readonly JvmNode[] => {
    if (node.kind === 'call') return functionsMeant(index, node);
    const variable = node.kind === 'name' ? declarationOf(index, node) : undefined;
    return variable === undefined ? [] : [variable];
  });
  const constructors = index.functions.get('<init>') ?? [];
  const nearby = [...new Set<JvmNode>([...callers, ...called])].slice(0, maxFunctions);
  return [home, ...nearby, ...constructors.slice(0, maxFunctions)];
}

function outermost(node: JvmNode): JvmNode {
  let at = node;
  while (at.parent !== undefined && at.kind !== 'variable') at = at.parent;
  return at;
}

interface Callers {
  readonly functions: readonly JvmFunction[];
  /** Whether one of them calls in a loop. */
  readonly isRepeated: boolean;
}

function callersOf(index: JvmIndex, home: JvmFunction | undefined): Callers {
  const seen = new Set<JvmFunction>();
  const waiting = home === undefined ? [] : [home];
  for (let one = waiting.pop(); one !== undefined && seen.size < maxFunctions; one = waiting.pop()) {
    const calls = ownCallsOf(index, one).slice(0, maxFunctions);
    if (calls.some(isInLoop)) return { functions: [...seen], isRepeated: true };
    for (const caller of calls.map(functionAround))
      if (caller !== undefined && !seen.has(caller)) {
        seen.add(caller);
        waiting.push(caller);
      }
  }
  return { functions: [...seen], isRepeated: false };
}

function hasSign(node: JvmNode, text: string): boolean {
  return [node, ...walk(node.children)].some((one) => isSignNode(one, text));
}

function isSignNode(node: JvmNode, text: string): boolean {
  if ('annotations' in node && node.annotations.some(isSign)) return true;
  if (node.kind === 'new') return sign.test(node.type);
  if ('name' in node) return sign.test(node.name) || statusName.test(node.name);
  const { start, end } = node.span;
  return node.kind === 'other' && node.children.length === 0 && statuses.has(text.slice(start, end));
}

function isSign({ name }: JvmAnnotation): boolean {
  return sign.test(name);
}

function isInLoop(node: JvmNode): boolean {
  let at: JvmNode | undefined = node;
  while (at !== undefined && at.kind !== 'function' && at.kind !== 'loop') at = at.parent;
  return at?.kind === 'loop';
}
