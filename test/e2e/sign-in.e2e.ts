import assert from 'node:assert/strict';
import { useStage } from '../rig/window/stage';

/** The subscriptions of the sample estate; the last one is in a tenant of its own. */
const subscriptions = ['Shop Production', 'Shop Development', 'Partner Portal'];

describe('signing in', () => {
  for (const provider of ['microsoft', 'microsoft-sovereign-cloud'] as const)
    describe(`with the accounts of VS Code, provider ${provider}`, () => {
      const stage = useStage({ sandbox: {}, entra: { provider } });

      it('shows the subscriptions of both accounts, each under its account', async () => {
        const { workbench, screenshot } = stage();
        await workbench.openContainer('Spring Identity');
        for (const name of subscriptions) await workbench.tree.find([name]);
        await screenshot(`accounts ${provider}`);
        const labels = (await workbench.tree.rows()).map(({ label }) => label);
        // Ada sees all three, Grace only the last.
        assert.deepEqual(labels.filter((label) => subscriptions.includes(label)).sort(), [
          'Partner Portal',
          'Partner Portal',
          'Shop Development',
          'Shop Production',
        ]);
      });
    });

  describe('elsewhere', () => {
    const stage = useStage({ sandbox: {} });

    for (const source of ['azureCli', 'environment'])
      it(`shows the subscriptions of ${source}`, async () => {
        const { workbench } = stage();
        await workbench.writeSetting('springIdentity.signIn', source);
        await workbench.openContainer('Spring Identity');
        for (const name of subscriptions) await workbench.tree.find([name]);
        assert.equal(await workbench.readSetting('springIdentity.signIn'), source);
      });
  });
});
