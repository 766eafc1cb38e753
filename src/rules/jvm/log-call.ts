import type { JvmCall, JvmField, JvmName, JvmNode } from '../../source/jvm/jvm-file';
import { chainFrom } from './call-chain';
import { declarationOf, type JvmIndex } from './jvm-index';

const levels = new Set([
  ...['trace', 'debug', 'info', 'warn', 'error', 'log', 'fine', 'finer', 'finest', 'severe', 'warning'],
  ...[
    'config',
    'fatal',
    'verbose',
    'notice',
    'infof',
    'debugf',
    'warnf',
    'errorf',
    'tracef',
    'infov',
    'debugv',
  ],
  // Android and Timber.
  ...['v', 'd', 'i', 'w', 'e'],
]);
/** Parts of a fluent call: `logger.atInfo().addKeyValue(...).log(...)`. */
const parts = new Set([
  ...[
    'addArgument',
    'addKeyValue',
    'setMessage',
    'arg',
    'with',
    'withKeyValue',
    'field',
    'logp',
    'withFields',
  ],
]);
const prints = new Set(['print', 'println', 'printf', 'format']);
/** What every line of the log will show from then on. */
const contexts = new Set(['MDC', 'ThreadContext', 'CloseableThreadContext', 'NDC', 'MDCCloseable']);
const loggerGetters = new Set([
  'getLogger',
  'logger',
  'log',
  'getLog',
  'getGlobal',
  'forEnclosingClass',
  'logging',
]);
const loggerTypes = /^(?:.*\.)?(?:K?Logger|Log|FluentLogger|System\.Logger|ESLogger|XLogger)\??$/;

/** Whether a call writes its arguments to a log or to the output of the program. */
export function isLogCall(index: JvmIndex, call: JvmCall): boolean {
  const { name, receiver } = call;
  if (prints.has(name)) return receiver === undefined ? name !== 'format' : isStandardStream(receiver);
  if (receiver === undefined) return false;
  if ((name === 'put' || name === 'putCloseable' || name === 'push') && receiver.kind === 'name')
    return contexts.has(receiver.name);
  return (levels.has(name) || parts.has(name)) && isLogger(index, receiver);
}

/** The whole statement that a log call is, or is a part of. */
export function logStatement(call: JvmCall): JvmCall {
  const { calls } = chainFrom(call);
  return calls.at(-1) ?? call;
}

function isStandardStream(node: JvmNode): boolean {
  if (node.kind === 'call') return node.name === 'console';
  return node.kind === 'field' && (node.name === 'out' || node.name === 'err');
}

function isLogger(index: JvmIndex, node: JvmNode): boolean {
  let at: JvmNode | undefined = node;
  while (at?.kind === 'call') {
    if (loggerGetters.has(at.name)) return true;
    at = at.receiver;
  }
  return (at?.kind === 'name' || at?.kind === 'field') && isNamedLogger(index, at);
}

function isNamedLogger(index: JvmIndex, at: JvmName | JvmField): boolean {
  const name = at.name.toLowerCase();
  if (name === 'log' || name === 'timber' || name.endsWith('_log') || name.endsWith('logger')) return true;
  const type = declarationOf(index, at)?.type?.name;
  return type !== undefined && loggerTypes.test(type);
}
