import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { leftEnglish } from '../rig/pseudo/left-english';
import { pseudo, pseudoLanguage } from '../rig/pseudo/pseudo-words';
import { useStage } from '../rig/window/stage';
import { pageSaying } from './report';

const inventory = ['Shop Production', 'shop', 'inventory'];
const orders = ['Shop Production', 'shop', 'orders'];

/** Headings, buttons and cells of a page that are wider than the place they have. */
async function cutOff(frame: Frame): Promise<readonly string[]> {
  // As text: tests know no types of pages.
  return await frame.evaluate<string[]>(`
    [...document.querySelectorAll('h1, h2, h3, summary, button, th, td, dt, dd')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(({ innerText }) => innerText)`);
}

/** Fails where a page is not in pseudo-words, or where some of it cannot be seen. */
async function assertWhole({ frame, text }: { readonly frame: Frame; readonly text: string }): Promise<void> {
  assert.match(text, /⟦.*~~~~⟧/s);
  assert.deepEqual(text.split('\n').flatMap(leftEnglish), []);
  assert.deepEqual(await cutOff(frame), []);
}

describe('a window in a language of pseudo-words', () => {
  const stage = useStage({ language: pseudoLanguage, settings: { 'springIdentity.signIn': 'sandbox' } });

  it('has no English in a question, a diagnosis and a test token, and cuts nothing off', async () => {
    const { workbench, screenshot } = stage();
    const { tree, quickInput } = workbench;
    await workbench.openContainer('Spring Identity');
    await tree.find(inventory);
    await screenshot('pseudo-tree');

    await tree.chooseFromMenu(inventory, 'Diagnose App...');
    const diagnosis = await pageSaying(stage(), /⟦/);
    await screenshot('pseudo-diagnosis');
    await assertWhole(diagnosis);

    await tree.chooseFromMenu(orders, 'Fetch Test Token...');
    await quickInput.pick('Key Vault');
    await screenshot('pseudo-list');
    await quickInput.pick(pseudo('No client ID'));
    const token = await pageSaying(stage(), /https:\/\/vault\.azure\.net/);
    await screenshot('pseudo-token');
    await assertWhole(token);
  });
});

describe('a window in Simplified Chinese', () => {
  const stage = useStage({ language: 'zh-cn', settings: { 'springIdentity.signIn': 'sandbox' } });

  it('shows its views, the tree and the status bar in Chinese', async () => {
    const { workbench, screenshot } = stage();
    const { page } = workbench;
    await workbench.openContainer('Spring Identity');
    // A stopped service, the view of identities, and the sandbox in the status bar.
    for (const said of ['已停止', '标识', '沙盒 Azure']) await page.getByText(said).first().waitFor();
    await screenshot('chinese');
  });
});
