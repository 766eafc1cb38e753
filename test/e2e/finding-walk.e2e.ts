import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../rig/until';
import { useStage } from '../rig/window/stage';
import { shownFindings, textOf, waitForFindings } from './findings';

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
    const { tree, page } = workbench;
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
      await page.keyboard.press('Control+.');
      const offered = page.locator('.action-widget .monaco-list-row.action');
      await offered.first().waitFor();
      // VS Code lets no click through before the mouse has moved: it may rest where the list opens.
      await page.mouse.move(300, 300);
      await page.mouse.move(310, 310);
      await offered
        .filter({ hasText: /Name identity 'id-orders'/ })
        .first()
        .click();
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

describe('naming an identity where the code names none', () => {
  const stage = useStage();
  const code = `package com.example.shop.orders;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;

class Prices {
    BlobServiceClient blobs() {
        return new BlobServiceClientBuilder()
            .endpoint("https://harborshoporders.blob.core.windows.net/")
            .credential(new ManagedIdentityCredentialBuilder().build())
            .buildClient();
    }
}
`;

  it('offers the one that gets in first, the one without access last, and is done then', async () => {
    const { workbench, window, workspace, screenshot } = stage();
    const { page } = workbench;
    // A new one for each try: VS Code keeps unsaved text of a file from one window to the next.
    const file = `orders/src/main/java/com/example/shop/orders/Prices${Date.now()}.java`;
    writeFileSync(path.join(workspace, file), code);
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    await workbench.tree.find(app);
    await window.host.run(
      async (vscode, name) => {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.file(name));
        const at = document.positionAt(document.getText().indexOf('new ManagedIdentity') + 6);
        await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
      },
      path.join(workspace, file),
    );
    const [finding] = await until(page, async () => {
      const found = (await shownFindings(stage())).filter((one) => one.file === file);
      return found.length === 1 ? { found } : { instead: JSON.stringify(found) };
    });
    assert.equal(finding?.code, 'MI101');
    const rows = page.locator('.action-widget .monaco-list-row.action');
    // What the identities may do is read when the file is first judged; the list shows what is known when it opens.
    const offered = await until(page, async () => {
      await page.keyboard.press('Control+.');
      await rows.first().waitFor();
      const texts = (await rows.allTextContents())
        .map((text) => text.replace(/\s+/g, ' ').trim())
        .filter((text) => text.includes('Name identity'));
      if (texts.some((text) => text.includes('no role found'))) return { found: texts };
      await page.keyboard.press('Escape');
      return { instead: `offered: ${texts.join('\n')}` };
    });
    await screenshot('identities by access');
    assert.match(
      offered[0] ?? '',
      /^Name identity 'id-orders' .*\(Storage Blob Data Contributor at harborshoporders\)/,
    );
    assert.match(
      offered.at(-1) ?? '',
      /^Name identity 'id-telemetry' .*\(no role found at harborshoporders\)/,
    );
    await page.mouse.move(300, 300);
    await page.mouse.move(310, 310);
    await rows.filter({ hasText: "Name identity 'id-orders'" }).first().click();
    await waitForFindings(stage(), file);
    assert.match(await textOf(stage(), file), /\.clientId\("[0-9a-f-]{36}"\)/);
  });
});
