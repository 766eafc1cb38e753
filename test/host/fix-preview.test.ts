import assert from 'node:assert/strict';
import {
  commands,
  Range,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type TextDocument,
} from 'vscode';
import { say } from '../../src/lifecycle/text';
import type { EditFix } from '../../src/rules/finding';
import { FixPreviews } from '../../src/ui/diagnostics/fix-preview';
import { untilTrue } from './until-true';

const fix: EditFix = {
  kind: 'edit',
  title: say('Delete the log call'),
  safe: false,
  edits: [{ span: { start: 2, end: 6 }, text: '' }],
};

describe('the preview of a fix, in an extension host', () => {
  const source = Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/'), 'Previewed.java');
  let previews: FixPreviews;
  let document: TextDocument;

  beforeEach(async () => {
    await workspace.fs.writeFile(source, new TextEncoder().encode('a;log;b;'));
    document = await workspace.openTextDocument(source);
    previews = new FixPreviews();
    void previews.show(document, fix);
    await untilTrue(
      () => diffs().length === 1 && window.tabGroups.activeTabGroup.activeTab?.input === diffs()[0],
      () => 'no difference is shown',
    );
  });
  afterEach(async () => {
    previews.dispose();
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await commands.executeCommand('workbench.action.closeAllEditors');
    await workspace.fs.delete(source);
  });

  function diffs(): readonly TabInputTextDiff[] {
    return window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .map(({ input }) => input)
      .filter((input): input is TabInputTextDiff => input instanceof TabInputTextDiff);
  }

  it('shows the file as it would be, and changes nothing yet', async () => {
    const [diff] = diffs();
    assert.ok(diff !== undefined);
    assert.equal((await workspace.openTextDocument(diff.modified)).getText(), 'a;b;');
    assert.equal(document.getText(), 'a;log;b;');
  });

  it('makes the fix, closes the difference and is undone in one step', async () => {
    await previews.apply();
    assert.equal(document.getText(), 'a;b;');
    assert.deepEqual(diffs(), []);
    assert.equal(window.activeTextEditor?.document, document);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), 'a;log;b;');
  });

  it('refuses when the file has changed since', async () => {
    const edit = new WorkspaceEdit();
    edit.insert(source, new Range(0, 0, 0, 0).start, 'x');
    await workspace.applyEdit(edit);
    await assert.rejects(previews.apply(), /changed since it was shown/);
    assert.equal(document.getText(), 'xa;log;b;');
  });
});
