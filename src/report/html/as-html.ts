import { say, type Text } from '../../lifecycle/text';
import { partMarkup, type PartView } from './html-parts';
import { markup } from '../markup';
import { partsOf } from '../parts';
import { standAloneColours } from '../picture/style';
import type { Block, Report, ReportButton, ReportFact, ReportVerdict, Words } from '../report';
import { english, markWords, type Speech } from '../speech';
import { pageOf } from './page';
import { reportStyle } from './style';

/**
 * A report as a fragment of HTML, every word of it escaped: headings, lists, tables with captions, pictures with words beside them.
 * `live` is a page of ours that answers its buttons (`data-press`, `data-turn`, `data-find`, `data-zoom`, `data-copy`); otherwise all of
 * it stands there, without buttons.
 */
export function asFragment(
  { title, blocks }: Report,
  { speech = english, live = false }: { readonly speech?: Speech; readonly live?: boolean } = {},
): string {
  const parts = new Map(partsOf({ blocks }).map((part, index) => [part as Block, index]));
  const writer = new Writer({ speech, live, indexOf: (block) => parts.get(block) ?? 0 }, 2);
  return `<h1>${markup(speech.line(title))}</h1>\n${writer.all(blocks)}`;
}

/** One part of a live page anew, turned to a page or searched. `undefined` when there is no such part. */
export function asPart(
  report: Report,
  index: number,
  view: PartView,
  speech: Speech = english,
): string | undefined {
  const part = partsOf(report)[index];
  return part && partMarkup(part, { speech, live: true, index, view });
}

/** A report as a file of its own: no script, nothing from elsewhere, light and dark as the reader's system is. */
export function asDocument(
  report: Report,
  { speech = english, language = 'en' }: { readonly speech?: Speech; readonly language?: string } = {},
): string {
  return pageOf({
    language,
    policy: "style-src 'unsafe-inline'",
    title: speech.line(report.title),
    head: [
      '<meta name="color-scheme" content="light dark">',
      `<style>${standAloneColours}${reportStyle}</style>`,
    ],
    body: [`<main>\n${asFragment(report, { speech })}\n</main>`],
  });
}

interface Setting {
  readonly speech: Speech;
  readonly live: boolean;
  readonly indexOf: (block: Block) => number;
}

class Writer {
  readonly #setting: Setting;
  readonly #level: number;

  /** Headings begin at `level`. */
  constructor(setting: Setting, level: number) {
    this.#setting = setting;
    this.#level = Math.min(level, 6);
  }

  all(blocks: readonly Block[]): string {
    return blocks.map((block) => this.#block(block)).join('\n');
  }

  #block(block: Block): string {
    switch (block.kind) {
      case 'paragraph':
        return `<p>${this.#words(block.text)}</p>`;
      case 'verdicts':
        return this.#heading(block.title) + this.#verdicts(block.verdicts);
      case 'facts':
        return this.#heading(block.title) + this.#facts(block.facts);
      case 'list':
        return this.#heading(block.title) + this.#list(block.items, block.ordered);
      case 'table':
      case 'picture':
      case 'code': {
        const { speech, live, indexOf } = this.#setting;
        const index = indexOf(block);
        return `<div data-part="${index}">${partMarkup(block, { speech, live, index, view: {} })}</div>`;
      }
      case 'buttons':
        return this.#buttons(block.buttons);
      case 'folded':
        return `<details><summary>${this.#heading(block.title)}</summary>\n${this.#inner(block.blocks)}\n</details>`;
      case 'section':
        return `<section>${this.#heading(block.title)}\n${this.#inner(block.blocks)}\n</section>`;
    }
  }

  #inner(blocks: readonly Block[]): string {
    return new Writer(this.#setting, this.#level + 1).all(blocks);
  }

  #verdicts(verdicts: readonly ReportVerdict[]): string {
    return `<ul class="verdicts">${verdicts.map((verdict) => this.#verdict(verdict)).join('\n')}</ul>`;
  }

  #verdict({ mark, text, evidence = [], buttons = [] }: ReportVerdict): string {
    const why =
      evidence.length === 0
        ? ''
        : `<details><summary>${this.#words(restsOn)}</summary>${this.#list(evidence)}</details>`;
    return `<li class="verdict ${mark}"><p><strong class="mark">${this.#words(markWords[mark])}</strong> ${this.#words(text)}</p>${this.#buttons(buttons)}${why}</li>`;
  }

  #buttons(buttons: readonly ReportButton[]): string {
    if (!this.#setting.live || buttons.length === 0) return '';
    const all = buttons.map(
      ({ id, title }) => `<button type="button" data-press="${markup(id)}">${this.#words(title)}</button>`,
    );
    return `<div class="buttons">${all.join('')}</div>`;
  }

  #facts(facts: readonly ReportFact[]): string {
    const rows = facts.map(
      ({ name, value }) => `<dt>${this.#words(name)}</dt><dd>${this.#words(value)}</dd>`,
    );
    return `<dl>${rows.join('\n')}</dl>`;
  }

  #list(items: readonly Words[], ordered?: true): string {
    const tag = ordered === true ? 'ol' : 'ul';
    return `<${tag}>${items.map((item) => `<li>${this.#words(item)}</li>`).join('\n')}</${tag}>`;
  }

  #heading(title: Text | undefined): string {
    return title === undefined ? '' : `<h${this.#level}>${this.#words(title)}</h${this.#level}>`;
  }

  #words(words: Words): string {
    return markup(this.#setting.speech.line(words));
  }
}

const restsOn = say('What this rests on');
