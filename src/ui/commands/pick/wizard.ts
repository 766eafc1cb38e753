import type { WizardPlace } from '../../window/questions';

/** One question of a wizard. It knows the answers so far, also its own when the user came back to it. */
export interface WizardStep<Answers> {
  readonly ask: (answers: Partial<Answers>, wizard: WizardPlace) => Promise<Partial<Answers> | undefined>;
  /** The answer where the answers before it leave nothing to ask. */
  readonly given?: (answers: Partial<Answers>) => Partial<Answers> | undefined;
}

/**
 * Asks one question after the other; Back goes to the one that was asked before. `undefined` when the user turns away from one. How many
 * there are is told only where no answer decides about it.
 */
export async function askInSteps<Answers>(
  steps: readonly WizardStep<Answers>[],
): Promise<Partial<Answers> | undefined> {
  const of = steps.some(({ given }) => given !== undefined) ? {} : { of: steps.length };
  let answers: Partial<Answers> = {};
  const asked: number[] = [];
  for (let at = 0; ;) {
    const step = steps[at];
    if (step === undefined) return answers;
    const given = step.given?.(answers);
    if (given !== undefined) {
      answers = { ...answers, ...given };
      at += 1;
      continue;
    }
    const before = asked.at(-1);
    let next: number | undefined;
    const back = () => {
      next = before;
    };
    const place = { step: asked.length + 1, ...of, ...(before !== undefined && { back }) };
    const answer = await step.ask(answers, place);
    if (next !== undefined) {
      asked.pop();
      at = next;
      continue;
    }
    if (answer === undefined) return undefined;
    answers = { ...answers, ...answer };
    asked.push(at);
    at += 1;
  }
}
