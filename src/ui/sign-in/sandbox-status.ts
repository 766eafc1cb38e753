import { l10n, StatusBarAlignment, ThemeColor, window, type StatusBarItem } from 'vscode';
import type { Disposable } from '../../lifecycle/disposable-store';
import { harmless } from '../../lifecycle/harmless';
import { commandId } from '../contributions';

/** Says in the status bar that what is shown is the embedded sandbox. */
export class SandboxStatus implements Disposable {
  readonly #item: StatusBarItem = window.createStatusBarItem(
    'springIdentity.sandbox',
    StatusBarAlignment.Left,
  );

  constructor() {
    this.#item.name = l10n.t('Sandbox Azure');
    this.#item.text = `$(beaker) ${l10n.t('Sandbox Azure')}`;
    this.#item.tooltip = harmless(
      l10n.t('Spring Identity shows its embedded sandbox, not your Azure. Click to close the sandbox.'),
    );
    this.#item.command = commandId('closeSandbox');
    this.#item.backgroundColor = new ThemeColor('statusBarItem.warningBackground');
  }

  show(open: boolean): void {
    if (open) this.#item.show();
    else this.#item.hide();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
