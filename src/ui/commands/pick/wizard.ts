import type { WizardPlace } from '../../window/dialogs';

/** One question of a wizard. It knows the answers so far, also its own when the user came back to it. */
export type WizardStep<Answers> = (
  answers: Partial<Answers>,
  wizard: WizardPlace,
) => Promise<Partial<Answers> | undefined>;

/** Asks one question after the other; Back goes to the one before. `undefined` when the user turns away from one. */
export async function askInSteps<Answers>(
  steps: readonly WizardStep<Answers>[],
): Promise<Partial<Answers> | undefined> {
  let answers: Partial<Answers> = {};
  for (let at = 0; ;) {
    const step = steps[at];
    if (step === undefined) return answers;
    let towards = 1;
    const back = () => {
      towards = -1;
    };
    const place: WizardPlace = { step: at + 1, of: steps.length, ...(at > 0 && { back }) };
    const answer = await step(answers, place);
    if (towards > 0 && answer === undefined) return undefined;
    answers = { ...answers, ...answer };
    at += towards;
  }
}
