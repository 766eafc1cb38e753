import { say } from '../../lifecycle/text';
import type { JvmCall } from '../../source/jvm/jvm-file';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { builderUses, type BuilderUse } from './builder-use';
import { dependsOnGiven, mayBeReplaced, runTogether } from './call-order';
import { areBothGiven, givennessOf } from './given-value';
import { isExpectedToFail, isGuarded } from './id-guard';
import { indexOf, type JvmIndex } from './jvm-index';

/** Calls in different branches exclude each other; one that runs only sometimes makes `build()` fail only sometimes. */
export const conflictingIdentityIds: SubjectRule<'jvm'> = {
  id: 'MI102',
  name: 'conflicting-identity-ids',
  title: say('A credential names an identity in two ways.'),
  severity: 'error',
  subject: 'jvm',
  literals: ['resourceid', 'objectid'],
  *check(file, { text }) {
    const index = indexOf(file);
    for (const use of builderUses(index)) {
      const { family } = use;
      const conflict = family.isBuilder ? conflictIn(index, use, text) : undefined;
      if (conflict === undefined) continue;
      const { first, second, isSure, isAlways } = conflict;
      yield {
        span: { start: second.nameSpan.start, end: second.span.end },
        severity: isSure ? 'error' : 'warning',
        message: isSure
          ? say(
              'Only one of {0} may be set: build() fails with an IllegalStateException.',
              family.names.join(', '),
            )
          : say(
              'Only one of {0} may be set: where both are given, build() fails with an IllegalStateException.',
              family.names.join(', '),
            ),
        related: [
          { span: { start: first.nameSpan.start, end: first.span.end }, message: say('Named here already') },
        ],
        fixes: isAlways ? [second, first].flatMap(removal) : [],
      };
    }
  },
};

interface Conflict {
  readonly first: JvmCall;
  readonly second: JvmCall;
  /** Whether both surely run. */
  readonly isAlways: boolean;
  /** Whether both are also given something for sure: `null` sets nothing. */
  readonly isSure: boolean;
}

/** More namings of one builder than this are not compared. */
const maxNamings = 20;

function conflictIn(index: JvmIndex, use: BuilderUse, text: string): Conflict | undefined {
  const { namings, empty, held, made } = use;
  if (namings.length < 2 || isExpectedToFail(index, made, held)) return undefined;
  const few = namings.slice(0, maxNamings);
  const pairs = few.flatMap((second, i) =>
    few.slice(0, i).flatMap((first) => {
      if (first.name === second.name || empty.some((taken) => takesBack(taken, first, second))) return [];
      const how = runTogether(first, second);
      const isOpen =
        how === 'never' ||
        isOneOrTheOther(index, first, second) ||
        dependsOnGiven(index, first, second) ||
        mayBeReplaced(index, held, first, second) ||
        isGuarded(index, text, first, second);
      const isAlways = how === 'always';
      return isOpen ? [] : [{ first, second, isAlways, isSure: isAlways && areGiven(index, first, second) }];
    }),
  );
  return pairs.find(({ isSure }) => isSure) ?? pairs[0];
}

/** `q ? id : null`, `id.takeIf { ... }`: whoever writes this names one or the other, unless that one is always there. */
function isOneOrTheOther(index: JvmIndex, { args: [one] }: JvmCall, { args: [other] }: JvmCall): boolean {
  if (one === undefined || other === undefined) return false;
  const [mine, theirs] = [givennessOf(index, one), givennessOf(index, other)];
  return (mine.isMadeNone && !theirs.isSure) || (theirs.isMadeNone && !mine.isSure);
}

function areGiven(index: JvmIndex, { args: [one] }: JvmCall, { args: [other] }: JvmCall): boolean {
  return one !== undefined && other !== undefined && areBothGiven(index, one, other);
}

/** `clientId(null)` in between, which takes the first back. */
function takesBack(taken: JvmCall, first: JvmCall, second: JvmCall): boolean {
  const isBetween = first.span.end <= taken.nameSpan.start && taken.nameSpan.start < second.nameSpan.start;
  return isBetween && taken.name === first.name;
}

/** A call within a longer chain can be left out; one that is a statement of its own is left to people. */
function removal(call: JvmCall): readonly EditFix[] {
  const isInChain = call.parent?.kind === 'call' && call.parent.receiver === call;
  if (call.receiver === undefined || !isInChain) return [];
  const edits = [{ span: { start: call.receiverEnd, end: call.span.end }, text: '' }];
  return [{ kind: 'edit', title: say('Remove {0}(...)', call.name), safe: false, edits }];
}
