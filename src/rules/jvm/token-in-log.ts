import { say } from '../../lifecycle/text';
import type { JvmCall, JvmNode } from '../../source/jvm/jvm-file';
import type { EditFix } from '../finding';
import type { FileContext, SubjectRule } from '../rule';
import { keepsToken, tokenLiterals, tokensIn } from './access-token';
import { indexOf } from './jvm-index';
import { consumersOf, type Consumer } from './value-flow';

/** Its length, its expiry or a masked part are no token. */
export const tokenInLog: SubjectRule<'jvm'> = {
  id: 'MI108',
  name: 'token-in-log',
  title: 'An access token is written to a log.',
  severity: 'warning',
  subject: 'jvm',
  literals: tokenLiterals,
  *check(file, context) {
    const index = indexOf(file);
    const calls = tokensIn(index).flatMap((token) => consumersOf(index, token, keepsToken).filter(isLogCall));
    for (const call of new Set(calls))
      yield {
        span: call.span,
        message: say(
          'An access token is written to the log: whoever reads the log can use it until it expires.',
        ),
        fixes: removal(call, context),
      };
  },
};

const levels = new Set([
  'trace',
  'debug',
  'info',
  'warn',
  'error',
  'log',
  'atInfo',
  'fine',
  'finer',
  'finest',
  'severe',
  'warning',
]);
const prints = new Set(['print', 'println', 'printf']);

function isLogCall(consumer: Consumer): consumer is JvmCall {
  if (consumer.kind !== 'call') return false;
  const { name, receiver } = consumer;
  if (prints.has(name)) return receiver === undefined || isStandardStream(receiver);
  return levels.has(name) && receiver !== undefined && isLogger(receiver);
}

function isStandardStream(node: JvmNode): boolean {
  return node.kind === 'field' && (node.name === 'out' || node.name === 'err');
}

function isLogger(node: JvmNode): boolean {
  if (node.kind === 'call') return node.receiver !== undefined && isLogger(node.receiver);
  if (node.kind !== 'name' && node.kind !== 'field') return false;
  const name = node.name.toLowerCase();
  return name === 'log' || name.endsWith('_log') || name.endsWith('logger');
}

/** A statement that has its lines for itself can go as a whole. */
function removal({ span, parent }: JvmCall, { text }: FileContext): readonly EditFix[] {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const stop = text.indexOf('\n', span.end);
  const end = stop < 0 ? text.length : stop + 1;
  const around = text.slice(start, span.start) + text.slice(span.end, end);
  if (parent?.kind !== 'block' || !['', ';'].includes(around.trim())) return [];
  return [
    {
      kind: 'edit',
      title: say('Delete the log call'),
      safe: false,
      edits: [{ span: { start, end }, text: '' }],
    },
  ];
}
