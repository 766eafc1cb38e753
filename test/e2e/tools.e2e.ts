import assert from 'node:assert/strict';
import { useStage, type Stage } from '../rig/window/stage';

/** Asks a tool as an extension with a language model does, and answers with its text, or why there is none. */
function ask({ window }: Stage, name: string, input: object): Promise<string> {
  return window.host.run(
    async (vscode, wish) => {
      try {
        const { content } = await vscode.lm.invokeTool(`spring_identity_${wish.name}`, {
          input: wish.input,
          toolInvocationToken: undefined,
        });
        return content.map((part) => (part as { value: string }).value).join('\n');
      } catch (error) {
        return `refused: ${String(error)}`;
      }
    },
    { name, input },
    60_000,
  );
}

describe('tools for language models in a real window', () => {
  const stage = useStage({ settings: { 'springIdentity.signIn': 'sandbox' } });

  beforeEach(async () => {
    const { workbench } = stage();
    await workbench.openContainer('Spring Identity');
    await workbench.tree.find(['Shop Production', 'shop', 'orders']);
  });

  it('ask before they reach the network, with what the model is given, and give no token', async () => {
    const { workbench, screenshot } = stage();
    const { dialog } = workbench;
    const answer = ask(stage(), 'list_apps', { filter: 'orders' });
    const { message, detail } = await dialog.read();
    await screenshot('a tool asks');
    assert.match(message, /apps/i);
    assert.match(detail, /read from Azure with your account and given to the model\. No token is\./);
    await dialog.press('Yes');
    const text = await answer;
    assert.match(text, /\| orders \| shop \|/);
    assert.doesNotMatch(text, /eyJ[\w-]+\.eyJ/);
  });

  it('read nothing where that is turned down', async () => {
    const { dialog } = stage().workbench;
    const answer = ask(stage(), 'diagnose_app', { app: 'inventory' });
    await dialog.read();
    await stage().workbench.page.keyboard.press('Escape');
    assert.match(await answer, /^refused: /);
  });

  it('explain a rule, an error and a text without a question', async () => {
    const { dialog } = stage().workbench;
    assert.match(await ask(stage(), 'explain_finding', { rule: 'MI101' }), /credential-without-client-id/);
    assert.match(await ask(stage(), 'explain_error', { text: 'all is well' }), /No error with an identity/);
    assert.equal(await dialog.box.count(), 0);
  });
});
