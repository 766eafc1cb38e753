import {
  CodeAction,
  CodeActionKind,
  l10n,
  languages,
  Range,
  SnippetString,
  SnippetTextEdit,
  workspace,
  WorkspaceEdit,
  type CodeActionContext,
  type CodeActionProvider,
  type TextDocument,
  type Uri,
} from 'vscode';
import { worded } from '../words';
import type { ResourceKey } from '../../estate/resources';
import type { Disposable } from '../../lifecycle/disposable-store';
import { fixAllSafe } from '../../lint/run/fix-all';
import type { JudgedFinding } from '../../lint/ports';
import type { AppFix, EditFix } from '../../rules/finding';
import { LineIndex } from '../../source/span';
import { turnOff } from '../../lint/config/config-edit';
import { suppressionEdit } from '../../lint/suppression/suppression-edit';
import type { commands } from '../contributions';
import { commandId } from '../contributions';
import { lintedDocuments } from '../window/lintable';
import type { Target } from '../target';
import { configUri } from './config/config-file';
import { diagnosticOf, rangeOf } from './diagnostic';
import { lintedLanguage, placeOf } from './place';
import type { Project } from './project';
import type { WatchedDocuments } from './watch-documents';

const fixAllKind = CodeActionKind.SourceFixAll.append('springIdentity');

export interface QuickFixDependencies {
  readonly documents: WatchedDocuments;
  readonly project: Project;
  /** The app a document is linked to, among those that were read. */
  readonly appOf: (uri: Uri) => ResourceKey | undefined;
}

/** The light bulb of findings in files. */
export class QuickFixes implements CodeActionProvider {
  readonly #deps: QuickFixDependencies;

  constructor(deps: QuickFixDependencies) {
    this.#deps = deps;
  }

  register(): Disposable {
    return languages.registerCodeActionsProvider(lintedDocuments, this, {
      providedCodeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
    });
  }

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    context: CodeActionContext,
  ): Promise<CodeAction[]> {
    const judged = await this.#deps.documents.judgedNow(document);
    if (judged === undefined || judged.findings.length === 0) return [];
    const { findings, lines } = judged;
    if (context.only?.contains(fixAllKind) === true || context.only?.intersects(fixAllKind) === true)
      return fixAll(document, findings);
    const at = findings.filter(({ span }) => rangeOf(lines, span).intersection(range) !== undefined);
    return [
      ...at.flatMap((finding) => this.#actionsFor(document, lines, finding)),
      ...fixAll(document, findings),
    ];
  }

  #actionsFor(document: TextDocument, lines: LineIndex, finding: JudgedFinding): readonly CodeAction[] {
    const diagnostics = [diagnosticOf(document.uri, lines, finding)];
    const fixes = (finding.fixes ?? []).flatMap((fix, i) =>
      fix.kind === 'edit'
        ? [takesAway(fix) ? previewing(document, finding, i) : edited(document, lines, fix, i === 0)]
        : this.#live(document.uri, fix),
    );
    const actions = [
      ...fixes,
      ...disabling(document, lines, finding),
      ...this.#disablingInProject(document.uri, finding),
      showing(finding),
    ];
    for (const action of actions) action.diagnostics = diagnostics;
    return actions;
  }

  #live(uri: Uri, fix: AppFix): readonly CodeAction[] {
    const key = this.#deps.appOf(uri);
    if (key === undefined) return [];
    const title = worded(fix.title, l10n.t);
    return [
      fix.kind === 'live'
        ? commanding(title, fix.action, { kind: 'app', key })
        : commanding(title, 'makeFix', { kind: 'offer', app: key, offer: fix.offer }),
    ];
  }

  /** Not offered where it would change nothing (settings beat the file), and where the file is broken. */
  #disablingInProject(uri: Uri, { rule }: JudgedFinding): readonly CodeAction[] {
    const { project } = this.#deps;
    const { root } = placeOf(uri);
    if (root === undefined || project.isSet(rule.id)) return [];
    const text = project.configText(root);
    const changed = turnOff(text, rule.id);
    if (changed === undefined) return [];
    const action = new CodeAction(l10n.t('Disable {0} in this project', rule.id), CodeActionKind.QuickFix);
    action.edit = new WorkspaceEdit();
    const file = configUri(root);
    if (text === undefined)
      action.edit.createFile(file, { ignoreIfExists: true, contents: new TextEncoder().encode(changed) });
    else action.edit.replace(file, rangeOf(new LineIndex(text), { start: 0, end: text.length }), changed);
    // It is rarely open, and nobody looks for changes to be saved there. What people type in it themselves is theirs to save.
    if (!hasUnsaved(file)) {
      const target: Target = { kind: 'document', uri: file.toString() };
      action.command = {
        title: action.title,
        command: commandId('saveConfiguration'),
        arguments: [{ target }],
      };
    }
    return [action];
  }
}

function hasUnsaved(uri: Uri): boolean {
  return workspace.textDocuments.some((one) => one.isDirty && one.uri.toString() === uri.toString());
}

/**
 * A fix that may change what the program does and takes something away is shown before it is made. One that only adds is in
 * view where the cursor is, and one undo takes it back.
 */
function takesAway(fix: EditFix): boolean {
  return !fix.safe && fix.edits.some(({ span }) => span.end > span.start);
}

function previewing(document: TextDocument, { rule, span, fixes }: JudgedFinding, index: number): CodeAction {
  const fix = fixes?.[index];
  const title = l10n.t('{0} (preview)', fix === undefined ? '' : worded(fix.title, l10n.t));
  const at = { rule: rule.id, at: span.start, index };
  return commanding(title, 'previewFix', { kind: 'fix', document: document.uri.toString(), ...at });
}

function edited(document: TextDocument, lines: LineIndex, fix: EditFix, first: boolean): CodeAction {
  const action = new CodeAction(worded(fix.title, l10n.t), CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  for (const { span, text } of fix.edits) action.edit.replace(document.uri, rangeOf(lines, span), text);
  action.isPreferred = first && fix.safe;
  return action;
}

function disabling(
  document: TextDocument,
  lines: LineIndex,
  { rule, span }: JudgedFinding,
): readonly CodeAction[] {
  const language = lintedLanguage(document);
  if (language === undefined) return [];
  const action = new CodeAction(l10n.t('Disable {0} on this line', rule.id), CodeActionKind.QuickFix);
  const file = { text: document.getText(), lines, language };
  const { span: at, text, reasonAt } = suppressionEdit(file, span, rule.id);
  // The cursor waits where the reason belongs: without one the comment itself is reported.
  const snippet = new SnippetString(`${literal(text.slice(0, reasonAt))}$0${literal(text.slice(reasonAt))}`);
  action.edit = new WorkspaceEdit();
  action.edit.set(document.uri, [new SnippetTextEdit(rangeOf(lines, at), snippet)]);
  return [action];
}

/** A text in which nothing is a place of a snippet. */
function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function showing({ rule }: JudgedFinding): CodeAction {
  return commanding(l10n.t('Show rule {0} {1}', rule.id, rule.name), 'showRule', {
    kind: 'rule',
    id: rule.id,
  });
}

function commanding(title: string, name: keyof typeof commands, target: Target): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command: commandId(name), arguments: [{ target }] };
  return action;
}

/** One edit with every safe fix; fixes that overlap wait for the next time. */
function fixAll(document: TextDocument, findings: readonly JudgedFinding[]): CodeAction[] {
  const text = document.getText();
  let once = true;
  const fixed = fixAllSafe(text, () => {
    const now = once ? findings : [];
    once = false;
    return now;
  });
  if (fixed.fixed.length === 0) return [];
  const action = new CodeAction(l10n.t('Fix all safe managed identity problems'), fixAllKind);
  action.edit = new WorkspaceEdit();
  const end = document.positionAt(text.length);
  action.edit.replace(document.uri, new Range(0, 0, end.line, end.character), fixed.text);
  return [action];
}
