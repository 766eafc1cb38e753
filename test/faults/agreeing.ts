import type { Dialogs } from '../../src/ui/window/dialogs';
import type { Choice, Question, TextQuestion } from '../../src/ui/window/questions';

/** Somebody who agrees to everything, and chooses what is `wanted` wherever it is offered; turns away from all else. */
export class Agreeing implements Dialogs {
  readonly said: string[] = [];
  readonly #wanted: readonly string[];
  readonly #text: string;
  readonly #closing: AbortSignal;

  constructor(
    wanted: readonly string[] = [],
    text = '',
    closing: AbortSignal = new AbortController().signal,
  ) {
    this.#wanted = wanted;
    this.#text = text;
    this.#closing = closing;
  }

  async pickOne<T>(_: Question, choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>) {
    return this.#chosen(await choices)[0];
  }

  async pickMany<T>(_: Question, choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>) {
    const chosen = this.#chosen(await choices);
    return chosen.length === 0 ? undefined : chosen;
  }

  #chosen<T>(choices: readonly Choice<T>[]): T[] {
    return choices.flatMap(({ label, value }) =>
      value !== undefined && this.#wanted.includes(label.replace(/^\$\(\S+\) /, '')) ? [value] : [],
    );
  }

  text({ validate }: TextQuestion): Promise<string | undefined> {
    return Promise.resolve(validate?.(this.#text) === undefined ? this.#text : undefined);
  }

  about = (): this => this;
  confirm = (): Promise<boolean> => Promise.resolve(true);
  confirmLoss = (): Promise<'agreed'> => Promise.resolve('agreed');

  tell(level: string, message: string): Promise<undefined> {
    this.said.push(`${level}: ${message}`);
    return Promise.resolve(undefined);
  }

  progress<T>(_: string, run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>) {
    return run(this.#closing, () => undefined);
  }

  background<T>(_: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return run(this.#closing);
  }

  copy = (): Promise<void> => Promise.resolve();
  readClipboard = (): Promise<string> => Promise.resolve('');
  selectedText = (): string => '';
  selectedInTerminal = (): Promise<string> => Promise.resolve('');
  status = (): void => undefined;
  openLink = (): Promise<void> => Promise.resolve();
  openPlace = (): Promise<void> => Promise.resolve();
}
