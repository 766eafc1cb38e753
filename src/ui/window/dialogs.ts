import { commands, env, l10n, ProgressLocation, Uri, window } from 'vscode';
import type { ShownAs } from '../../lifecycle/harmless';
import { OnceAtATime } from '../../lifecycle/flow/once-at-a-time';
import { signalOf } from './abort';
import { selectedInTerminal } from './selected-in-terminal';
import { elapsedWords } from '../words';
import { settingKeys } from '../contributions';
import type { Page } from './pages';
import {
  askText,
  pick,
  type Choices,
  type Harmless,
  type More,
  type Question,
  type TextQuestion,
} from './questions';

/** Places of VS Code's own that messages lead to: a command of it, and what it is given. */
const places = {
  accounts: ['workbench.action.manageAccounts', undefined],
  'proxy-settings': ['workbench.action.openSettings', 'http.proxy'],
  'java-debugger': ['workbench.extensions.search', '@id:vscjava.vscode-java-debug'],
  'lint-setting': ['workbench.action.openSettings', settingKeys.lintEnabled],
} as const;

export type Place = keyof typeof places;

/**
 * Everything a command asks or says. A parameter of every command, so that a test can answer; the window refuses
 * modal dialogs in a test run. `undefined` always means the user turned away.
 */
export interface Dialogs {
  /** The same, with a way from each question to a page about it. Whoever takes it from a modal one has not agreed. */
  about(page: Page): Dialogs;
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
   * A modal question before something is taken away or ended. VS Code gives the focus to the first button, so that is `details`, which
   * shows more or keeps all as it is: Enter never goes ahead.
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

/**
 * The dialogs of a window. Whatever they show may quote Azure or a file, so all of it goes through `harmless`. `learn` opens a page.
 */
export function windowDialogs(redactor: Harmless, learn: (page: Page) => Promise<void>): Dialogs {
  return dialogsAbout(undefined, { redactor, learn, questions: new OnceAtATime() });
}

interface Parts {
  readonly redactor: Harmless;
  readonly learn: (page: Page) => Promise<void>;
  readonly questions: OnceAtATime;
}

function dialogsAbout(page: Page | undefined, parts: Parts): Dialogs {
  const { redactor, learn, questions } = parts;
  const harmless = (text: string, as?: ShownAs) => redactor.harmless(text, as);
  const more: More | undefined = page && { title: l10n.t('Learn More'), learn: () => learn(page) };
  const modal = async (
    {
      title,
      detail,
      warning,
    }: { readonly title: string; readonly detail: string; readonly warning: boolean },
    ...buttons: readonly string[]
  ) => {
    const ask = warning ? window.showWarningMessage : window.showInformationMessage;
    const shown = { modal: true, detail: harmless(detail, 'lines') };
    const all = more === undefined ? buttons : [...buttons, more.title];
    const pressed = await questions.run(`${title}\n${detail}`, () => ask(harmless(title), shown, ...all));
    if (pressed === more?.title) await more?.learn();
    return pressed;
  };
  return {
    about: (other) => dialogsAbout(other, parts),
    pickOne: (question, choices) =>
      pick(question, choices, { many: false, harmless, more }).then((chosen) => chosen?.[0]),
    pickMany: (question, choices) => pick(question, choices, { many: true, harmless, more }),
    text: (question) => askText(question, { harmless, more }),
    confirm: async ({ action, ...question }) => (await modal(question, action)) === action,
    confirmLoss: async ({ action, details, ...question }) => {
      const pressed = await modal({ ...question, warning: true }, details, action);
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
