import { window } from 'vscode';
import type { Disposable } from '../../lifecycle/disposable-store';
import type { Log, Redactor } from '../../lifecycle/log';

export interface LogChannel extends Log, Disposable {
  show(): void;
}

/** The output channel "Spring Identity". Every line is redacted first; the level is chosen by VS Code's own command. */
export function openLogChannel(redactor: Redactor): LogChannel {
  const channel = window.createOutputChannel('Spring Identity', { log: true });
  const clean = (text: string) => redactor.redact(text);
  return {
    debug: (message) => {
      channel.debug(clean(message));
    },
    info: (message) => {
      channel.info(clean(message));
    },
    warn: (message) => {
      channel.warn(clean(message));
    },
    error: (message, error) => {
      channel.error(clean(error === undefined ? message : `${message}\n${causes(error)}`));
    },
    show: () => {
      channel.show();
    },
    dispose: () => {
      channel.dispose();
    },
  };
}

/** An error with its stack and its chain of causes, at most five deep because causes may form a ring. */
function causes(error: unknown): string {
  const lines: string[] = [];
  let current = error;
  for (let depth = 0; depth < 5 && current !== undefined; depth++) {
    const text = current instanceof Error ? (current.stack ?? current.message) : JSON.stringify(current);
    lines.push(depth === 0 ? text : `caused by: ${text}`);
    current = current instanceof Error ? current.cause : undefined;
  }
  return lines.join('\n');
}
