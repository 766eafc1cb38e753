import {
  commands,
  l10n,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  TabInputTextDiff,
  type TextDocument,
  type TextDocumentContentProvider,
} from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { Failure } from '../../lifecycle/failure';
import { harmless } from '../../lifecycle/harmless';
import type { EditFix } from '../../rules/finding';
import { applyEdits, LineIndex } from '../../source/span';
import { fixScheme } from '../contributions';
import { worded } from '../words';
import { rangeOf } from './diagnostic';

interface Previewed {
  readonly document: Uri;
  /** What was judged: the fix fits this text and no other. */
  readonly text: string;
  readonly fix: EditFix;
}

/**
 * Fixes that take something away, shown before they are made: the file beside itself as it would be, with one button. VS Code's own
 * preview of edits opens with every edit unticked, so that "Apply" does nothing.
 */
export class FixPreviews implements TextDocumentContentProvider, Disposable {
  readonly #owned = new DisposableStore();
  readonly #previewed = new Map<string, Previewed>();
  #count = 0;

  constructor() {
    this.#owned.add(workspace.registerTextDocumentContentProvider(fixScheme, this));
    this.#owned.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === fixScheme) this.#previewed.delete(uri.toString());
      }),
    );
  }

  /** Shows what a fix makes of a document; answers the button that was pressed by making it. */
  async show(document: TextDocument, fix: EditFix): Promise<void> {
    this.#count += 1;
    const uri = Uri.from({ scheme: fixScheme, path: document.uri.path, query: String(this.#count) });
    this.#previewed.set(uri.toString(), { document: document.uri, text: document.getText(), fix });
    const title = worded(fix.title, l10n.t);
    await commands.executeCommand('vscode.diff', document.uri, uri, title, { preview: true });
    const apply = l10n.t('Apply Fix');
    const pressed = await window.showInformationMessage(harmless(title), apply);
    // The button of the editor's title may have been quicker.
    if (pressed === apply && this.#previewed.has(uri.toString())) await this.apply(uri);
  }

  /** Makes the fix of a preview: the one that is given, or the one in front. */
  async apply(uri = inFront()): Promise<void> {
    const key = uri?.toString() ?? '';
    const previewed = this.#previewed.get(key);
    if (previewed === undefined) return;
    const document = await workspace.openTextDocument(previewed.document);
    if (document.getText() !== previewed.text)
      throw new Failure({
        code: 'conflict',
        what: l10n.t('The fix was not made.'),
        why: l10n.t('The file has changed since it was shown.'),
        remedy: l10n.t('Choose the fix again.'),
      });
    const lines = new LineIndex(previewed.text);
    const edit = new WorkspaceEdit();
    for (const { span, text } of previewed.fix.edits) edit.replace(document.uri, rangeOf(lines, span), text);
    await workspace.applyEdit(edit);
    this.#previewed.delete(key);
    await closeDiff(key);
    await window.showTextDocument(document);
  }

  provideTextDocumentContent(uri: Uri): string {
    const previewed = this.#previewed.get(uri.toString());
    return previewed === undefined ? '' : applyEdits(previewed.text, previewed.fix.edits);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** The right side of the diff that the user looks at, when it is one of ours. */
function inFront(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof TabInputTextDiff && input.modified.scheme === fixScheme
    ? input.modified
    : undefined;
}

async function closeDiff(key: string): Promise<void> {
  const tabs = window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === key);
  await window.tabGroups.close(tabs);
}
