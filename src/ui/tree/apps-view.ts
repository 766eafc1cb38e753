import { l10n, type TreeDataProvider, type TreeItem, type TreeView } from 'vscode';
import type { Estate } from '../../estate/estate';
import { identityUse, type IdentityUse } from '../../estate/lookup';
import type { EstateChange, EstateSnapshot } from '../../estate/frozen/snapshot';
import { drawnEstate, type LastTime } from '../../estate/last-time';
import { resourceKey, type ResourceKey } from '../../estate/resources';
import type { Inventory } from '../../inventory/inventory';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import type { RunningOperations } from '../../operations/running-operations';
import { contextKeys, type Grouping } from '../contributions';
import type { KnownDebugging } from '../../tunnel/known-debugging';
import type { Redactor } from '../../lifecycle/log';
import type { KnownLinks } from '../known-links';
import type { LiveJudge } from '../live-judge';
import { DebuggingDoors, nodesTelling } from './debugging-doors';
import { branchesMissing, branchesOfRoot } from './demand';
import type { LastTimeKeeper } from '../last-time';
import type { LateView } from '../window/late/late-view';
import { DrawnNodes } from './drawn-nodes';
import { SaidContext } from './said-context';
import { Ticker } from './ticker';
import { childrenOf } from './nodes/children';
import type { Node } from './nodes/node';
import { groupApps } from './nodes/identity-groups';
import { rootMessage, rootState, viewWords, type IdentityGroups, type TreeState } from './nodes/state';
import { nodesOfApp, nodesOfApps, nodesToRedraw } from './redraw';

export interface AppsViewDependencies {
  readonly estate: Estate;
  readonly inventory: Inventory;
  readonly operations: RunningOperations;
  readonly judge: LiveJudge;
  readonly links: Pick<KnownLinks, 'of' | 'onDidChange'>;
  readonly debugging: Pick<KnownDebugging, 'get' | 'look' | 'onDidChange'>;
  readonly redactor: Pick<Redactor, 'harmless'>;
  readonly groupBy: Grouping;
  /** What was there last time, until it is read again. */
  readonly lastTime?: Pick<LastTimeKeeper, 'lastTime' | 'onDidChange' | 'read'>;
  readonly now: () => number;
  /** Whether this runs in a browser, where nothing opens sockets. */
  readonly inBrowser?: boolean;
}

/**
 * The Apps view: draws the snapshot and asks the inventory for what is looked at. Nothing is read from Azure before
 * the view was visible once. Drawing itself reads the snapshot and nothing else; what it was asked for is loaded after it.
 */
export class AppsView implements TreeDataProvider<Node>, Disposable {
  readonly #deps: AppsViewDependencies;
  readonly #owned = new DisposableStore();
  readonly #drawn = this.#owned.add(new DrawnNodes(() => ({ state: this.#state(), deps: this.#deps })));
  #groupBy: Grouping;
  #filter = '';
  #sandbox = false;
  readonly #context = new SaidContext();
  readonly #doors: DebuggingDoors;
  #known: TreeState | undefined;
  #knownOf: { readonly now: EstateSnapshot; readonly last: LastTime | undefined } | undefined;
  #seen = false;
  readonly #ticker = this.#owned.add(
    new Ticker(() => {
      this.#redrawNodes(this.#deps.operations.all.flatMap(({ app }) => this.#nodesOf(app)));
    }),
  );
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
    this.#owned.add(
      deps.links.onDidChange((apps) => {
        this.#redrawNodes(nodesOfApps(apps, this.#drawn.byId));
      }),
    );
    this.#doors = new DebuggingDoors(deps);
    this.#owned.add(
      deps.debugging.onDidChange((deployment) => {
        this.#redrawNodes(nodesTelling(deployment, this.#drawn.byId.values()));
      }),
    );
    const { lastTime } = deps;
    if (lastTime !== undefined) this.#owned.add(lastTime.onDidChange(this.#recalled.bind(this)));
    this.#sayContext();
  }

  /** The services that stand open. */
  get openServices(): ReadonlySet<ResourceKey> {
    return this.#drawn.openServices;
  }

  /** Puts the tree into the window. Without it (in tests) the provider can be asked directly. */
  show(place: LateView<Node>): void {
    const view = place.fill(this);
    this.#view = view;
    this.#describe();
    this.#owned.add(this.#drawn.follow(view, this));
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
    const is = { sandbox: this.#sandbox, inBrowser: this.#deps.inBrowser, filter: this.#filter };
    this.#view.description = this.#harmless(viewWords(is, l10n.t));
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
      void this.#deps.lastTime?.read();
      this.#load();
    }
    this.#tickWhileNeeded();
  }

  expanded(node: Node): void {
    this.#drawn.setOpen(node, true);
    if (node.kind === 'app') this.#context.say(contextKeys.sawApp, true);
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
    return this.#drawn.itemOf(node);
  }

  getParent(node: Node): Node | undefined {
    return this.#drawn.parentOf(node);
  }

  /** The same object until something it is made of changes, so that what was worked out of it is kept. */
  #state(): TreeState {
    const { estate, lastTime } = this.#deps;
    const known = this.#known;
    const isSame = this.#knownOf?.now === estate.snapshot && this.#knownOf.last === lastTime?.lastTime;
    if (known !== undefined && isSame && known.filter === this.#filter && known.groupBy === this.#groupBy)
      return known;
    this.#knownOf = { now: estate.snapshot, last: lastTime?.lastTime };
    const { snapshot, remembered } = drawnEstate(this.#knownOf);
    const filter = this.#filter;
    let groups: IdentityGroups | undefined;
    let use: IdentityUse | undefined;
    return (this.#known = {
      snapshot,
      remembered,
      operationOf: (app) => this.#deps.operations.get(app),
      debuggingOf: (deployment) => this.#deps.debugging.get(deployment),
      linksOf: (app) => this.#deps.links.of(app),
      // What was there last time is judged when it is read again.
      findingsOf: (found) =>
        remembered?.apps.has(resourceKey(found.service)) === true ? [] : this.#deps.judge.findingsOf(found),
      groupBy: this.#groupBy,
      filter,
      groups: () => (groups ??= groupApps(snapshot, filter)),
      use: () => (use ??= identityUse(snapshot)),
    });
  }

  /** What stood open last time stands open again, and is read first. */
  #recalled(): void {
    this.#drawn.openAgain(this.#deps.lastTime?.lastTime);
    this.#redrawAll();
    if (this.#seen) this.#load();
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
    this.#doors.look(open);
    const state = { ...this.#state(), snapshot: estate.snapshot };
    for (const branch of branchesMissing(open, state)) void inventory.open(branch);
    for (const branch of branchesOfRoot(state)) void inventory.open(branch);
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
    return nodesOfApp(app, this.#drawn.byId, this.#groupBy);
  }

  /** The seconds of a running change are the only thing that ticks, and only while somebody may look. */
  #tickWhileNeeded(): void {
    this.#ticker.needed = this.#deps.operations.all.length > 0 && (this.#view?.visible ?? false);
  }

  #sayContext(): void {
    this.#context.say(contextKeys.rootState, rootState(this.#state()));
    this.#context.say(contextKeys.filtered, this.#filter !== '');
    this.#context.say(contextKeys.groupBy, this.#groupBy);
    if (this.#view === undefined) return;
    const message = this.#harmless(rootMessage(this.#deps.estate.snapshot.reach, l10n.t));
    // Here, too, VS Code would make links of what Azure says.
    if (this.#view.message !== message) this.#view.message = this.#harmless(message);
  }

  #harmless(text: string): string {
    return this.#deps.redactor.harmless(text);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
