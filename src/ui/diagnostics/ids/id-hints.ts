import {
  EventEmitter,
  InlayHint,
  languages,
  type InlayHintsProvider,
  type Range,
  type TextDocument,
} from 'vscode';
import type { Estate } from '../../../estate/estate';
import type { EstateSnapshot } from '../../../estate/frozen/snapshot';
import { DisposableStore, type Disposable } from '../../../lifecycle/disposable-store';
import { harmless } from '../../../lifecycle/harmless';
import { whoseId, type WhoseId } from '../../../lint/links/whose-id';
import { AfterBurst } from '../../after-burst';
import { lintedDocuments } from '../../window/lintable';
import { lintedLanguage } from '../place';
import { guid, idLabel, idWords } from './id-words';

/** While an estate is read it changes many times a second; hints may come a moment later. */
const restMs = 500;

export interface IdHintsDependencies {
  readonly estate: Pick<Estate, 'snapshot' | 'onDidChange'>;
  readonly enabled: () => boolean;
}

/** Says behind each GUID that is known whose ID it is. VS Code's own setting `editor.inlayHints.enabled` turns that off. */
export class IdHints implements InlayHintsProvider, Disposable {
  readonly #deps: IdHintsDependencies;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new EventEmitter<void>());
  readonly onDidChangeInlayHints = this.#changed.event;
  readonly #soon = this.#owned.add(
    new AfterBurst(restMs, () => {
      this.refresh();
    }),
  );
  /** A search goes through all apps; texts name the same few IDs again and again. */
  #known:
    { readonly snapshot: EstateSnapshot; readonly answers: Map<string, WhoseId | undefined> } | undefined;

  constructor(deps: IdHintsDependencies) {
    this.#deps = deps;
    this.#owned.add(
      deps.estate.onDidChange(() => {
        this.#soon.ask();
      }),
    );
    this.#owned.add(languages.registerInlayHintsProvider(lintedDocuments, this));
  }

  /** Has hints asked for again. */
  refresh(): void {
    this.#soon.forget();
    this.#changed.fire();
  }

  provideInlayHints(document: TextDocument, range: Range): InlayHint[] {
    if (!this.#deps.enabled() || lintedLanguage(document) === undefined) return [];
    const hints: InlayHint[] = [];
    for (let number = range.start.line; number <= range.end.line; number += 1) {
      const line = document.lineAt(number);
      for (const { 0: id, index } of line.text.matchAll(new RegExp(guid, 'g'))) {
        const found = this.#whose(id);
        if (found === undefined) continue;
        const hint = new InlayHint(
          line.range.start.translate(0, index + id.length),
          harmless(idLabel(found)),
        );
        hint.paddingLeft = true;
        // Names come from Azure: a plain text is shown as such.
        hint.tooltip = harmless(idWords(found).join('\n'), 'lines');
        hints.push(hint);
      }
    }
    return hints;
  }

  #whose(id: string): WhoseId | undefined {
    const { snapshot } = this.#deps.estate;
    if (this.#known?.snapshot !== snapshot) this.#known = { snapshot, answers: new Map() };
    const { answers } = this.#known;
    const key = id.toLowerCase();
    if (!answers.has(key)) answers.set(key, whoseId(snapshot, key));
    return answers.get(key);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
