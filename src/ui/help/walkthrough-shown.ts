import { commands, window } from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { contextKeys } from '../contributions';

/**
 * Says in a context key when a walkthrough may be on show. VS Code reads the walkthroughs only then, and never ticks a step
 * whose `onContext` holds already at that moment: so each such step also waits for this key, which always comes later.
 */
export class WalkthroughShown implements Disposable {
  readonly #owned = new DisposableStore();

  constructor() {
    this.#owned.add(
      window.tabGroups.onDidChangeTabs(() => {
        this.#look();
      }),
    );
    this.#look();
  }

  #look(): void {
    // VS Code does not tell extensions what a tab of its own shows; its welcome pages are among those.
    const mayShow = window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input === undefined));
    if (!mayShow) return;
    void commands.executeCommand('setContext', contextKeys.walkthroughShown, true);
    this.dispose();
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
