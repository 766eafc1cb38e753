import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Redactor } from '../../lifecycle/log';
import { commandId, commands } from '../contributions';
import type { Look, Tooltip } from './looks/look';
import type { Node } from './nodes/node';

/** A look as VS Code's tree item. The node travels along as the argument of its click command. */
export function decorate(node: Node, look: Look, redactor: Pick<Redactor, 'harmless'>): TreeItem {
  const harmless = (text: string) => redactor.harmless(text);
  const item = new TreeItem(harmless(look.label), folds[look.fold]);
  item.id = node.id;
  if (look.description !== undefined) item.description = harmless(look.description);
  const { id, color } = look.icon;
  item.iconPath = color === undefined ? new ThemeIcon(id) : new ThemeIcon(id, new ThemeColor(color));
  item.contextValue = [...new Set(look.can)].sort().join(' ');
  item.accessibilityInformation = { label: harmless(look.accessible) };
  item.tooltip = table(look.tooltip, harmless);
  if (look.command !== undefined)
    item.command = {
      command: commandId(look.command),
      title: commands[look.command].title,
      arguments: [node],
    };
  return item;
}

const folds = {
  leaf: TreeItemCollapsibleState.None,
  collapsed: TreeItemCollapsibleState.Collapsed,
  expanded: TreeItemCollapsibleState.Expanded,
} as const;

function table(
  { title, rows = [], notes = [] }: Tooltip,
  harmless: (text: string) => string,
): MarkdownString {
  const escape = (text: string) => escaped(harmless(text));
  const markdown = new MarkdownString();
  markdown.appendMarkdown(`**${escape(title)}**\n\n`);
  const filled = rows.filter(
    (row): row is readonly [string, string] => row[1] !== undefined && row[1] !== '',
  );
  if (filled.length > 0) {
    markdown.appendMarkdown('| | |\n| :-- | :-- |\n');
    for (const [name, value] of filled) markdown.appendMarkdown(`| ${escape(name)} | ${escape(value)} |\n`);
    markdown.appendMarkdown('\n');
  }
  for (const note of notes) if (note !== '') markdown.appendMarkdown(`${escape(note)}\n\n`);
  return markdown;
}

/** Names come from Azure: nothing in them may become a link, an image or a table border. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~&$:]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\s+/g, ' ');
}
