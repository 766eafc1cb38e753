import { asMarkdown } from '../../src/report/as-markdown';
import { asText } from '../../src/report/as-text';
import { plainWords, type Block, type ReportButton, type Report } from '../../src/report/report';
import type { ReportPage } from '../../src/ui/window/report-page';

/** A report that a command showed, as a test looks at it. */
export class ShownReport {
  readonly #page: ReportPage;

  constructor(page: ReportPage) {
    this.#page = page;
  }

  get report(): Report {
    return this.#page.report;
  }

  get text(): string {
    return asText(this.report);
  }

  get markdown(): string {
    return asMarkdown(this.report);
  }

  /** In reading order, with the words of the verdict they stand beside. */
  get buttons(): readonly {
    readonly title: string;
    readonly beside: string;
    readonly press: () => Promise<void>;
  }[] {
    return this.report.blocks.flatMap((block) => this.#buttonsOf(block));
  }

  readonly end = (): void => this.#page.end?.();

  #buttonsOf(block: Block): ShownReport['buttons'] {
    const shown = (buttons: readonly ReportButton[], beside: string) =>
      buttons.map(({ id, title }) => ({
        title: plainWords(title),
        beside,
        press: async () => this.#page.press?.(id),
      }));
    if (block.kind === 'buttons') return shown(block.buttons, '');
    if (block.kind === 'verdicts')
      return block.verdicts.flatMap(({ text, buttons = [] }) => shown(buttons, plainWords(text)));
    if (block.kind === 'folded' || block.kind === 'section')
      return block.blocks.flatMap((one) => this.#buttonsOf(one));
    return [];
  }
}
