import { commands } from 'vscode';

/** Context keys as VS Code was told them; the same value is told once. */
export class SaidContext {
  readonly #said = new Map<string, string | boolean>();

  say(key: string, value: string | boolean): void {
    if (this.#said.get(key) === value) return;
    this.#said.set(key, value);
    void commands.executeCommand('setContext', key, value);
  }
}
