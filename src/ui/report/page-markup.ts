import { asFragment } from '../../report/html/as-html';
import { pageOf } from '../../report/html/page';
import { markup } from '../../report/markup';
import type { Report } from '../../report/report';
import type { Speech } from '../../report/speech';
import { reportStyle } from '../../report/html/style';
import type { Translate } from '../words';

export interface PageWishes {
  readonly speech: Speech;
  readonly t: Translate;
  readonly language: string;
  /** Of the script of the page. */
  readonly script: string;
  /** Fresh for every page: only what carries it is run or styled. */
  readonly nonce: string;
  /** With a button that leads to a page about it. */
  readonly learnMore: boolean;
}

/** A report as the whole page of a tab. */
export function pageMarkup(
  report: Report,
  { speech, t, language, script, nonce, learnMore }: PageWishes,
): string {
  return pageOf({
    language,
    policy: `style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'`,
    title: speech.line(report.title),
    head: [`<style nonce="${nonce}">${windowColours}${reportStyle}</style>`],
    body: [
      header(t, learnMore),
      `<main>\n${asFragment(report, { speech, live: true })}\n</main>`,
      '<p class="said" role="status"></p>',
      `<script nonce="${nonce}" src="${markup(script)}"></script>`,
    ],
  });
}

function header(t: Translate, learnMore: boolean): string {
  const button = (name: string, text: string): string =>
    `<button type="button" data-${name}>${markup(text)}</button>`;
  const buttons = [
    ...(learnMore ? [button('learn', t('Learn More'))] : []),
    button('markdown', t('Copy as Markdown')),
    button('export', t('Export...')),
  ];
  return `<header class="buttons">${buttons.join('')}</header>`;
}

/** The colours of the window's theme; those after the comma are for themes that leave one out. */
const windowColours = `
:root {
  --report-font: var(--vscode-font-family, sans-serif);
  --report-code-font: var(--vscode-editor-font-family, monospace);
  --report-ground: var(--vscode-editor-background, Canvas); --report-ink: var(--vscode-editor-foreground, CanvasText);
  --report-dim: var(--vscode-descriptionForeground, var(--report-ink)); --report-line: var(--vscode-contrastBorder, var(--vscode-descriptionForeground, CanvasText));
  --report-box: var(--vscode-editorWidget-background, var(--report-ground)); --report-link: var(--vscode-textLink-foreground, LinkText);
  --report-button: var(--vscode-button-background, var(--report-ground)); --report-button-ink: var(--vscode-button-foreground, var(--report-ink));
  --report-button-edge: var(--vscode-contrastBorder, var(--vscode-button-border, transparent));
  --report-good: var(--vscode-testing-iconPassed, var(--vscode-charts-green, var(--report-ink))); --report-info: var(--vscode-editorInfo-foreground, var(--report-ink));
  --report-warning: var(--vscode-editorWarning-foreground, var(--report-ink)); --report-error: var(--vscode-editorError-foreground, var(--report-ink));
  --report-focus: var(--vscode-focusBorder, Highlight);
}
header.buttons { justify-content: flex-end; margin: 0; padding: 0.5rem 1.5rem 0; }
`;
