import type { ReportButton, ReportVerdict } from '../../report/report';
import type { Remedy, Verdict } from '../judge/verdict';

/** Verdicts of the token rank as verdicts of a page, and what their buttons stand for. */
export class RemedyButtons {
  readonly #remedies = new Map<string, Remedy>();

  /** By the id of the button. */
  get remedies(): ReadonlyMap<string, Remedy> {
    return this.#remedies;
  }

  verdict({ level, sentence, evidence, remedies }: Verdict): ReportVerdict {
    return {
      mark: level,
      text: sentence,
      buttons: this.buttons(remedies),
      ...(evidence !== undefined && { evidence }),
    };
  }

  buttons(remedies: readonly Remedy[]): readonly ReportButton[] {
    return remedies.map((remedy) => {
      const id = `remedy-${this.#remedies.size + 1}`;
      this.#remedies.set(id, remedy);
      return { id, title: remedy.title };
    });
  }
}
