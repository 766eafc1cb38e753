import type { Report, Sheet } from './report';
import { english, type Speech } from './speech';

/**
 * A report's sheet as CSV (RFC 4180, UTF-8 without a mark, lines end with CR LF). A cell that a spreadsheet would take for a formula
 * gets an apostrophe in front: names in Azure may be anybody's. `undefined` when the report counts nothing up.
 */
export function asCsv({ sheet }: Pick<Report, 'sheet'>, speech: Speech = english): string | undefined {
  return sheet === undefined ? undefined : sheetAsCsv(sheet, speech);
}

function sheetAsCsv({ columns, rows }: Sheet, speech: Speech): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  return lines.map((cells) => `${cells.map((cell) => csvCell(speech.line(cell))).join(',')}\r\n`).join('');
}

function csvCell(text: string): string {
  const calm = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(calm) ? `"${calm.replaceAll('"', '""')}"` : calm;
}
