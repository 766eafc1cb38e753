import { say } from '../../lifecycle/text';
import type { JvmCall } from '../../source/jvm/jvm-file';
import type { TextEdit } from '../../source/span';
import type { EditFix } from '../finding';
import { offeredIdentities, titleOf } from '../offered-identity';
import type { FileContext } from '../rule';
import type { BuilderUse } from './builder-use';

export const fromEnvironment = 'System.getenv("AZURE_CLIENT_ID")';

/** One fix for each identity of the app, and one that takes whichever the environment names. */
export function namingFixes(use: BuilderUse, context: FileContext): readonly EditFix[] {
  if (use.made.parent?.kind === 'lambda' && use.made.parent.isReference) return [];
  const edit = (argument: string) => [editFor(use, argument, context)];
  const offers = offeredIdentities(context.app, context.targets ?? []);
  return [
    ...offers.map((offer): EditFix => {
      const edits = edit(`"${offer.identity.clientId}"`);
      return { kind: 'edit', title: titleOf(offer), safe: false, edits };
    }),
    {
      kind: 'edit',
      title: say('Name the identity of AZURE_CLIENT_ID'),
      safe: false,
      edits: edit(fromEnvironment),
    },
  ];
}

/** Gives an ID to the call that is given none, or adds one. */
function editFor({ family, made, build, empty }: BuilderUse, id: string, { text }: FileContext): TextEdit {
  const call = empty.find(({ name }) => name === family.clientId);
  const [argument] = call?.args ?? [];
  if (argument !== undefined) return { span: argument.span, text: id };
  return callBefore(text, build ?? made.span.end, `${family.clientId}(${id})`);
}

/** Puts one more call into a chain: before `next`, laid out like it, or at the end of an expression. */
export function callBefore(text: string, next: JvmCall | number, call: string): TextEdit {
  if (typeof next === 'number') return { span: { start: next, end: next }, text: `.${call}` };
  const gap = text.slice(next.receiverEnd, next.nameSpan.start);
  const at = { start: next.receiverEnd, end: next.receiverEnd };
  // Anything else in the gap is a comment, which stays with the call it stands at.
  const isPlain = gap.trim() === '.' || gap.trim() === '?.';
  return { span: at, text: `${isPlain ? gap : '.'}${call}` };
}
