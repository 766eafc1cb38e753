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
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import { DisposableStore, type Disposable } from '../../../lifecycle/disposable-store';
import { harmless } from '../../../lifecycle/harmless';
import { clientIdTyped } from '../../../lint/links/client-id-place';
import { whoseId } from '../../../lint/links/whose-id';
import type { TargetFact } from '../../../rules/fact';
import type { LinkedApp } from '../../../rules/linked-app';
import { offeredIdentities } from '../../../rules/offered-identity';
import { lintedDocuments } from '../../window/lintable';
import { lintedLanguage } from '../place';
import { worded } from '../../words';
import { guid, idWords } from './id-words';

export interface IdHelpDependencies {
  readonly snapshot: () => EstateSnapshot;
  /** Whether people want files to be judged at all. */
  readonly enabled: () => boolean;
  /** The app a document's folder is linked to, when it was read. */
  readonly appOf: (uri: Uri) => LinkedApp | undefined;
  /** The services that a document names. */
  readonly targetsOf: (uri: Uri) => readonly TargetFact[];
}

/** Says on hover whose ID a GUID is, and offers the client IDs of the linked app where one belongs. */
export class IdHelp implements HoverProvider, CompletionItemProvider {
  readonly #deps: IdHelpDependencies;

  constructor(deps: IdHelpDependencies) {
    this.#deps = deps;
  }

  register(): Disposable {
    const owned = new DisposableStore();
    owned.add(languages.registerHoverProvider(lintedDocuments, this));
    owned.add(languages.registerCompletionItemProvider(lintedDocuments, this, '"', "'", '=', ' '));
    return owned;
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    if (!this.#helps(document)) return undefined;
    const range = document.getWordRangeAtPosition(position, guid);
    const found = range && whoseId(this.#deps.snapshot(), document.getText(range));
    if (found === undefined) return undefined;
    // Names come from Azure: as text they cannot be links.
    return new Hover(
      idWords(found).map((line) => new MarkdownString().appendText(harmless(line))),
      range,
    );
  }

  provideCompletionItems(document: TextDocument, position: Position): CompletionItem[] {
    if (!this.#helps(document)) return [];
    const line = document.lineAt(position).text.slice(0, position.character);
    const above = position.line === 0 ? '' : document.lineAt(position.line - 1).text;
    const typed = clientIdTyped(line, above);
    const app = typed === undefined ? undefined : this.#deps.appOf(document.uri);
    if (typed === undefined || app === undefined) return [];
    const range = new Range(position.translate(0, -typed.length), position);
    const offers = offeredIdentities(app, this.#deps.targetsOf(document.uri));
    return offers.map(({ identity: { name, clientId }, access }, i) => {
      const description = access === undefined ? name : `${name} (${worded(access, l10n.t)})`;
      const item = new CompletionItem(
        { label: harmless(clientId), description: harmless(description) },
        CompletionItemKind.Value,
      );
      item.detail = harmless(l10n.t("Client ID of identity '{0}' of app '{1}'", name, app.name));
      item.filterText = `${clientId} ${name}`;
      item.sortText = String(i).padStart(3, '0');
      item.range = range;
      return item;
    });
  }

  #helps(document: TextDocument): boolean {
    return this.#deps.enabled() && lintedLanguage(document) !== undefined;
  }
}
