import {
  CompletionItem,
  CompletionItemKind,
  Hover,
  l10n,
  languages,
  MarkdownString,
  Range,
  type CompletionItemProvider,
  type HoverProvider,
  type Position,
  type TextDocument,
  type Uri,
} from 'vscode';
import type { EstateSnapshot } from '../../estate/snapshot';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { whoseId, type WhoseId } from '../../lint/whose-id';
import { nameableIdentities, type LinkedApp } from '../../rules/linked-app';
import { lintedLanguage } from './place';

const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
/** Up to the cursor: `.clientId("`, `client-id: `, `AZURE_CLIENT_ID=`, and what was typed of the ID so far. */
const beforeClientId = /client[-_]?id["']?\s*[(:=]\s*["']?([0-9a-f-]{0,36})$/i;
const documents = [{ scheme: 'file' }, { scheme: 'untitled' }];

export interface IdHelpDependencies {
  readonly snapshot: () => EstateSnapshot;
  /** The app a document's folder is linked to, when it was read. */
  readonly appOf: (uri: Uri) => LinkedApp | undefined;
}

/** Says on hover whose ID a GUID is, and offers the client IDs of the linked app where one belongs. */
export class IdHelp implements HoverProvider, CompletionItemProvider {
  readonly #deps: IdHelpDependencies;

  constructor(deps: IdHelpDependencies) {
    this.#deps = deps;
  }

  register(): Disposable {
    const owned = new DisposableStore();
    owned.add(languages.registerHoverProvider(documents, this));
    owned.add(languages.registerCompletionItemProvider(documents, this, '"', "'", '=', ' '));
    return owned;
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    if (lintedLanguage(document) === undefined) return undefined;
    const range = document.getWordRangeAtPosition(position, guid);
    const found = range && whoseId(this.#deps.snapshot(), document.getText(range));
    if (found === undefined) return undefined;
    // Names come from Azure: as text they cannot be links.
    return new Hover(
      wordsOf(found).map((line) => new MarkdownString().appendText(line)),
      range,
    );
  }

  provideCompletionItems(document: TextDocument, position: Position): CompletionItem[] {
    if (lintedLanguage(document) === undefined) return [];
    const line = document.lineAt(position).text.slice(0, position.character);
    const typed = beforeClientId.exec(line)?.[1];
    const app = typed === undefined ? undefined : this.#deps.appOf(document.uri);
    if (typed === undefined || app === undefined) return [];
    const range = new Range(position.translate(0, -typed.length), position);
    return nameableIdentities(app).map(({ name, clientId }, i) => {
      const item = new CompletionItem({ label: clientId, description: name }, CompletionItemKind.Value);
      item.detail = l10n.t("Client ID of identity '{0}' of app '{1}'", name, app.name);
      item.filterText = `${clientId} ${name}`;
      item.sortText = String(i).padStart(3, '0');
      item.range = range;
      return item;
    });
  }
}

function wordsOf({ is, userAssigned, other, apps }: WhoseId): readonly string[] {
  const names = apps.slice(0, 5).map(({ app, service }) => `${app.name} (${service.name})`);
  const users = apps.length > names.length ? [...names, '…'] : names;
  const whose =
    userAssigned === undefined
      ? l10n.t('the system-assigned identity of {0}', users.join(', '))
      : l10n.t("identity '{0}', assigned to {1}", userAssigned, users.join(', '));
  const [what, counterpart] =
    is === 'clientId'
      ? [
          l10n.t('Client ID (application ID) of {0}', whose),
          l10n.t('Principal ID (object ID): {0}', other ?? ''),
        ]
      : [
          l10n.t('Principal ID (object ID) of {0}', whose),
          l10n.t('Client ID (application ID): {0}', other ?? ''),
        ];
  return other === undefined ? [what] : [what, counterpart];
}
