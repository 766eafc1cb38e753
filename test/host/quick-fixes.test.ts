import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import {
  CodeActionTriggerKind,
  commands,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type CodeAction,
} from 'vscode';
import { QuickFixes } from '../../src/ui/diagnostics/quick-fixes';
import { MadeUpLinter, worthALook } from './made-up-linter';
import { untilTrue } from './until-true';
import { watchWith, type Watching } from './watching';

describe('silencing a finding on its line, in an extension host', () => {
  const source = Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/'), 'Silenced.java');
  let watching: Watching;

  beforeEach(async () => {
    await workspace.fs.writeFile(source, new TextEncoder().encode(`class A {\n  ${worthALook} WRONG\n}\n`));
    watching = watchWith(new MadeUpLinter());
  });
  afterEach(async () => {
    watching.dispose();
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await workspace.fs.delete(source);
  });

  it('leaves the cursor where the reason belongs, and puts no word there itself', async () => {
    const { documents, project } = watching;
    const fixes = new QuickFixes({ documents, project, appOf: () => undefined });
    const document = await workspace.openTextDocument(source);
    const editor = await window.showTextDocument(document);
    const actions = await fixes.provideCodeActions(document, new Range(1, 0, 1, 100), {
      diagnostics: [],
      only: undefined,
      triggerKind: CodeActionTriggerKind.Invoke,
    });
    const action = actions.find(({ title }) => title === 'Disable MI101 on this line');
    assert.ok(action?.edit !== undefined);
    await workspace.applyEdit(action.edit);
    await untilTrue(
      () => document.getText().includes('managed-identity:ignore MI101'),
      () => document.getText(),
    );
    await commands.executeCommand('default:type', { text: 'the platform sets it' });
    assert.match(document.getText(), /managed-identity:ignore MI101 the platform sets it$/m);
    assert.ok(editor.selection.isEmpty);
  });
});

describe('turning a rule off for the project, in an extension host', () => {
  const root = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  const config = Uri.joinPath(root, '.spring-identity.json');
  const linter = new MadeUpLinter();
  const source = Uri.joinPath(root, 'TurnedOff.java');
  let watching: Watching;
  let project: Watching['project'];
  let documents: Watching['documents'];

  beforeEach(async () => {
    await workspace.fs.writeFile(source, new TextEncoder().encode(`${worthALook} WRONG`));
    watching = watchWith(linter);
    ({ project, documents } = watching);
  });
  afterEach(async () => {
    watching.dispose();
    await workspace.fs.delete(source);
    await workspace.fs.delete(config);
  });

  async function offered(): Promise<CodeAction | undefined> {
    const fixes = new QuickFixes({ documents, project, appOf: () => undefined });
    const document = await workspace.openTextDocument(source);
    const actions = await fixes.provideCodeActions(document, new Range(0, 0, 0, 100), {
      diagnostics: [],
      only: undefined,
      triggerKind: CodeActionTriggerKind.Invoke,
    });
    return actions.find(({ title }) => title === 'Disable MI101 in this project');
  }

  async function take(): Promise<void> {
    const action = await offered();
    assert.ok(action?.edit !== undefined);
    assert.equal(await workspace.applyEdit(action.edit), true);
    await untilTrue(
      () => project.levelsFor(source)['MI101'] === 'off',
      () => JSON.stringify(project.configOf(root)),
    );
  }

  it('stands behind what the user has set: levels of rules, and how sure a finding must be', async () => {
    await workspace.fs.writeFile(
      config,
      new TextEncoder().encode('{"rules": {"MI101": "info", "MI102": "info"}}'),
    );
    const settings = workspace.getConfiguration('springIdentity');
    const are = (expected: object) =>
      untilTrue(
        () => isDeepStrictEqual(project.levelsFor(source), expected),
        () => JSON.stringify(project.levelsFor(source)),
      );
    await are({ MI101: 'info', MI102: 'info', least: 'low' });
    let changes = 0;
    const heard = project.onDidChange(() => (changes += 1));
    try {
      await settings.update('rules', { MI102: 'off' }, false);
      await settings.update('lint.minConfidence', 'high', false);
      await are({ MI101: 'info', MI102: 'off', least: 'high' });
      assert.ok(changes >= 2, String(changes));
      await settings.update('lint.minConfidence', 'quite', false);
      await are({ MI101: 'info', MI102: 'off', least: 'low' });
    } finally {
      heard.dispose();
      await settings.update('rules', undefined, false);
      await settings.update('lint.minConfidence', undefined, false);
    }
  });

  it('makes the configuration file where there is none', async () => {
    await take();
    const text = new TextDecoder().decode(await workspace.fs.readFile(config));
    assert.equal(text, '{\n  "rules": {\n    "MI101": "off"\n  }\n}\n');
  });

  it('is not offered where a setting says the level, nor for a broken file', async () => {
    await workspace.fs.writeFile(config, new TextEncoder().encode('{'));
    await untilTrue(
      () => project.configText(root) === '{',
      () => 'the configuration was not read',
    );
    assert.equal(await offered(), undefined);
    await workspace.fs.writeFile(config, new TextEncoder().encode('{}'));
    await untilTrue(
      () => project.configText(root) === '{}',
      () => 'the configuration was not read',
    );
    assert.notEqual(await offered(), undefined);
    const rules = { 'credential-without-client-id': 'hint' };
    await workspace.getConfiguration().update('springIdentity.rules', rules, false);
    try {
      assert.equal(await offered(), undefined);
    } finally {
      await workspace.getConfiguration().update('springIdentity.rules', undefined, false);
    }
  });

  it('adds to the file there is, which counts before it is saved', async () => {
    const before = '{\n  // ours\n  "exclude": ["gen/**"]\n}\n';
    await workspace.fs.writeFile(config, new TextEncoder().encode(before));
    await untilTrue(
      () => project.configOf(root).exclude.length === 1,
      () => 'the configuration was not read',
    );
    await take();
    const document = await workspace.openTextDocument(config);
    assert.match(
      document.getText(),
      /\/\/ ours\n {2}"exclude": \["gen\/\*\*"\],\n {2}"rules": \{\n {4}"MI101": "off"/,
    );
    assert.equal(document.isDirty, true);
    await document.save();
  });

  it('is written where VS Code knows comments: the configuration file is JSON with comments', async () => {
    await workspace.fs.writeFile(config, new TextEncoder().encode('{ // ours\n}'));
    assert.equal((await workspace.openTextDocument(config)).languageId, 'jsonc');
  });

  it('saves the file, but not what people have typed in it', async () => {
    await workspace.fs.writeFile(config, new TextEncoder().encode('{}'));
    await untilTrue(
      () => project.configText(root) === '{}',
      () => 'the configuration was not read',
    );
    const action = await offered();
    assert.ok(action?.edit !== undefined && action.command !== undefined);
    await workspace.applyEdit(action.edit);
    await commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
    assert.match(new TextDecoder().decode(await workspace.fs.readFile(config)), /"MI101": "off"/);
    const typed = await workspace.openTextDocument(config);
    const edit = new WorkspaceEdit();
    edit.replace(config, new Range(0, 0, 99, 0), '{"exclude": []}');
    await workspace.applyEdit(edit);
    await untilTrue(
      () => project.configText(root) === typed.getText(),
      () => 'what was typed was not read',
    );
    const other = await offered();
    assert.ok(other !== undefined);
    assert.equal(other.command, undefined);
    await typed.save();
  });
});
