import { env, l10n, Uri, ViewColumn, window, workspace, type WebviewPanel } from 'vscode';
import type { Disposable } from '../../lifecycle/disposable-store';
import { base64Url } from '../../lifecycle/bytes';
import { Failure } from '../../lifecycle/failure';
import { harmless } from '../../lifecycle/harmless';
import type { Redactor } from '../../lifecycle/log';
import { asFragment, asPart } from '../../report/html/as-html';
import { asMarkdown } from '../../report/as-markdown';
import { pageMessageOf, type PageMessage } from '../../report/html/page-message';
import { buttonsOf, partsOf } from '../../report/parts';
import type { Report } from '../../report/report';
import { speechOf, type Speech } from '../../report/speech';
import { reportViewType } from '../contributions';
import type { Page } from '../window/pages';
import type { ReportPage, Reports, ShownReport } from '../window/report-page';
import { pageMarkup } from './page-markup';

export interface ReportPagesDeps {
  readonly extension: Uri;
  readonly redactor: Pick<Redactor, 'harmless'>;
  /** Exports the report of the tab in front. */
  readonly export: () => Promise<void>;
  readonly learn: (about: Page) => Promise<void>;
  /** Gives a file these bytes, whole or not at all; why not, as an end of "was not changed: ...". None where VS Code has all files. */
  readonly store: ((file: string, bytes: Uint8Array) => { readonly why: string } | undefined) | undefined;
}

/** Reports in tabs of their own. They are not kept: a tab is gone with its window. */
export class ReportPages implements Reports, Disposable {
  readonly #open = new Set<OpenReport>();
  readonly #deps: ReportPagesDeps;
  readonly #speech: Speech;

  constructor(deps: ReportPagesDeps) {
    const { redactor } = deps;
    this.#deps = deps;
    this.#speech = speechOf(l10n.t, (text, as) => redactor.harmless(text, as));
  }

  /** Opens a report in a tab of its own: two answers to one question are to be compared. */
  show(page: ReportPage): ShownReport {
    const media = Uri.joinPath(this.#deps.extension, 'media');
    const panel = window.createWebviewPanel(
      reportViewType,
      this.#speech.line(page.report.title),
      ViewColumn.Active,
      { enableScripts: true, enableCommandUris: false, enableForms: false, localResourceRoots: [media] },
    );
    const script = panel.webview.asWebviewUri(Uri.joinPath(media, 'report-page.js')).toString();
    const { export: exportIt, learn } = this.#deps;
    const open = new OpenReport(panel, page, { speech: this.#speech, script, export: exportIt, learn });
    this.#open.add(open);
    open.closed.addEventListener('abort', () => this.#open.delete(open), { once: true });
    return open;
  }

  get active(): Report | undefined {
    return [...this.#open].find(({ isActive }) => isActive)?.report;
  }

  async save({
    name,
    ending,
    text,
  }: {
    readonly name: string;
    readonly ending: string;
    readonly text: string;
  }): Promise<string | undefined> {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const uri = await window.showSaveDialog({
      ...(folder !== undefined && { defaultUri: Uri.joinPath(folder, `${name}.${ending}`) }),
      filters: { [ending.toUpperCase()]: [ending] },
    });
    if (uri === undefined) return undefined;
    const bytes = new TextEncoder().encode(text);
    const { store } = this.#deps;
    if (uri.scheme !== 'file' || store === undefined) {
      await workspace.fs.writeFile(uri, bytes);
      return uri.toString(true);
    }
    const why = store(uri.fsPath, bytes)?.why;
    if (why !== undefined)
      throw new Failure({ code: 'invalid', what: l10n.t('The report was not written.'), why });
    return uri.fsPath;
  }

  /** Lets go of what reports hold on to, because the sign-in changed; what they say stays. */
  release(): void {
    for (const open of this.#open) open.release();
  }

  dispose(): void {
    for (const open of this.#open) open.dispose();
  }
}

class OpenReport implements ShownReport, Disposable {
  readonly #panel: WebviewPanel;
  readonly #page: ReportPage;
  readonly #speech: Speech;
  readonly #script: string;
  readonly #export: () => Promise<void>;
  readonly #learn: () => Promise<void>;
  readonly #closing = new AbortController();
  #report: Report;
  /** The page shows more than its HTML says. */
  #stale = false;
  readonly closed = this.#closing.signal;

  constructor(
    panel: WebviewPanel,
    page: ReportPage,
    {
      speech,
      script,
      export: exportIt,
      learn,
    }: Pick<ReportPagesDeps, 'export' | 'learn'> & { readonly speech: Speech; readonly script: string },
  ) {
    this.#panel = panel;
    this.#page = page;
    this.#speech = speech;
    this.#script = script;
    this.#export = exportIt;
    this.#learn = async () => {
      if (page.about !== undefined) await learn(page.about);
    };
    this.#report = page.report;
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = pageMessageOf(value);
      if (message !== undefined) void this.#answer(message);
    });
    // A tab that comes back is made anew from its HTML.
    panel.onDidChangeViewState(() => {
      if (this.#stale && !panel.visible) this.#draw();
    });
    panel.onDidDispose(() => {
      this.#closing.abort();
      this.release();
    });
    this.#draw();
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  get report(): Report {
    return this.#report;
  }

  update(report: Report): void {
    if (this.closed.aborted) return;
    this.#report = report;
    this.#panel.title = harmless(this.#speech.line(report.title));
    if (!this.#panel.visible) {
      this.#draw();
      return;
    }
    this.#stale = true;
    this.#tell({ show: 'all', html: asFragment(report, { speech: this.#speech, live: true }) });
  }

  release(): void {
    this.#page.end?.();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #draw(): void {
    this.#stale = false;
    this.#panel.webview.html = pageMarkup(this.#report, {
      speech: this.#speech,
      script: this.#script,
      t: l10n.t,
      learnMore: this.#page.about !== undefined,
      language: env.language,
      nonce: base64Url(crypto.getRandomValues(new Uint8Array(16))),
    });
  }

  #tell(message: unknown): void {
    void this.#panel.webview.postMessage(message);
  }

  async #answer(message: PageMessage): Promise<void> {
    switch (message.do) {
      case 'press':
        if (buttonsOf(this.#report).has(message.id)) await this.#page.press?.(message.id);
        return;
      case 'turn': {
        const { part, page, find } = message;
        const html = asPart(this.#report, part, { page, find }, this.#speech);
        if (html !== undefined) this.#tell({ show: 'part', part, html });
        return;
      }
      case 'copy': {
        const part = partsOf(this.#report)[message.part];
        if (part?.kind === 'code') await this.#copy(this.#speech.code(part.code), l10n.t('Copied.'));
        return;
      }
      case 'export':
        await this.#export();
        return;
      case 'learn':
        await this.#learn();
        return;
      case 'markdown':
        await this.#copy(asMarkdown(this.#report, this.#speech), l10n.t('Copied as Markdown.'));
    }
  }

  async #copy(text: string, said: string): Promise<void> {
    await env.clipboard.writeText(text);
    this.#tell({ said });
  }
}
