import { getLocation } from 'jsonc-parser';
import {
  CompletionItem,
  CompletionItemKind,
  Diagnostic,
  DiagnosticSeverity,
  l10n,
  languages,
  Range,
  workspace,
  type CompletionItemProvider,
  type Position,
  type TextDocument,
  type Uri,
} from 'vscode';
import { nameOf, parseArmId } from '../../estate/ids/arm-id';
import { shown } from '../../estate/loadable';
import type { Estate } from '../../estate/estate';
import type { FoundApp } from '../../estate/lookup';
import { tenantOf, type UserAssignedIdentity } from '../../estate/resources';
import { readDeclaration } from '../../identity/plan/declared';
import type { Inventory } from '../../inventory/inventory';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { harmless } from '../../lifecycle/harmless';
import { declarationScheme } from '../contributions';
import { worded } from '../words';

export interface DeclarationHelpDependencies {
  readonly estate: Estate;
  readonly inventory: Pick<Inventory, 'open'>;
  readonly shownBy: (uri: Uri) => FoundApp | undefined;
}

/** Says in a declaration what cannot be sent, while it is typed, and offers user-assigned identities by name. */
export class DeclarationHelp implements CompletionItemProvider, Disposable {
  readonly #owned = new DisposableStore();
  readonly #problems = this.#owned.add(languages.createDiagnosticCollection('spring-identity-declaration'));
  readonly #deps: DeclarationHelpDependencies;

  constructor(deps: DeclarationHelpDependencies) {
    this.#deps = deps;
    const judge = (document: TextDocument) => {
      if (document.uri.scheme === declarationScheme) this.#judge(document);
    };
    this.#owned.add(workspace.onDidOpenTextDocument(judge));
    this.#owned.add(
      workspace.onDidChangeTextDocument(({ document }) => {
        judge(document);
      }),
    );
    this.#owned.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#problems.delete(uri);
      }),
    );
    this.#owned.add(languages.registerCompletionItemProvider({ scheme: declarationScheme }, this, '"', '/'));
  }

  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    const found = this.#deps.shownBy(document.uri);
    const at = getLocation(document.getText(), document.offsetAt(position));
    const [first, second, name] = at.path;
    const isPlace =
      at.isAtPropertyKey &&
      first === 'identity' &&
      second === 'userAssignedIdentities' &&
      at.path.length === 3;
    if (found === undefined || !isPlace) return [];
    const { previousNode } = at;
    const range =
      previousNode === undefined || typeof name !== 'string' || name === ''
        ? quotedAt(document, position)
        : new Range(
            document.positionAt(previousNode.offset),
            document.positionAt(previousNode.offset + previousNode.length),
          );
    return (await this.#identities(found)).map((identity) => itemOf(identity, range));
  }

  /** Those of the app's tenant that it has not got. */
  async #identities({ app, subscription }: FoundApp): Promise<readonly UserAssignedIdentity[]> {
    const { estate, inventory } = this.#deps;
    const near = (shown(estate.snapshot.reach)?.subscriptions ?? []).filter(
      ({ key }) => tenantOf(key) === tenantOf(subscription.key),
    );
    await Promise.all(near.map(({ key }) => inventory.open({ kind: 'user-assigned', key })));
    const has = new Set(app.identity.userAssigned.map(({ id }) => id.toLowerCase()));
    return near
      .flatMap(({ key }) => {
        const listed = estate.snapshot.userAssigned.get(key);
        return (listed && shown(listed)) ?? [];
      })
      .filter(({ id }) => !has.has(id.toLowerCase()));
  }

  #judge(document: TextDocument): void {
    const found = this.#deps.shownBy(document.uri);
    if (found === undefined) return;
    const { problems } = readDeclaration(document.getText(), found.app.identity);
    this.#problems.set(
      document.uri,
      problems.map(({ message, span }) => {
        const range = new Range(document.positionAt(span.start), document.positionAt(span.end));
        const diagnostic = new Diagnostic(range, worded(message, l10n.t), DiagnosticSeverity.Error);
        diagnostic.source = 'Spring Identity';
        return diagnostic;
      }),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** The quotes that VS Code has put around the cursor, so that none is left over. */
function quotedAt(document: TextDocument, position: Position): Range {
  const line = document.lineAt(position.line).text;
  const before = line.charAt(position.character - 1) === '"' ? 1 : 0;
  const after = line.charAt(position.character) === '"' ? 1 : 0;
  return new Range(position.translate(0, -before), position.translate(0, after));
}

function itemOf({ id, name, location }: UserAssignedIdentity, range: Range): CompletionItem {
  const item = new CompletionItem(harmless(name, 'label'), CompletionItemKind.Value);
  item.detail = harmless(`${parseArmId(id)?.resourceGroup ?? ''} · ${location}`, 'label');
  item.documentation = harmless(id, 'label');
  // An id goes into the text as it is: it is read as JSON, not shown.
  item.insertText = `${JSON.stringify(id)}: {}`;
  item.filterText = harmless(JSON.stringify(nameOf(id)));
  item.range = range;
  return item;
}
