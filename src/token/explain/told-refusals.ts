import { plain, say } from '../../lifecycle/text';
import { identityWords, targetWords } from './meanings/names';
import { meaningOf } from './meanings/meaning-of';
import type { Refusal } from './refusal';

/** Whether a text turned out to tell of anything. */
export const nothingRecognised = say(
  'No error with an identity is recognised here. That does not mean that there is none: the lines before and after may tell more.',
);

/** For people at a terminal: what each error says, and what to do. */
export function refusalsAsText(refusals: readonly Refusal[]): string {
  if (refusals.length === 0) return `${plain(nothingRecognised)}\n`;
  return refusals.map((refusal) => `${asText(refusal)}\n`).join('\n');
}

function asText(refusal: Refusal): string {
  const { kind, cause, lines, identity, target, permission } = refusal;
  const { what, steps } = meaningOf(refusal);
  const [from, to] = lines;
  const place = from === to ? say('line {0}', from) : say('lines {0} to {1}', from, to);
  const facts = [
    identity === undefined ? undefined : say('identity: {0}', identityWords(identity)),
    target === undefined ? undefined : say('target: {0}', targetWords(target)),
    permission === undefined ? undefined : say('permission: {0}', permission),
  ].filter((fact) => fact !== undefined);
  return [
    sentence(plain(what)),
    `  ${plain(say('{0} ({1}, {2})', place, kind, cause))}`,
    ...facts.map((fact) => `  ${plain(fact)}`),
    ...steps.map((step) => `  - ${plain(step)}`),
  ].join('\n');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** For programs: an array of `{kind, identity?, target?, permission?, cause, lines}`. */
export function refusalsAsJson(refusals: readonly Refusal[]): string {
  const list = refusals.map(({ kind, identity, target, permission, cause, lines }) => ({
    kind,
    ...(identity !== undefined && { identity }),
    ...(target !== undefined && { target }),
    ...(permission !== undefined && { permission }),
    cause,
    lines,
  }));
  return `${JSON.stringify(list, null, 2)}\n`;
}
