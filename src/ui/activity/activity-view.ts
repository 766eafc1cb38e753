import {
  env,
  EventEmitter,
  l10n,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import type { Redactor } from '../../lifecycle/log';
import type { Activity } from '../../operations/activity';
import type { Deed, DeedOutcome } from '../../operations/deed';
import { AfterBurst } from '../after-burst';
import type { Capability } from '../contributions';
import { rowItem, rowLines, type Row } from '../row';
import type { Target } from '../target';
import type { LateView } from '../window/late/late-view';
import { worded } from '../words';
import { deedRows, outcomeWords, utcRows } from './deed-rows';

export type ActivityRow =
  { readonly deed: Deed; readonly target: Target } | { readonly row: Row; readonly target?: undefined };

/** Changes come in bursts; nobody reads that fast. Milliseconds. */
const redrawEvery = 200;

const icons: Readonly<Record<DeedOutcome, string>> = {
  running: 'sync',
  done: 'check',
  failed: 'error',
  unknown: 'question',
};

/** The view Activity: what was changed from here, newest first. */
export class ActivityView implements TreeDataProvider<ActivityRow>, Disposable {
  readonly #owned = new DisposableStore();
  readonly #redraw = this.#owned.add(new EventEmitter<void>());
  readonly #activity: Activity;
  readonly #harmless: Redactor['harmless'];
  readonly #view: TreeView<ActivityRow>;
  readonly onDidChangeTreeData = this.#redraw.event;

  constructor(activity: Activity, redactor: Pick<Redactor, 'harmless'>, place: LateView<ActivityRow>) {
    this.#activity = activity;
    this.#harmless = (text, as) => redactor.harmless(text, as);
    this.#view = place.fill(this);
    // Other windows write the same activity: it is read when somebody looks.
    this.#owned.add(
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible) void activity.load();
      }),
    );
    const redrawn = this.#owned.add(
      new AfterBurst(redrawEvery, () => {
        this.#redraw.fire();
      }),
    );
    this.#owned.add(
      activity.onDidChange(() => {
        redrawn.ask();
      }),
    );
  }

  async getChildren(parent?: ActivityRow): Promise<ActivityRow[]> {
    if (parent === undefined) {
      if (this.#activity.deeds.length === 0) await this.#activity.load();
      const { deeds } = this.#activity;
      const none = deeds.length === 0 ? l10n.t('Nothing was changed from here yet.') : '';
      this.#view.message = this.#harmless(none);
      return deeds.map((deed) => ({ deed, target: { kind: 'deed', id: deed.id } }));
    }
    if (parent.target === undefined) return [];
    return deedRows(parent.deed, { t: l10n.t, local }).map((row) => ({ row }));
  }

  getTreeItem(node: ActivityRow): TreeItem {
    if (node.target === undefined) return rowItem(node.row, this.#harmless);
    const { deed } = node;
    const item = new TreeItem(
      this.#harmless(worded(deed.title, l10n.t), 'label'),
      TreeItemCollapsibleState.Collapsed,
    );
    const outcome = outcomeWords(deed.outcome, l10n.t);
    const capabilities: readonly Capability[] = [
      'deed',
      ...(deed.undo === undefined ? [] : ['undo' as const]),
    ];
    item.id = deed.id;
    item.description = this.#harmless(`${outcome} · ${local(deed.startedAt)}`, 'label');
    item.iconPath = new ThemeIcon(icons[deed.outcome]);
    item.contextValue = capabilities.join(' ');
    item.tooltip = this.#harmless(rowLines(utcRows(deed, l10n.t)), 'lines');
    item.accessibilityInformation = {
      label: this.#harmless(
        l10n.t('{0}: {1}, {2}', worded(deed.title, l10n.t), outcome, local(deed.startedAt)),
      ),
    };
    return item;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** As people of this machine write times. */
function local(time: number): string {
  return new Date(time).toLocaleString(env.language, { dateStyle: 'medium', timeStyle: 'short' });
}
