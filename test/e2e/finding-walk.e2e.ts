import assert from 'node:assert/strict';
import { until } from '../rig/until';
import { useStage } from '../rig/window/stage';

const app = ['Shop Production', 'shop', 'orders'];
const findings = [...app, 'Findings'];
const title = 'The app has several identities, and files ask for a token without naming one';

describe('from a finding of an app to its place', () => {
  const stage = useStage({ settings: { 'springIdentity.sandbox.operationSeconds': 1 } });

  /** Where the cursor is. */
  const place = () =>
    stage().window.host.run((vscode) => {
      const editor = vscode.window.activeTextEditor;
      return editor === undefined
        ? undefined
        : {
            path: editor.document.uri.path,
            selected: editor.document.getText(editor.selection),
            text: editor.document.getText(),
          };
    });

  it('a click leads to the file, a fix there puts it right, and the finding is gone', async () => {
    const { workbench, screenshot } = stage();
    const { tree, page, quickFixes } = workbench;
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    await tree.find([...findings, title]);
    const isThere = async () => (await tree.children(findings)).some(({ label }) => label === title);
    // The samples have two such places.
    for (let fixed = 0; fixed < 2; fixed += 1) {
      const before = await place();
      await tree.select([...findings, title]);
      const at = await until(page, async () => {
        const now = await place();
        const isNew = now !== undefined && now.selected !== '' && now.text !== before?.text;
        return isNew && now.path.includes('/orders/') ? { found: now } : { instead: JSON.stringify(now) };
      });
      assert.match(at.path, /\/orders\/src\/main\//);
      await screenshot(`place ${fixed + 1} of a finding`);
      await quickFixes.open();
      await quickFixes.take(/Name identity 'id-orders'/);
      await until(page, async () => {
        const now = await place();
        return now?.path === at.path && now.text !== at.text ? { found: true } : { instead: now?.text ?? '' };
      });
    }
    await until(page, async () =>
      (await isThere()) ? { instead: 'the finding is still there' } : { found: true },
    );
  });
});
