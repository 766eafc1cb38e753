import assert from 'node:assert/strict';
import { findingsIn } from '../../../test/rules/check-rule';
import { microsoftGuide as project } from '../../../test/rules/microsoft-guide';

describe("a project made after Microsoft's guide for the move", () => {
  const idsIn = async (path: string, app?: 'users') => {
    const found = await findingsIn(path, project[path] ?? '', { others: project, ...(app && { app }) });
    return found.map(({ rule, severity }) => `${rule.id} ${severity}`);
  };

  it('is told of code and configuration without a client ID', async () => {
    assert.deepEqual(await idsIn('src/main/java/com/example/Secrets.java', 'users'), ['MI101 warning']);
    assert.deepEqual(await idsIn('src/main/resources/application.properties', 'users'), ['MI201 warning']);
    // Before it is known which identities the app has, it may go well: a hint.
    assert.deepEqual(await idsIn('src/main/java/com/example/Secrets.java'), ['MI101 hint']);
  });

  it('is told of access policies on a vault that goes by roles', async () => {
    assert.ok((await idsIn('main.bicep')).some((one) => one.startsWith('MI414')));
  });
});
