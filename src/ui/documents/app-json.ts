import { say } from '../../lifecycle/text';
import {
  EventEmitter,
  languages,
  Range,
  Uri,
  window,
  workspace,
  type TextDocumentContentProvider,
} from 'vscode';
import type { Estate } from '../../estate/estate';
import { findApp } from '../../estate/lookup';
import type { ResourceKey } from '../../estate/resources';
import type { EstateReader } from '../../inventory/ports';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { Failure } from '../../lifecycle/failure';
import { spanInApp } from '../../lint/links/app-document';
import { appJsonScheme } from '../contributions';

const deadlineMs = 60_000;

/** Read-only documents that show an app resource exactly as Azure answers it, read anew each time it is asked for. */
export class AppJsonDocuments implements TextDocumentContentProvider, Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new EventEmitter<Uri>());
  readonly #texts = new Map<string, string>();
  readonly #deps: { readonly estate: Estate; readonly reader: EstateReader };
  readonly onDidChange = this.#changed.event;

  constructor(deps: { readonly estate: Estate; readonly reader: EstateReader }) {
    this.#deps = deps;
    this.#owned.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === appJsonScheme) this.#texts.delete(uri.toString());
      }),
    );
  }

  /** Throws `Failure` before any editor opens, so that a failed read leaves no empty document behind. Selects what `at` leads to. */
  async show(app: ResourceKey, at: readonly string[] = []): Promise<void> {
    const uri = await this.#read(app);
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, 'json');
    const span = spanInApp(document.getText(), at);
    const selection =
      span === undefined
        ? undefined
        : new Range(document.positionAt(span.start), document.positionAt(span.end));
    await window.showTextDocument(document, { preview: true, ...(selection !== undefined && { selection }) });
  }

  /** Reads the document of the active editor again. */
  async refresh(): Promise<void> {
    const uri = window.activeTextEditor?.document.uri;
    if (uri?.scheme === appJsonScheme) await this.#read(uri.query as ResourceKey);
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const text = this.#texts.get(uri.toString());
    if (text !== undefined) return text;
    // After a window reload the editor comes back before anything was read.
    await this.#read(uri.query as ResourceKey);
    return this.#texts.get(uri.toString()) ?? '';
  }

  async #read(key: ResourceKey): Promise<Uri> {
    const found = findApp(this.#deps.estate.snapshot, key);
    if (found === undefined)
      throw new Failure({
        code: 'not-found',
        what: say('This app cannot be shown.'),
        why: say('It is not among the apps that were read.'),
        remedy: say('Expand its service in the Apps view, then open it again.'),
      });
    const { app, service, subscription } = found;
    const json = await this.#deps.reader.getAppJson(subscription, app.id, AbortSignal.timeout(deadlineMs));
    const uri = Uri.from({ scheme: appJsonScheme, path: `/${service.name}/${app.name}.json`, query: key });
    this.#texts.set(uri.toString(), `${JSON.stringify(json, null, 2)}\n`);
    this.#changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.#owned.dispose();
    this.#texts.clear();
  }
}
