import { TreeItem } from 'vscode';
import type { Redactor } from '../lifecycle/log';

/** What is said of something, as a name and a value. */
export type Row = readonly [name: string, value: string];

/** A row as a node of its own. */
export function rowItem([name, value]: Row, harmless: Redactor['harmless']): TreeItem {
  const item = new TreeItem(harmless(name));
  item.description = harmless(value, 'label');
  item.tooltip = harmless(value, 'lines');
  item.accessibilityInformation = { label: harmless(`${name}: ${value}`) };
  return item;
}

/** Rows as the lines of a tooltip. */
export function rowLines(rows: readonly Row[]): string {
  return rows.map(([name, value]) => `${name}: ${value}`).join('\n');
}
