import type { Dialogs } from '../../src/ui/window/dialogs';
import type { Choice, Question } from '../../src/ui/window/questions';
import type { Page } from '../../src/ui/window/pages';

/** How many lists one command may show before nothing is chosen any more. */
const mostLists = 6;

/**
 * Keeps every word that dialogs show, and answers as somebody who looks around: chooses the first of each list, agrees to nothing, types
 * nothing.
 */
export class LookingDialogs implements Dialogs {
  readonly shown: string[] = [];
  /** The page that its questions lead to. */
  page: Page | undefined;
  #lists = 0;

  about(page: Page): this {
    this.page = page;
    return this;
  }

  async pickOne<T>(
    question: Question,
    choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  ): Promise<T | undefined> {
    return this.#look(question, await choices);
  }

  async pickMany<T>(
    question: Question,
    choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  ): Promise<readonly T[] | undefined> {
    const first = this.#look(question, await choices);
    return first === undefined ? undefined : [first];
  }

  text({
    title,
    placeholder,
    validate,
  }: Question & { readonly validate?: (text: string) => string | undefined }): Promise<undefined> {
    // What is wrong with what nobody would type.
    this.#keep(title, placeholder, ...['', '!', 'x'.repeat(300)].map((typed) => validate?.(typed)));
    return Promise.resolve(undefined);
  }

  confirm({ title, detail, action }: Parameters<Dialogs['confirm']>[0]): Promise<boolean> {
    this.#keep(title, detail, action);
    return Promise.resolve(false);
  }

  confirmLoss({
    title,
    detail,
    action,
    details,
  }: Parameters<Dialogs['confirmLoss']>[0]): Promise<'details' | undefined> {
    this.#keep(title, detail, action, details);
    return Promise.resolve(undefined);
  }

  tell(_level: string, message: string, ...buttons: readonly string[]): Promise<undefined> {
    this.#keep(message, ...buttons);
    return Promise.resolve(undefined);
  }

  progress<T>(
    title: string,
    run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
  ): Promise<T> {
    this.#keep(title);
    return run(new AbortController().signal, (message) => {
      this.#keep(message);
    });
  }

  background<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.progress(title, run);
  }

  copy(): Promise<void> {
    return Promise.resolve();
  }

  readClipboard(): Promise<string> {
    return Promise.resolve('');
  }

  selectedText(): string {
    return '';
  }

  selectedInTerminal(): Promise<string> {
    return Promise.resolve('');
  }

  status(message: string): void {
    this.#keep(message);
  }

  openLink(): Promise<void> {
    return Promise.resolve();
  }

  openPlace(): Promise<void> {
    return Promise.resolve();
  }

  #look<T>({ title, placeholder }: Question, choices: readonly Choice<T>[]): T | undefined {
    this.#keep(title, placeholder);
    for (const { label, description, detail } of choices) this.#keep(label, description, detail);
    this.#lists += 1;
    if (this.#lists > mostLists) return undefined;
    return choices.find(({ value }) => value !== undefined)?.value;
  }

  #keep(...words: readonly (string | undefined)[]): void {
    this.shown.push(...words.filter((word) => word !== undefined));
  }
}
