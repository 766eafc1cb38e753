import { say, type Text } from '../../lifecycle/text';
import type { JvmCall, JvmNew, JvmNode } from '../../source/jvm/jvm-file';
import type { EditFix } from '../finding';
import type { FileContext, SubjectRule } from '../rule';
import { textRules, tokenLiterals, tokensIn } from './access-token';
import { flowOf } from './flow';
import { nameOf, type Use } from './value-use';
import { indexOf, type JvmIndex } from './jvm-index';
import { isLogCall, logStatement } from './log-call';

/** Its length, its expiry or a masked part are no token. */
export const tokenInLog: SubjectRule<'jvm'> = {
  id: 'MI108',
  name: 'token-in-log',
  title: say('An access token is written to a log.'),
  severity: 'warning',
  subject: 'jvm',
  literals: tokenLiterals,
  *check(file, context) {
    const index = indexOf(file);
    const reported = new Set<JvmNode>();
    for (const { text } of tokensIn(index))
      for (const use of flowOf(index, text, textRules).uses) {
        const leak = leakAt(index, use);
        if (leak === undefined || reported.has(leak.node)) continue;
        reported.add(leak.node);
        yield { span: leak.node.span, message: leak.message, fixes: removal(leak.node, context) };
      }
  },
};

interface Leak {
  readonly node: JvmCall | JvmNew;
  readonly message: Text;
}

function leakAt(index: JvmIndex, { by, as }: Use): Leak | undefined {
  if (by.kind === 'call' && as === 'argument' && isLogCall(index, by))
    return { node: logStatement(by), message: messages.log };
  const isThrown = by.kind === 'new' && as === 'argument' && /(?:Exception|Error)$/.test(nameOf(by));
  return isThrown ? { node: by, message: messages.exception } : undefined;
}

const messages = {
  log: say('An access token is written to the log: whoever reads the log can use it until it expires.'),
  exception: say(
    'An access token is put into the message of an exception, which logs and error pages show: whoever reads it can use the token until it expires.',
  ),
};

/** A statement that has its lines for itself can go as a whole. */
function removal({ span, parent }: JvmNode, { text }: FileContext): readonly EditFix[] {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const stop = text.indexOf('\n', span.end);
  const end = stop < 0 ? text.length : stop + 1;
  const around = text.slice(start, span.start) + text.slice(span.end, end);
  if (parent?.kind !== 'block' || !['', ';'].includes(around.trim())) return [];
  const edits = [{ span: { start, end }, text: '' }];
  return [{ kind: 'edit', title: say('Delete the log call'), safe: false, edits }];
}
