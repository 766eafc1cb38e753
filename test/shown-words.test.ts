import assert from 'node:assert/strict';
import path from 'node:path';
import { ESLint } from 'eslint';

/** Ways into something people look at, each with a word that somebody else wrote. */
const ways = [
  'void window.showInformationMessage(words);',
  'void window.showWarningMessage(`Azure says ${words}`);',
  'void window.showErrorMessage(words, "Show Log");',
  'window.setStatusBarMessage(words, 4000);',
  'void window.withProgress({ location: 15, title: words }, async () => undefined);',
  'void window.showInputBox({ prompt: words });',
  'void window.createTerminal({ name: words });',
  'export const item = new TreeItem(words);',
  'item.tooltip = words;',
  'item.description = words;',
  'view.message = words;',
  'export const text = new MarkdownString(words);',
  'text.appendMarkdown(words);',
  'export const hint = new InlayHint(place, words);',
  'export const found = new Diagnostic(place, words);',
];

describe('words that others wrote', function () {
  this.timeout(120_000);

  it('reach no notification, question, row, hover or terminal but through `harmless`, by a rule of the linter of this code', async () => {
    const root = path.resolve(__dirname, '..');
    const linter = new ESLint({ cwd: root });
    // The text takes the place of a file that is part of the program, as types are needed.
    const filePath = path.join(root, 'src/ui/window/dialogs.ts');
    const found = async (lines: readonly string[]) => {
      const [result] = await linter.lintText(`${lines.join('\n')}\n`, { filePath });
      const ours = (result?.messages ?? []).filter(({ message }) => message.includes('`harmless`'));
      return ours.map(({ line }) => lines[line - 1]);
    };
    assert.deepEqual(await found(ways), ways);
    const through = ways.map((line) => line.replace(/`Azure says \$\{words\}`|\bwords\b/, 'harmless(words)'));
    assert.deepEqual(await found(through), []);
  });
});
