import {
  commands,
  EventEmitter,
  l10n,
  StatusBarAlignment,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  type StatusBarItem,
  type TreeDataProvider,
} from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import type { Redactor } from '../../lifecycle/log';
import { AfterBurst } from '../after-burst';
import { contextKeys, forwardsViewId, type Capability } from '../contributions';
import { rowItem, rowLines, type Row } from '../row';
import type { Target } from '../target';
import { forwardName, type Forward, type Forwards } from '../ways-in';
import { forwardRows, forwardSummary } from './forward-rows';

type Node =
  { readonly forward: Forward; readonly target: Target } | { readonly row: Row; readonly target?: undefined };

/** Programs may ask thousands of times a second; nobody reads that fast. Milliseconds. */
const redrawEvery = 500;
const tickEvery = 10_000;
const capabilities = {
  tokens: ['forward', 'forwardsTokens'],
  port: ['forward'],
} as const satisfies Record<Forward['kind'], readonly Capability[]>;

/** The view Port Forwards and the item in the status bar; both are there only while a forward runs. */
export class ForwardsView implements TreeDataProvider<Node>, Disposable {
  readonly #owned = new DisposableStore();
  readonly #redraw = this.#owned.add(new EventEmitter<void>());
  readonly #forwards: Forwards;
  readonly #now: () => number;
  readonly #harmless: Redactor['harmless'];
  readonly #status: StatusBarItem;
  readonly #nodes = new Map<Forward, Node>();
  readonly #redrawn = this.#owned.add(
    new AfterBurst(redrawEvery, () => {
      this.#draw();
    }),
  );
  #ticking: ReturnType<typeof setInterval> | undefined;
  readonly onDidChangeTreeData = this.#redraw.event;

  constructor(forwards: Forwards, now: () => number, redactor: Pick<Redactor, 'harmless'>) {
    this.#harmless = (text, as) => redactor.harmless(text, as);
    this.#forwards = forwards;
    this.#now = now;
    this.#status = this.#owned.add(window.createStatusBarItem(forwardsViewId, StatusBarAlignment.Left));
    this.#status.name = l10n.t('Port Forwards');
    this.#status.command = `${forwardsViewId}.focus`;
    this.#owned.add(window.createTreeView<Node>(forwardsViewId, { treeDataProvider: this }));
    this.#owned.add(
      forwards.onDidChange(() => {
        this.#redrawn.ask();
        this.#say();
      }),
    );
  }

  getChildren(parent?: Node): Node[] {
    if (parent === undefined) return this.#forwards.all.map((forward) => this.#nodeOf(forward));
    if (parent.target === undefined) return [];
    return forwardRows(parent.forward, this.#now(), l10n.t).map((row) => ({ row }));
  }

  getTreeItem(node: Node): TreeItem {
    if (node.target === undefined) return rowItem(node.row, this.#harmless);
    const { id, kind, reconnecting } = node.forward;
    const name = forwardName(node.forward);
    const item = new TreeItem(this.#harmless(name), TreeItemCollapsibleState.Expanded);
    const summary = forwardSummary(node.forward, l10n.t);
    item.id = id;
    item.description = this.#harmless(summary);
    item.iconPath = new ThemeIcon(reconnecting ? 'sync~spin' : kind === 'tokens' ? 'key' : 'plug');
    item.contextValue = capabilities[kind].join(' ');
    item.tooltip = this.#harmless(rowLines(forwardRows(node.forward, this.#now(), l10n.t)), 'lines');
    item.accessibilityInformation = {
      label: this.#harmless(l10n.t('Port forward of {0}: {1}', name, summary)),
    };
    return item;
  }

  /** VS Code knows nodes by object. */
  #nodeOf(forward: Forward): Node {
    const known = this.#nodes.get(forward);
    if (known !== undefined) return known;
    const node: Node = { forward, target: { kind: 'forward', id: forward.id } };
    this.#nodes.set(forward, node);
    return node;
  }

  #draw(): void {
    for (const forward of this.#nodes.keys())
      if (!this.#forwards.all.includes(forward)) this.#nodes.delete(forward);
    this.#redraw.fire();
  }

  #say(): void {
    const { all } = this.#forwards;
    const running = all.length > 0;
    if (running === (this.#ticking !== undefined)) {
      this.#label();
      return;
    }
    void commands.executeCommand('setContext', contextKeys.forwarding, running);
    clearInterval(this.#ticking);
    this.#ticking = running
      ? setInterval(() => {
          this.#draw();
        }, tickEvery)
      : undefined;
    this.#label();
  }

  #label(): void {
    const { all } = this.#forwards;
    const [only] = all;
    if (only === undefined) {
      this.#status.hide();
      return;
    }
    const lost = all.some(({ reconnecting }) => reconnecting);
    const name = all.length === 1 ? forwardName(only) : l10n.t('{0} port forwards', all.length);
    const text = this.#harmless(
      lost ? `$(sync~spin) ${l10n.t('{0}: reconnecting...', name)}` : `$(plug) ${name}`,
      'label',
    );
    if (this.#status.text !== text) this.#status.text = text;
    this.#status.tooltip = this.#harmless(
      all.map((forward) => `${forwardName(forward)}: ${forwardSummary(forward, l10n.t)}`).join('\n'),
      'lines',
    );
    this.#status.show();
  }

  dispose(): void {
    clearInterval(this.#ticking);
    this.#owned.dispose();
  }
}
