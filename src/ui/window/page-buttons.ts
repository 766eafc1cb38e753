import type { ReportButton, Words } from '../../report/report';
import { worded, type Translate } from '../words';

/** The buttons of one page, and what each does. */
export class PageButtons {
  readonly #works = new Map<string, { readonly title: string; readonly work: () => Promise<void> }>();
  readonly #attempt: (title: string, work: () => Promise<void>) => Promise<void>;
  readonly #t: Translate;

  /** `attempt` shows what goes wrong and never rejects. */
  constructor({
    attempt,
    t,
  }: {
    readonly attempt: (title: string, work: () => Promise<void>) => Promise<void>;
    readonly t: Translate;
  }) {
    this.#attempt = attempt;
    this.#t = t;
  }

  /** A button for the report; `work` is what it does. */
  add(title: Words, work: () => Promise<void>): ReportButton {
    const id = `button-${this.#works.size + 1}`;
    this.answer({ id, title }, work);
    return { id, title };
  }

  /** What a button does that the report has already. */
  answer({ id, title }: ReportButton, work: () => Promise<void>): void {
    this.#works.set(id, { title: typeof title === 'string' ? title : worded(title, this.#t), work });
  }

  /** For `ReportPage.press`. */
  readonly press = async (id: string): Promise<void> => {
    const pressed = this.#works.get(id);
    if (pressed !== undefined) await this.#attempt(pressed.title, pressed.work);
  };
}
