import { say } from '../../lifecycle/text';
import { markup } from '../markup';
import type { Picture, PictureNode, Words } from '../report';
import { notesOf, type Speech } from '../speech';
import { fitted, layOut, type Box, type Layout, type Line } from './layout';
import { pictureStyle, standAloneColours } from './style';

export interface SvgWishes {
  readonly title: Words;
  readonly speech: Speech;
  /** Prefix of the ids in it, which are unique within a page. */
  readonly id: string;
  /** As a file of its own: with its colours, for light and for dark. On a page they come from the page's style. */
  readonly alone?: boolean;
}

/** A picture as SVG, with a title and a description for those who do not see it. Holds no script and refers to nothing outside. */
export function asSvg(picture: Picture, { title, speech, id, alone = false }: SvgWishes): string {
  const layout = layOut(picture, (node) => boxWords(node, speech));
  const { width, height, boxes, lines } = layout;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const space = alone ? ' xmlns="http://www.w3.org/2000/svg"' : '';
  return [
    `<svg${space} class="drawing" role="img" aria-labelledby="${id}-title ${id}-text" ${size}>`,
    `<title id="${id}-title">${markup(speech.line(title))}</title>`,
    `<desc id="${id}-text">${markup(speech.line(described(layout)))}</desc>`,
    ...(alone ? [`<style>${standAloneColours}${pictureStyle}</style>`, ground(layout)] : []),
    `<g class="lines">${lines.map((line) => lineMarkup(line, speech)).join('')}</g>`,
    ...boxes.map(boxMarkup),
    '</svg>',
  ].join('\n');
}

function described({ boxes, lines }: Layout): Words {
  return say('{0} boxes and {1} lines between them, from left to right.', boxes.length, lines.length);
}

function boxWords(node: PictureNode, speech: Speech) {
  const notes = notesOf(node).map((words) => speech.line(words));
  return { label: speech.line(node.label), detail: notes.join(' · ') };
}

function ground({ width, height }: Layout): string {
  return `<rect class="ground" width="${width}" height="${height}"/>`;
}

function boxMarkup({ node, label, detail, x, y, width, height }: Box): string {
  const whole = detail === '' ? label : `${label}\n${detail}`;
  const text = (words: string, line: number, look: string): string =>
    `<text class="${look}" x="${x + 10}" y="${y + line}">${markup(fitted(words, width))}</text>`;
  return [
    `<g class="box ${node.mark ?? 'plain'}">`,
    `<title>${markup(whole)}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5"/>`,
    text(label, 19, 'label'),
    ...(detail === '' ? [] : [text(detail, 36, 'detail')]),
    '</g>',
  ].join('');
}

function lineMarkup({ edge, from, to }: Line, speech: Speech): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const middle = (x1 + x2) / 2;
  const path = `<path d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`;
  if (edge.label === undefined) return path;
  const label = markup(fitted(speech.line(edge.label), 110));
  return `${path}<text class="detail" text-anchor="middle" x="${middle}" y="${(y1 + y2) / 2 - 3}">${label}</text>`;
}
