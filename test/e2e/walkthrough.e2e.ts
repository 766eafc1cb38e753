import { useStage } from '../rig/window/stage';
import { Tree } from '../rig/workbench/tree';

describe('the walkthrough', () => {
  const stage = useStage({ settings: { 'springIdentity.sandbox.operationSeconds': 1 } });

  it('ticks what was done before it was opened', async () => {
    const { workbench, screenshot } = stage();
    const { page, tree } = workbench;
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    await tree.find(['Shop Production', 'shop', 'orders']);
    const help = '.part.sidebar .pane:has(.pane-header[aria-label^="Help"])';
    const header = page.locator(`${help} .pane-header`);
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
    await new Tree(page, help).select(['Get Started']);
    await page.locator('[data-done-step-id$="start"][aria-checked="true"]').first().waitFor();
    await screenshot('a walkthrough with its first step ticked');
  });
});
