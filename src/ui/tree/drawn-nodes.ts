import { EventEmitter, l10n, type TreeDataProvider, type TreeItem, type TreeView } from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import type { Redactor } from '../../lifecycle/log';
import type { LastTime } from '../../estate/last-time';
import { resourceKey, type ResourceKey } from '../../estate/resources';
import { decorate } from './decorate';
import { describe } from './looks/describe';
import { rootId, serviceNode, type Node } from './nodes/node';
import type { TreeState } from './nodes/state';

/** What a node is drawn from. `now` answers in Unix milliseconds. */
interface Drawing {
  readonly state: TreeState;
  readonly deps: { readonly now: () => number; readonly redactor: Pick<Redactor, 'harmless'> };
}

interface Filler {
  visible(visible: boolean): void;
  expanded?(node: Node): void;
}

/** What a view has drawn: nodes by their ids, whose children they are, which stand open, and the wish to draw some anew. */
export class DrawnNodes implements Disposable {
  readonly #drawing: () => Drawing;
  readonly #redraw = new EventEmitter<readonly Node[] | undefined>();
  readonly #drawn = new Map<string, Node>();
  readonly #parents = new Map<string, string>();
  readonly #open = new Map<string, Node>();
  readonly onDidChange = this.#redraw.event as TreeDataProvider<Node>['onDidChangeTreeData'] & object;

  constructor(drawing: () => Drawing) {
    this.#drawing = drawing;
  }

  get byId(): ReadonlyMap<string, Node> {
    return this.#drawn;
  }

  get open(): Iterable<Node> {
    return this.#open.values();
  }

  /** The services that stand open. */
  get openServices(): ReadonlySet<ResourceKey> {
    return new Set([...this.open].flatMap((node) => (node.kind === 'service' ? [node.key] : [])));
  }

  isOpen({ id }: Node): boolean {
    return this.#open.has(id);
  }

  setOpen(node: Node, open: boolean): void {
    if (open) this.#open.set(node.id, node);
    else this.#open.delete(node.id);
  }

  /** Services that stood open last time stand open again. */
  openAgain(last: LastTime | undefined): void {
    for (const services of last?.services.values() ?? [])
      for (const service of services)
        if (last?.open.has(resourceKey(service)) === true) this.setOpen(serviceNode(service), true);
  }

  /** VS Code knows nodes by object: one whose id says everything stays the object it was. */
  keep(nodes: readonly Node[], parent: Node | undefined): Node[] {
    return nodes.map((node) => {
      const drawn = this.#drawn.get(node.id);
      const same = drawn === undefined || carriesData(node) ? node : drawn;
      this.#drawn.set(same.id, same);
      this.#parents.set(same.id, parent?.id ?? rootId);
      return same;
    });
  }

  parentOf({ id }: Node): Node | undefined {
    return this.#drawn.get(this.#parents.get(id) ?? rootId);
  }

  /** A node as VS Code shows it: what stands open is drawn so. */
  itemOf(node: Node): TreeItem {
    const { state, deps } = this.#drawing();
    const look = describe(node, { state, t: l10n.t, now: deps.now() });
    const unfolded = look.fold === 'collapsed' && this.isOpen(node);
    return decorate(node, unfolded ? { ...look, fold: 'expanded' } : look, deps.redactor);
  }

  /** Keeps in step with a view in the window, and tells whoever fills it. */
  follow(view: TreeView<Node>, filler: Filler): Disposable {
    const owned = new DisposableStore();
    owned.add(
      view.onDidChangeVisibility(({ visible }) => {
        filler.visible(visible);
      }),
    );
    owned.add(
      view.onDidExpandElement(({ element }) => {
        this.setOpen(element, true);
        filler.expanded?.(element);
      }),
    );
    owned.add(
      view.onDidCollapseElement(({ element }) => {
        this.setOpen(element, false);
      }),
    );
    filler.visible(view.visible);
    return owned;
  }

  redraw(nodes: readonly Node[]): void {
    if (nodes.length > 0) this.#redraw.fire(nodes);
  }

  redrawAll(): void {
    this.#drawn.clear();
    this.#parents.clear();
    this.#redraw.fire(undefined);
  }

  dispose(): void {
    this.#redraw.dispose();
  }
}

const kindsWithData: ReadonlySet<Node['kind']> = new Set([
  ...(['finding', 'role', 'policy', 'store-grant', 'grant-target', 'credential', 'user'] as const),
  ...(['tenant', 'failed', 'notice', 'identity', 'folder-link'] as const),
]);

function carriesData(node: Node): boolean {
  return kindsWithData.has(node.kind);
}
