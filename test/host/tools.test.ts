import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import { toolId, tools } from '../../src/ui/contributions';

describe('tools for language models', () => {
  const text = async (name: (typeof tools)[number], input: object): Promise<string> => {
    const { content } = await vscode.lm.invokeTool(toolId(name), { input, toolInvocationToken: undefined });
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    return part.value;
  };

  before(async () => {
    await vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`)?.activate();
  });

  it('are all known to VS Code', () => {
    const known = new Set(vscode.lm.tools.map(({ name }) => name));
    assert.deepEqual(
      tools.map(toolId).filter((name) => !known.has(name)),
      [],
    );
  });

  it('answer through its API: a rule, an error, a judged text', async () => {
    assert.match(await text('explain_finding', { rule: 'MI101' }), /MI101 credential-without-client-id/);
    assert.match(await text('explain_error', { text: 'all is well' }), /No error with an identity/);
    const java = 'class A { Object a = new com.azure.identity.ManagedIdentityCredentialBuilder().build(); }';
    assert.match(await text('lint_text', { path: 'src/main/java/A.java', text: java }), /MI101/);
  });

  it('say what is wrong with their input', async () => {
    await assert.rejects(text('explain_finding', { rule: 'MI999' }), /neither the ID nor the name/);
  });
});
