import type { Dialogs } from '../../src/ui/window/dialogs';
import type { Choice, Question, TextQuestion } from '../../src/ui/window/questions';

export interface Answer {
  readonly pickOne?: string;
  readonly pickMany?: readonly string[];
  readonly text?: string;
  /** `details`: the first button of a question before a loss, which Enter presses. */
  readonly confirm?: 'yes' | 'no' | 'details';
  /** What is selected in the editor. */
  readonly select?: string;
  /** A button of the next message. */
  readonly press?: string;
  /** Presses Back of the next question, which must be one of a wizard. */
  readonly back?: true;
  /** Closes the next list without choosing. */
  readonly turnAway?: true;
  /** Presses "Cancel" of the next progress after so many milliseconds. */
  readonly cancelAfterMs?: number;
}

/** Answers dialogs from a script and keeps what was said. An unexpected question fails the test. */
export class ScriptedDialogs implements Dialogs {
  /** Everything shown, in order: `confirm: title | detail`, `info: message [buttons]`, `pick: labels`. */
  readonly said: string[] = [];
  readonly copied: string[] = [];
  /** `2/4`: where in their wizard questions stood. */
  readonly steps: string[] = [];
  readonly opened: string[] = [];
  readonly #answers: Answer[];

  constructor(...answers: readonly Answer[]) {
    this.#answers = [...answers];
  }

  /** Answers for what is asked next. */
  answer(...answers: readonly Answer[]): void {
    this.#answers.push(...answers);
  }

  about(): this {
    return this;
  }

  get unanswered(): number {
    return this.#answers.length;
  }

  async pickOne<T>(
    question: Question,
    choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  ): Promise<T | undefined> {
    return (await this.#pick(question, await choices, 'pickOne'))[0];
  }

  async pickMany<T>(
    question: Question,
    choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  ): Promise<readonly T[] | undefined> {
    const picked = await this.#pick(question, await choices, 'pickMany');
    return picked.length === 0 ? undefined : picked;
  }

  text(question: TextQuestion): Promise<string | undefined> {
    if (this.#goesBack(question)) return Promise.resolve(undefined);
    const text = this.#next('text');
    const trouble = question.validate?.(text);
    this.said.push(trouble === undefined ? `text: ${text}` : `refused: ${trouble}`);
    return Promise.resolve(trouble === undefined ? text : undefined);
  }

  confirm(question: {
    readonly title: string;
    readonly detail: string;
    readonly warning: boolean;
  }): Promise<boolean> {
    this.said.push(`${question.warning ? 'warn' : 'confirm'}: ${question.title} | ${question.detail}`);
    return Promise.resolve(this.#next('confirm') === 'yes');
  }

  confirmLoss(question: {
    readonly title: string;
    readonly detail: string;
    readonly details: string;
  }): Promise<'agreed' | 'details' | undefined> {
    this.said.push(`warn: ${question.title} | ${question.detail}`);
    const answer = this.#next('confirm');
    if (answer === 'no') return Promise.resolve(undefined);
    return Promise.resolve(answer === 'yes' ? 'agreed' : 'details');
  }

  tell(level: string, message: string, ...buttons: readonly string[]): Promise<string | undefined> {
    this.said.push(`${level}: ${message}${buttons.map((button) => ` [${button}]`).join('')}`);
    const answer = this.#answers[0];
    if (answer?.press === undefined) return Promise.resolve(undefined);
    this.#answers.shift();
    return Promise.resolve(answer.press);
  }

  progress<T>(
    title: string,
    run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
  ): Promise<T> {
    this.said.push(`progress: ${title}`);
    const answer = this.#answers[0];
    const cancelAfter = answer?.cancelAfterMs;
    if (cancelAfter !== undefined) this.#answers.shift();
    const signal = cancelAfter === undefined ? new AbortController().signal : AbortSignal.abort();
    if (cancelAfter === undefined) return run(signal, () => undefined);
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, cancelAfter);
    return run(controller.signal, () => undefined);
  }

  background<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.said.push(`background: ${title}`);
    return run(new AbortController().signal);
  }

  copy(text: string): Promise<void> {
    this.copied.push(text);
    return Promise.resolve();
  }

  readClipboard(): Promise<string> {
    return Promise.resolve(this.copied.at(-1) ?? '');
  }

  /** The answer `select`, where the test gave one. */
  selectedText(): string {
    const selected = this.#answers[0]?.select;
    if (selected !== undefined) this.#answers.shift();
    return selected ?? '';
  }

  selectedInTerminal(): Promise<string> {
    return Promise.resolve(this.selectedText());
  }

  status(message: string): void {
    this.said.push(`status: ${message}`);
  }

  openLink(url: string): Promise<void> {
    this.opened.push(url);
    return Promise.resolve();
  }

  openPlace(place: string): Promise<void> {
    this.opened.push(place);
    return Promise.resolve();
  }

  /** Presses Back of a wizard's question, where the test says so. */
  #goesBack({ title, wizard }: Question): boolean {
    if (wizard !== undefined)
      this.steps.push(wizard.of === undefined ? `${wizard.step}` : `${wizard.step}/${wizard.of}`);
    if (this.#answers[0]?.back !== true) return false;
    this.#answers.shift();
    if (wizard?.back === undefined) throw new Error(`There is no way back from "${title}".`);
    this.said.push('back');
    wizard.back();
    return true;
  }

  async #pick<T>(
    question: Question,
    choices: readonly Choice<T>[],
    kind: 'pickOne' | 'pickMany',
  ): Promise<T[]> {
    if (this.#goesBack(question)) return [];
    const { title } = question;
    const labels = choices.map(({ label, value }) => (value === undefined ? `--${label}` : label));
    this.said.push(`pick: ${title} | ${labels.join(', ')}`);
    if (this.#answers[0]?.turnAway === true) {
      this.#answers.shift();
      return [];
    }
    const wanted = [this.#next(kind)].flat();
    return Promise.resolve(
      wanted.map((label) => {
        const found = choices.find((choice) => choice.label.replace(/^\$\(\S+\) /, '') === label);
        if (found?.value === undefined) throw new Error(`No "${label}" among ${labels.join(', ')}`);
        return found.value;
      }),
    );
  }

  #next<K extends 'pickOne' | 'pickMany' | 'text' | 'confirm'>(kind: K): NonNullable<Answer[K]> {
    const answer = this.#answers.shift()?.[kind];
    if (answer === undefined)
      throw new Error(`Nobody expected to be asked (${kind}): ${this.said.join('\n')}`);
    return answer;
  }
}
