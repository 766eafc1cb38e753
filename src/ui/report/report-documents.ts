import {
  CodeLens,
  commands,
  EventEmitter,
  l10n,
  languages,
  Range,
  Uri,
  window,
  workspace,
  type CodeLensProvider,
  type TextDocument,
  type TextDocumentContentProvider,
} from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import type { Redactor } from '../../lifecycle/log';
import { reportFolder, reportScheme } from '../contributions';
import type { TextPage } from '../text-page';

/** Only buttons of an open report call it, so it is not contributed. */
const pressCommand = 'springIdentity.report.press';

/** Read-only tabs that show reports, with their remedies as buttons between the lines. Gone with the window. */
export class ReportDocuments implements TextDocumentContentProvider, CodeLensProvider, Disposable {
  readonly #owned = new DisposableStore();
  readonly #lensesChanged = this.#owned.add(new EventEmitter<void>());
  readonly #pages = new Map<string, TextPage>();
  readonly #harmless: Redactor['harmless'];
  #count = 0;
  readonly onDidChangeCodeLenses = this.#lensesChanged.event;

  constructor(redactor: Pick<Redactor, 'harmless'>) {
    this.#harmless = (text, as) => redactor.harmless(text, as);
    this.#owned.add(workspace.registerTextDocumentContentProvider(reportScheme, this));
    this.#owned.add(languages.registerCodeLensProvider({ scheme: reportScheme }, this));
    this.#owned.add(
      commands.registerCommand(pressCommand, async (id: unknown, index: unknown) => {
        await this.#press(id, index);
      }),
    );
    this.#owned.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme !== reportScheme || isPreview(uri)) return;
        this.#pages.get(uri.query)?.end?.();
        this.#pages.delete(uri.query);
      }),
    );
  }

  /** Opens a report in a tab of its own: two answers to one question are to be compared. */
  async show(page: TextPage): Promise<void> {
    this.#count += 1;
    const id = String(this.#count);
    this.#pages.set(id, page);
    const document = await workspace.openTextDocument(
      uriOf({ ...page, name: this.#harmless(page.name) }, id),
    );
    await window.showTextDocument(document, { preview: false });
  }

  /** Lets go of what reports hold on to, because the sign-in changed; their text stays. */
  release(): void {
    for (const page of this.#pages.values()) page.end?.();
  }

  provideTextDocumentContent(uri: Uri): string {
    const page = this.#pages.get(uri.query);
    // After a window reload the tab comes back, but nothing of the report was kept.
    if (page === undefined) return `${l10n.t('Reports are not kept. Ask again.')}\n`;
    return this.#harmless(isPreview(uri) ? page.markdown : page.text, 'lines');
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const page = this.#pages.get(uri.query);
    if (page === undefined || isPreview(uri)) return [];
    const lens = (line: number, title: string, index: number) =>
      new CodeLens(new Range(line, 0, line, 0), {
        title: this.#harmless(title, 'label'),
        command: pressCommand,
        arguments: [uri.query, index],
      });
    return [
      ...page.buttons.map(({ line, title }, index) => lens(line, title, index)),
      lens(0, l10n.t('Open Preview'), -1),
    ];
  }

  async #press(id: unknown, index: unknown): Promise<void> {
    const page = typeof id === 'string' ? this.#pages.get(id) : undefined;
    if (page === undefined || typeof index !== 'number') return;
    if (index >= 0) await page.buttons[index]?.press();
    else await commands.executeCommand('markdown.showPreview', previewOf(uriOf(page, String(id))));
  }

  dispose(): void {
    this.release();
    this.#pages.clear();
    this.#owned.dispose();
  }
}

function uriOf({ name }: TextPage, id: string): Uri {
  const path = `/${reportFolder}/${name.replaceAll('/', ' ')}`;
  return Uri.from({ scheme: reportScheme, path, query: id });
}

/** The same report as Markdown: VS Code opens a preview only of what is called so. */
function previewOf(report: Uri): Uri {
  return report.with({ path: `${report.path}.md` });
}

function isPreview({ path }: Uri): boolean {
  return path.endsWith('.md');
}
