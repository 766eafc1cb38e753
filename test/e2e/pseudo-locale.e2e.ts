import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import manifest from '../../package.nls.zh-cn.json';
import { leftEnglish } from '../rig/pseudo/left-english';
import { pseudo, pseudoLanguage } from '../rig/pseudo/pseudo-words';
import { useStage } from '../rig/window/stage';
import { Tree } from '../rig/workbench/tree';
import { open } from './editing';
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

/** Of an element of the window: tests know no types of pages. */
interface Shown {
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly innerText: string;
  readonly className: string;
  querySelectorAll(selectors: string): Iterable<Shown>;
}

/** Fails where a box of VS Code with our words is not in pseudo-words, or where some of it cannot be seen. */
async function assertWhole(box: Locator): Promise<void> {
  const text = await box.innerText();
  assert.match(text, /⟦.*~~~~⟧/s);
  assert.deepEqual(text.split('\n').flatMap(leftEnglish), []);
  const over = await box.evaluate((element) => {
    const whole = element as unknown as Shown;
    return [whole, ...whole.querySelectorAll('*')]
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
      .map(({ innerText, className }) => `${className}: ${innerText}`);
  });
  assert.deepEqual(over, []);
}

/** Fails where a page is not in pseudo-words, or where some of it cannot be seen. */
async function assertWholePage({
  frame,
  text,
}: {
  readonly frame: Frame;
  readonly text: string;
}): Promise<void> {
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
    await assertWholePage(diagnosis);

    await tree.chooseFromMenu(orders, 'Fetch Test Token...');
    await quickInput.pick('Key Vault');
    await screenshot('pseudo-list');
    await quickInput.pick(pseudo('No client ID'));
    const token = await pageSaying(stage(), /https:\/\/vault\.azure\.net/);
    await screenshot('pseudo-token');
    await assertWholePage(token);
  });
});

describe('a question and a hover in a language of pseudo-words', () => {
  const stage = useStage({ language: pseudoLanguage, settings: { 'springIdentity.signIn': 'sandbox' } });

  it('have no English in what is said before a loss, and cut nothing off', async () => {
    const { workbench, screenshot } = stage();
    const { tree, dialog } = workbench;
    await workbench.openContainer('Spring Identity');
    await tree.chooseFromMenu(orders, 'Disable System-Assigned Identity...');
    await dialog.read();
    await screenshot('pseudo-question');
    await assertWhole(dialog.box.locator('.dialog-message-container'));
    // The buttons are ours but for the one VS Code adds.
    const buttons = await dialog.box.locator('.dialog-buttons .monaco-button').allInnerTexts();
    assert.deepEqual(
      buttons.filter((title) => !/^⟦.*⟧$/.test(title.trim())).map((title) => title.trim()),
      ['Cancel'],
    );
  });

  it('have no English in what is said of an ID in a file', async () => {
    const { workbench, screenshot } = stage();
    const { page, tree } = workbench;
    await workbench.openContainer('Spring Identity');
    await tree.find(inventory);
    await open(stage(), 'inventory/src/main/resources/application.yml', 'storage:');
    await page.locator('.editor-instance .squiggly-error').first().waitFor();
    // The last client ID of the file is none of the app's.
    await page
      .locator('.editor-instance .view-line', { hasText: 'client-id' })
      .last()
      .locator('span')
      .last()
      .hover();
    const hover = page.locator('.monaco-hover:visible .hover-contents').filter({ hasText: '⟦' });
    await hover.first().waitFor();
    await screenshot('pseudo-hover');
    for (const part of await hover.all()) await assertWhole(part);
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

  it('writes dates as Chinese is written', async () => {
    const { workbench, screenshot } = stage();
    await workbench.openContainer('Spring Identity');
    const apps = `.part.sidebar .pane:has(.pane-header[aria-label^="${manifest['view.apps']}"])`;
    const tree = new Tree(workbench.page, apps);
    await tree.chooseFromMenu(orders, manifest['command.showIdentityMap']);
    const { text } = await pageSaying(stage(), /\d{4}年\d{1,2}月\d{1,2}日/);
    await screenshot('chinese dates');
    const months = /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\b[AP]M\b/;
    assert.doesNotMatch(text, months);
  });
});
