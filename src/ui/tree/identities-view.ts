import type { TreeDataProvider, TreeItem } from 'vscode';
import { identityUse, type IdentityUse } from '../../estate/lookup';
import type { EstateChange, Touched } from '../../estate/frozen/snapshot';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { AfterBurst } from '../after-burst';
import type { AppsViewDependencies } from './apps-view';
import { branchesMissing, identityBranches } from './demand';
import type { LateView } from '../window/late/late-view';
import { DrawnNodes } from './drawn-nodes';
import { childrenOf } from './nodes/children';
import { groupApps } from './nodes/identity-groups';
import type { Node } from './nodes/node';
import { identitiesRoot } from './nodes/own-identities';
import type { TreeState } from './nodes/state';
import { nodesToRedraw } from './redraw';

/** Lists come in bursts, a service at a time; who uses what is worked out once for all that came meanwhile. Milliseconds. */
const gatherMs = 100;

/**
 * The Identities view: every user-assigned identity, with who uses it, who outside Azure may become it, and what it may do. Like the Apps
 * view it reads nothing before it was visible once, and draws the same snapshot.
 */
export class IdentitiesView implements TreeDataProvider<Node>, Disposable {
  readonly #deps: Omit<AppsViewDependencies, 'groupBy' | 'debugging' | 'links'>;
  readonly #owned = new DisposableStore();
  readonly #drawn = this.#owned.add(new DrawnNodes(() => ({ state: this.#state(), deps: this.#deps })));
  #known: TreeState | undefined;
  #roots: readonly string[] = [];
  #touched: Touched[] = [];
  readonly #caughtUp = this.#owned.add(
    new AfterBurst(gatherMs, () => {
      this.#catchUp();
    }),
  );
  #seen = false;
  readonly onDidChangeTreeData = this.#drawn.onDidChange;

  constructor(deps: Omit<AppsViewDependencies, 'groupBy' | 'debugging' | 'links'>) {
    this.#deps = deps;
    this.#owned.add(deps.estate.onDidChange(this.#estateChanged.bind(this)));
    this.#owned.add(
      deps.judge.onDidChange((apps) => {
        const wanted = apps === 'all' ? undefined : new Set(apps);
        this.#drawn.redraw(
          [...this.#drawn.byId.values()].filter(
            (node) => node.kind === 'app' && (wanted === undefined || wanted.has(node.app)),
          ),
        );
      }),
    );
  }

  /** Puts the tree into the window. Without it (in tests) the provider can be asked directly. */
  show(place: LateView<Node>): void {
    this.#owned.add(this.#drawn.follow(place.fill(this), this));
  }

  visible(visible: boolean): void {
    if (!visible || this.#seen) return;
    this.#seen = true;
    this.#load();
    this.#drawn.redrawAll();
  }

  getChildren(parent?: Node): readonly Node[] & Node[] {
    if (parent !== undefined)
      queueMicrotask(() => {
        this.#load([parent]);
      });
    const nodes = parent === undefined ? identitiesRoot(this.#state()) : childrenOf(parent, this.#state());
    if (parent === undefined) this.#roots = nodes.map(({ id }) => id);
    return this.#drawn.keep(nodes, parent);
  }

  getTreeItem(node: Node): TreeItem {
    return this.#drawn.itemOf(node);
  }

  getParent(node: Node): Node | undefined {
    return this.#drawn.parentOf(node);
  }

  #state(): TreeState {
    const { snapshot } = this.#deps.estate;
    if (this.#known?.snapshot === snapshot) return this.#known;
    let use: IdentityUse | undefined;
    return (this.#known = {
      snapshot,
      operationOf: (app) => this.#deps.operations.get(app),
      findingsOf: (found) => this.#deps.judge.findingsOf(found),
      groupBy: 'subscription',
      filter: '',
      groups: () => groupApps(snapshot, ''),
      use: () => (use ??= identityUse(snapshot)),
    });
  }

  #estateChanged({ touched }: EstateChange): void {
    if (!this.#seen) return;
    this.#touched.push(...touched);
    this.#caughtUp.ask();
  }

  #catchUp(): void {
    const touched = this.#touched;
    this.#touched = [];
    this.#load();
    const state = this.#state();
    const change: EstateChange = { snapshot: state.snapshot, touched };
    const nodes = touched.some(changesUse) ? undefined : nodesToRedraw(change, this.#drawn.byId, state);
    const roots = identitiesRoot(state).map(({ id }) => id);
    const isSame = roots.length === this.#roots.length && roots.every((id, i) => id === this.#roots[i]);
    if (nodes === undefined || !isSame) this.#drawn.redrawAll();
    else this.#drawn.redraw(nodes);
  }

  /** Starts what visible and open nodes lack; who is used by nobody is known only when all identities are listed. */
  #load(open: Iterable<Node> = this.#drawn.open): void {
    const { inventory, estate } = this.#deps;
    if (estate.snapshot.reach.state === 'absent') void inventory.open({ kind: 'reach' });
    for (const branch of identityBranches(estate.snapshot)) void inventory.open(branch);
    for (const branch of branchesMissing(open, this.#state())) void inventory.open(branch);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** Whether a change may concern who uses which identity. */
function changesUse({ kind }: Touched): boolean {
  return ['everything', 'subscription', 'service', 'app'].includes(kind);
}
