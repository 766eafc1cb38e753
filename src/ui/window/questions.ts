import {
  QuickInputButtons,
  QuickPickItemKind,
  ThemeIcon,
  window,
  type InputBox,
  type QuickPick,
  type QuickPickItem,
} from 'vscode';
import type { Redactor } from '../../lifecycle/log';

/** One line of a list to choose from; a line without `value` is a heading. */
export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly picked?: boolean;
  readonly value?: T;
}

/** Adds a line of its own to the choices while they are still being read. */
export type Choices<T> = readonly Choice<T>[] | Promise<readonly Choice<T>[]>;

/** Where a question stands in a row of questions. */
export interface WizardPlace {
  /** Counted from 1. */
  readonly step: number;
  /** Absent where answers decide how many there are. */
  readonly of?: number;
  /** Called when the user presses Back, who turns away from this question with it. Absent at the first one. */
  readonly back?: () => void;
}

export interface Question {
  readonly title: string;
  readonly placeholder: string;
  readonly wizard?: WizardPlace;
}

export interface TextQuestion extends Question {
  readonly value?: string;
  /** What is wrong with what was typed so far. */
  readonly validate?: (text: string) => string | undefined;
  /** Shows dots for what is typed. */
  readonly secret?: boolean;
}

/** What whoever shows words of others needs of the redactor. */
export type Harmless = Pick<Redactor, 'harmless'>;

type Item<T> = QuickPickItem & { readonly value?: T };

/** The button *Learn More*. */
export interface More {
  readonly title: string;
  readonly learn: () => Promise<void>;
}

/** A list that shows at once and fills when the choices are there; their failure is the caller's. */
export async function pick<T>(
  question: Question,
  choices: Choices<T>,
  { many, harmless, more }: Harmless & { readonly many: boolean; readonly more: More | undefined },
): Promise<readonly T[] | undefined> {
  const list: QuickPick<Item<T>> = window.createQuickPick<Item<T>>();
  list.title = harmless(question.title);
  list.placeholder = harmless(question.placeholder);
  list.canSelectMany = many;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.ignoreFocusOut = true;
  list.busy = true;
  try {
    const answered = new Promise<readonly T[] | undefined>((resolve) => {
      list.onDidAccept(() => {
        if (list.busy) return;
        resolve(list.selectedItems.flatMap(({ value }) => (value === undefined ? [] : [value])));
      });
      leaveBy(list, { question, more }, () => {
        resolve(undefined);
      });
    });
    list.show();
    const filled = Promise.resolve(choices).then((lines) => {
      list.items = lines.map((line) => item(line, harmless));
      list.selectedItems = list.items.filter(({ picked }) => picked === true);
      list.busy = false;
      return answered;
    });
    return await Promise.race([answered, filled]);
  } finally {
    list.dispose();
  }
}

export async function askText(
  question: TextQuestion,
  { harmless, more }: Harmless & { readonly more: More | undefined },
): Promise<string | undefined> {
  const { title, placeholder, value, validate, secret } = question;
  const box: InputBox = window.createInputBox();
  box.title = harmless(title);
  box.prompt = harmless(placeholder);
  box.ignoreFocusOut = true;
  box.value = harmless(value ?? '');
  box.valueSelection = [0, box.value.length];
  box.password = secret ?? false;
  const check = (text: string): boolean => {
    const trouble = validate?.(text);
    box.validationMessage = trouble === undefined ? undefined : harmless(trouble);
    return trouble === undefined;
  };
  try {
    return await new Promise<string | undefined>((resolve) => {
      box.onDidChangeValue(check);
      box.onDidAccept(() => {
        if (check(box.value)) resolve(box.value);
      });
      leaveBy(box, { question, more }, () => {
        resolve(undefined);
      });
      box.show();
    });
  } finally {
    box.dispose();
  }
}

/** Escape and, in a wizard, its Back button; *Learn More* leaves the question open. */
function leaveBy(
  input: QuickPick<QuickPickItem> | InputBox,
  { question, more }: { readonly question: Question; readonly more: More | undefined },
  leave: () => void,
): void {
  const { step, of, back } = question.wizard ?? {};
  input.onDidHide(leave);
  if (step !== undefined) input.step = step;
  if (of !== undefined) input.totalSteps = of;
  const learning = more && { iconPath: new ThemeIcon('book'), tooltip: more.title };
  input.buttons = [...(back === undefined ? [] : [QuickInputButtons.Back]), ...(learning ? [learning] : [])];
  input.onDidTriggerButton((button) => {
    if (button === learning) {
      void more?.learn();
      return;
    }
    back?.();
    leave();
  });
}

function item<T>({ value, ...line }: Choice<T>, harmless: Harmless['harmless']): Item<T> {
  const label = harmless(line.label, 'label');
  if (value === undefined) return { label, kind: QuickPickItemKind.Separator };
  const { description, detail } = line;
  return {
    ...line,
    label,
    ...(description === undefined ? {} : { description: harmless(description, 'label') }),
    ...(detail === undefined ? {} : { detail: harmless(detail, 'label') }),
    value,
  };
}
