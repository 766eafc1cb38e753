import {
  CodeAction,
  CodeActionKind,
  l10n,
  languages,
  type CodeActionProvider,
  type Range,
  type TextDocument,
} from 'vscode';
import type { Estate } from '../../../estate/estate';
import { findApp } from '../../../estate/lookup';
import type { ResourceKey } from '../../../estate/resources';
import type { Disposable } from '../../../lifecycle/disposable-store';
import type { LiveFinding } from '../../../lint/lint-app';
import { isAppFix } from '../../../rules/finding';
import { appJsonScheme, commandId } from '../../contributions';
import type { LiveJudge } from '../../live-judge';
import type { Target } from '../../target';
import { worded } from '../../words';
import { plainDiagnostic } from '../diagnostic';
import { placeIn } from './live-findings';

export interface LiveFixesDependencies {
  readonly estate: Estate;
  readonly judge: LiveJudge;
  readonly enabled: () => boolean;
}

/** The light bulb of findings on a live app, in the JSON document of the app. */
export class LiveFixes implements CodeActionProvider {
  readonly #deps: LiveFixesDependencies;

  constructor(deps: LiveFixesDependencies) {
    this.#deps = deps;
  }

  register(): Disposable {
    return languages.registerCodeActionsProvider({ scheme: appJsonScheme }, this, {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    });
  }

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const { estate, judge, enabled } = this.#deps;
    const key = document.uri.query as ResourceKey;
    const found = findApp(estate.snapshot, key);
    if (found === undefined || !enabled()) return [];
    return judge
      .findingsOf(found)
      .filter((finding) => placeIn(document, finding).intersection(range) !== undefined)
      .flatMap((finding) => actionsFor(document, key, finding));
  }
}

function actionsFor(document: TextDocument, key: ResourceKey, finding: LiveFinding): readonly CodeAction[] {
  const { rule, fixes = [] } = finding;
  const app: Target = { kind: 'app', key };
  const actions = [
    ...fixes.filter(isAppFix).map((fix) =>
      fix.kind === 'live'
        ? commanding(worded(fix.title, l10n.t), commandId(fix.action), app)
        : commanding(worded(fix.title, l10n.t), commandId('makeFix'), {
            kind: 'offer',
            app: key,
            offer: fix.offer,
          }),
    ),
    commanding(l10n.t('Show rule {0} {1}', rule.id, rule.name), commandId('showRule'), {
      kind: 'rule',
      id: rule.id,
    }),
  ];
  const diagnostics = [plainDiagnostic(placeIn(document, finding), finding)];
  for (const action of actions) action.diagnostics = diagnostics;
  return actions;
}

function commanding(title: string, command: string, target: Target): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command, arguments: [{ target }] };
  return action;
}
