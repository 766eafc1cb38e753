import { say } from '../../lifecycle/text';
import type { JvmCall, JvmNode } from '../../source/jvm/jvm-file';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { builderUses } from './builder-use';
import { indexOf } from './jvm-index';

/** Calls in different branches exclude each other; one that runs only sometimes makes `build()` fail only sometimes. */
export const conflictingIdentityIds: SubjectRule<'jvm'> = {
  id: 'MI102',
  name: 'conflicting-identity-ids',
  title: say('A credential names an identity in two ways.'),
  severity: 'error',
  subject: 'jvm',
  literals: ['resourceid', 'objectid'],
  *check(file) {
    for (const { family, namings } of builderUses(indexOf(file))) {
      const conflict = family.isBuilder ? conflictIn(namings) : undefined;
      if (conflict === undefined) continue;
      const { first, second, isSure } = conflict;
      yield {
        span: { start: second.nameSpan.start, end: second.span.end },
        severity: isSure ? 'error' : 'warning',
        message: isSure
          ? say(
              'Only one of {0} may be set: build() fails with an IllegalStateException.',
              family.names.join(', '),
            )
          : say(
              'Only one of {0} may be set: whenever both calls run, build() fails with an IllegalStateException.',
              family.names.join(', '),
            ),
        related: [
          { span: { start: first.nameSpan.start, end: first.span.end }, message: say('Named here already') },
        ],
        fixes: isSure ? [second, first].flatMap(removal) : [],
      };
    }
  },
};

interface Conflict {
  readonly first: JvmCall;
  readonly second: JvmCall;
  /** Whether both surely run. */
  readonly isSure: boolean;
}

/** More namings of one builder than this are not compared. */
const maxNamings = 20;

function conflictIn(namings: readonly JvmCall[]): Conflict | undefined {
  const few = namings.slice(0, maxNamings);
  const pairs = few.flatMap((second, i) =>
    few.slice(0, i).flatMap((first) => (first.name === second.name ? [] : [pairOf(first, second)])),
  );
  return pairs.find((pair) => pair?.isSure === true) ?? pairs.find((pair) => pair !== undefined);
}

function pairOf(first: JvmCall, second: JvmCall): Conflict | undefined {
  const [one, other] = [branchOf(first), branchOf(second)];
  if (one === other) return { first, second, isSure: !endsBefore(first, second) };
  // Two conditions may be each other's opposite; one alone is met some time.
  const isNested = isWithin(second, one) || isWithin(first, other);
  return isNested && !endsBefore(first, second) ? { first, second, isSure: false } : undefined;
}

/** Whether the branch with the first call is left for good before the second is come to. */
function endsBefore(first: JvmNode, second: JvmNode): boolean {
  for (let at: JvmNode | undefined = first; at !== undefined && !isWithin(second, at); at = at.parent) {
    const last = at.kind === 'block' ? at.children.at(-1) : at;
    if (last?.kind === 'return' || isThrow(last)) return at.parent?.kind === 'choice';
  }
  return false;
}

function isThrow(node: JvmNode | undefined): boolean {
  return node?.kind === 'other' && node.children.length === 1 && node.children[0]?.kind === 'new';
}

/** The nearest part of the code that may run without the rest. */
function branchOf(node: JvmNode): JvmNode | undefined {
  let at: JvmNode | undefined = node;
  while (at !== undefined && !isBranch(at)) at = at.parent;
  return at;
}

function isBranch(node: JvmNode): boolean {
  const { kind, parent } = node;
  if (kind === 'lambda') return parent?.kind !== 'call' || !runsOnce(parent);
  return parent?.kind === 'choice' || kind === 'function' || kind === 'loop';
}

/** Scope functions run their lambda, come what may. */
function runsOnce({ name, isSafe }: JvmCall): boolean {
  return !isSafe && ['apply', 'also', 'with', 'run', 'let'].includes(name);
}

function isWithin(node: JvmNode, outer: JvmNode | undefined): boolean {
  if (outer === undefined) return true;
  let at: JvmNode | undefined = node;
  while (at !== undefined && at !== outer) at = at.parent;
  return at === outer;
}

/** A call within a longer chain can be left out; one that is a statement of its own is left to people. */
function removal(call: JvmCall): readonly EditFix[] {
  const isInChain = call.parent?.kind === 'call' && call.parent.receiver === call;
  if (call.receiver === undefined || !isInChain) return [];
  const edits = [{ span: { start: call.receiverEnd, end: call.span.end }, text: '' }];
  return [{ kind: 'edit', title: say('Remove {0}(...)', call.name), safe: false, edits }];
}
