import { printable, printableJson } from '../lint/formats/printable';
import type { ExportFormat } from '../report/export';

/** A pipeline takes some lines for commands; names are written by others. */
export function forTerminal(text: string, format: ExportFormat): string {
  if (format === 'json') return printableJson(text);
  if (format === 'html' || format === 'svg') return text.replace(/#(?=#?(?:vso)?\[)/gi, '&#35;');
  const end = format === 'csv' ? '\r\n' : '\n';
  return text
    .split(end)
    .map((line) => printable(line))
    .join(end);
}
