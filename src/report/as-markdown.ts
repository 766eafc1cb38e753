import { say } from '../lifecycle/text';
import { lineText, outlineOf } from './picture/outline';
import type { Block, Picture, Report, TableBlock, Words } from './report';
import { english, markWords, type Speech } from './speech';

/** A report as Markdown. What stands in a value is shown as it stands: it makes no heading, cell, link, picture or HTML. */
export function asMarkdown({ title, blocks }: Report, speech: Speech = english): string {
  const words = (text: Words): string => inert(speech.line(text));
  const parts = [`# ${words(title)}`, ...blocks.map((block) => new Writer(speech, words, 2).block(block))];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

class Writer {
  readonly #speech: Speech;
  readonly #words: (text: Words) => string;
  readonly #level: number;

  /** Headings begin at `level`. */
  constructor(speech: Speech, words: (text: Words) => string, level: number) {
    this.#speech = speech;
    this.#words = words;
    this.#level = Math.min(level, 6);
  }

  block(block: Block): string {
    const words = this.#words;
    switch (block.kind) {
      case 'paragraph':
        return words(block.text);
      case 'verdicts':
        return this.#titled(block.title, list(block.verdicts.flatMap((verdict) => this.#verdict(verdict))));
      case 'facts':
        return this.#titled(
          block.title,
          table(
            ['', ''],
            block.facts.map(({ name, value }) => [words(name), words(value)]),
          ),
        );
      case 'table':
        return this.#titled(block.title, this.#table(block));
      case 'list':
        return this.#titled(
          block.title,
          list(
            block.items.map((item, i) => ({ depth: 0, text: words(item), number: block.ordered && i + 1 })),
          ),
        );
      case 'code':
        return this.#titled(block.title, fenced(this.#speech.code(block.code), block.language));
      case 'picture':
        return this.#titled(block.title, this.#picture(block.picture));
      case 'buttons':
        return '';
      case 'folded':
      case 'section':
        return this.#section(block);
    }
  }

  #verdict({
    mark,
    text,
    evidence = [],
  }: Extract<Block, { kind: 'verdicts' }>['verdicts'][number]): readonly Item[] {
    return [
      { depth: 0, text: `**${this.#words(markWords[mark])}:** ${this.#words(text)}` },
      ...evidence.map((line) => ({ depth: 1, text: this.#words(line) })),
    ];
  }

  #section({ title, blocks }: { readonly title: Words; readonly blocks: readonly Block[] }): string {
    const inner = new Writer(this.#speech, this.#words, this.#level + 1);
    return [this.#heading(title), ...blocks.map((block) => inner.block(block))]
      .filter((part) => part !== '')
      .join('\n\n');
  }

  #table({ head, rows, missing = [] }: TableBlock): string {
    const said = list(
      missing.map((line) => ({
        depth: 0,
        text: `**${this.#words(markWords.unknown)}:** ${this.#words(line)}`,
      })),
    );
    const cells = (row: readonly Words[]): readonly string[] => row.map(this.#words);
    const none = missing.length === 0 ? this.#words(say('None.')) : '';
    const body = rows.length === 0 ? none : table(cells(head), rows.map(cells));
    return [said, body].filter((part) => part !== '').join('\n\n');
  }

  #picture(picture: Picture): string {
    const { lines, complete } = outlineOf(picture);
    const told = list(lines.map((line) => ({ depth: line.depth, text: lineText(line, this.#words) })));
    return complete
      ? told
      : `${told}\n\n${this.#words(say('There is more than this list shows: see the tables.'))}`;
  }

  #titled(title: Words | undefined, text: string): string {
    return title === undefined ? text : `${this.#heading(title)}\n\n${text}`;
  }

  #heading(title: Words): string {
    return `${'#'.repeat(this.#level)} ${this.#words(title)}`;
  }
}

interface Item {
  readonly depth: number;
  readonly text: string;
  readonly number?: number | false | undefined;
}

function list(items: readonly Item[]): string {
  return items
    .map(({ depth, text, number }) => {
      const sign = number === undefined || number === false ? '-' : `${number}.`;
      return `${'  '.repeat(depth)}${sign} ${text}`;
    })
    .join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => (cell === '' ? ' ' : cell)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Code behind a fence that nothing in it can end. */
function fenced(code: string, language: string): string {
  const longest = (code.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language.replace(/[^\w+#-]/g, '')}`, code, fence].join('\n');
}

/** Any text as Markdown that shows just that text: reports quote what anyone may have written. */
function inert(text: string): string {
  return (
    text
      .replace(/[\r\n\t]+/g, ' ')
      // Blanks at the beginning make code.
      .trim()
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_[\]|~$!]/g, '\\$&')
      // Not a heading or a list.
      .replace(/^([-+=#])/, '\\$1')
      // Not a link: neither by scheme nor by www nor as a mail address.
      .replace(/:\/\//g, ':&#47;&#47;')
      .replace(/\bwww\./gi, 'www&#46;')
      .replace(/@/g, '&#64;')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  );
}
