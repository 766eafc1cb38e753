import { say } from '../lifecycle/text';
import { lineText, outlineOf } from './picture/outline';
import type { Block, Picture, Report, ReportFact, ReportVerdict, TableBlock } from './report';
import { english, markWords, type Speech } from './speech';

/** A report as plain text. Every value stands on one line, so none can forge a line. Ends with a line end. */
export function asText({ title, blocks }: Report, speech: Speech = english): string {
  const parts = [speech.line(title), ...blocks.map((block) => blockText(block, speech))];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function blockText(block: Block, speech: Speech): string {
  switch (block.kind) {
    case 'paragraph':
      return speech.line(block.text);
    case 'verdicts':
      return titled(block, speech, block.verdicts.map((verdict) => verdictText(verdict, speech)).join('\n'));
    case 'facts':
      return titled(block, speech, factsText(block.facts, speech));
    case 'table':
      return titled(block, speech, tableText(block, speech));
    case 'list':
      return titled(
        block,
        speech,
        block.items
          .map((item, i) => `${block.ordered === true ? `${i + 1}.` : '-'} ${speech.line(item)}`)
          .join('\n'),
      );
    case 'code':
      return titled(block, speech, indented(speech.code(block.code), '    '));
    case 'picture':
      return titled(block, speech, pictureText(block.picture, speech));
    case 'buttons':
      return '';
    case 'folded':
    case 'section':
      return [underlined(speech.line(block.title)), ...block.blocks.map((one) => blockText(one, speech))]
        .filter((part) => part !== '')
        .join('\n\n');
  }
}

function titled({ title }: { readonly title?: Report['title'] }, speech: Speech, text: string): string {
  return title === undefined ? text : `${speech.line(title)}\n\n${text}`;
}

function underlined(title: string): string {
  return `${title}\n${'-'.repeat(title.length)}`;
}

function verdictText({ mark, text, evidence = [] }: ReportVerdict, speech: Speech): string {
  return [
    `${speech.line(markWords[mark])}: ${speech.line(text)}`,
    ...evidence.map((line) => `  - ${speech.line(line)}`),
  ].join('\n');
}

function factsText(facts: readonly ReportFact[], speech: Speech): string {
  const rows = facts.map(({ name, value }) => [speech.line(name), speech.line(value)] as const);
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

/** Wider cells push what follows them to the right. */
const widest = 48;

function tableText({ head, rows, missing = [] }: TableBlock, speech: Speech): string {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => speech.line(cell)));
  const widths = head.map((_, i) =>
    lines.reduce((width, cells) => Math.min(widest, Math.max(width, cells[i]?.length ?? 0)), 0),
  );
  const shown = lines.map((cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const [first = '', ...others] = shown;
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const said = missing.map((line) => `${speech.line(markWords.unknown)}: ${speech.line(line)}`);
  const body = rows.length === 0 ? said : [...said, first, rule, ...others];
  return body.length === 0 ? speech.line(say('None.')) : body.join('\n');
}

function pictureText(picture: Picture, speech: Speech): string {
  const { lines, complete } = outlineOf(picture);
  const told = lines.map(
    (line) => `${'  '.repeat(line.depth)}- ${lineText(line, (words) => speech.line(words))}`,
  );
  if (!complete) told.push(speech.line(say('There is more than this list shows: see the tables.')));
  return told.join('\n');
}

function indented(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => `${by}${line}`.trimEnd())
    .join('\n');
}
