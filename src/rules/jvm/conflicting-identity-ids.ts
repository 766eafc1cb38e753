import { say } from '../../lifecycle/text';
import type { JvmCall, JvmNode } from '../../source/jvm/jvm-file';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { builderUses } from './builder-use';
import { indexOf } from './jvm-index';

/** Two calls count only where both surely run: calls in different branches are a choice. */
export const conflictingIdentityIds: SubjectRule<'jvm'> = {
  id: 'MI102',
  name: 'conflicting-identity-ids',
  title: 'A credential names an identity in two ways.',
  severity: 'error',
  subject: 'jvm',
  literals: ['resourceid(', 'objectid('],
  *check(file) {
    for (const { family, namings } of builderUses(indexOf(file))) {
      const [first, ...others] = namings;
      if (first === undefined || !family.isBuilder) continue;
      const second = others.find((one) => one.name !== first.name && branchOf(one) === branchOf(first));
      if (second === undefined) continue;
      yield {
        span: { start: second.nameSpan.start, end: second.span.end },
        message: say(
          'Only one of {0} may be set: build() fails with an IllegalStateException.',
          family.names.join(', '),
        ),
        related: [
          { span: { start: first.nameSpan.start, end: first.span.end }, message: say('Named here already') },
        ],
        fixes: [second, first].flatMap(removal),
      };
    }
  },
};

/** The nearest part of the code that may run without the rest. */
function branchOf(node: JvmNode): JvmNode | undefined {
  let at: JvmNode | undefined = node;
  while (at !== undefined && !isBranch(at)) at = at.parent;
  return at;
}

function isBranch({ kind, parent }: JvmNode): boolean {
  return parent?.kind === 'choice' || kind === 'function' || kind === 'loop' || kind === 'lambda';
}

/** A call within a longer chain can be left out; one that is a statement of its own is left to people. */
function removal(call: JvmCall): readonly EditFix[] {
  const isInChain = call.parent?.kind === 'call' && call.parent.receiver === call;
  if (call.receiver === undefined || !isInChain) return [];
  const edits = [{ span: { start: call.receiverEnd, end: call.span.end }, text: '' }];
  return [{ kind: 'edit', title: say('Remove {0}(...)', call.name), safe: false, edits }];
}
