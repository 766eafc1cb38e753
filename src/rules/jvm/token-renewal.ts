import type { JvmFunction, JvmNode } from '../../source/jvm/jvm-file';
import { walk } from '../../source/jvm/walk';
import type { TokenText } from './access-token';
import type { Flow } from './value-use';
import { functionAround, referencesOf, type JvmIndex } from './jvm-index';
import { ownCallsOf } from './own-calls';

/** Names of things that have to do with when a token ends, or with getting it anew. */
const sign = /expir|refresh|renew|stale|valid_?until|(?:^|_)ttl|T(?:tl|TL)(?![a-z])/i;
const keys = new Set(['expires_on', 'expires_in', 'expireson', 'expiresin', 'expires_at', 'refresh_in']);
/** Calls that run what they are given again and again. */
const schedulers = /^(?:schedule\w*|fixedRateTimer|interval|every|repeat\w*)$/;
const scheduled = new Set(['Scheduled', 'Schedule', 'Schedules', 'Retryable']);
const maxCallers = 50;

/**
 * Whether code that gets the token, or that touches where it is kept, looks at when it ends or runs by the clock. Comments, texts
 * and code elsewhere in the file do not count.
 */
export function mindsExpiry(index: JvmIndex, { text, asked }: TokenText, { kept }: Flow): boolean {
  if (asked.some((name) => sign.test(name))) return true;
  const home = functionAround(text);
  const touching = [...kept]
    .filter(({ role }) => role === 'field')
    .flatMap((field) => referencesOf(index, field).map(functionAround));
  const homes = new Set([home, ...touching].filter((one) => one !== undefined));
  return [...homes].some((one) => looksAtExpiry(one)) || (home !== undefined && runsByClock(index, home));
}

const known = new WeakMap<JvmFunction, boolean>();

function looksAtExpiry(home: JvmFunction): boolean {
  const before = known.get(home);
  if (before !== undefined) return before;
  const looks = sign.test(home.name) || [...walk(home.children)].some(isSign);
  known.set(home, looks);
  return looks;
}

function isSign(node: JvmNode): boolean {
  if (node.kind === 'text') return keys.has(node.value.toLowerCase());
  return 'name' in node && sign.test(node.name);
}

function runsByClock(index: JvmIndex, home: JvmFunction): boolean {
  const seen = new Set<JvmFunction>();
  const waiting = [home];
  for (let one = waiting.pop(); one !== undefined && seen.size < maxCallers; one = waiting.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    if (one.annotations.some(({ name }) => scheduled.has(name.slice(name.lastIndexOf('.') + 1)))) return true;
    for (const call of ownCallsOf(index, one)) {
      if (isScheduled(call)) return true;
      const caller = functionAround(call);
      if (caller !== undefined) waiting.push(caller);
    }
  }
  return false;
}

function isScheduled(node: JvmNode): boolean {
  for (let at = node; at.parent !== undefined && at.kind !== 'function'; at = at.parent)
    if (at.kind === 'lambda' && at.parent.kind === 'call' && schedulers.test(at.parent.name)) return true;
  return false;
}
