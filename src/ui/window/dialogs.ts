import {
  commands,
  env,
  l10n,
  ProgressLocation,
  QuickInputButtons,
  QuickPickItemKind,
  Uri,
  window,
  type InputBox,
  type QuickPick,
  type QuickPickItem,
} from 'vscode';
import type { ShownAs } from '../../lifecycle/harmless';
import type { Redactor } from '../../lifecycle/log';
import { OnceAtATime } from '../../lifecycle/once-at-a-time';
import { signalOf } from './abort';
import { selectedInTerminal } from './selected-in-terminal';
import { elapsedWords } from '../words';
import { places, type Place } from './places';

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

/**
 * Everything a command asks or says. A parameter of every command, so that a test can answer; the window refuses
 * modal dialogs in a test run. `undefined` always means the user turned away.
 */
export interface Dialogs {
  pickOne<T>(question: Question, choices: Choices<T>): Promise<T | undefined>;
  pickMany<T>(question: Question, choices: Choices<T>): Promise<readonly T[] | undefined>;
  text(question: TextQuestion): Promise<string | undefined>;
  /** A modal question; `action` is the button that goes ahead. One that is open already is not asked again: a button was pressed twice. */
  confirm(question: {
    readonly title: string;
    readonly detail: string;
    readonly action: string;
    readonly warning: boolean;
  }): Promise<boolean>;
  /**
   * A modal question before something is taken away. VS Code gives the focus to the first button, so that is `details`, which harms
   * nobody: Enter never goes ahead.
   */
  confirmLoss(question: {
    readonly title: string;
    readonly detail: string;
    readonly action: string;
    readonly details: string;
  }): Promise<'agreed' | 'details' | undefined>;
  /** Says something and offers buttons; answers the one that was pressed. */
  tell(
    level: 'info' | 'warning' | 'error',
    message: string,
    ...buttons: string[]
  ): Promise<string | undefined>;
  /** Runs long work under a notification that shows the time passed and can be cancelled. */
  progress<T>(
    title: string,
    run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
  ): Promise<T>;
  /** Work nobody started just now: shown in the status bar, without a way to cancel. */
  background<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T>;
  copy(text: string): Promise<void>;
  readClipboard(): Promise<string>;
  /** What is selected in the editor in front; empty when nothing is. */
  selectedText(): string;
  /** What is selected in the terminal in front; empty when nothing is. The clipboard is as before. */
  selectedInTerminal(): Promise<string>;
  /** A word in the status bar that goes away by itself. */
  status(message: string): void;
  openLink(url: string): Promise<void>;
  /** Opens a place of VS Code's own that a message leads to. */
  openPlace(place: Place): Promise<void>;
}

/** What whoever shows words of others needs of the redactor. */
export type Harmless = Pick<Redactor, 'harmless'>;

type Item<T> = QuickPickItem & { readonly value?: T };

/** The dialogs of a window. Whatever they show may quote Azure or a file, so all of it goes through `harmless`. */
export function windowDialogs(redactor: Harmless): Dialogs {
  const harmless = (text: string, as?: ShownAs) => redactor.harmless(text, as);
  const questions = new OnceAtATime();
  return {
    pickOne: (question, choices) =>
      pick(question, choices, { many: false, harmless }).then((chosen) => chosen?.[0]),
    pickMany: (question, choices) => pick(question, choices, { many: true, harmless }),
    text: (question) => askText(question, harmless),
    confirm: async ({ title, detail, action, warning }) => {
      const ask = warning ? window.showWarningMessage : window.showInformationMessage;
      const shown = { modal: true, detail: harmless(detail, 'lines') };
      const pressed = await questions.run(`${title}\n${detail}`, () => ask(harmless(title), shown, action));
      return pressed === action;
    },
    confirmLoss: async ({ title, detail, action, details }) => {
      const shown = { modal: true, detail: harmless(detail, 'lines') };
      const pressed = await questions.run(`${title}\n${detail}`, () =>
        window.showWarningMessage(harmless(title), shown, details, action),
      );
      if (pressed === action) return 'agreed';
      return pressed === details ? 'details' : undefined;
    },
    tell: async (level, message, ...buttons) => {
      if (level === 'info') return window.showInformationMessage(harmless(message), ...buttons);
      return level === 'warning'
        ? window.showWarningMessage(harmless(message), ...buttons)
        : window.showErrorMessage(harmless(message), ...buttons);
    },
    progress: async (title, run) =>
      window.withProgress(
        { location: ProgressLocation.Notification, title: harmless(title), cancellable: true },
        async (progress, token) => {
          const startedAt = Date.now();
          let said = '';
          const show = () => {
            const time = elapsedWords(Date.now() - startedAt, l10n.t);
            progress.report({ message: harmless(said === '' ? time : `${said} · ${time}`) });
          };
          const ticking = setInterval(show, 1000);
          try {
            return await run(signalOf(token), (message) => {
              said = message;
              show();
            });
          } finally {
            clearInterval(ticking);
          }
        },
      ),
    background: async (title, run) =>
      window.withProgress(
        { location: ProgressLocation.Window, title: harmless(title, 'label') },
        (_, token) => run(signalOf(token)),
      ),
    copy: async (text) => {
      await env.clipboard.writeText(text);
    },
    readClipboard: async () => env.clipboard.readText(),
    selectedText: () => {
      const editor = window.activeTextEditor;
      return editor === undefined ? '' : editor.document.getText(editor.selection);
    },
    selectedInTerminal,
    status: (message) => {
      window.setStatusBarMessage(harmless(message, 'label'), 4000);
    },
    openPlace: async (place) => {
      const [command, argument] = places[place];
      await commands.executeCommand(command, argument);
    },
    openLink: async (url) => {
      await env.openExternal(Uri.parse(url, true));
    },
  };
}

/** A list that shows at once and fills when the choices are there; their failure is the caller's. */
async function pick<T>(
  question: Question,
  choices: Choices<T>,
  { many, harmless }: { readonly many: boolean; readonly harmless: Harmless['harmless'] },
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
      leaveBy(list, question, () => {
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

async function askText(question: TextQuestion, harmless: Harmless['harmless']): Promise<string | undefined> {
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
      leaveBy(box, question, () => {
        resolve(undefined);
      });
      box.show();
    });
  } finally {
    box.dispose();
  }
}

/** Escape and, in a wizard, its Back button. */
function leaveBy(input: QuickPick<QuickPickItem> | InputBox, { wizard }: Question, leave: () => void): void {
  input.onDidHide(leave);
  if (wizard === undefined) return;
  input.step = wizard.step;
  if (wizard.of !== undefined) input.totalSteps = wizard.of;
  const { back } = wizard;
  if (back === undefined) return;
  input.buttons = [QuickInputButtons.Back];
  input.onDidTriggerButton(() => {
    back();
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
