import {
  DiagnosticRelatedInformation,
  l10n,
  languages,
  Location,
  Range,
  Uri,
  workspace,
  type DiagnosticCollection,
  type TextDocument,
} from 'vscode';
import type { Estate } from '../../../estate/estate';
import { findApp } from '../../../estate/lookup';
import { resourceKey, type ResourceKey } from '../../../estate/resources';
import { DisposableStore, type Disposable } from '../../../lifecycle/disposable-store';
import { spanInApp } from '../../../lint/links/app-document';
import { findLinked } from '../../../lint/links/linked-state';
import type { LiveFinding } from '../../../lint/lint-app';
import { LineIndex } from '../../../source/span';
import { appJsonScheme } from '../../contributions';
import type { LiveJudge } from '../../live-judge';
import { worded } from '../../words';
import { plainDiagnostic, rangeOf } from '../diagnostic';
import { linkedUris } from '../links/linked-file';
import type { Project } from '../project';

export interface LiveFindingsDependencies {
  readonly estate: Estate;
  readonly judge: LiveJudge;
  readonly enabled: () => boolean;
  readonly project: Project;
  /** The lines of a file that was judged. */
  readonly linesOf: (uri: Uri) => LineIndex | undefined;
}

/**
 * Findings on live apps in the Problems panel, at the JSON document of the app: for apps some folder is linked to, and for those
 * whose document is open. The findings of all the others are in the tree.
 */
export class LiveFindings implements Disposable {
  readonly #deps: LiveFindingsDependencies;
  readonly #owned = new DisposableStore();
  readonly #diagnostics: DiagnosticCollection;

  constructor(deps: LiveFindingsDependencies) {
    this.#deps = deps;
    this.#diagnostics = this.#owned.add(languages.createDiagnosticCollection('spring-identity-live'));
    const again = () => {
      this.show();
    };
    this.#owned.add(deps.judge.onDidChange(again));
    this.#owned.add(deps.estate.onDidChange(again));
    this.#owned.add(
      workspace.onDidOpenTextDocument(({ uri }) => {
        if (uri.scheme === appJsonScheme) again();
      }),
    );
    this.#owned.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === appJsonScheme) again();
      }),
    );
    again();
  }

  show(): void {
    const { estate, judge, enabled } = this.#deps;
    this.#diagnostics.clear();
    if (!enabled()) return;
    const open = workspace.textDocuments.filter(({ uri }) => uri.scheme === appJsonScheme);
    const wanted = new Map<ResourceKey, TextDocument | undefined>(
      open.map((document) => [document.uri.query as ResourceKey, document]),
    );
    for (const id of this.#deps.project.linkedApps) {
      const found = findLinked(estate.snapshot, id);
      const key = found === undefined ? undefined : resourceKey(found.app);
      if (key !== undefined && !wanted.has(key)) wanted.set(key, undefined);
    }
    for (const [key, document] of wanted) {
      const found = findApp(estate.snapshot, key);
      if (found === undefined) continue;
      const uri = Uri.from({
        scheme: appJsonScheme,
        path: `/${found.service.name}/${found.app.name}.json`,
        query: key,
      });
      const findings = judge.findingsOf(found);
      this.#diagnostics.set(
        uri,
        findings.map((finding) => {
          const diagnostic = plainDiagnostic(placeIn(document, finding), finding);
          diagnostic.relatedInformation = this.#related(found.app.id, finding);
          return diagnostic;
        }),
      );
    }
  }

  /** Places in files of the app's folders, as far as they were judged. */
  #related(app: string, { related = [] }: LiveFinding): DiagnosticRelatedInformation[] {
    const { project, linesOf } = this.#deps;
    return related.flatMap(({ path, span, message }) =>
      linkedUris(project, app, path).flatMap((uri) => {
        const lines = linesOf(uri);
        if (lines === undefined) return [];
        const place = new Location(uri, rangeOf(lines, span));
        return [new DiagnosticRelatedInformation(place, worded(message, l10n.t))];
      }),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** In the document of the app as far as it is open. */
export function placeIn(document: TextDocument | undefined, { at }: LiveFinding): Range {
  if (document === undefined) return new Range(0, 0, 0, 0);
  const text = document.getText();
  const span = spanInApp(text, at);
  return span === undefined ? new Range(0, 0, 0, 1) : rangeOf(new LineIndex(text), span);
}
