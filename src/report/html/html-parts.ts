import { say, type Text } from '../../lifecycle/text';
import { markup } from '../markup';
import type { Part } from '../parts';
import { asSvg } from '../picture/as-svg';
import { lineText, outlineOf } from '../picture/outline';
import { matching, pagesOf } from '../picture/pages';
import type { CodeBlock, Picture, PictureBlock, TableBlock, Words } from '../report';
import { markWords, type Speech } from '../speech';

/** What of a part is looked at. */
export interface PartView {
  /** Counted from 0. */
  readonly page?: number;
  /** Only what holds this text, in any case. */
  readonly find?: string;
}

export interface PartWishes {
  readonly speech: Speech;
  /** On a page of ours: a page at a time, with buttons to turn it. Otherwise whole. */
  readonly live: boolean;
  /** Among the parts of the report. */
  readonly index: number;
  readonly view: PartView;
}

/** A table, a picture or something to copy as HTML. */
export function partMarkup(part: Part, wishes: PartWishes): string {
  switch (part.kind) {
    case 'table':
      return tableMarkup(part, wishes);
    case 'picture':
      return pictureMarkup(part, wishes);
    case 'code':
      return codeMarkup(part, wishes);
  }
}

const rowsOnPage = 100;
/** A table or picture with less than this is seen at a glance. */
const worthSearching = 20;

function tableMarkup({ title, head, rows, missing = [] }: TableBlock, wishes: PartWishes): string {
  const { speech, live, view } = wishes;
  const wanted = rows.filter((row) => row.some((cell) => holds(cell, view.find, speech)));
  const pages = Math.max(1, Math.ceil(wanted.length / rowsOnPage));
  const page = Math.min(view.page ?? 0, pages - 1);
  const shown = live ? wanted.slice(page * rowsOnPage, (page + 1) * rowsOnPage) : wanted;
  const words = (text: Words): string => markup(speech.line(text));
  const said = missing.map(
    (line) => `<li><strong class="mark">${words(markWords.unknown)}</strong> ${words(line)}</li>`,
  );
  const headCells = head.map((cell) => `<th scope="col">${words(cell)}</th>`).join('');
  const body = shown.map(
    (row) =>
      `<tr>${row
        .map((cell, i) => (i === 0 ? `<th scope="row">${words(cell)}</th>` : `<td>${words(cell)}</td>`))
        .join('')}</tr>`,
  );
  const caption = title === undefined ? '' : `<caption>${words(title)}</caption>`;
  const table = `<table>${caption}<thead><tr>${headCells}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
  const none =
    wanted.length === 0 && missing.length + (view.find ?? '').length === 0
      ? `<p>${title === undefined ? '' : `<strong>${words(title)}:</strong> `}${words(nothing)}</p>`
      : '';
  return [
    said.length === 0 ? '' : `<ul class="missing">${said.join('')}</ul>`,
    tools(wishes, { page, pages, title, worth: rows.length > worthSearching }),
    none === '' && rows.length > 0 ? region(table, '', title, speech) : none,
  ].join('');
}

const nothing = say('None.');

function pictureMarkup({ title, picture }: PictureBlock, wishes: PartWishes): string {
  const { speech, live, index, view } = wishes;
  const wanted =
    (view.find ?? '') === ''
      ? picture
      : matching(
          picture,
          ({ label, detail = '' }) => holds(label, view.find, speech) || holds(detail, view.find, speech),
        );
  const pages = pagesOf(wanted);
  const page = Math.min(view.page ?? 0, pages.count - 1);
  const drawn = live ? [page] : [...Array(Math.min(pages.count, mostInDocument)).keys()];
  const drawings = drawn.map((one) => {
    const id = `picture-${index}-${one}`;
    const svg = asSvg(pages.page(one), { title, speech, id });
    return region(svg, 'picture', title, speech);
  });
  const left =
    drawn.length < pages.count && !live
      ? `<p>${markup(speech.line(say('Page {0} of {1}: what is not drawn stands in the tables.', drawn.length, pages.count)))}</p>`
      : '';
  return [
    `<figure><figcaption>${markup(speech.line(title))}</figcaption>`,
    tools(wishes, {
      page,
      pages: pages.count,
      title,
      worth: picture.nodes.length > worthSearching,
      zooms: true,
    }),
    ...drawings,
    left,
    `<details><summary>${markup(speech.line(say('The picture in words')))}</summary>`,
    outlineMarkup(live ? pages.page(page) : wanted, speech),
    '</details></figure>',
  ].join('\n');
}

/** Pages of a picture in a file of its own. */
const mostInDocument = 10;

function outlineMarkup(picture: Picture, speech: Speech): string {
  const { lines, complete } = outlineOf(picture);
  let text = '';
  let depth = -1;
  for (const line of lines) {
    if (line.depth > depth) text += '<ul>';
    else text += `</li>${'</ul></li>'.repeat(depth - line.depth)}`;
    depth = line.depth;
    text += `<li>${lineText(line, (words) => markup(speech.line(words)))}`;
  }
  text += `</li>${'</ul></li>'.repeat(Math.max(0, depth))}</ul>`;
  if (lines.length === 0) return `<p>${markup(speech.line(nothing))}</p>`;
  return complete ? text : `${text}<p>${markup(speech.line(moreInTables))}</p>`;
}

const moreInTables = say('There is more than this list shows: see the tables.');

function codeMarkup({ title, code }: CodeBlock, { speech, live, index }: PartWishes): string {
  const words = markup(speech.line(title ?? say('To copy')));
  const button = live
    ? `<div class="tools"><button type="button" data-copy="${index}">${markup(speech.line(say('Copy')))}</button></div>`
    : '';
  return `<figure><figcaption>${words}</figcaption>${button}<pre tabindex="0" role="region" aria-label="${words}"><code>${markup(speech.code(code))}</code></pre></figure>`;
}

interface ToolWishes {
  readonly page: number;
  readonly pages: number;
  readonly title: Text | undefined;
  readonly worth: boolean;
  readonly zooms?: boolean;
}

function tools(
  { speech, live, index, view }: PartWishes,
  { page, pages, title, worth, zooms }: ToolWishes,
): string {
  const words = (text: Text): string => markup(speech.line(text));
  const name = title ?? say('Table');
  const button = (does: string, text: Text, off = false): string =>
    `<button type="button" ${does}${off ? ' disabled' : ''}>${words(text)}</button>`;
  const all = [
    ...(worth
      ? [
          `<label>${words(say('Find'))} <input type="search" data-find value="${markup(view.find ?? '')}"></label>`,
        ]
      : []),
    ...(pages > 1
      ? [
          button(`data-turn="${page - 1}"`, say('Previous Page'), page === 0),
          `<span>${words(say('Page {0} of {1}', page + 1, pages))}</span>`,
          button(`data-turn="${page + 1}"`, say('Next Page'), page === pages - 1),
        ]
      : []),
    ...(zooms === true
      ? [
          button('data-zoom="in"', say('Zoom In')),
          button('data-zoom="out"', say('Zoom Out')),
          button('data-zoom="fit"', say('Fit')),
        ]
      : []),
  ];
  if (!live || all.length === 0) return '';
  return `<div class="tools" role="group" aria-label="${words(name)}" data-index="${index}">${all.join('')}</div>`;
}

/** Something that may be wider than the page: it scrolls by itself, by keyboard too. */
function region(inner: string, look: string, title: Text | undefined, speech: Speech): string {
  const name = markup(speech.line(title ?? say('Table')));
  return `<div class="${`scroll ${look}`.trim()}" tabindex="0" role="region" aria-label="${name}">${inner}</div>`;
}

function holds(words: Words, find: string | undefined, speech: Speech): boolean {
  return find === undefined || find === '' || speech.line(words).toLowerCase().includes(find.toLowerCase());
}
