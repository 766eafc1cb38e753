import { commands, l10n, ThemeIcon, TreeItem, Uri, type TreeDataProvider } from 'vscode';
import type { Redactor } from '../../lifecycle/log';
import { commandId, walkthroughIds } from '../contributions';
import { outsideLinks, pagesOf, type OutsideLink, type Page } from '../window/pages';

export type HelpRow =
  | { readonly kind: 'walkthrough'; readonly title: string; readonly id: string }
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'outside'; readonly link: OutsideLink };

/** The view Help: where people who are new, or stuck, go on. It reads nothing from anywhere. */
export class HelpView implements TreeDataProvider<HelpRow> {
  readonly #harmless: Redactor['harmless'];

  constructor(redactor: Pick<Redactor, 'harmless'>) {
    this.#harmless = (text, as) => redactor.harmless(text, as);
  }

  getChildren(parent?: HelpRow): HelpRow[] {
    if (parent !== undefined) return [];
    return [
      { kind: 'walkthrough', title: l10n.t('Get Started'), id: walkthroughIds.start },
      { kind: 'walkthrough', title: l10n.t('The Second Identity, a Trap to Try'), id: walkthroughIds.trap },
      ...pagesOf(l10n.t).map((page) => ({ kind: 'page' as const, page })),
      ...outsideLinks(l10n.t).map((link) => ({ kind: 'outside' as const, link })),
    ];
  }

  getTreeItem(node: HelpRow): TreeItem {
    switch (node.kind) {
      case 'walkthrough':
        return this.#row(node.title, 'mortar-board', {
          command: commandId('learn'),
          arguments: [{ target: { kind: 'walkthrough', id: node.id } }],
        });
      case 'page':
        return this.#row(node.page.title, 'book', {
          command: commandId('learn'),
          arguments: [{ target: { kind: 'page', id: node.page.id } }],
        });
      case 'outside':
        return this.#row(node.link.title, 'link-external', {
          command: 'vscode.open',
          arguments: [Uri.parse(node.link.url, true)],
          tooltip: node.link.url,
        });
    }
  }

  #row(
    title: string,
    icon: string,
    {
      tooltip,
      ...command
    }: { readonly command: string; readonly arguments: unknown[]; readonly tooltip?: string },
  ): TreeItem {
    const item = new TreeItem(this.#harmless(title, 'label'));
    item.iconPath = new ThemeIcon(icon);
    item.command = { ...command, title: this.#harmless(title, 'label') };
    if (tooltip !== undefined) item.tooltip = this.#harmless(tooltip, 'label');
    return item;
  }
}

/** Opens a page as a preview: its links lead on. */
export async function showPage(extension: Uri, { file }: Page): Promise<void> {
  await commands.executeCommand('markdown.showPreview', Uri.joinPath(extension, ...file.split('/')));
}

/** Opens a walkthrough of the extension with the id `extension`. */
export async function showWalkthrough(extension: string, id: string): Promise<void> {
  const open = () => commands.executeCommand('workbench.action.openWalkthrough', `${extension}#${id}`);
  await open();
  // VS Code 1.110 reads the walkthroughs when it opens the first, and shows one of its own instead; the second time it knows ours.
  await open();
}
