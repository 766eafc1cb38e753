import {
  EventEmitter,
  window,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  type TreeViewOptions,
} from 'vscode';
import { DisposableStore, type Disposable } from '../../../lifecycle/disposable-store';

/** A view in the window whose rows are loaded when somebody first looks at it: VS Code asks for none of a view that is out of sight. */
export class LateView<Node> implements TreeDataProvider<Node>, Disposable {
  readonly #owned = new DisposableStore();
  readonly #redraw = this.#owned.add(new EventEmitter<Node | Node[] | undefined>());
  readonly #view: TreeView<Node>;
  readonly #load: () => Promise<unknown>;
  #rows: TreeDataProvider<Node> | undefined;
  readonly onDidChangeTreeData = this.#redraw.event;

  /** `load` ends when the view is filled. */
  constructor(
    id: string,
    load: () => Promise<unknown>,
    options: Omit<TreeViewOptions<Node>, 'treeDataProvider'> = {},
  ) {
    this.#load = load;
    this.#view = this.#owned.add(window.createTreeView(id, { ...options, treeDataProvider: this }));
  }

  /** Shows these rows. They end with whoever made them, the view with the window. */
  fill(rows: TreeDataProvider<Node>): TreeView<Node> {
    this.#rows = rows;
    const redrawn = rows.onDidChangeTreeData?.((nodes) => {
      this.#redraw.fire(nodes ?? undefined);
    });
    if (redrawn !== undefined) this.#owned.add(redrawn);
    return this.#view;
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    if (this.#rows === undefined) await this.#load();
    return (await this.#rows?.getChildren(parent)) ?? [];
  }

  getTreeItem(node: Node): TreeItem | Thenable<TreeItem> {
    if (this.#rows === undefined) throw new Error('There is no row before the view is filled.');
    return this.#rows.getTreeItem(node);
  }

  getParent(node: Node): ReturnType<NonNullable<TreeDataProvider<Node>['getParent']>> {
    return this.#rows?.getParent?.(node);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
