import {
  commands as vscodeCommands,
  l10n,
  window,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
} from 'vscode';
import type { Estate } from '../../estate/estate';
import { identityUse, type IdentityUse } from '../../estate/lookup';
import type { EstateChange } from '../../estate/snapshot';
import type { ResourceKey } from '../../estate/resources';
import type { Inventory } from '../../inventory/inventory';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import type { RunningOperations } from '../../operations/running-operations';
import { appsViewId, contextKeys, type Grouping } from '../contributions';
import type { KnownDebugging } from '../../tunnel/known-debugging';
import type { Redactor } from '../../lifecycle/log';
import type { LiveJudge } from '../live-judge';
import { DebuggingDoors, nodesTelling } from './debugging-doors';
import { decorate } from './decorate';
import { branchesMissing, branchesOfRoot } from './demand';
import { DrawnNodes } from './drawn-nodes';
import { describe } from './looks/describe';
import { childrenOf } from './nodes/children';
import { appNodeId, type Node } from './nodes/node';
import { groupApps } from './nodes/identity-groups';
import { rootMessage, rootState, type IdentityGroups, type TreeState } from './nodes/state';
import { nodesToRedraw } from './redraw';

export interface AppsViewDependencies {
  readonly estate: Estate;
  readonly inventory: Inventory;
  readonly operations: RunningOperations;
  readonly judge: LiveJudge;
  readonly debugging: Pick<KnownDebugging, 'get' | 'look' | 'onDidChange'>;
  readonly redactor: Pick<Redactor, 'harmless'>;
  readonly groupBy: Grouping;
  readonly now: () => number;
}

/**
 * The Apps view: draws the snapshot and asks the inventory for what is looked at. Nothing is read from Azure before
 * the view was visible once. Drawing itself reads the snapshot and nothing else; what it was asked for is loaded after it.
 */
export class AppsView implements TreeDataProvider<Node>, Disposable {
  readonly #deps: AppsViewDependencies;
  readonly #owned = new DisposableStore();
  readonly #drawn = this.#owned.add(new DrawnNodes());
  #groupBy: Grouping;
  #filter = '';
  #sandbox = false;
  readonly #said = new Map<string, string | boolean>();
  readonly #doors: DebuggingDoors;
  #known: TreeState | undefined;
  #seen = false;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #view: TreeView<Node> | undefined;
  readonly onDidChangeTreeData = this.#drawn.onDidChange;

  constructor(deps: AppsViewDependencies) {
    this.#deps = deps;
    this.#groupBy = deps.groupBy;
    this.#owned.add(deps.estate.onDidChange(this.#estateChanged.bind(this)));
    this.#owned.add(
      deps.operations.onDidChange((app) => {
        this.#redrawNodes(this.#nodesOf(app));
        this.#tickWhileNeeded();
      }),
    );
    this.#owned.add(
      deps.judge.onDidChange((apps) => {
        if (apps === 'all') this.#redrawAll();
        else this.#redrawNodes(apps.flatMap((app) => this.#nodesOf(app)));
      }),
    );
    this.#doors = new DebuggingDoors(deps);
    this.#owned.add(
      deps.debugging.onDidChange((deployment) => {
        this.#redrawNodes(nodesTelling(deployment, this.#drawn.byId.values()));
      }),
    );
    this.#sayContext();
  }

  /** Puts the tree into the window. Without it (in tests) the provider can be asked directly. */
  show(): TreeView<Node> {
    const view = this.#owned.add(
      window.createTreeView<Node>(appsViewId, {
        treeDataProvider: this,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
    this.#view = view;
    this.#describe();
    this.#owned.add(
      view.onDidChangeVisibility(({ visible }) => {
        this.visible(visible);
      }),
    );
    this.#owned.add(
      view.onDidExpandElement(({ element }) => {
        this.expanded(element);
      }),
    );
    this.#owned.add(
      view.onDidCollapseElement(({ element }) => {
        this.#drawn.setOpen(element, false);
      }),
    );
    this.visible(view.visible);
    return view;
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text.trim().toLowerCase();
    this.#describe();
    this.#redrawAll();
  }

  /** The app that is selected, or something below it. */
  get selected(): ResourceKey | undefined {
    const [node] = this.#view?.selection ?? [];
    return node !== undefined && 'app' in node ? node.app : undefined;
  }

  /** Whether the sandbox is what is shown. */
  set sandbox(open: boolean) {
    this.#sandbox = open;
    this.#describe();
  }

  #describe(): void {
    if (this.#view === undefined) return;
    const words = [
      ...(this.#sandbox ? [l10n.t('Sandbox')] : []),
      ...(this.#filter === '' ? [] : [l10n.t("filter: '{0}'", this.#filter)]),
    ];
    this.#view.description = this.#harmless(words.join(' · '));
  }

  get groupBy(): Grouping {
    return this.#groupBy;
  }

  set groupBy(grouping: Grouping) {
    this.#groupBy = grouping;
    this.#redrawAll();
  }

  visible(visible: boolean): void {
    if (visible && !this.#seen) {
      this.#seen = true;
      this.#load();
    }
    this.#tickWhileNeeded();
  }

  expanded(node: Node): void {
    this.#drawn.setOpen(node, true);
    if (node.kind === 'app') this.#say(contextKeys.sawApp, true);
    this.#load();
  }

  getChildren(parent?: Node): readonly Node[] & Node[] {
    // Asking for children is the only sure sign that a node is open: VS Code drops the expand event of a node that is
    // redrawn at the same moment ("No tree item with id ... found"). The load starts when this drawing is over.
    if (parent !== undefined)
      queueMicrotask(() => {
        this.#load([parent]);
      });
    return this.#drawn.keep(childrenOf(parent, this.#state()), parent);
  }

  getTreeItem(node: Node): TreeItem {
    const look = describe(node, { state: this.#state(), t: l10n.t, now: this.#deps.now() });
    const unfolded = look.fold === 'collapsed' && this.#drawn.isOpen(node);
    return decorate(node, unfolded ? { ...look, fold: 'expanded' } : look, this.#deps.redactor);
  }

  getParent(node: Node): Node | undefined {
    return this.#drawn.parentOf(node);
  }

  /** The same object until something it is made of changes, so that what was worked out of it is kept. */
  #state(): TreeState {
    const { snapshot } = this.#deps.estate;
    const known = this.#known;
    if (known?.snapshot === snapshot && known.filter === this.#filter && known.groupBy === this.#groupBy)
      return known;
    const filter = this.#filter;
    let groups: IdentityGroups | undefined;
    let use: IdentityUse | undefined;
    return (this.#known = {
      snapshot,
      operationOf: (app) => this.#deps.operations.get(app),
      debuggingOf: (deployment) => this.#deps.debugging.get(deployment),
      findingsOf: (found) => this.#deps.judge.findingsOf(found),
      groupBy: this.#groupBy,
      filter,
      groups: () => (groups ??= groupApps(snapshot, filter)),
      use: () => (use ??= identityUse(snapshot)),
    });
  }

  #estateChanged(change: EstateChange): void {
    const nodes = nodesToRedraw(change, this.#drawn.byId, this.#state());
    if (nodes === undefined) this.#redrawAll();
    else this.#redrawNodes(nodes);
    if (this.#seen) this.#load();
  }

  /** Starts what visible and expanded nodes lack. Signing out empties the estate, so the reach is asked for again too. */
  #load(open: Iterable<Node> = this.#drawn.open): void {
    const { inventory, estate } = this.#deps;
    if (estate.snapshot.reach.state === 'absent') void inventory.open({ kind: 'reach' });
    for (const branch of branchesMissing(open, this.#state())) void inventory.open(branch);
    for (const branch of branchesOfRoot(this.#state())) void inventory.open(branch);
    this.#doors.look(open);
  }

  #redrawAll(): void {
    this.#drawn.redrawAll();
    this.#sayContext();
  }

  #redrawNodes(nodes: readonly Node[]): void {
    this.#drawn.redraw(nodes);
    this.#sayContext();
  }

  #nodesOf(app: Parameters<RunningOperations['get']>[0]): readonly Node[] {
    if (this.#groupBy === 'subscription') {
      const node = this.#drawn.byId.get(appNodeId(app));
      return node === undefined ? [] : [node];
    }
    return [...this.#drawn.byId.values()].filter((node) => node.kind === 'app' && node.app === app);
  }

  /** The seconds of a running change are the only thing that ticks, and only while somebody may look. */
  #tickWhileNeeded(): void {
    const needed = this.#deps.operations.all.length > 0 && (this.#view?.visible ?? false);
    if (needed === (this.#ticking !== undefined)) return;
    clearInterval(this.#ticking);
    this.#ticking = needed
      ? setInterval(() => {
          this.#redrawNodes(this.#deps.operations.all.flatMap(({ app }) => this.#nodesOf(app)));
        }, 1000)
      : undefined;
  }

  #sayContext(): void {
    this.#say(contextKeys.rootState, rootState(this.#state()));
    this.#say(contextKeys.filtered, this.#filter !== '');
    this.#say(contextKeys.groupBy, this.#groupBy);
    if (this.#view === undefined) return;
    const message = this.#harmless(rootMessage(this.#deps.estate.snapshot.reach));
    // Here, too, VS Code would make links of what Azure says.
    if (this.#view.message !== message) this.#view.message = this.#harmless(message);
  }

  #harmless(text: string): string {
    return this.#deps.redactor.harmless(text);
  }

  #say(key: string, value: string | boolean): void {
    if (this.#said.get(key) === value) return;
    this.#said.set(key, value);
    void vscodeCommands.executeCommand('setContext', key, value);
  }

  dispose(): void {
    clearInterval(this.#ticking);
    this.#owned.dispose();
  }
}
