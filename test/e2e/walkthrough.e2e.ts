import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { until } from '../rig/until';
import { useStage, type Stage } from '../rig/window/stage';
import { Tree } from '../rig/workbench/tree';
import { report } from './report';

const orders = ['Shop Production', 'shop', 'orders'];

/** Opens a walkthrough from the view Help. */
async function openWalkthrough({ workbench: { page } }: Stage, title: string): Promise<void> {
  const help = '.part.sidebar .pane:has(.pane-header[aria-label^="Help"])';
  const header = page.locator(`${help} .pane-header`);
  if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
  await new Tree(page, help).select([title]);
}

/** Waits until just these steps are ticked. */
async function ticked(page: Page, names: readonly string[]): Promise<void> {
  const marks = page.locator('[data-done-step-id][aria-checked="true"]');
  await until(page, async () => {
    // As text: tests know no types of pages.
    const ids = await marks.evaluateAll((all) =>
      all.map((one) => (one as unknown as { dataset: { doneStepId: string } }).dataset.doneStepId),
    );
    const done = [...new Set(ids.map((id) => id.slice(id.lastIndexOf('#') + 1)))].sort();
    return done.join() === [...names].sort().join() ? { found: true } : { instead: done.join() };
  });
}

describe('the walkthrough', () => {
  // Wide enough for VS Code to show pictures beside the steps.
  const stage = useStage({
    settings: { 'springIdentity.sandbox.operationSeconds': 1 },
    viewport: { width: 1700, height: 900 },
  });

  it('ticks what was done before it was opened', async () => {
    const { workbench, screenshot } = stage();
    const { page, tree } = workbench;
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    await tree.find(orders);
    await openWalkthrough(stage(), 'Get Started');
    await page.locator('[data-done-step-id$="start"][aria-checked="true"]').first().waitFor();
    await screenshot('a walkthrough with its first step ticked');
  });

  it('completes when each step was done, ticks none before, and has pictures with words for them', async () => {
    const { workbench, screenshot } = stage();
    const { page, tree, quickInput, dialog, toasts } = workbench;
    await workbench.openContainer('Spring Identity');
    await openWalkthrough(stage(), 'Get Started');
    const picture = page.locator('.getting-started-media img').first();
    await picture.waitFor();
    assert.match((await picture.getAttribute('alt')) ?? '', /^The view Apps of the sandbox/);
    await until(page, async () => {
      const width = await picture.evaluate(
        (one) => (one as unknown as { naturalWidth: number }).naturalWidth,
      );
      return width > 500 ? { found: width } : { instead: `the picture has ${width} pixels` };
    });
    await screenshot('a walkthrough with its picture');
    await ticked(page, []);

    await page.locator('.gettingStartedContainer').getByRole('button', { name: 'Open Sandbox' }).click();
    await tree.find(orders);
    await ticked(page, ['start']);
    await tree.expand(orders);
    await ticked(page, ['start', 'look']);

    const findings = [...orders, 'Findings'];
    const [finding] = await tree.children(findings);
    await tree.select([...findings, finding?.label ?? '']);
    // What it leads to takes the focus when it opens, and with it a menu that is open by then.
    await page.locator('.tab.active', { hasText: 'orders' }).waitFor();

    await tree.chooseFromMenu(orders, 'Fetch Test Token...');
    await quickInput.pick('Key Vault');
    await quickInput.pick('No client ID');
    await report(stage()).getByText('and this may change').first().waitFor();

    const gateway = [...orders.slice(0, 2), 'gateway'];
    await tree.chooseFromMenu(gateway, 'Enable System-Assigned Identity...');
    await dialog.press('Enable');
    await toasts.saying(/has a system-assigned identity now/).waitFor();

    await tree.chooseFromMenu([...orders.slice(0, 2), 'billing'], 'Connect App to Service...');
    for (const row of [
      'billing',
      'App Configuration',
      'appcs-harbor-shop',
      'id-billing',
      'Not now',
      'Spring Cloud Azure',
    ])
      await quickInput.pick(row);
    await quickInput.pick('Make the changes');
    await toasts.saying(/The files are ready to connect/).waitFor();
    await openWalkthrough(stage(), 'Get Started');
    await ticked(page, ['start', 'look', 'red', 'prove', 'fix', 'connect']);
    await screenshot('a walkthrough that is complete');
  });
});
