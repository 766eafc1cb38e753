import type { Text } from '../lifecycle/text';
import type { Report, Sheet } from './report';
import { english, type Speech } from './speech';

/**
 * A report as JSON for other programs: `{title, blocks, rows?}` as the types of `report.ts` have them, with each `Text` as a string of
 * English, and each row of the sheet as an object by the keys of its columns.
 */
export function asJson({ title, blocks, sheet }: Report, speech: Speech = english): string {
  const value = {
    title: speech.line(title),
    blocks: blocks.map((block) => spoken(block, speech)),
    ...(sheet !== undefined && { rows: rowsOf(sheet, speech) }),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function rowsOf({ columns, rows }: Sheet, speech: Speech): readonly Readonly<Record<string, string>>[] {
  return rows.map((cells) =>
    Object.fromEntries(columns.map(({ key }, i) => [key, speech.line(cells[i] ?? '')])),
  );
}

/** Every `Text` and every string in it as people would read it; code keeps its lines. */
function spoken(value: unknown, speech: Speech): unknown {
  if (typeof value === 'string') return speech.line(value);
  if (Array.isArray(value)) return value.map((one) => spoken(one, speech));
  if (typeof value !== 'object' || value === null) return value;
  if (isText(value)) return speech.line(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === 'code' && typeof one === 'string' ? speech.code(one) : spoken(one, speech),
    ]),
  );
}

function isText(value: object): value is Text {
  return 'template' in value && 'args' in value;
}
