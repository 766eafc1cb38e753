import { say } from '../lifecycle/text';
import { asCsv } from './as-csv';
import { asDocument } from './html/as-html';
import { asJson } from './as-json';
import { asMarkdown } from './as-markdown';
import { asText } from './as-text';
import { partsOf } from './parts';
import { asSvg } from './picture/as-svg';
import { pagesOf } from './picture/pages';
import type { Report } from './report';
import { english, type Speech } from './speech';

/** The forms a report can be written to a file in, with the ending of such files. */
export const exportFormats = {
  text: 'txt',
  json: 'json',
  markdown: 'md',
  html: 'html',
  svg: 'svg',
  csv: 'csv',
} as const;

export type ExportFormat = keyof typeof exportFormats;

export function isExportFormat(text: string): text is ExportFormat {
  return Object.hasOwn(exportFormats, text);
}

/** A report in one of these forms; `undefined` when it has no picture (SVG), or nothing it counts up (CSV). */
export function exported(report: Report, format: ExportFormat, speech: Speech = english): string | undefined {
  switch (format) {
    case 'text':
      return asText(report, speech);
    case 'json':
      return asJson(report, speech);
    case 'markdown':
      return asMarkdown(report, speech);
    case 'html':
      return asDocument(report, { speech });
    case 'csv':
      return asCsv(report, speech);
    case 'svg':
      return pictureFile(report, speech);
  }
}

/** A drawing with more boxes than this is drawn in part: whoever opens it could not find their way in it. */
const mostBoxes = 2_000;

function pictureFile(report: Report, speech: Speech): string | undefined {
  const part = partsOf(report).find(({ kind }) => kind === 'picture');
  if (part?.kind !== 'picture') return undefined;
  const pages = pagesOf(part.picture, mostBoxes);
  const whole = pages.count === 1;
  const title = whole ? report.title : say('{0}, part 1 of {1}', speech.line(report.title), pages.count);
  const svg = asSvg(whole ? part.picture : pages.page(0), { title, speech, id: 'picture', alone: true });
  return `${svg}\n`;
}
