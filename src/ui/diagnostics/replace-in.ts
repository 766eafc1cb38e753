import { l10n, Range, window, workspace, WorkspaceEdit, type Uri } from 'vscode';
import { textNaming, type NamedPlace } from '../../access/mend/broken';
import type { ArmId } from '../../estate/ids/arm-id';
import { Failure } from '../../lifecycle/failure';
import { LineIndex } from '../../source/span';
import { rangeOf } from './diagnostic';
import { linkedFile } from './links/linked-file';
import type { Text } from '../../lifecycle/text';
import type { FixPreviews } from './fix-preview';
import type { Project } from './project';

/**
 * Puts a client ID at places of an app's files: all of them, or none where one holds something else by now. Files stay unsaved, and
 * open: the first at the place.
 */
export async function replaceIn(
  { project, app }: { readonly project: Project; readonly app: ArmId },
  places: readonly NamedPlace[],
  text: string,
): Promise<void> {
  const edit = new WorkspaceEdit();
  let first: { readonly uri: Uri; readonly at: Range } | undefined;
  for (const place of places) {
    const uri = await linkedFile(project, app, place.path);
    if (uri === undefined) throw changed(place);
    const document = await workspace.openTextDocument(uri);
    const range = rangeOf(new LineIndex(document.getText()), place.span);
    if (document.getText(range) !== place.text) throw changed(place);
    edit.replace(uri, range, textNaming(place, text));
    first ??= { uri, at: new Range(range.start, range.start) };
  }
  await workspace.applyEdit(edit);
  if (first === undefined) return;
  await window.showTextDocument(await workspace.openTextDocument(first.uri), { selection: first.at });
}

/** The same, but shown first: one file after the other beside itself as it would be. */
export async function previewReplacing(
  {
    project,
    app,
    previews,
  }: { readonly project: Project; readonly app: ArmId; readonly previews: FixPreviews },
  places: readonly NamedPlace[],
  { text, title }: { readonly text: string; readonly title: Text },
): Promise<void> {
  for (const path of new Set(places.map((place) => place.path))) {
    const here = places.filter((place) => place.path === path);
    const [first] = here;
    const uri = await linkedFile(project, app, path);
    if (first === undefined || uri === undefined) continue;
    const document = await workspace.openTextDocument(uri);
    const whole = document.getText();
    const moved = here.find(({ span, text: there }) => whole.slice(span.start, span.end) !== there);
    if (moved !== undefined) throw changed(moved);
    const edits = here.map((place) => ({ span: place.span, text: textNaming(place, text) }));
    await previews.show(document, { kind: 'edit', title, safe: false, edits });
  }
}

function changed({ path }: NamedPlace): Failure {
  return new Failure({
    code: 'conflict',
    what: l10n.t('{0} was not changed.', path),
    why: l10n.t('Something else stands there than when it was read.'),
    remedy: l10n.t('Diagnose the app again.'),
  });
}
